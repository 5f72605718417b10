/**
 * What zeros buy, timed in the browser when it is asked for. How fast anything is, no test can know.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { say } from './words.js';
import { significant } from './written.js';

/** @typedef {import('playwright-core').Page} Page */

const { visiting } = await site();

/** So long it may take on a busy machine, in milliseconds. */
const PATIENCE = 40_000;

/** The button, as the page has it. */
const MEASURE = 'Measure here';

/** A ratio with its range. */
const MEASURED = /^[\d.,]+ \([\d.,]+–[\d.,]+\)$/u;

/** @param {Page} page */
const shown = (page) => page.locator('section > .zeros').evaluate((place) => ({
  said: place.querySelector('.said')?.textContent ?? '',
  button: place.querySelector('button')?.textContent ?? '',
  focused: document.activeElement === place.querySelector('button'),
  progress: place.querySelector('progress')?.value ?? NaN,
  rows: [...place.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  heads: [...place.querySelectorAll('tbody th')].every((head) => head.getAttribute('scope') === 'row'),
  caption: place.querySelector('caption')?.textContent ?? '',
  height: place.getBoundingClientRect().height,
}));

/** What counting gives: the table before anything is measured. */
const COUNTED = [['64', '2', '4', '10.7'], ['256', '2', '4', '9.85'], ['1024', '2', '4', '10']].flatMap(
  ([size = '', ...savings]) => savings.map((saving, i) => [size, `${['50', '75', '90'][i]}\u00a0%`, saving, '–', '–']),
);

/** Starts it by the keyboard. @param {Page} page */
async function start(page) {
  const button = page.getByRole('button', { name: MEASURE });
  await eventually(() => button.isEnabled(), (enabled) => assert.ok(enabled));
  await button.focus();
  await page.keyboard.press('Enter');
}

/** Waits for the end, and holds what came of it to its form. @param {Page} page */
async function whole(page) {
  await eventually(() => shown(page), ({ said, button }) => {
    assert.equal(button, MEASURE, said);
    assert.ok(said.includes(say('zeros.same')), said);
  }, PATIENCE);
  const { said, rows, heads, caption, focused } = await shown(page);
  assert.equal(caption, say('zeros.table.caption', { rounds: 15 }));
  // Of the figure beside it, if that has come alive; half otherwise.
  const share = rows[0]?.[1] ?? '';
  const figures = await page.evaluate(() => /** @type {{ readouts(): Map<string, string> } & Element | null} */ (document.querySelector('relu-figure[name="sparsity"]'))?.readouts().get('zeros'));
  assert.ok(share === '50\u00a0%' || share === figures, `${share}, and the figure has ${figures}`);
  const part = Number.parseFloat(share) / 100;
  const counted = COUNTED.map(([size = '', of = '', saving = '']) => {
    const units = Number(size);
    return of === '50\u00a0%' ? [size, share, significant(units / (units - Math.round(units * part)), 3)] : [size, of, saving];
  });
  assert.deepEqual(rows.map((row) => row.slice(0, 3)), counted);
  assert.ok(heads && focused);
  for (const [, , , skipping = '', testing = ''] of rows) {
    for (const cell of [skipping, testing]) {
      assert.match(cell, MEASURED);
      const [median = NaN, low = NaN, high = NaN] = (cell.match(/[\d.]+/g) ?? []).map(Number);
      assert.ok(low > 0 && low <= median && median <= high, cell);
    }
  }
  // What is said of these zeros stands in the table.
  const [few = '', more = '', most = ''] = [0, 3, 6].map((row) => rows[row]?.[3]?.split(' ')[0]);
  assert.ok(said.startsWith(say('zeros.measured', {
    share, few: 64, more: 256, most: 1024, 'few-faster': few, 'more-faster': more, 'most-faster': most, saving: significant(1 / (1 - part), 2),
  })), said);
}

test('a reader who asks for it by keyboard sees what is counted, then what is measured, and nothing moves', visiting({ hash: 'sparsity' }, async ({ page }) => {
  assert.deepEqual((await shown(page)).rows, COUNTED);
  const { height } = await shown(page);
  await start(page);
  await eventually(() => shown(page), ({ button, progress, said }) => {
    assert.equal(button, say('zeros.stop'));
    assert.equal(said, say('zeros.running'));
    assert.ok(progress > 0);
  }, PATIENCE);
  // Sizes are told as they are done.
  await eventually(() => shown(page), ({ rows }) => {
    assert.match(rows[0]?.[3] ?? '', MEASURED);
  }, PATIENCE);
  await whole(page);
  assert.equal((await shown(page)).height, height);
}));

test('on a phone nothing moves either', visiting({ hash: 'sparsity', width: 360 }, async ({ page }) => {
  const { height } = await shown(page);
  await start(page);
  await whole(page);
  assert.equal((await shown(page)).height, height);
}));

test('it can be stopped at once and later, and begun again', visiting({ hash: 'sparsity' }, async ({ page }) => {
  await start(page);
  await page.keyboard.press('Enter');
  await eventually(() => shown(page), ({ button, said }) => {
    assert.equal(button, MEASURE);
    assert.equal(said, say('zeros.stopped'));
  });
  await page.keyboard.press('Enter');
  await eventually(() => shown(page), ({ progress }) => assert.ok(progress > 0.1), PATIENCE);
  await page.keyboard.press('Enter');
  await eventually(() => shown(page), ({ said, focused, progress }) => {
    assert.equal(said, say('zeros.stopped'));
    assert.ok(focused);
    assert.equal(progress, 0);
  });
  await page.waitForTimeout(300);
  assert.equal((await shown(page)).said, say('zeros.stopped'), 'nothing comes behind');
  await page.keyboard.press('Enter');
  await whole(page);
}));

test('where workers are refused the page measures in slices, and can be used meanwhile', visiting({
  hash: 'sparsity',
  before: [() => {
    Object.defineProperty(globalThis, 'Worker', { value: class { constructor() { throw new Error('refused'); } } });
    const gaps = Object.assign(window, { gaps: /** @type {number[]} */ ([]) }).gaps;
    let last = performance.now();
    setInterval(() => {
      gaps.push(performance.now() - last);
      last = performance.now();
    }, 1);
  }],
}, async ({ page }) => {
  await start(page);
  await eventually(() => shown(page), ({ progress }) => assert.ok(progress > 0.02), PATIENCE);
  await page.evaluate(() => Reflect.get(window, 'gaps').splice(0));
  await eventually(() => shown(page), ({ progress }) => assert.ok(progress > 0.5), PATIENCE);
  // On a busy machine single turns come late; the page's own slices make all of them late.
  const gaps = await page.evaluate(() => /** @type {number[]} */ (Reflect.get(window, 'gaps')).sort((a, b) => a - b));
  assert.ok(gaps.length > 50, `${gaps.length} turns`);
  assert.ok((gaps[gaps.length >> 1] ?? NaN) < 16, `a turn every ${gaps[gaps.length >> 1]} ms`);
  await whole(page);
}));

test('by a clock that is too coarse nothing is measured, and it says so', visiting({
  hash: 'sparsity',
  before: [() => {
    Object.defineProperty(globalThis, 'Worker', { value: class { constructor() { throw new Error('refused'); } } });
    const now = performance.now.bind(performance);
    performance.now = () => Math.floor(now() / 100) * 100;
  }],
}, async ({ page }) => {
  await start(page);
  await eventually(() => shown(page), ({ said, button }) => {
    assert.equal(said, say('zeros.coarse', { step: 100 }));
    assert.equal(button, MEASURE);
  }, PATIENCE);
  assert.deepEqual((await shown(page)).rows, COUNTED);
}));

test('what was measured is printed, and what was not is not', visiting({ hash: 'sparsity' }, async ({ page }) => {
  const place = page.locator('section > .zeros');
  await page.emulateMedia({ media: 'print' });
  assert.ok(!await place.isVisible());
  await page.emulateMedia({ media: 'screen' });
  await start(page);
  await whole(page);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await place.getByRole('table').isVisible());
  assert.ok(!await place.getByRole('button').isVisible());
}));

test('without JavaScript the sentence stands there, and no button', visiting({
  still: true,
  hash: 'sparsity',
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  assert.ok(!await page.locator('section > .zeros').isVisible());
  assert.ok(await page.getByText('How much time it saves').isVisible());
}));
