/**
 * Which units fire: what the figure says of a layer and its inputs, and how a hand, a key or a link changes it.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { SparsityFigure } from './sparsity-figure.js';
import { inStill } from './still.js';
import { tasksOf } from './tasks.js';
import { say } from './words.js';
import { brief, numberIn, significant } from './written.js';

const { visiting: visitingPage } = await site();

/** @typedef {import('./browser.js').Visited} Visited */

/**
 * A test on the figure, which stands in the middle of the window.
 *
 * @param {import('./browser.js').Visit} visit
 * @param {(visited: Visited & { sparsity: SparsityFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage(visit, async (visited) => {
  const sparsity = new SparsityFigure(visited.page);
  await sparsity.alive();
  await sparsity.show();
  await body({ ...visited, sparsity });
});

/** Every value beside the picture. */
const VALUES = /** @type {const} */ (['zeros', 'expected', 'dead', 'always', 'distance', 'regions', 'factor', 'bytes']);

const NONE = '\u2013';

/** @param {number} share in per cent */
const percent = (share) => `${brief(share, 1)}\u00a0%`;

/** In how many places two codes differ. @param {Set<number>} one @param {Set<number>} other */
const differing = (one, other) => [...one].filter((unit) => !other.has(unit)).length + [...other].filter((unit) => !one.has(unit)).length;

/**
 * Values and sentence are what the table's rows add up to.
 *
 * @param {SparsityFigure} sparsity
 * @param {number} count of inputs
 */
async function agrees(sparsity, count) {
  const units = await sparsity.units();
  const all = units.length;
  const fires = units.reduce((sum, unit) => sum + unit.fires, 0);
  const zeros = 1 - fires / (all * count);
  const [dead, always] = [0, count].map((exactly) => units.filter((unit) => unit.fires === exactly).length);
  const [first, second, shared] = [[true, false], [false, true], [true, true]].map(([a, b]) => units.filter((unit) => unit.first === a && unit.second === b).length);
  const distance = (first ?? NaN) + (second ?? NaN);
  const { expected, regions, bytes, ...shown } = await sparsity.readouts(...VALUES);
  assert.deepEqual(shown, { zeros: percent(100 * zeros), dead: String(dead), always: String(always), distance: String(distance), factor: significant(1 / (1 - zeros), 3) });
  assert.ok(numberIn(expected) >= 0 && (regions === NONE || numberIn(regions) >= 1));
  // A bit for each unit, and four bytes for each that fires.
  assert.equal(numberIn(bytes), Math.round(Math.ceil(all / 8) + (4 * fires) / count));
  const said = await sparsity.verdict();
  const between = distance === 0 ? 'sparsity.same' : regions === NONE ? 'sparsity.compared' : 'sparsity.between';
  for (const sentence of [
    dead || always ? say('sparsity.dead', { dead: dead ?? NaN, always: always ?? NaN, units: all }) : say('sparsity.dead.none'),
    say(between, { distance, units: all, first: first ?? NaN, second: second ?? NaN, shared: shared ?? NaN }),
    say('sparsity.saving', { left: significant(100 * (1 - zeros), 3), factor: significant(1 / (1 - zeros), 3) }).replace(/(\d) %/g, '$1\u00a0%'),
  ]) {
    assert.ok(said.replaceAll('\u00a0', ' ').includes(sentence.replaceAll('\u00a0', ' ')), `\u201c${sentence}\u201d in ${said}`);
  }
  return { units, zeros, dead, always, distance };
}

