/**
 * One Chromium for the tests of a file, and pages of the built site in it, each in a context of its own. A page that
 * complains (in its console, by an uncaught error, by breaking its own policy) or asks another server fails its test.
 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

import { CurvesFigure } from './figure.js';
import { serve } from './server.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} CDPSession */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

/** The folder of the built site. */
export const DIST = process.env['DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** The site lies somewhere below the root of its server, as on most hosts. */
const SOMEWHERE = '/some/path/';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {string[]} further arguments
 */
export function launch(...further) {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...ARGUMENTS, ...further],
  });
}

/**
 * @typedef {object} Visit
 * @property {string} [page] the page's name; the article unless given
 * @property {string} [hash] what follows the "#"
 * @property {number} [width]
 * @property {number} [height]
 * @property {number} [ratio] device pixels per CSS pixel
 * @property {Partial<ContextOptions>} [context] further options of Playwright's context
 * @property {(() => void)[]} [before] functions that run in the page before its own scripts
 * @property {(page: Page) => Promise<unknown>} [prepare] runs before the page is opened
 * @property {RegExp[]} [complaints] complaints that belong to the test: each must come, and no other may
 * @property {RegExp[]} [remarks] complaints that may come or not
 * @property {boolean} [still] the test does not wait for the first figure to come alive: it does not, or a lesson has it conceal what it says
 */

/**
 * What a test gets of its page.
 *
 * @typedef {object} Visited
 * @property {Page} page
 * @property {CurvesFigure} figure the first figure
 * @property {CDPSession} devtools
 * @property {string} url the address of the page, without a hash
 */

/**
 * Starts a server and a browser for the tests of a file.
 *
 * @param {import('./server.js').Options & { root?: string }} [served] and the folder of the site, if it is another
 * @param {string[]} further arguments for the browser
 */
export async function site(served = {}, ...further) {
  const { root = DIST } = served;
  assert.ok(existsSync(root), `there is no built site at ${root}: build it, or name it in DIST`);
  const server = await serve(root, { path: SOMEWHERE, ...served });
  const browser = await launch(...further);
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** @type {Map<string, Promise<import('./figure.js').Ends>>} */
  const known = new Map();
  /**
   * Where the axis of the figure begins and ends; found on a page of its own, so that the one under test is untouched.
   *
   * @param {Visit} visit
   */
  const endsFor = (visit) => {
    const { width = 1280, ratio = 1 } = visit;
    const key = `${width} at ${ratio}`;
    const find = async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: ratio });
      await page.goto(server.url);
      const figure = new CurvesFigure(page, () => Promise.reject(new Error('not found yet')));
      await figure.alive();
      const ends = await figure.findEnds();
      await page.close();
      return ends;
    };
    const found = known.get(key) ?? find();
    known.set(key, found);
    return found;
  };

  /**
   * A test on a page.
   *
   * @param {Visit} visit
   * @param {(visited: Visited) => Promise<void>} body
   * @returns {() => Promise<void>}
   */
  const visiting = (visit, body) => async () => {
    const context = await browser.newContext({
      viewport: { width: visit.width ?? 1280, height: visit.height ?? 900 },
      deviceScaleFactor: visit.ratio ?? 1,
      ...visit.context,
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      const heard = await listen(page, server.url);
      for (const script of visit.before ?? []) await page.addInitScript(script);
      await visit.prepare?.(page);
      const url = server.url + (visit.page ?? '');
      const address = visit.hash === undefined ? url : `${url}#${visit.hash}`;
      await page.goto(address, { waitUntil: visit.still ? 'domcontentloaded' : 'load' });
      const figure = new CurvesFigure(page, () => endsFor(visit));
      if (!visit.still) await figure.alive();
      const devtools = await context.newCDPSession(page);
      await body({ page, figure, devtools, url });
      judge(heard, visit.complaints ?? [], visit.remarks ?? []);
    } finally {
      await context.close();
    }
  };
  return { url: server.url, browser, visiting, close: server.close };
}

/**
 * Hears what a page complains of.
 *
 * @param {Page} page
 * @param {string} home the only server that the page may ask
 * @returns {Promise<string[]>}
 */
export async function listen(page, home) {
  /** @type {string[]} */
  const heard = [];
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol.startsWith('http') && asked.origin !== new URL(home).origin) heard.push(`asked ${asked.href}`);
  });
  await page.exposeFunction('reportViolation', (/** @type {string} */ what) => heard.push(`policy: ${what}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = /** @type {typeof window & { reportViolation(what: string): void }} */ (window);
      reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return heard;
}

/**
 * @param {readonly string[]} heard
 * @param {readonly RegExp[]} expected
 * @param {readonly RegExp[]} allowed
 */
export function judge(heard, expected, allowed) {
  const known = [...expected, ...allowed];
  const unexpected = heard.filter((complaint) => !known.some((pattern) => pattern.test(complaint)));
  assert.deepEqual(unexpected, [], 'the page complained');
  for (const pattern of expected) {
    assert.ok(heard.some((complaint) => pattern.test(complaint)), `the page did not complain of ${pattern}`);
  }
}

/**
 * Waits until the page has drawn what is due.
 *
 * @param {Page} page
 */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(null), 0))));
}

/**
 * Waits until something holds, and fails with what it was last.
 *
 * @template Seen
 * @param {() => Promise<Seen>} look
 * @param {(seen: Seen) => void} check throws until it holds
 * @param {number} [patience] in milliseconds
 */
export async function eventually(look, check, patience = 3000) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    try {
      return check(seen);
    } catch (reason) {
      if (Date.now() > end) throw reason;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What follows the page's address. @param {Page} page */
export const hashOf = (page) => page.evaluate(() => location.hash);

/**
 * What is seen beyond the left or the right edge of the window, in the figures too, and by how much the page scrolls
 * sideways.
 *
 * @param {Page} page
 */
export const beyondTheWindow = (page) => page.evaluate(() => {
  /** @type {string[]} */
  const found = [];
  /** @param {Document | ShadowRoot} root */
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      const { width, left, right } = element.getBoundingClientRect();
      // What a box of its own scrolls sideways, such as a table, may be wider inside it.
      let box = element.parentElement;
      while (box && getComputedStyle(box).overflowX !== 'auto') box = box.parentElement;
      if (!box && width > 0 && (right > innerWidth + 0.5 || left < -0.5)) found.push(`${element.localName} \u201c${element.textContent?.trim().slice(0, 40)}\u201d ${left} to ${right}`);
    }
  };
  visit(document);
  return { found, overflow: document.documentElement.scrollWidth - innerWidth };
});
