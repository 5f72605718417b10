/**
 * Depth: what the figure says of its random networks, and how a hand, a key or a link changes it.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { inStill } from './still.js';
import { tasksOf } from './tasks.js';
import { say } from './words.js';
import { WorkFigure, seenOf, watchWorkers } from './work-figure.js';
import { numberIn, significant } from './written.js';

const { visiting: visitingPage } = await site();

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.js').Visited} Visited */

/**
 * A test on the figure, which stands in the middle of the window.
 *
 * @param {import('./browser.js').Visit} visit
 * @param {(visited: Visited & { depth: WorkFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage(visit, async (visited) => {
  const depth = new WorkFigure(visited.page);
  await depth.alive();
  await depth.show();
  await body({ ...visited, depth });
});

/** Every value beside the picture. */
const VALUES = /** @type {const} */ (['factor', 'measured', 'signal', 'gradient', 'chain', 'neutral', 'silent', 'shown']);

const NONE = '\u2013';

/** What is said of a layer of ReLU without bias, of width n and with weights of deviation s. @param {number} s @param {number} n */
const ofTheLayer = (s, n) => say('depth.layer.plain', { s: significant(s, 3), n, factor: significant(s * Math.sqrt(n / 2), 3) });

/**
 * By the exact law of finite width, after so many layers of 64 units: the logarithm of the size in the typical network with
 * N(0, 0.1\u00b2), and how far the median of 50 networks scatters about it. With K units on, binomial of 64 and a half, a
 * layer of He's multiplies the square by \u03c7\u00b2 of K degrees times 2/64: its logarithm has the mean
 * E \u03c8(K/2) + ln(4/64) = \u22120.040109 and the variance E \u03c8\u2032(K/2) + Var \u03c8(K/2) = 0.082997.
 *
 * @param {number} layers
 */
function typical(layers) {
  const deviation = 0.5 * Math.sqrt(0.082997 * layers);
  return { log: 0.5 * layers * (Math.log(0.32) - 0.040109), scatter: Math.sqrt(Math.PI / 2 / 50) * deviation };
}

test('it begins with a tenth at width 64: a layer keeps 0.566, a chain a tenth, and 50 networks arrive', visiting({}, async ({ page, depth }) => {
  await depth.complete(50);
  const { measured, signal, gradient, ...known } = await depth.readouts(...VALUES);
  assert.deepEqual(known, { factor: '0.566', chain: '10\u207b\u00b9\u2070', neutral: '200', silent: '0 / 50', shown: '50 / 50' });
  assert.equal(((await depth.line.textContent()) ?? '').includes(say('depth.work.shown', { shown: 50, all: 50 })), true);
  for (const [shown, layers] of /** @type {const} */ ([[signal, 10], [gradient, 10]])) {
    const { log, scatter } = typical(layers);
    assert.ok(Math.abs(Math.log(numberIn(shown)) - log) < 4 * scatter, `${shown} at layer 10, and not e^${log}`);
  }
  const { log, scatter } = typical(20);
  // Three digits of a factor are 0.02 of the logarithm of its twentieth power.
  assert.ok(Math.abs(20 * Math.log(numberIn(measured)) - log) < 4 * scatter + 0.02, measured);
  const said = await depth.verdict();
  assert.ok(said.startsWith(ofTheLayer(0.1, 64)), said);
  assert.match(said, /The gradient vanishes: in the median network, .* The chain would leave 10\u207b\u00b2\u2070 of its gradient\./);
  assert.ok(said.includes(say('depth.width.normal', { s: '0.1', neutral: '200' })), said);
  await depth.enter('at', '0');
  assert.equal(await depth.readout('chain'), '10\u207b\u00b2\u2070');
  assert.deepEqual(await depth.pressedPresets(), [], 'another layer is another state');
  await depth.enter('at', '10');
  assert.deepEqual(await depth.pressedPresets(), [say('depth.preset.fades')]);
  assert.equal(await hashOf(page), '');
}));