test('it begins with the square of positive inputs: half of the layer is off, a quarter of the units for all of it', visiting({}, async ({ page, sparsity }) => {
  const { units, dead, always } = await agrees(sparsity, 60);
  assert.deepEqual(await sparsity.readouts('expected', 'regions'), { expected: '50\u00a0%', regions: '64' }, 'each of 32 lines through one point adds two wedges');
  // Exactly, the units without a weight above 0 are dead on the whole square, and what is dead there is so in the sample.
  const [deadThere, alwaysThere] = [0, 100].map((share) => units.filter(({ exact }) => exact === share).length);
  assert.ok((await sparsity.verdict()).replaceAll('\u00a0', ' ').includes(say('sparsity.cube.exact', { dead: deadThere ?? NaN, always: alwaysThere ?? NaN, share: 25 }).replaceAll('\u00a0', ' ')));
  assert.ok((dead ?? 0) >= (deadThere ?? 0) && (always ?? 0) >= (alwaysThere ?? 0));
  // One in four of 32 units, within four deviations.
  for (const found of [deadThere, alwaysThere]) assert.ok(Math.abs((found ?? NaN) - 8) < 4 * Math.sqrt(32 * 0.25 * 0.75), `${found} of 32`);
  assert.deepEqual(await sparsity.pressedPresets(), [say('sparsity.preset.cube')]);
  assert.equal(await hashOf(page), '');
}));

/**
 * Units and inputs; the zeros of all draws of the weights, if a half by symmetry; whether inputs on all sides of the origin keep
 * every unit from being dead; the regions, of lines through one point.
 *
 * @type {[key: string, units: number, count: number, expected: string | undefined, free: boolean, regions: string | undefined][]}
 */
const PRESETS = [
  ['symmetric', 32, 60, '50\u00a0%', true, '64'],
  ['centred', 32, 60, '50\u00a0%', true, '64'],
  ['negative', 32, 60, undefined, false, undefined],
  ['spirals', 32, 200, '50\u00a0%', true, '64'],
  ['wide', 256, 60, '50\u00a0%', true, NONE],
];

for (const how of ['mouse', 'keyboard']) {
  test(`each example is one press away by ${how}`, visiting({}, async ({ page, sparsity }) => {
    // Later it opens without a click, which would take the focus.
    await sparsity.table();
    await sparsity.preset('cube').focus();
    for (const [key, units, count, expected, free, regions] of PRESETS) {
      if (how === 'mouse') await sparsity.preset(key).click();
      else {
        await page.keyboard.press('Tab');
        await page.keyboard.press(key === 'wide' ? 'Space' : 'Enter');
      }
      await sparsity.frame();
      assert.deepEqual(await sparsity.pressedPresets(), [say(`sparsity.preset.${key}`)]);
      const found = await agrees(sparsity, count);
      assert.equal(found.units.length, units, key);
      const shown = await sparsity.readouts('expected', 'regions');
      assert.deepEqual([expected ?? shown.expected, regions ?? shown.regions], [shown.expected, shown.regions], key);
      if (free) assert.deepEqual([found.dead, found.always], [0, 0], key);
    }
    await sparsity.step('bias', 'ArrowRight');
    assert.deepEqual(await sparsity.pressedPresets(), []);
  }));
}

test('of symmetric inputs about half is off; every step of the bias down switches more off, and none on', visiting({}, async ({ sparsity }) => {
  await sparsity.adopt('symmetric');
  const { zeros } = await agrees(sparsity, 60);
  // One unit's share of 60 inputs scatters by 0.065, that of 32 units by 0.011.
  assert.ok(Math.abs(zeros - 0.5) < 4 * 0.5 / Math.sqrt(60 * 32), `${zeros}`);
  const shares = [numberIn(await sparsity.readout('zeros'))];
  for (let step = 1; step <= 10; step += 1) {
    await sparsity.step('bias', 'ArrowLeft');
    shares.push(numberIn(await sparsity.readout('zeros')));
  }
  assert.equal(await sparsity.fieldOf('bias').inputValue(), '\u22121');
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
  assert.equal(await sparsity.sliderOf('bias').getAttribute('aria-valuetext'), say('sparsity.bias.value', { value: '\u22121', zeros: brief(shares.at(-1) ?? NaN, 1) }));
  assert.deepEqual(await sparsity.pressedPresets(), [say('sparsity.preset.negative')]);
  assert.ok((await sparsity.verdict()).includes(say('sparsity.why.negative', { bias: '\u22121' })));
  // With two inputs and weights of variance 1, w\u00b7x has Laplace's distribution: P(w\u00b7x \u2264 1) = 1 \u2212 e\u207b\u00b9/2, which 60 inputs miss by 0.017.
  const expected = numberIn(await sparsity.readout('expected'));
  assert.ok(Math.abs(expected - 100 * (1 - Math.exp(-1) / 2)) < 4 * 1.7, `${expected}`);
  await sparsity.enter('bias', '1');
  assert.ok((await sparsity.verdict()).includes(say('sparsity.why.positive', { bias: '1' })));
  assert.ok(numberIn(await sparsity.readout('zeros')) < 30);
}));

