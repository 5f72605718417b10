/**
 * Pages of hosts that embed figures. The script comes from an origin of its own, as from another site; each page is written
 * by its test and has headers of its own.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

import { DIST, judge, launch, listen } from './browser.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} CDPSession */

/** Where a host's page finds the script, and the style sheet that reserves room for figures, below the site's address. */
export const SCRIPT = 'v1/relu-figure.js';
export const STYLE = 'v1/relu-figure.css';

/** Every figure there is. */
export const NAMES = ['curves', 'chain', 'neuron', 'limits', 'depth', 'sparsity', 'sweep', 'training'];

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is served under which path; the first that fits counts. @type {[path: string, folder: string][]} */
const FOLDERS = [
  ['v1/', join(DIST, 'v1')],
  ['www/wasm/', join(root, 'target/bindings/wasm')],
  ['www/', join(root, 'www')],
  ['reveal.js/', join(root, 'tests/browser/node_modules/reveal.js/dist')],
  ['', DIST],
];

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** @param {string} path */
async function find(path) {
  for (const [prefix, folder] of FOLDERS) {
    if (!path.startsWith(prefix)) continue;
    const file = normalize(join(folder, path.slice(prefix.length)));
    const content = file.startsWith(normalize(folder + sep)) ? await readFile(file).catch(() => undefined) : undefined;
    if (content) return content;
  }
  return undefined;
}

/**
 * A page of a host.
 *
 * @typedef {object} Written
 * @property {string} [head] what its head holds beside the script and the style sheet
 * @property {string} body
 * @property {string} [policy] its Content-Security-Policy, in which SITE stands for the origin of the script
 * @property {boolean} [own] the script lies on the host's own server
 * @property {boolean} [bare] the page brings in neither script nor style sheet
 */

/**
 * @typedef {object} Visit
 * @property {number} [width]
 * @property {number} [height]
 * @property {'light' | 'dark'} [scheme] of the system
 * @property {boolean} [touch]
 * @property {(() => void)[]} [before] functions that run in the page before its own scripts
 * @property {(page: Page) => Promise<unknown>} [prepare] runs before the page is opened
 * @property {RegExp[]} [complaints] complaints that belong to the test
 * @property {RegExp[]} [remarks] complaints that may come or not
 */

/**
 * @param {(path: string) => Promise<{ body: Buffer | string, headers?: Record<string, string> } | undefined>} answer
 */
async function listening(answer) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const found = await answer(decodeURIComponent(pathname.slice(1)));
    const type = TYPES[extname(pathname) || '.html'] ?? 'application/octet-stream';
    response.writeHead(found ? 200 : 404, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store', ...found?.headers });
    response.end(found?.body ?? 'There is no such file.');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return { server, url: `http://127.0.0.1:${address.port}/` };
}

/**
 * Starts the servers and a browser for the tests of a file.
 *
 * @param {string[]} further arguments for the browser
 */
export async function hosts(...further) {
  const site = await listening(async (path) => {
    const body = await find(path);
    return body && { body };
  });
  /** @type {Map<string, Written>} */
  const pages = new Map();
  const host = await listening(async (path) => {
    const page = pages.get(path);
    if (!page) return path === 'favicon.ico' ? { body: '' } : find(path).then((body) => body && { body });
    const from = page.own ? '/' : site.url;
    const bring = page.bare ? '' : `<link rel="stylesheet" href="${from}${STYLE}"><script type="module" src="${from}${SCRIPT}"></script>`;
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A host</title>${page.head ?? ''}${bring}</head><body>${page.body.replaceAll('SITE', from)}</body></html>`;
    const policy = page.policy?.replaceAll('SITE', new URL(site.url).origin);
    return { body, headers: policy ? { 'Content-Security-Policy': policy } : {} };
  });
  const browser = await launch(...further);
  after(async () => {
    await browser.close();
    for (const { server } of [site, host]) {
      server.closeAllConnections();
      server.close();
    }
  });

  /**
   * A test on a page of a host.
   *
   * @param {Written} written
   * @param {Visit} visit
   * @param {(visited: { page: Page, devtools: CDPSession, site: string }) => Promise<void>} body
   * @returns {() => Promise<void>}
   */
  const hosted = (written, visit, body) => async () => {
    const name = `page-${pages.size}.html`;
    pages.set(name, written);
    const context = await browser.newContext({
      viewport: { width: visit.width ?? 1280, height: visit.height ?? 900 },
      ...(visit.scheme && { colorScheme: visit.scheme }),
      ...(visit.touch && { hasTouch: true }),
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      const heard = await listen(page, written.own ? host.url : site.url);
      for (const script of visit.before ?? []) await page.addInitScript(script);
      await visit.prepare?.(page);
      await page.goto(host.url + name);
      const devtools = await context.newCDPSession(page);
      await body({ page, devtools, site: site.url });
      // The page itself is of the host.
      const itself = new RegExp(`^asked ${host.url}`);
      judge(heard, visit.complaints ?? [], [itself, ...(visit.remarks ?? [])]);
    } finally {
      await context.close();
    }
  };
  return { browser, hosted, site: site.url };
}

/**
 * Waits until the figures that a selector finds answer.
 *
 * @param {Page} page
 * @param {string} [selector]
 */
export const ready = (page, selector = 'relu-figure') => page.evaluate(async (wanted) => {
  await customElements.whenDefined('relu-figure');
  await Promise.all([...document.querySelectorAll(wanted)].map((figure) => {
    const { wake, ready } = /** @type {any} */ (figure);
    Reflect.apply(wake, figure, []);
    return ready ?? Reflect.get(figure, 'ready');
  }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}, selector);