test('the table has every layer: theory by its closed form, the networks about the exact law', visiting({}, async ({ depth }) => {
  await depth.complete(50);
  const [heads = [], ...rows] = await depth.table();
  assert.deepEqual(heads, ['layer', 'signal.theory', 'signal.median', 'signal.low', 'signal.high', 'gradient.theory', 'gradient.median', 'gradient.low', 'gradient.high', 'mean', 'active'].map((key) => say(`depth.table.${key}`)));
  assert.deepEqual(rows.map(([layer]) => layer), Array.from({ length: 21 }, (_, layer) => String(layer)));
  rows.forEach((row, layer) => {
    for (const [first, layers] of /** @type {const} */ ([[1, layer], [5, 20 - layer]])) {
      const [theory = '', ...shown] = row.slice(first, first + 4);
      assert.equal(theory, significant(0.32 ** (layers / 2), 3), `theory at layer ${layer}`);
      const [median = NaN, low = NaN, high = NaN] = shown.map(numberIn);
      const { log, scatter } = typical(layers);
      assert.ok(Math.abs(Math.log(median) - log) <= 4 * scatter + 0.005, `${shown} at layer ${layer}, and not e^${log}`);
      assert.ok(layers === 0 ? low === 1 && high === 1 : low < median && median < high, `${shown}`);
    }
    const [mean = '', active = ''] = row.slice(9);
    if (layer === 0) return assert.deepEqual([mean, active], [NONE, NONE]);
    // The share that is on has the deviation 1/2 over the root of 64 in a network.
    assert.ok(Math.abs(numberIn(active) - 50) < 4 * 6.25 * Math.sqrt(Math.PI / 2 / 50) && numberIn(mean) > 0.5, `${mean}, ${active}`);
  });
}));

/** By theory: the factor a layer, the width that keeps sizes, s and n; of normalised layers none. @type {[key: string, factor: string, neutral: string, s: number, n: number][]} */
const PRESETS = [
  ['neutral', '1', '200', 0.1, 200],
  ['grows', '1.13', '200', 0.1, 256],
  ['he', '1', '64', Math.sqrt(2 / 64), 64],
  ['xavier', '0.707', '128', Math.sqrt(1 / 64), 64],
  ['large', '11.3', '2', 1, 256],
  ['narrow', '1', '4', Math.sqrt(2 / 4), 4],
  ['normalised', NONE, NONE, NaN, NaN],
];

for (const how of ['mouse', 'keyboard']) {
  test(`each example is one press away by ${how}, and theory is there before the networks are`, visiting({}, async ({ page, depth }) => {
    await depth.preset('fades').focus();
    for (const [key, factor, neutral, s, n] of PRESETS) {
      if (how === 'mouse') await depth.preset(key).click();
      else {
        await page.keyboard.press('Tab');
        await page.keyboard.press(key === 'he' ? 'Space' : 'Enter');
      }
      await depth.frame();
      assert.deepEqual(await depth.readouts('factor', 'neutral'), { factor, neutral }, key);
      assert.deepEqual(await depth.pressedPresets(), [say(`depth.preset.${key}`)]);
      const said = await depth.verdict();
      assert.ok(key === 'normalised' ? said.includes(say('depth.theory.normalised')) : said.startsWith(ofTheLayer(s, n)), said);
      assert.ok((await depth.alternative()).includes(say('depth.description.lines')));
    }
    await depth.step('depth', 'ArrowRight');
    assert.deepEqual(await depth.pressedPresets(), [], 'one layer more is no example');
  }));
}

test('the width goes by keyboard from 64 to 200, where layers keep what they get and the chain still fades', visiting({ hash: '?v=1&depth.networks=10' }, async ({ depth }) => {
  const text = () => depth.sliderOf('width').getAttribute('aria-valuetext');
  assert.equal(await text(), say('depth.width.value', { value: 64, factor: '0.566' }));
  let presses = 0;
  for (; presses < 40 && (await depth.fieldOf('width').inputValue()) !== '200'; presses += 1) await depth.step('width', 'ArrowRight');
  assert.ok(presses > 2 && presses < 40, `${presses} presses`);
  assert.equal(await text(), say('depth.width.value', { value: 200, factor: '1' }));
  await depth.complete(10);
  assert.deepEqual(await depth.readouts('factor', 'neutral', 'chain'), { factor: '1', neutral: '200', chain: '10\u207b\u00b9\u2070' });
  const said = await depth.verdict();
  assert.ok(said.startsWith(ofTheLayer(0.1, 200)), said);
  assert.match(said, /stays within a factor of ten/);
  assert.equal(await hashOf(depth.page), '#?v=1&depth.width=200&depth.networks=10');
}));