test('shifted by a half the square is centred: then every unit fires for exactly half of it', visiting({}, async ({ sparsity }) => {
  const lopsided = (await agrees(sparsity, 60)).units.filter(({ fires }) => fires < 6 || fires > 54).length;
  assert.ok((await sparsity.verdict()).includes(say('sparsity.why.uncentred', { lopsided, units: 32 })));
  for (let step = 1; step <= 5; step += 1) await sparsity.step('shift', 'ArrowLeft');
  assert.equal(await sparsity.fieldOf('shift').inputValue(), '\u22120.5');
  const { units, dead, always } = await agrees(sparsity, 60);
  assert.deepEqual([dead, always], [0, 0]);
  assert.deepEqual([...new Set(units.map(({ exact }) => exact))], [50]);
  const said = await sparsity.verdict();
  assert.ok(said.includes(say('sparsity.why.centred')) && said.includes(say('sparsity.dead.none')), said);
}));

test('A is dragged across lines and its code changes; by keys it gets the same', visiting({}, async ({ sparsity }) => {
  const at = await sparsity.findPlane();
  await sparsity.startOver();
  const codes = [await sparsity.code()];
  for (const [x1, x2] of /** @type {const} */ ([[0.2, 0.8], [0.7, -0.15]])) {
    await sparsity.drag(await sparsity.point(), at(x1, x2));
    const shown = await Promise.all(['x1', 'x2'].map((key) => sparsity.fieldOf(key).inputValue()));
    [x1, x2].forEach((x, i) => assert.ok(Math.abs(numberIn(shown[i] ?? '') - x) < 0.015, `${shown} is not (${x1}, ${x2})`));
    const { distance, units } = await agrees(sparsity, 60);
    const active = units.filter(({ first }) => first).length;
    assert.equal(await sparsity.sliderOf('x1').getAttribute('aria-valuetext'), say('sparsity.point.value', { value: shown[0] ?? '', active, distance }));
    codes.push(await sparsity.code());
    const dragged = await sparsity.readouts(...VALUES);
    await sparsity.startOver();
    await sparsity.put(numberIn(shown[0] ?? ''), numberIn(shown[1] ?? ''));
    assert.deepEqual(await sparsity.readouts(...VALUES), dragged);
  }
  assert.equal(new Set(codes.map((code) => [...code].sort().join())).size, codes.length, 'other places, other codes');
}));

test('without bias only the direction of A counts; on the other side of the origin its code is turned into its opposite', visiting({}, async ({ sparsity }) => {
  const code = await sparsity.code();
  await sparsity.put(0.4, 0.1);
  assert.deepEqual(await sparsity.code(), code, 'half as far');
  await sparsity.put(-0.8, -0.2);
  const opposite = await sparsity.code();
  assert.deepEqual(new Set([...code].filter((unit) => opposite.has(unit))), new Set());
  assert.equal(code.size + opposite.size, 32);
  await sparsity.put(0, 0);
  assert.equal((await sparsity.code()).size, 0, 'where all lines meet z is 0, and nothing fires');
}));

test('round the origin A crosses the line of every unit twice, and its code changes in that place', visiting({}, async ({ sparsity }) => {
  const start = await sparsity.code();
  let [before, crossed] = [start, 0];
  for (const [x1, x2] of /** @type {const} */ ([[0.2, 0.8], [-0.7, 0.5], [-0.6, -0.7], [0.5, -0.7]])) {
    await sparsity.put(x1, x2);
    const code = await sparsity.code();
    crossed += differing(before, code);
    before = code;
  }
  assert.equal(crossed + differing(before, start), 2 * 32);
}));

