/**
 * However much there is to show, a slider that moves is followed: no task of the page is long enough to be felt.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { site } from './browser.js';
import { Figure } from './figure.js';
import { tasksOf } from './tasks.js';
import { WorkFigure } from './work-figure.js';

/** @typedef {import('playwright-core').Locator} Locator */

/** What a task may take at the most, in milliseconds: beyond it a browser calls it long. */
const LONG = 50;

const CROWD = 'networks="200" width="4" depth="100" weights="he"';

/**
 * The slowest that can be asked for: a figure's state, and the slider that moves from one place to another.
 *
 * @type {{ name: string, figure: 'sparsity' | 'depth', state: string, slider: string, from: number, to: number }[]}
 */
const CASES = [
  { name: '32,000 crossings of lines', figure: 'sparsity', state: 'units="256" inputs="normal" count="200"', slider: 'bias', from: -1, to: 1 },
  { name: '512 regions about one point', figure: 'sparsity', state: 'units="256" inputs="cube" count="200"', slider: 'shift', from: -1, to: 1 },
  { name: 'the point among 256 lines', figure: 'sparsity', state: 'units="256" inputs="normal" count="200" bias="0.3"', slider: 'x1', from: -2, to: 2 },
  { name: '256 units of 64 dimensions', figure: 'sparsity', state: 'units="256" inputs="normal" count="200" dimensions="64"', slider: 'bias', from: -1, to: 1 },
  { name: 'the theory of 100 layers', figure: 'depth', state: 'activation="gelu" networks="1" width="4" depth="100" weights="he"', slider: 'bias', from: -0.5, to: 0.5 },
  { name: 'the layer in 200 networks of 100 layers', figure: 'depth', state: CROWD, slider: 'at', from: 0, to: 100 },
];

/** @param {string} name @param {string} state */
const pageOf = (name, state) => (/** @type {string} */ article) => {
  const head = article.slice(0, article.indexOf('<body>'));
  return `${head}<body><main><relu-figure name="${name}" ${state}></relu-figure><relu-figure name="curves"></relu-figure></main></body></html>`;
};

const { visiting } = await site({
  pages: Object.fromEntries(CASES.map(({ figure, state }, i) => [`${i}.html`, pageOf(figure, state)])),
});

/** Moves a slider in 30 steps, one a frame. @param {Locator} slider @param {number} from @param {number} to */
const slide = (slider, from, to) => slider.evaluate(async (node, ends) => {
  const input = /** @type {HTMLInputElement} */ (node);
  for (let step = 0; step <= 30; step += 1) {
    input.value = String(ends.from + ((ends.to - ends.from) * step) / 30);
    input.dispatchEvent(new Event('input'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  }
  input.dispatchEvent(new Event('change'));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
}, { from, to });

/** @param {number[]} tasks */
function short(tasks) {
  assert.ok(tasks.length > 60, `${tasks.length} tasks`);
  assert.ok(Math.max(...tasks) < LONG, `the longest took ${tasks.toSorted((a, b) => b - a).slice(0, 5)} ms`);
}

CASES.forEach(({ name, figure: of, slider, from, to }, i) => {
  for (const open of [false, true]) {
    test(`${of}, ${name}${open ? ', the table open' : ''}: no task is long while ${slider} changes`, visiting({ page: `${i}.html` }, async ({ page, devtools }) => {
      const figure = new Figure(page, of);
      await figure.alive();
      if (slider === 'at') await new WorkFigure(page).complete(200);
      if (open) await figure.tableOpener.click();
      await figure.sliderOf(slider).scrollIntoViewIfNeeded();
      short(await tasksOf(devtools, () => slide(figure.sliderOf(slider), from, to)));
    }));
  }
});

test('depth: no task is long while 200 networks of 100 layers arrive, the table open', visiting({ page: `${CASES.length - 1}.html` }, async ({ page, devtools }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await figure.complete(200);
  await figure.tableOpener.click();
  short(await tasksOf(devtools, async () => {
    await figure.enter('seed', '7');
    await figure.complete(200);
  }));
}));