test('the layer pointed at follows the dots and the slider; the values are the table\u2019s, and no network is drawn anew', visiting({ hash: '?v=1&depth.networks=10', before: [watchWorkers] }, async ({ page, depth }) => {
  await depth.complete(10);
  /** @type {Map<string, string[]>} */
  const rows = new Map((await depth.table()).slice(1).map((row) => [row[0] ?? '', row]));
  const agrees = async (/** @type {number} */ layer) => {
    const row = rows.get(String(layer)) ?? [];
    const shown = { signal: row[2] ?? '', gradient: row[6] ?? '' };
    assert.equal(await depth.fieldOf('at').inputValue(), String(layer));
    assert.deepEqual(await depth.readouts('signal', 'gradient', 'chain'), { ...shown, chain: significant(Number(`1e-${20 - layer}`), 3) });
    assert.equal(await depth.sliderOf('at').getAttribute('aria-valuetext'), say('depth.at.value', { layer, ...shown }));
  };
  await agrees(10);
  const { ordered } = await seenOf(page);
  await depth.step('at', 'Home');
  await agrees(0);
  const first = await depth.dots();
  await depth.enter('at', '20');
  await agrees(20);
  const last = await depth.dots();
  const at = (/** @type {'signal' | 'gradient'} */ back, /** @type {number} */ layer) => first[back].x + ((last[back].x - first[back].x) * layer) / 20;
  for (const [back, layer] of /** @type {const} */ ([['signal', 3], ['gradient', 14], ['gradient', 0], ['signal', 19]])) {
    const from = (await depth.dots())[back];
    await depth.drag(from, { x: at(back, layer), y: from.y - 40 });
    await agrees(layer);
    const { signal, gradient } = await depth.dots();
    for (const [name, dot] of Object.entries({ signal, gradient })) {
      assert.ok(Math.abs(dot.x - at(/** @type {'signal'} */ (name), layer)) < 1, `the dot of the ${name} is at layer ${layer}`);
    }
  }
  await depth.drag(await depth.dots().then(({ signal }) => signal), { x: -50, y: 10 });
  await agrees(0);
  await depth.step('at', 'ArrowRight');
  await agrees(1);
  assert.deepEqual(await depth.progress(), [10, 10]);
  assert.equal((await seenOf(page)).ordered.length, ordered.length, 'nothing new is asked of the workers');
}));

test('where a theory does not hold its numbers are withdrawn, and the words say why', visiting({ hash: '?v=1&depth.networks=5&depth.depth=50&depth.weights=he' }, async ({ depth }) => {
  await depth.choice('activation', 'gelu').check();
  await depth.complete(5);
  const [, layer = ''] = (await depth.verdict()).match(/Beyond layer (\d+), networks of this width stray too far/) ?? [];
  assert.ok(Number(layer) >= 2 && Number(layer) <= 10, `up to layer \u201c${layer}\u201d`);
  assert.ok((await depth.verdict()).includes(say('depth.theory.ends', { name: 'GELU', layer })));
  const rows = (await depth.table()).slice(1);
  // Mean-field theory, by quadrature elsewhere.
  assert.deepEqual([1, 2].map((at) => rows.find(([of]) => of === String(at))?.[1]), ['0.96', '0.919']);
  for (const row of rows) {
    assert.equal(row[1] === NONE, Number(row[0]) > Number(layer), `the signal\u2019s theory at layer ${row[0]}`);
    assert.equal(row[5], NONE, 'the gradient came through all layers');
  }
  assert.equal(await depth.readout('factor'), NONE);

  await depth.choice('activation', 'relu').check();
  await depth.frame();
  assert.ok(!(await depth.verdict()).includes(say('depth.theory.bias')));
  await depth.step('bias', 'ArrowRight');
  assert.equal(await depth.fieldOf('bias').inputValue(), '0.05');
  assert.ok((await depth.verdict()).includes(say('depth.theory.bias')));
  await depth.enter('bias', '0');
  for (const which of /** @type {const} */ (['before', 'after'])) {
    await depth.choice('normalisation', which).check();
    await depth.complete(5);
    const said = await depth.verdict();
    assert.ok(said.includes(say('depth.theory.normalised')), said);
    assert.match(said, which === 'before' ? /with z of variance 1 their mean is 0\.399/ : /what the next layer gets is centred/);
    for (const row of (await depth.table()).slice(1)) assert.deepEqual([row[1], row[5]], [NONE, NONE]);
    assert.deepEqual(await depth.readouts('factor', 'neutral'), { factor: NONE, neutral: NONE });
  }
}));