test('A dragged onto B has its code, but for a line within a pixel; a step by the keyboard leads away', visiting({}, async ({ sparsity }) => {
  const before = Number(await sparsity.readout('distance'));
  await sparsity.drag(await sparsity.point(), await sparsity.second());
  const near = Number(await sparsity.readout('distance'));
  assert.ok(near <= 1 && before > 3, `${before} lines, and ${near} within a pixel`);
  const x1 = numberIn(await sparsity.fieldOf('x1').inputValue());
  await sparsity.step('x1', 'ArrowRight');
  assert.ok(numberIn(await sparsity.fieldOf('x1').inputValue()) > x1);
  await agrees(sparsity, 60);
}));

test('B is picked by a click on its column, by its handle and by number', visiting({}, async ({ sparsity }) => {
  const column = await sparsity.findColumns(60);
  const ring = await sparsity.second();
  const { x, y } = column(7);
  await sparsity.click({ x, y: y + 60 });
  assert.equal(await sparsity.fieldOf('second').inputValue(), '7');
  const picked = await sparsity.second();
  assert.ok(Math.hypot(picked.x - ring.x, picked.y - ring.y) > 3, 'B has moved in the plane');
  const { units } = await agrees(sparsity, 60);
  assert.equal(await sparsity.sliderOf('second').getAttribute('aria-valuetext'), say('sparsity.picked.value', { value: 7, active: units.filter(({ second }) => second).length }));
  const clicked = await sparsity.readouts(...VALUES);
  await sparsity.drag({ x, y }, column(52));
  assert.equal(await sparsity.fieldOf('second').inputValue(), '52');
  await agrees(sparsity, 60);
  await sparsity.enter('second', '7');
  assert.deepEqual(await sparsity.readouts(...VALUES), clicked);
  await sparsity.step('second', 'ArrowRight');
  assert.equal(await sparsity.fieldOf('second').inputValue(), '8');
  await sparsity.click({ x: x + 2, y: y + 60 });
  assert.equal(await sparsity.fieldOf('second').inputValue(), '7');
}));

test('the order of the units is that of the table and the picture, and nothing else', visiting({}, async ({ sparsity }) => {
  const [sorted, said, before] = [await sparsity.table(), await sparsity.verdict(), await sparsity.picture()];
  const fires = sorted.slice(1).map(([, of]) => Number(of));
  assert.deepEqual(fires, fires.toSorted((a, b) => b - a));
  assert.equal(new Set(sorted.map(String)).size, 33);
  await sparsity.choice('order', 'drawn').check();
  await sparsity.frame();
  const drawn = await sparsity.table();
  assert.deepEqual(drawn.slice(1).map(([unit]) => unit), Array.from({ length: 32 }, (_, unit) => String(unit + 1)));
  assert.deepEqual(drawn.map(String).sort(), sorted.map(String).sort());
  assert.equal(await sparsity.verdict(), said);
  assert.ok(!before.equals(await sparsity.picture()));
  assert.ok((await sparsity.alternative()).includes(say('sparsity.description.drawn')));
}));

test('with more inputs than two there is no plane, and A is one of the inputs', visiting({}, async ({ sparsity }) => {
  assert.ok(await sparsity.fieldOf('x1').isEnabled() && !(await sparsity.fieldOf('first').isEnabled()));
  await sparsity.enter('dimensions', '5');
  assert.ok(await sparsity.fieldOf('first').isEnabled());
  for (const key of ['x1', 'x2']) assert.ok(!(await sparsity.fieldOf(key).isEnabled()), key);
  assert.equal(await sparsity.readout('regions'), NONE);
  assert.equal(await sparsity.sliderOf('dimensions').getAttribute('aria-valuetext'), say('sparsity.dimensions.value', { value: 5, share: significant(100 / 32, 3) }));
  assert.equal((await sparsity.table())[0]?.length, 5, 'and the exact share is not told');
  await agrees(sparsity, 60);
  assert.equal((await sparsity.heads()).length, 2);
  const [first = { x: NaN, y: NaN }] = await sparsity.heads();
  await sparsity.enter('second', '1');
  await sparsity.enter('first', '1');
  assert.equal(await sparsity.readout('distance'), '0', 'an input differs from itself in nothing');
  await sparsity.click({ x: first.x + 120, y: first.y + 60 });
  assert.ok(Number(await sparsity.fieldOf('first').inputValue()) > 3);
  assert.equal(await sparsity.fieldOf('second').inputValue(), '1');
  await agrees(sparsity, 60);
}));

