/**
 * The later figures while they run, frame by frame and at rest; and where they cannot.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, site } from './browser.js';
import { ChainFigure } from './chain-figure.js';
import { FIGURES, NAMES, handlesOf, whole } from './later.js';
import { NeuronFigure } from './neuron-figure.js';
import { passesPerFrame } from './passes.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

/** What a drag changes in words. @param {import('./later.js').Later} figure */
const told = (figure) => (figure.name === 'depth' ? figure.readout('signal') : figure.verdict());

for (const name of NAMES) {
  test(`${name}: a frame of a drag has at most one layout and one style pass, and inserts no node`, visiting({}, async (visited) => {
    const { page, devtools } = visited;
    const figure = FIGURES[name].on(page);
    await whole(figure);
    await figure.show();
    const from = Object.values(await handlesOf(figure))[0] ?? { x: NaN, y: NaN };
    const { x, y } = await figure.inView(from);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await drawn(page);
    const changes = await passesPerFrame(page, devtools, 25, async (i) => {
      // Far enough for another layer of the depth, which has one for every 21 px.
      const by = (i % 2 === 0 ? 1 : -1) * (i + 12);
      await page.mouse.move(x + by, y - by);
    }, () => told(figure));
    assert.ok(changes > 20, `what is said changed in ${changes} of 25 moves`);
    const before = await figure.alternative();
    await page.mouse.up();
    await drawn(page);
    const after = await figure.alternative();
    // The layer of the depth that is pointed at is what its slider says, and no part of the picture's description.
    if (name !== 'depth') assert.notEqual(after, before, 'the text alternative follows when the gesture is over');
    assert.ok(after.endsWith(await figure.verdict()));
  }));
}

/**
 * The figure's place holds its still picture, its sentence and its table.
 *
 * @param {Page} page
 * @param {typeof NAMES[number]} name
 */
async function standsStill(page, name) {
  const { on, verdict, firstRow } = FIGURES[name];
  const figure = on(page);
  await figure.still.scrollIntoViewIfNeeded();
  await eventually(() => figure.still.evaluate((node) => /** @type {HTMLImageElement} */ (node).naturalWidth), (width) => assert.equal(width, 960, 'the picture is loaded'));
  const { width = 0, height = 0 } = (await figure.still.boundingBox()) ?? {};
  assert.ok(width > 600 && height > 200, `${width} x ${height}`);
  assert.ok(verdict.length > 20 && await figure.element.getByText(verdict).isVisible());
  const row = figure.element.getByRole('row').nth(1);
  assert.deepEqual(await row.locator('th, td').allInnerTexts(), firstRow);
  assert.ok(await figure.element.getByRole('table').isVisible());
  // The note is late, so that a slow line is not taken for a missing program.
  await eventually(() => figure.element.getByText(say('figure.still')).isVisible(), (seen) => assert.ok(seen, 'the note'), 6000);
}

test('without JavaScript the later figures are still pictures with sentence, table and note as well', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  for (const name of NAMES) await standsStill(page, name);
}));

for (const [what, files, complaints] of /** @type {[string, string, RegExp[]][]} */ ([
  ['program is', '**/*.wasm', [/ERR_FAILED/, /figures cannot run/i]],
  ['scripts are', '**/main-*.js', [/ERR_FAILED/]],
])) {
  test(`where the ${what} kept away the later figures become still pictures`, visiting({
    still: true,
    prepare: (page) => page.route(files, (route) => route.abort()),
    complaints,
    remarks: [/preloaded using link preload but not used/],
  }, async ({ page }) => {
    for (const name of NAMES) await standsStill(page, name);
    assert.equal(await page.locator('canvas:visible').count(), 0);
  }));
}

test('a later figure that cannot draw becomes a still picture that says why; the others work on', visiting({
  still: true,
  before: [() => {
    const { getContext } = HTMLCanvasElement.prototype;
    /** @type {Set<HTMLCanvasElement>} */
    const asked = new Set();
    // The second canvas that is asked belongs to the second figure.
    /** @type {(this: HTMLCanvasElement, ...given: unknown[]) => any} */
    const refused = function refused(...given) {
      asked.add(this);
      return this === [...asked][1] ? null : Reflect.apply(getContext, this, given);
    };
    HTMLCanvasElement.prototype.getContext = refused;
  }],
}, async ({ page }) => {
  const [chain, neuron] = [new ChainFigure(page), new NeuronFigure(page)];
  await chain.element.scrollIntoViewIfNeeded();
  await eventually(() => chain.element.getAttribute('failed'), (failed) => assert.equal(failed, ''));
  await chain.still.scrollIntoViewIfNeeded();
  assert.ok(await chain.still.isVisible());
  await eventually(() => chain.still.evaluate((node) => /** @type {HTMLImageElement} */ (node).naturalWidth), (width) => assert.equal(width, 960));
  assert.ok(await chain.element.getByText(/cannot run here \(.*2D context/).isVisible());
  await neuron.alive();
  assert.ok(!(await neuron.still.isVisible()));
  await neuron.enter('b', '-1.5');
  assert.equal(await neuron.readout('share'), '12.5\u00a0%');
}));

test('at rest nothing is drawn: not in any figure, and not in the others while one changes', visiting({
  before: [() => {
    /** @type {Record<string, number>} */
    const calls = {};
    Object.assign(window, { calls });
    for (const method of /** @type {const} */ (['fill', 'stroke', 'fillRect', 'fillText', 'drawImage'])) {
      const real = /** @type {(...given: unknown[]) => unknown} */ (CanvasRenderingContext2D.prototype[method]);
      /** @type {(this: CanvasRenderingContext2D, ...given: unknown[]) => unknown} */
      const counted = function counted(...given) {
        const root = this.canvas.getRootNode();
        const name = root instanceof ShadowRoot ? (root.host.getAttribute('name') ?? '') : '';
        calls[name] = (calls[name] ?? 0) + 1;
        return real.apply(this, given);
      };
      Reflect.set(CanvasRenderingContext2D.prototype, method, counted);
    }
  }],
}, async ({ page }) => {
  const calls = () => page.evaluate(() => ({ ...Reflect.get(window, 'calls') }));
  const [chain, neuron] = [new ChainFigure(page), new NeuronFigure(page)];
  for (const name of NAMES) await whole(FIGURES[name].on(page));
  await chain.step('weight', 'ArrowRight');
  await chain.sliderOf('weight').blur();
  await new Promise((resolve) => setTimeout(resolve, 800));
  const before = await calls();
  for (const name of ['curves', ...NAMES]) assert.ok(before[name] > 0, JSON.stringify(before));
  await new Promise((resolve) => setTimeout(resolve, 800));
  assert.deepEqual(await calls(), before);
  await neuron.step('b', 'ArrowRight');
  const after = await calls();
  assert.deepEqual({ ...after, neuron: 0 }, { ...before, neuron: 0 });
  assert.ok(after.neuron > before.neuron);
}));