test('of networks of width 4 and depth 50, 96 % fall silent, and about as many do', visiting({}, async ({ depth }) => {
  await depth.adopt('narrow');
  await depth.complete(200);
  const share = 1 - (1 - 2 ** -4) ** 50;
  const [count = NaN, all] = (await depth.readout('silent')).split(' / ').map(Number);
  assert.equal(all, 200);
  assert.ok(Math.abs(count - 200 * share) < 4 * Math.sqrt(200 * share * (1 - share)), `${count} of 200`);
  const said = await depth.verdict();
  assert.ok(said.includes(say('depth.silent.both', { n: 4, depth: 50, share: '96\u00a0%', count, all: 200 })), said);
}));

const LINK = '?v=1&depth.activation=leaky-relu&depth.width=33&depth.depth=12&depth.networks=20&depth.seed=7';

test('a link gives the same numbers and the same picture each time, and in another browser context', visiting({ hash: LINK }, async ({ page, depth, url }) => {
  await depth.complete(20);
  const look = async (/** @type {WorkFigure} */ figure) => ({ ...(await figure.seen()), values: await figure.readouts(...VALUES) });
  const first = await look(depth);
  await page.reload();
  await depth.alive();
  await depth.complete(20);
  assert.deepEqual(await look(depth), first);
  const context = await page.context().browser()?.newContext({ viewport: { width: 1280, height: 900 } });
  assert.ok(context);
  try {
    const other = new WorkFigure(await context.newPage());
    await other.page.goto(`${url}#${LINK}`);
    await other.alive();
    await other.complete(20);
    assert.deepEqual(await look(other), first);
    await other.enter('seed', '8');
    await other.complete(20);
    assert.notDeepEqual((await look(other)).table, first.table, 'another seed draws other networks');
  } finally {
    await context.close();
  }
}));

test('Undo, Reset and the browser\u2019s Back bring networks back as they were', visiting({ hash: '?v=1&depth.networks=8&depth.depth=6' }, async ({ page, depth }) => {
  await depth.complete(8);
  const begun = await depth.readouts(...VALUES);
  await depth.enter('width', '16');
  await depth.complete(8);
  const narrow = await depth.readouts(...VALUES);
  assert.notEqual(narrow.measured, begun.measured);
  await depth.choice('activation', 'tanh').check();
  await depth.complete(8);
  await depth.takeBack();
  await depth.complete(8);
  assert.deepEqual(await depth.readouts(...VALUES), narrow);
  await depth.takeBack();
  await depth.complete(8);
  assert.deepEqual(await depth.readouts(...VALUES), begun);
  assert.ok(await depth.undo.isDisabled());
  const link = await hashOf(page);
  await depth.startOver();
  assert.equal(await hashOf(page), '');
  assert.deepEqual(await depth.pressedPresets(), [say('depth.preset.fades')]);
  await page.goBack();
  await eventually(() => depth.fieldOf('networks').inputValue(), (networks) => assert.equal(networks, '8'));
  await depth.complete(8);
  assert.equal(await hashOf(page), link);
  assert.deepEqual(await depth.readouts(...VALUES), begun);
}));

test('a link that makes no sense is followed as far as it does, and the reader is told', visiting({ hash: '?v=1&depth.depth=1000&depth.width=4&depth.networks=3&depth.activation=swish&depth.layers=7' }, async ({ page, depth }) => {
  await depth.complete(3);
  assert.equal(await depth.fieldOf('depth').inputValue(), '100');
  assert.ok(await depth.choice('activation', 'relu').isChecked());
  const notice = await page.getByRole('status').filter({ has: page.getByRole('list') }).innerText();
  assert.ok(notice.includes(say('notice.clamped', { key: 'depth.depth', given: 1000, used: 100 })), notice);
  assert.ok(notice.includes('depth.activation = swish was ignored') && notice.includes(say('notice.unknown', { key: 'depth.layers' })), notice);
  assert.deepEqual((await depth.table()).at(-1)?.[0], '100');
}));

