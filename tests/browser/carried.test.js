/**
 * Files that hold everything they need: a script for a post, a page for a frame, the article as one file.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import { DIST, eventually, launch } from './browser.js';
import { Lesson } from './lesson.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */

const WHY = JSON.parse(await readFile(new URL('../../www/classroom/lessons/why.json', import.meta.url), 'utf8'));

/** What a file holds has to be unpacked, on whatever machine. */
const PATIENCE = 20_000;

const PAGES = /** @type {Record<string, string>} */ ({
  '/light': `<script type="module" src="standalone.js"></script>
    <relu-figure name="chain" weight="0.5"></relu-figure><relu-figure name="neuron"></relu-figure>
    <relu-figure name="limits"></relu-figure><relu-figure name="curves" z="-1"></relu-figure>
    <relu-figure name="training"><p>as a picture</p></relu-figure>`,
  '/both': `<script type="module" src="standalone.js"></script><relu-figure name="chain"></relu-figure><relu-figure name="depth" networks="20" width="16"></relu-figure>`,
  '/all': `<script type="module" src="standalone-all.js"></script>
    <relu-figure name="sweep" shown="he" epochs="2"></relu-figure>`,
  '/framed': `<style>iframe { height: 300px; } .boxed { box-sizing: border-box; padding: 20px; border: 5px solid; }</style>
    <iframe sandbox="allow-scripts" src="embed.html?figure=depth&depth=20&weight=2&concealed=all"></iframe>
    <iframe sandbox="allow-scripts" class="boxed" src="embed.html?Figure=chain&WEIGHT=0.5"></iframe>
    <iframe src="other.html?embed.html"></iframe>`,
  '/other.html': '<p>Something else</p>',
});

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('node:http').Server} */
let server;
let url = '';
/** @type {string[]} */
let asked = [];

before(async () => {
  browser = await launch();
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    const page = PAGES[path];
    const body = page ? `<!doctype html><title>A post</title>${page}` : await readFile(join(DIST, path)).catch(() => undefined);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address && typeof address === 'object') url = `http://127.0.0.1:${address.port}`;
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/**
 * @param {string} address
 * @param {(page: Page) => Promise<void>} body
 */
async function at(address, body) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  page.setDefaultTimeout(15_000);
  asked = [];
  try {
    await page.goto(address);
    await body(page);
    assert.deepEqual(complaints.filter((text) => !text.includes('404')), []);
  } finally {
    await page.close();
  }
}

/**
 * @param {Page | FrameLocator} where
 * @param {string} name
 */
function verdict(where, name) {
  return where.locator(`relu-figure[name=${name}] [part=verdict]`);
}

test('standalone.js weighs at most 100 kB, relu.html at most 400', async () => {
  const script = await readFile(join(DIST, 'standalone.js'));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const sent = brotliCompressSync(script, { params }).length;
  assert.ok(sent <= 100_000, `standalone.js: ${sent} bytes`);
  const article = (await readFile(join(DIST, 'relu.html'))).length;
  assert.ok(article <= 400_000, `relu.html: ${article} bytes`);
});

test('one script is all that the light figures need, and a heavy one says what is missing', () => at(`${url}/light`, async (page) => {
  for (const name of ['chain', 'neuron', 'limits', 'curves']) {
    const figure = page.locator(`relu-figure[name=${name}]`);
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('canvas').waitFor();
  }
  await eventually(() => verdict(page, 'chain').innerText(), (text) => assert.match(text, /0\.125/), PATIENCE);
  const training = page.locator('relu-figure[name=training]');
  await training.scrollIntoViewIfNeeded();
  await eventually(() => training.locator('[part=failure]').innerText(), (text) => assert.match(text, /the figure training is too heavy for standalone\.js: standalone-all\.js has it/), PATIENCE);
  await training.getByText('as a picture').waitFor();
  assert.deepEqual(asked.filter((path) => path !== '/favicon.ico'), ['/light', '/standalone.js']);
}));

test('the larger script has every figure, and the worker that they need', () => at(`${url}/all`, async (page) => {
  const all = page.locator('relu-figure[name=sweep] [part=work]');
  await eventually(() => all.getAttribute('class'), (shown) => assert.match(shown ?? '', /\bdone\b/), PATIENCE);
  assert.ok(page.workers().length > 0, 'no worker was started');
  assert.deepEqual(asked.filter((path) => path !== '/favicon.ico'), ['/all', '/standalone-all.js']);
}));

test('a page that has both: what the first lacks the larger one lends it', () => at(`${url}/both`, async (page) => {
  const depth = page.locator('relu-figure[name=depth]');
  await depth.scrollIntoViewIfNeeded();
  await depth.locator('[part=failure]').waitFor();
  await page.addScriptTag({ type: 'module', url: 'standalone-all.js' });
  await eventually(() => depth.locator('[part=work]').getAttribute('class', { timeout: PATIENCE }), (shown) => assert.match(shown ?? '', /\bdone\b/), PATIENCE);
  await depth.getByRole('slider', { name: say('depth.deviation'), exact: true }).waitFor();
  assert.equal(await depth.getAttribute('failed'), null);
  await eventually(() => verdict(page, 'chain').innerText(), (text) => assert.notEqual(text, ''), PATIENCE);
}));

