/**
 * The crate's numbers, as a script on the built page gets them.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

import { eventually, site } from './browser.js';

/** @typedef {typeof import('../../target/bindings/wasm/numbers.js')} Numbers */

const { visiting } = await site();

/** Asks the element for the numbers. Runs in the page. */
function ask() {
  const element = /** @type {unknown} */ (customElements.get('relu-figure'));
  return /** @type {{ numbers(): Promise<Numbers> }} */ (element).numbers();
}

/** @param {import('playwright-core').Page} page */
const prepare = (page) => page.addInitScript(`globalThis.ask = ${ask}`);

/**
 * The files of a page that are called so, as they are fetched.
 *
 * @param {import('playwright-core').Page} page
 */
function watch(page) {
  /** @type {string[]} */
  const fetched = [];
  page.on('request', (request) => {
    const file = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    if (file.startsWith('numbers')) fetched.push(file.replace(/-\w{8}\./, '.'));
  });
  return fetched;
}

/** @type {WeakMap<import('playwright-core').Page, string[]>} */
const watched = new WeakMap();

test('they are fetched when they are first asked for, and once', visiting({
  async prepare(page) {
    watched.set(page, watch(page));
    await prepare(page);
  },
}, async ({ page, figure }) => {
  const fetched = watched.get(page) ?? [];
  await figure.press('ArrowRight');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(fetched, [], 'a figure does without them');
  const answers = await page.evaluate(async () => {
    const [first, second] = await Promise.all([ask(), ask()]);
    return { same: first === second && first === (await ask()), relu: [-3, 0.5].map((z) => first.relu(z)) };
  });
  assert.deepEqual(answers, { same: true, relu: [0, 0.5] });
  assert.deepEqual(fetched, ['numbers.js', 'numbers_bg.wasm']);
  await figure.press('ArrowRight');
  assert.equal(await figure.readout('z'), '0.7', 'and the figure goes on beside them');
}));

test('they are the numbers of the article', visiting({ prepare }, async ({ page }) => {
  const { demo, ...seen } = await page.evaluate(async () => {
    const { Generator, demoOutput, gradientChain, neuronReport, sigmoidGrad } = await ask();
    const layer = /** @type {const} */ ({ activation: 'sigmoid', z: 0, weight: 0.1 });
    return {
      slope: sigmoidGrad(0),
      chain: gradientChain([layer, layer, layer], 1).values,
      share: neuronReport([0.01, 0.01], -10).activeShare,
      largest: neuronReport([0.01, 0.01], -10).largest,
      sampled: neuronReport([1, 1], -1, { seed: 42n, count: 100 }).sample?.share,
      byHand: neuronReport([0.5, -0.8, 0.3], 0, { input: [0.4, 0.6, 0.1] }).zByHand,
      drawn: new Generator(42n).uniform(),
      demo: demoOutput(),
    };
  });
  assert.deepEqual(seen, {
    slope: 0.25,
    chain: [1, 0.025, 0.000625, 0.000015625],
    share: 0,
    largest: { z: -9.98, corner: [1, 1] },
    sampled: 0.47,
    byHand: -0.25,
    drawn: 0.7739560485559633,
  });
  assert.equal(demo, await readFile(new URL('../oracle/dead_neuron_demo.txt', import.meta.url), 'utf8'));
}));

test('what they refuse is an error with a sentence', visiting({ prepare }, async ({ page }) => {
  const said = await page.evaluate(async () => {
    const { gradientChain } = await ask();
    try {
      return String(gradientChain([]));
    } catch (reason) {
      return String(reason);
    }
  });
  assert.equal(said, 'Error: number of layers is 0; it must be a whole number from 1 to 50');
}));

test('where they could not be fetched they can be asked for again', visiting({
  prepare,
  complaints: [/ERR_FAILED/],
}, async ({ page, figure }) => {
  await page.route('**/numbers*.wasm', (route) => route.abort(), { times: 1 });
  const outcome = () => page.evaluate(() => ask().then(({ relu }) => relu(2), () => 'failed'));
  assert.equal(await outcome(), 'failed');
  assert.equal(await outcome(), 2);
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5', 'the figure knows nothing of it'));
}));
