/**
 * The page as axe sees it, alive, in every theme; and its HTML as html-validate reads it.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';

import rules from './.htmlvalidate.mjs';
import { violations } from './axe.js';
import { DIST, drawn, eventually, site } from './browser.js';
import { Figure } from './figure.js';

/** @typedef {import('playwright-core').Page} Page */

const { visiting } = await site();

/** Waits until every figure of the page runs. @param {Page} page */
async function allAlive(page) {
  const names = await page.locator('relu-figure').evaluateAll((figures) => figures.map((figure) => figure.getAttribute('name') ?? ''));
  assert.ok(names.length > 0);
  for (const name of names) {
    const figure = new Figure(page, name);
    await figure.element.scrollIntoViewIfNeeded();
    await figure.alive();
  }
}

/** Opens every <details> of the article, those of the figures too (the list of contents lies over the page while it is open); returns how many there are. @param {Page} page */
async function openAll(page) {
  const count = await page.locator('main details').evaluateAll((all) => {
    for (const details of all) /** @type {HTMLDetailsElement} */ (details).open = true;
    return all.length;
  });
  await drawn(page);
  return count;
}

const THEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
};

/** All that can be switched on, laid over, switched off or marked. */
const BUSY = '?v=1&curves.over=leaky-relu+elu+gelu+silu+sigmoid+tanh&chain.factors=20&chain.off=2+5&chain.beside=sigmoid+tanh+leaky-relu&chain.kind=alternating&neuron.w1=0.01&neuron.w2=0.01&neuron.b=-10';

for (const width of [1280, 320]) {
  for (const [theme, media] of Object.entries(THEMES)) {
    for (const hash of ['', BUSY]) {
      test(`axe finds nothing wrong at ${width} px in ${theme}, with ${hash ? 'much switched on' : 'everything as it comes'}`, visiting({ width, hash }, async ({ page }) => {
        await page.emulateMedia(/** @type {Parameters<Page['emulateMedia']>[0]} */ (media));
        await allAlive(page);
        await drawn(page);
        assert.deepEqual(await violations(page), []);
        assert.ok(await openAll(page) > 0);
        assert.deepEqual(await violations(page), [], 'with the tables open');
      }));
    }
  }
}

test('axe finds nothing wrong where a text is refused and a link is half understood', visiting({ hash: '?v=1&curves.z=99' }, async ({ page, figure }) => {
  await allAlive(page);
  await figure.field.fill('12');
  await figure.field.press('Enter');
  await figure.refusal.waitFor();
  assert.ok(await page.locator('.notice').isVisible());
  assert.deepEqual(await violations(page), []);
}));

/** As where the page's scripts do not run; axe is one itself, and needs them allowed. */
const scriptless = {
  still: true,
  remarks: [/ERR_FAILED/, /preloaded using link preload but not used/],
  /** @param {Page} page */
  prepare: (page) => page.route('**/*.js', (route) => route.abort()),
};

test('axe finds nothing wrong where the figures stand still', visiting(scriptless, async ({ page }) => {
  // The note of the still picture is late on purpose.
  await eventually(() => page.locator('.still').first().evaluate((note) => getComputedStyle(note).visibility), (seen) => assert.equal(seen, 'visible'), 6000);
  assert.deepEqual(await violations(page), []);
}));

test('what axe is asked for it finds', visiting({}, async ({ page }) => {
  await page.evaluate(() => {
    document.querySelector('h2')?.removeAttribute('id');
    const figure = document.querySelector('relu-figure')?.shadowRoot;
    figure?.querySelector('canvas')?.removeAttribute('aria-label');
    figure?.querySelector('.verdict')?.replaceChildren('grey on white');
    /** @type {HTMLElement} */ (figure?.querySelector('.verdict')).style.color = '#bbb';
  });
  const found = (await violations(page)).join('\n');
  assert.match(found, /role-img-alt at .*canvas/);
  assert.match(found, /color-contrast at .*verdict/);
}));

const validator = new HtmlValidate(rules);

for (const [name, path] of /** @type {const} */ ([['the article', fileURLToPath(new URL('../../index.html', import.meta.url))], ['the built page', join(DIST, 'index.html')]])) {
  test(`${name} is valid HTML`, async () => {
    const { results } = await validator.validateString(await readFile(path, 'utf8'), path);
    const found = results.flatMap(({ messages }) => messages.map(({ line, column, ruleId, message }) => `line ${line}, column ${column}: ${message} (${ruleId})`));
    assert.deepEqual(found, []);
  });
}

test('what html-validate is asked for it finds', async () => {
  const { results } = await validator.validateString('<p><relu-figure name="Any"></relu-figure></p>');
  const found = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  assert.deepEqual(found.sort(), ['attribute-allowed-values', 'element-permitted-content']);
});