test('a frame without an origin shows a figure at the values of its address, and gets the height it asks for', () => at(`${url}/framed`, async (page) => {
  // A frame out of sight draws nothing, and the first has just grown.
  const chain = page.frameLocator('iframe >> nth=1');
  await chain.locator('relu-figure canvas').waitFor();
  await page.locator('iframe').nth(1).scrollIntoViewIfNeeded();
  await eventually(() => verdict(chain, 'chain').innerText(), (text) => assert.match(text, /0\.125/), PATIENCE);
  const depth = page.frameLocator('iframe >> nth=0');
  await page.locator('iframe').nth(0).scrollIntoViewIfNeeded();
  await eventually(() => depth.locator('.readouts .shown dd').innerText(), (text) => assert.match(text, /^50 . 50$/), PATIENCE);
  // What the address says and no figure knows is told.
  await depth.locator('.notice', { hasText: 'depth.weight' }).waitFor();
  await depth.locator('.notice', { hasText: 'depth.concealed' }).waitFor();
  assert.equal(await depth.locator('relu-figure[concealed]').count(), 0);
  // The script comes when the frames have told their heights already.
  await page.addScriptTag({ url: 'embed-parent.js' });
  await page.frames()[3]?.evaluate(() => parent.postMessage({ type: 'relu-figure', height: 3000 }, '*'));
  await eventually(() => page.locator('iframe').nth(1).evaluate((node) => node.clientHeight), (height) => assert.ok(height > 400));
  assert.equal(await page.locator('iframe').nth(2).evaluate((node) => node.clientHeight), 300, 'a frame of something else');
  for (const place of [0, 1]) {
    const frame = page.locator('iframe').nth(place);
    const inside = await frame.contentFrame().locator('html').evaluate((root) => root.getBoundingClientRect().height);
    const given = await frame.evaluate((node) => node.clientHeight - 2 * parseFloat(getComputedStyle(node).paddingTop));
    assert.ok(Math.abs(given - inside) <= 1, `${given} of ${inside}`);
  }
  assert.deepEqual(new Set(asked.filter((path) => path !== '/favicon.ico')), new Set(['/framed', '/embed-parent.js', '/embed.html', '/other.html']));
}));

test('the article opens from a disk as one file, alive to its end', () => at(`${pathToFileURL(join(DIST, 'relu.html'))}#chain?v=1&chain.weight=0.5`, async (page) => {
  await eventually(() => verdict(page, 'chain').innerText(), (text) => assert.match(text, /0\.125/), PATIENCE);
  const training = page.locator('relu-figure[name=training]');
  await training.scrollIntoViewIfNeeded();
  await eventually(() => verdict(page, 'training').innerText(), (text) => assert.match(text, /5000 of 5000/), PATIENCE);
  assert.ok(page.workers().length > 0, 'no worker was started');
  const program = page.locator('.program');
  await program.getByRole('textbox', { name: 'Bias b', exact: true }).fill('-0.25');
  await program.getByRole('button', { name: 'Run it' }).click();
  await eventually(() => program.locator('form').getByRole('status').innerText(), (text) => assert.equal(text, say('reading.ran')), PATIENCE);
  // Nothing says where else the page might lie.
  await training.getByRole('button', { name: say('action.share') }).click();
  await training.getByText(say('share.link.file')).waitFor();
  assert.deepEqual(asked, []);
}));

test('a lesson is given and presented from the one file, without a network', () => at(`${pathToFileURL(join(DIST, 'relu.html'))}#?v=1&lesson=why&step=1`, async (page) => {
  await page.context().setOffline(true);
  const lesson = new Lesson(page);
  for (const [place, { figure, answer }] of WHY.steps.entries()) {
    await lesson.at(place + 1);
    if (answer) {
      await lesson.press('lesson.reveal');
      await page.getByText(answer).first().waitFor();
    }
    await eventually(() => verdict(page, figure).innerText(), (text) => assert.notEqual(text, ''), PATIENCE);
    if (place + 1 < WHY.steps.length) await lesson.press('lesson.next');
  }
  await lesson.press('lesson.present');
  const stage = page.getByRole('dialog', { name: say('present.name') });
  await stage.locator('relu-figure canvas').waitFor();
  await page.keyboard.press('PageUp');
  await stage.getByText(say('present.progress', { number: String(WHY.steps.length - 1), count: String(WHY.steps.length) })).first().waitFor();
  await page.keyboard.press('Escape');
  await stage.waitFor({ state: 'detached' });
  await lesson.at(WHY.steps.length - 1);
}));