test('a link restores everything, Undo and Reset take it back, and Back brings it again', visiting({ hash: '?v=1&sparsity.units=40&sparsity.inputs=normal&sparsity.bias=-0.5&sparsity.second=9&sparsity.x1=-1.25&sparsity.x2=0.5&sparsity.seed=7' }, async ({ page, sparsity }) => {
  const [begun, table, link] = [await sparsity.readouts(...VALUES), await sparsity.table(), await hashOf(page)];
  await agrees(sparsity, 60);
  assert.equal(table.length, 41);
  await page.reload();
  await sparsity.alive();
  assert.deepEqual([await sparsity.readouts(...VALUES), await sparsity.table()], [begun, table]);
  await sparsity.enter('seed', '8');
  assert.notDeepEqual(await sparsity.table(), table);
  await sparsity.choice('weights', 'normal').check();
  await sparsity.frame();
  assert.ok(await sparsity.fieldOf('deviation').isEnabled());
  for (let undone = 0; undone < 2; undone += 1) await sparsity.takeBack();
  assert.deepEqual([await sparsity.readouts(...VALUES), await sparsity.table(), await hashOf(page)], [begun, table, link]);
  assert.ok(await sparsity.undo.isDisabled());
  await sparsity.startOver();
  assert.equal(await hashOf(page), '');
  assert.deepEqual(await sparsity.pressedPresets(), [say('sparsity.preset.cube')]);
  await page.goBack();
  await eventually(() => sparsity.readouts(...VALUES), (shown) => assert.deepEqual(shown, begun));
}));

test('a link that makes no sense is followed as far as it does, and the reader is told', visiting({ hash: '?v=1&sparsity.units=9999&sparsity.bias=wet&sparsity.inputs=moons' }, async ({ page, sparsity }) => {
  assert.equal(await sparsity.fieldOf('units').inputValue(), '256');
  assert.equal(await sparsity.fieldOf('bias').inputValue(), '0');
  assert.ok(await sparsity.choice('inputs', 'cube').isChecked());
  const notice = await page.getByRole('status').filter({ has: page.getByRole('list') }).innerText();
  assert.ok(notice.includes(say('notice.clamped', { key: 'sparsity.units', given: 9999, used: 256 })), notice);
  for (const told of ['sparsity.bias = wet was ignored', 'sparsity.inputs = moons was ignored']) assert.ok(notice.includes(told), notice);
}));

test('its still picture has the sentence and the table of the live figure, made by the crate elsewhere', visiting({}, async ({ sparsity }) => {
  const still = await sparsity.element.evaluate((node) => ({
    verdict: node.querySelector(':scope > p')?.textContent ?? '',
    table: [...node.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  }));
  assert.deepEqual(still, { verdict: await sparsity.verdict(), table: inStill(await sparsity.table()) });
}));

test('a step of a slider of the largest layer is no long task', visiting({ hash: '?v=1&sparsity.units=256&sparsity.count=200&sparsity.inputs=normal&sparsity.bias=-0.5' }, async ({ page, devtools, sparsity }) => {
  await sparsity.sliderOf('bias').focus();
  const tasks = await tasksOf(devtools, async () => {
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('ArrowLeft');
      await sparsity.frame();
    }
  });
  assert.ok(tasks.length > 20, `${tasks.length} tasks`);
  assert.ok(Math.max(...tasks) < 50, `the longest took ${tasks.toSorted((a, b) => b - a).slice(0, 5)} ms`);
}));
