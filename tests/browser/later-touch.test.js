/**
 * The later figures under a finger.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, site } from './browser.js';
import { ChainFigure } from './chain-figure.js';
import { FIGURES, NAMES, fieldsOf, handlesOf, whole } from './later.js';
import { NeuronFigure } from './neuron-figure.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.js').Visited} Visited */
/** @typedef {import('./marks.js').Place} Place */

const phone = { width: 390, height: 700, ratio: 2, context: { hasTouch: true, isMobile: true } };

/** @param {Page} page */
const scrolled = (page) => page.evaluate(() => scrollY);

/**
 * Puts a finger down on the picture, moves it, and lifts it.
 *
 * @param {Visited} visited
 * @param {import('./later.js').Later} figure
 * @param {Place} from
 * @param {Place} by
 */
async function swipe({ devtools, page }, figure, from, by) {
  const { x, y } = await figure.inView(from);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {Place[]} */ ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (let i = 1; i <= 8; i += 1) {
    await touch('touchMove', { x: x + (by.x * i) / 8, y: y + (by.y * i) / 8 });
    await drawn(page);
  }
  await touch('touchEnd');
  await drawn(page);
}

for (const name of NAMES) {
  test(`${name}: a finger within 22 px of a handle moves it, and the page does not scroll`, visiting(phone, async (visited) => {
    const { page } = visited;
    const figure = FIGURES[name].on(page);
    await whole(figure);
    const standard = await fieldsOf(figure);
    for (const [key, handle] of Object.entries(await handlesOf(figure))) {
      for (const [dx, dy] of /** @type {const} */ ([[-21, 0], [15, 15], [0, -21]])) {
        await figure.show();
        const before = await scrolled(page);
        await swipe(visited, figure, { x: handle.x + dx, y: handle.y + dy }, { x: -30, y: -50 });
        assert.notDeepEqual(await fieldsOf(figure), standard, `${key}, ${dx}, ${dy}`);
        assert.equal(await scrolled(page), before);
        await figure.startOver();
        assert.deepEqual(await fieldsOf(figure), standard);
      }
    }
  }));

  test(`${name}: a finger elsewhere scrolls the page, and the figure stays as it is`, visiting(phone, async (visited) => {
    const { page } = visited;
    const figure = FIGURES[name].on(page);
    await whole(figure);
    await figure.show();
    const standard = await fieldsOf(figure);
    const { width, height } = await figure.box();
    const handles = Object.values(await handlesOf(figure));
    let places = 0;
    for (const place of [{ x: 0.5 * width, y: 0.3 * height }, { x: 0.25 * width, y: 0.4 * height }, { x: 0.6 * width, y: 0.8 * height }]) {
      if (handles.some(({ x, y }) => Math.hypot(x - place.x, y - place.y) < 26)) continue;
      places += 1;
      await figure.show();
      const before = await scrolled(page);
      await swipe(visited, figure, place, { x: 5, y: -120 });
      await eventually(() => scrolled(page), (after) => assert.ok(after - before > 60, `scrolled by ${after - before} px`));
      assert.deepEqual(await fieldsOf(figure), standard);
      assert.ok(await figure.undo.isDisabled(), 'nothing has happened to the figure');
    }
    assert.ok(places >= 2, 'there was room for a finger');
  }));

  test(`${name}: every control has a name, and every target is at least 24 px large`, visiting({ width: 320, hash: '?v=1&neuron.w3=1' }, async ({ page }) => {
    const figure = FIGURES[name].on(page);
    await figure.alive();
    const targets = await figure.element.locator('input:visible, button:visible, summary:visible').evaluateAll((nodes) => nodes.map((node) => {
      const labels = node instanceof HTMLInputElement ? [...(node.labels ?? [])] : [];
      const { width, height } = (labels[0]?.contains(node) ? labels[0] : node).getBoundingClientRect();
      return { name: node.getAttribute('aria-label') ?? (labels.map((label) => label.innerText).join(' ') || node.textContent), width, height };
    }));
    assert.ok(targets.length > 20);
    for (const target of targets) {
      assert.ok(target.name, 'a name');
      assert.ok(target.width >= 24 && target.height >= 24, JSON.stringify(target));
    }
    assert.equal(await figure.element.getByRole('img').count(), 1, 'the picture');
    assert.ok(await figure.element.getByRole('group', { name: say('preset.legend') }).isVisible());
    await figure.table();
    assert.ok((await figure.element.locator('caption').last().innerText()).length > 10, 'the table has a caption');
  }));
}

test('a tap on a layer\u2019s column switches it, a tap on the square moves the marked input', visiting(phone, async ({ page }) => {
  const [chain, neuron] = [new ChainFigure(page), new NeuronFigure(page)];
  await chain.alive();
  await chain.show();
  const unit = await chain.inView(await chain.unit(2));
  await page.touchscreen.tap(unit.x, unit.y);
  await drawn(page);
  assert.deepEqual(await chain.off(), [2]);
  await page.touchscreen.tap(unit.x, unit.y);
  await drawn(page);
  assert.deepEqual(await chain.off(), []);
  await neuron.alive();
  await neuron.findSquare();
  await neuron.show();
  const place = await neuron.inView(neuron.at([0.2, 0.2]));
  await page.touchscreen.tap(place.x, place.y);
  await drawn(page);
  const { x1, x2, ...others } = await neuron.values();
  for (const x of [x1, x2]) assert.ok(Math.abs(Number(x) - 0.2) < 0.015, `(${x1}, ${x2})`);
  assert.deepEqual(others, { w1: '1', w2: '1', b: '-1', points: '100', w3: '0', x3: '0', seed: '42' });
}));
