/**
 * What recipes.html has its readers paste, taken from there, in pages of another server under the policies that it states.
 */

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';

import rules from './.htmlvalidate.mjs';
import { violations } from './axe.js';
import { DIST, beyondTheWindow, eventually, judge, listen } from './browser.js';
import { Figure } from './figure.js';
import { hosts } from './hosts.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */

const { browser, hosted, site } = await hosts();
const built = await readFile(join(DIST, 'recipes.html'), 'utf8');

/** What has to be unpacked first, on whatever machine. */
const PATIENCE = 20_000;

/**
 * A piece of code on the page, as it is copied from there.
 *
 * @param {'recipe' | 'policy' | 'file'} kind
 * @param {string} name
 */
function code(kind, name) {
  const found = new RegExp(`<code data-${kind}="${name}">([^]*?)</code>`).exec(built)?.[1];
  assert.ok(found, `recipes.html has no ${kind} ${name}`);
  return found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Code to paste, with the server of the tests for the one that it names. @param {string} name */
const recipe = (name) => code('recipe', name).replaceAll('https://example.org/relu/', 'SITE');

/** What a policy has to allow; nothing else is. @param {string} name @param {string} [further] */
const policy = (name, further = '') => `default-src 'none'; ${code('policy', name)}; ${further}`.replaceAll('https://example.org/relu/', 'SITE/');

/** @param {Page | FrameLocator} where @param {string} name @param {RegExp} expected */
const says = (where, name, expected) => eventually(
  () => where.locator(`relu-figure[name=${name}] [part=verdict]`).innerText(),
  (text) => assert.match(text, expected),
  PATIENCE,
);

test('the page of recipes shows what it describes, fits the window, and is in order', async () => {
  assert.ok(!/@[A-Z]+/.test(built), 'something was not filled in');
  const report = await new HtmlValidate(rules).validateString(built);
  assert.deepEqual(report.results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`)), []);
  const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const heard = await listen(page, site);
  await page.goto(`${site}recipes.html`);
  await says(page, 'curves', /0\.5/);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await says(page.frameLocator('iframe'), 'chain', /0\.125/);
  assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
  assert.deepEqual(await violations(page), []);
  judge(heard, [], []);
  await context.close();
});

test('plain HTML: the element runs under the policy that is stated', hosted({
  bare: true,
  policy: policy('html', "style-src SITE/v1/; require-trusted-types-for 'script'; trusted-types 'none'"),
  body: `${recipe('room')}${recipe('html')}<p>Text below.</p>`,
}, {
  before: [() => {
    const shifts = Object.assign(window, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.shifts += Reflect.get(entry, 'value');
    }).observe({ type: 'layout-shift', buffered: true });
  }],
}, async ({ page }) => {
  await says(page, 'curves', /0\.5/);
  await page.locator('relu-figure canvas').waitFor();
  assert.equal(await page.evaluate(() => Reflect.get(window, 'shifts')), 0, 'what is beside the figure moved');
}));

test('without ’wasm-unsafe-eval’ it shows what stands inside, and tells the page why', hosted({
  bare: true,
  policy: policy('html').replace("'wasm-unsafe-eval'", ''),
  body: recipe('html'),
}, {
  before: [() => addEventListener('relu-failure', (event) => Object.assign(window, { why: /** @type {CustomEvent} */ (event).detail.why }), true)],
  complaints: [/policy: script-src wasm-eval/],
}, async ({ page }) => {
  await page.locator('relu-figure[failed]').waitFor();
  assert.match(await page.evaluate(() => String(Reflect.get(window, 'why'))), /WebAssembly/);
  await page.getByRole('link', { name: 'ReLU, explained by moving it' }).waitFor();
}));

test('the larger script starts its workers under the policy that is stated', hosted({
  bare: true,
  policy: policy('all', "require-trusted-types-for 'script'; trusted-types relu-explainer"),
  body: recipe('all'),
}, {}, async ({ page }) => {
  await eventually(() => page.locator('relu-figure [part=work]').getAttribute('class'), (shown) => assert.match(shown ?? '', /\bdone\b/), PATIENCE);
  assert.ok(page.workers().length > 0);
}));

test('a script that is not the one whose hash was pasted does not run', hosted({
  bare: true,
  body: recipe('html').replace('standalone.js"', 'standalone-all.js"'),
}, { complaints: [/integrity/] }, async ({ page }) => {
  await page.getByRole('link').waitFor();
  assert.equal(await page.evaluate(() => customElements.get('relu-figure')), undefined);
}));

test('a frame runs under the policy that is stated, and gets its height from the script beside it', hosted({
  bare: true,
  policy: policy('frame', 'script-src SITE/v1/'),
  body: recipe('parent') + recipe('frame'),
}, { height: 2000 }, async ({ page }) => {
  await says(page.frameLocator('iframe'), 'chain', /0\.125/);
  await eventually(() => page.locator('iframe').first().evaluate((frame) => frame.clientHeight), (height) => assert.ok(height > 800, String(height)), PATIENCE);
}));

/** What a block theme of WordPress 7.1 says of its column, and Twenty Twenty-Five of its width and colour. */
const COLUMN = `<style>
  body { background: white; padding: 0 50px; }
  .is-layout-constrained > :where(:not(.alignleft):not(.alignright):not(.alignfull)) { max-width: 645px; margin-left: auto !important; margin-right: auto !important; }
</style>`;

test('in the column of a WordPress theme the frame stands where the text does, as light as the theme in a dark system', hosted({
  bare: true,
  head: COLUMN,
  body: `<main class="is-layout-constrained"><p>Text</p>${recipe('wordpress')}${recipe('parent')}</main>`,
}, { height: 1600, scheme: 'dark' }, async ({ page }) => {
  const frame = page.frameLocator('iframe');
  await says(frame, 'neuron', /50/);
  const left = (/** @type {string} */ selector) => page.locator(selector).evaluate((found) => found.getBoundingClientRect().left);
  assert.equal(await left('iframe'), await left('p'));
  await eventually(() => page.locator('iframe').evaluate((found) => found.clientHeight), (height) => assert.ok(height > 1000, String(height)), PATIENCE);
  assert.equal(await frame.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor), 'rgb(255, 255, 255)');
}));

test('at the width of that column no name of a curve runs into the box beside it', hosted({
  bare: true,
  head: COLUMN,
  body: `<main class="is-layout-constrained">${recipe('html')}</main>`,
}, { height: 1600 }, async ({ page }) => {
  await says(page, 'curves', /0\.5/);
  const gaps = await page.locator('relu-figure label:has(.swatch)').evaluateAll((labels) => labels.slice(1).flatMap((label, i) => {
    const before = document.createRange();
    before.selectNodeContents(/** @type {Element} */ (labels[i]));
    const end = before.getBoundingClientRect();
    const box = /** @type {Element} */ (label.querySelector('input')).getBoundingClientRect();
    return box.top < end.bottom ? [box.left - end.right] : [];
  }));
  assert.equal(gaps.length, 4);
  for (const gap of gaps) assert.ok(gap > 4, String(gaps));
}));

test('without frame-src the frame stays empty', hosted({
  bare: true,
  policy: "default-src 'none'",
  body: recipe('frame'),
}, { complaints: [/frame-src/], remarks: [/./] }, async ({ page }) => {
  await page.waitForLoadState('load');
  assert.equal(await page.frameLocator('iframe').locator('relu-figure').count().catch(() => 0), 0);
}));

const address = /IFrame\("([^"]*)"/.exec(recipe('jupyter'))?.[1] ?? '';

test('the address for Jupyter is that of a figure, and a server may add keys of its own', hosted({
  bare: true,
  body: `<iframe src="${address}&_xsrf=2" width="100%" height="700"></iframe>`,
}, {}, async ({ page }) => {
  const frame = page.frameLocator('iframe');
  await says(frame, 'chain', /0\.125/);
  assert.equal(await frame.locator('.notice').count(), 0);
}));

test('the shortcode for Hugo is the file that the repository has', async () => {
  const path = 'recipes/hugo/layouts/shortcodes/relu.html';
  const file = await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
  assert.equal(code('file', path), file.trimEnd());
});

/** A deck whose second slide is the recipe's. @param {string} keys what starts it */
const deck = (keys) => `<link rel="stylesheet" href="/reveal.js/reveal.css"><link rel="stylesheet" href="/reveal.js/theme/white.css">
  ${recipe('html').split('\n')[0]}
  <div class="reveal"><div class="slides"><section><h2>One</h2></section>${recipe('reveal')}<section><h2>Three</h2></section></div></div>
  <script src="/reveal.js/reveal.js"></script><script>${keys}</script>`;

/** The slide that is shown, from 0 on. @param {Page} page */
const slide = (page) => page.evaluate(() => Reflect.get(window, 'Reveal').getIndices().h);

/** Beyond the site reveal.js and its fonts are the deck's own. */
const OWN = { remarks: [/^asked http:\/\/127\.0\.0\.1/] };

test('in a deck of reveal.js the figure runs once its slide is shown, and has the arrow keys while it has the focus', hosted({
  bare: true,
  body: deck(recipe('keys')),
}, OWN, async ({ page }) => {
  await page.locator('.reveal.ready').waitFor();
  assert.equal(await page.locator('relu-figure canvas').isVisible(), false);
  await page.keyboard.press('ArrowRight');
  assert.equal(await slide(page), 1);
  await says(page, 'chain', /1/);
  const slider = new Figure(page, 'chain').sliderOf('weight');
  await slider.focus();
  const value = await slider.inputValue();
  await page.keyboard.press('ArrowRight');
  await eventually(() => slider.inputValue(), (now) => assert.notEqual(now, value));
  assert.equal(await slide(page), 1, 'the key turned a slide');
  await page.mouse.click(5, 5);
  await page.keyboard.press('ArrowRight');
  assert.equal(await slide(page), 2);
}));

test('without the option a key that moves a slider turns a slide as well', hosted({
  bare: true,
  body: deck('Reveal.initialize();'),
}, OWN, async ({ page }) => {
  await page.locator('.reveal.ready').waitFor();
  await page.keyboard.press('ArrowRight');
  await says(page, 'chain', /1/);
  await new Figure(page, 'chain').sliderOf('weight').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await slide(page), 2);
}));

test('a deck that is printed has the figure', hosted({
  bare: true,
  body: deck(recipe('keys').replace('{', "{ view: 'print',")),
}, OWN, async ({ page }) => {
  await page.locator('.reveal.ready').waitFor();
  await page.locator('relu-figure').scrollIntoViewIfNeeded();
  await says(page, 'chain', /1/);
  const { width = 0, height = 0 } = await page.locator('relu-figure canvas').boundingBox() ?? {};
  assert.ok(width > 300 && height > 200, `${width} x ${height}`);
}));

test('from a disk a frame with embed.html beside the page runs, and a module is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relu-'));
  const context = await browser.newContext();
  try {
    for (const file of ['embed.html', 'embed-parent.js', 'standalone.js']) await copyFile(join(DIST, 'v1', file), join(folder, file));
    const pasted = ['parent', 'frame', 'html'].map(recipe).join('').replaceAll('SITEv1/', '').replaceAll(/ integrity="[^"]*" crossorigin/g, '');
    await writeFile(join(folder, 'page.html'), `<!doctype html><meta charset="utf-8"><title>A page</title>${pasted}`);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const heard = await listen(page, site);
    await page.goto(pathToFileURL(join(folder, 'page.html')).href);
    await says(page.frameLocator('iframe'), 'chain', /0\.125/);
    assert.equal(await page.evaluate(() => customElements.get('relu-figure')), undefined);
    judge(heard, [/standalone\.js.*CORS|CORS.*standalone\.js|origin 'null'/], [/ERR_FAILED/]);
  } finally {
    await context.close();
    await rm(folder, { recursive: true });
  }
});