test('a change while networks arrive begins anew, and ends as if nothing had been before', visiting({ hash: '?v=1&depth.networks=200&depth.width=256&depth.depth=100' }, async ({ page, depth, url }) => {
  await eventually(() => depth.progress(), ([shown = 0]) => assert.ok(shown > 3, `${shown}`), 15_000);
  const [before = 0] = await depth.progress();
  await depth.enter('depth', '99');
  const [after = NaN, all] = await depth.progress();
  assert.ok(before < 200 && after < before && all === 200, `from ${before} to ${after}`);
  await depth.enter('depth', '5');
  await depth.step('width', 'Home');
  await depth.complete(200);
  const [changed, link] = [await depth.seen(), await hashOf(page)];
  assert.equal(changed.table.length, 7);
  await page.goto('about:blank');
  await page.goto(url + link);
  await depth.alive();
  await depth.complete(200);
  const { table, verdict } = await depth.seen();
  assert.deepEqual({ table, verdict }, { table: changed.table, verdict: changed.verdict });
}));

test('while networks arrive nothing is spoken; when they are there, the sentence is, once', visiting({ hash: '?v=1&depth.width=256&depth.depth=6&depth.networks=60' }, async ({ page, depth }) => {
  await depth.complete(60);
  await page.evaluate(() => {
    /** @type {string[]} */
    const spoken = [];
    Object.assign(globalThis, { spoken });
    const status = document.querySelector('relu-figure[name=depth]')?.shadowRoot?.querySelector('p.status');
    if (!status) throw new Error('there is no status');
    new MutationObserver(() => spoken.push(status.textContent ?? '')).observe(status, { childList: true, characterData: true, subtree: true });
  });
  const spoken = () => page.evaluate(() => /** @type {string[]} */ (Reflect.get(globalThis, 'spoken')));
  await depth.enter('seed', '1');
  await depth.complete(60);
  const said = await depth.verdict();
  await eventually(spoken, (all) => assert.deepEqual(all, [said]));
  await page.waitForTimeout(900);
  assert.deepEqual(await spoken(), [said]);
}));

test('printed while networks arrive, the paper says how many there are, and has nothing to press', visiting({ hash: '?v=1&depth.width=256&depth.depth=100&depth.networks=200' }, async ({ page, depth }) => {
  await eventually(() => depth.progress(), ([shown = 0]) => assert.ok(shown > 0), 15_000);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await depth.frame();
  assert.match(await depth.line.innerText(), /^\s*\d+ of 200 networks\s*$/);
  assert.equal(await depth.element.locator('input:visible, button:visible').count(), 0);
  assert.ok(await depth.element.locator('details table').isVisible());
  assert.match(await depth.readout('shown'), /^\d+ \/ 200$/);
}));

test('its still picture has the sentence and the table of the live figure, made by the crate elsewhere', visiting({}, async ({ depth }) => {
  await depth.complete(50);
  const still = await depth.element.evaluate((node) => ({
    verdict: node.querySelector(':scope > p')?.textContent ?? '',
    table: [...node.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  }));
  assert.deepEqual(still, { verdict: await depth.verdict(), table: inStill(await depth.table()) });
}));

test('while the width is stepped and networks are drawn, no task of the page is long', visiting({ hash: '?v=1&depth.networks=200' }, async ({ page, devtools, depth }) => {
  await depth.complete(200);
  await depth.sliderOf('width').focus();
  const tasks = await tasksOf(devtools, async () => {
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'PageDown', 'PageDown', 'ArrowRight', 'Home', 'ArrowRight']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
  });
  assert.ok(tasks.length > 20, `${tasks.length} tasks`);
  assert.ok(Math.max(...tasks) < 50, `the longest took ${tasks.toSorted((a, b) => b - a).slice(0, 5)} ms`);
}));
