/**
 * One unit on the unit square: what the figure says, and how a hand or a key changes it.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { ACTIVE, NeuronFigure, STANDARD, activeShare, agrees } from './neuron-figure.js';
import { say } from './words.js';
import { significant } from './written.js';

const { visiting: visitingPage } = await site();

/** @typedef {import('./browser.js').Visited} Visited */

/**
 * A test on the figure, which stands in the middle of the window.
 *
 * @param {import('./browser.js').Visit} visit
 * @param {(visited: Visited & { neuron: NeuronFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage(visit, async (visited) => {
  const neuron = new NeuronFigure(visited.page);
  await neuron.alive();
  await neuron.show();
  await body({ ...visited, neuron });
});

test('it begins with a unit that is active on half of the square, exactly, and on nearly half of the sample', visiting({}, async ({ page, neuron }) => {
  await agrees(neuron, {});
  assert.equal(await neuron.verdict(), 'Active on 50\u00a0% of the square, exactly, and silent on 50\u00a0%, its sparsity; z runs from \u22121 at (0, 0) to 1 at (1, 1). Of 100 sampled inputs 47 fire: 47\u00a0%, with a standard error of 5 points. At the marked input (0.7, 0.8) z = 0.5: active.');
  assert.deepEqual(await neuron.values(), STANDARD);
  assert.deepEqual(await neuron.pressedPresets(), [say('neuron.preset.half')]);
  assert.equal(await hashOf(page), '');
}));

test('the table has the corners of the square, and marks the input that is marked', visiting({}, async ({ neuron }) => {
  assert.deepEqual(await neuron.table(), [
    ['input', 'z', 'ReLU(z)', 'ReLU\u2032(z)'],
    ['(0, 0)', '\u22121', '0', '0'],
    ['(1, 0)', '0', '0', '0'],
    ['(0, 1)', '0', '0', '0'],
    ['(1, 1)', '1', '1', '1'],
    ['(0.7, 0.8)', '0.5', '0.5', '1'],
  ]);
  await neuron.enter('x1', '0.1');
  const current = neuron.element.locator('tr[aria-current]').locator('th, td');
  assert.deepEqual(await current.allInnerTexts(), ['(0.1, 0.8)', '\u22120.1', '0', '0']);
}));

/** @type {Record<string, import('./neuron-figure.js').Unit>} */
const PRESETS = {
  dead: { w1: 0.01, w2: 0.01, b: -10, active: 0, where: 'x\u2081 + x\u2082 > 1000' },
  half: {},
  always: { b: 0.5, active: 100 },
  exercise: { w1: 0.5, w2: -0.8, b: 0.03, active: ACTIVE.exercise, marked: [0.4, 0.6], slice: { x3: 0.1, share: '50' } },
};

for (const how of ['mouse', 'keyboard']) {
  test(`each example is one press away by ${how}, and its button says which one is shown`, visiting({}, async ({ page, neuron }) => {
    await neuron.preset('dead').focus();
    for (const [key, unit] of Object.entries(PRESETS)) {
      if (how === 'mouse') await neuron.preset(key).click();
      else await page.keyboard.press('Enter');
      await neuron.frame();
      await agrees(neuron, unit);
      assert.deepEqual(await neuron.pressedPresets(), [say(`neuron.preset.${key}`)]);
      if (how === 'keyboard') await page.keyboard.press('Tab');
    }
  }));
}

test('of the dead unit it is said why, how far it is from life, and what proves nothing', visiting({}, async ({ neuron }) => {
  await neuron.adopt('dead');
  assert.deepEqual(await neuron.readouts('state', 'share', 'sample', 'largest', 'distance', 'firing'), {
    state: 'dead here',
    share: '0\u00a0%',
    sample: '0\u00a0%',
    largest: '\u22129.98',
    distance: '705.7',
    firing: '\u22120.02',
  });
  const verdict = await neuron.verdict();
  for (const sentence of [
    'Dead on this square: the largest z, \u22129.98 at (1, 1), is not above 0, which proves it.',
    'It fires where x\u2081 + x\u2082 > 1000.',
    'That none of 100 sampled inputs fires would prove nothing: it bounds the share by 3\u00a0% (with 95 % confidence).',
  ]) assert.ok(verdict.includes(sentence), verdict);
}));

test('of exercise 2 it is said that inactive is not dead', visiting({}, async ({ neuron }) => {
  await neuron.adopt('exercise');
  assert.deepEqual(await neuron.readouts('state', 'share', 'z'), { state: 'active on a part', share: '35\u00a0%', z: '\u22120.25' });
  const verdict = await neuron.verdict();
  for (const sentence of [
    'Active on 35\u00a0% of the square, exactly, and silent on 65\u00a0%, its sparsity;',
    'This is the slice x\u2083 = 0.1; over the whole cube the unit is active on 50\u00a0%.',
    'At the marked input (0.4, 0.6, 0.1) z = \u22120.25: inactive on this input, not dead.',
  ]) assert.ok(verdict.includes(sentence), verdict);
  assert.deepEqual((await neuron.table()).at(-1), ['(0.4, 0.6, 0.1)', '\u22120.25', '0', '0']);
}));

test('a sample of which nothing fires proves no death', visiting({}, async ({ neuron }) => {
  await neuron.enter('b', '-1.99');
  await agrees(neuron, { b: -1.99, active: 0 });
  assert.deepEqual(await neuron.readouts('state', 'share', 'sample', 'largest'), { state: 'active on a part', share: '0.005\u00a0%', sample: '0\u00a0%', largest: '0.01' });
  assert.ok((await neuron.verdict()).includes('None of 100 sampled inputs fires. That bounds the share by 3\u00a0% (with 95 % confidence) and proves no death; the largest z is above 0.'));
  await neuron.enter('b', '-2');
  assert.equal(await neuron.readout('state'), 'dead here', 'at b = \u22122 the largest z is exactly 0');
}));

test('the line is dragged by its filled handle, and only the bias changes', visiting({}, async ({ page, neuron }) => {
  await neuron.findSquare();
  const handle = await neuron.handle();
  assert.ok(Math.hypot(handle.x - neuron.at([0.5, 0.5]).x, handle.y - neuron.at([0.5, 0.5]).y) < 1, 'it stands on the line, nearest to the middle');
  for (const input of /** @type {const} */ ([[0.25, 0.25], [0.8, 0.6]])) {
    await neuron.drag(await neuron.handle(), neuron.at([...input]));
    const values = await neuron.values();
    assert.deepEqual({ ...values, b: STANDARD.b }, STANDARD);
    assert.ok(Math.abs(Number(values['b']) + input[0] + input[1]) < 0.01, `the line passes through ${input}: b = ${values['b']}`);
    const share = activeShare(1, 1, Number(values['b']));
    assert.equal(await neuron.readout('share'), `${significant(100 * share, 3)}\u00a0%`);
    // The handle is where the line is nearest to the middle.
    const middle = (input[0] + input[1]) / 2;
    const [seen, meant] = [await neuron.handle(), neuron.at([middle, middle])];
    assert.ok(Math.hypot(seen.x - meant.x, seen.y - meant.y) < 1.5);
  }
  assert.match(await hashOf(page), /^#\?v=1&neuron\.b=-1\.(4|39)\d*$/);
  await page.keyboard.press('End');
  await neuron.frame();
  assert.equal(await neuron.fieldOf('b').inputValue(), '12', 'the keyboard goes on where the mouse left off');
}));

test('with a third input held, it is still only the bias that a drag changes', visiting({}, async ({ neuron }) => {
  await neuron.findSquare();
  await neuron.adopt('exercise');
  const before = await neuron.values();
  await neuron.drag(await neuron.handle(), neuron.at([0.5, 0.5]));
  const after = await neuron.values();
  assert.deepEqual({ ...after, b: before['b'] }, before);
  // 0.5 x1 - 0.8 x2 + b + 0.3 x3 = 0 there.
  assert.ok(Math.abs(Number(after['b']) - 0.12) < 0.01, after['b']);
}));

test('the line can be taken hold of anywhere along it', visiting({}, async ({ neuron }) => {
  await neuron.findSquare();
  await neuron.drag(neuron.at([0.1, 0.9]), neuron.at([0.1, 0.6]));
  const values = await neuron.values();
  assert.deepEqual({ ...values, b: STANDARD.b }, STANDARD);
  assert.ok(Math.abs(Number(values['b']) + 0.7) < 0.01, values['b']);
}));

test('the line is turned by its open handle: the weights keep their length, the line its distance from the middle', visiting({}, async ({ neuron }) => {
  await neuron.findSquare();
  await neuron.enter('b', '-0.8');
  // From the middle, the handle is seen below and to the right; the unit fires a quarter turn to the left of that.
  for (const degrees of [20, 100, -130]) {
    const angle = (degrees * Math.PI) / 180;
    await neuron.drag(await neuron.turner(), neuron.at([0.5 + 0.45 * Math.cos(angle), 0.5 + 0.45 * Math.sin(angle)]));
    const values = await neuron.values();
    const [w1, w2, b] = [Number(values['w1']), Number(values['w2']), Number(values['b'])];
    assert.ok(Math.abs(Math.hypot(w1, w2) - Math.SQRT2) < 1e-5, `w = (${w1}, ${w2})`);
    assert.ok(Math.abs((w1 + w2) / 2 + b - 0.2) < 1e-5, `z in the middle is ${(w1 + w2) / 2 + b}`);
    const seen = await neuron.turner();
    const middle = neuron.at([0.5, 0.5]);
    const shown = (Math.atan2(middle.y - seen.y, seen.x - middle.x) * 180) / Math.PI;
    assert.ok(Math.abs(shown - degrees) < 1.5, `the open handle is seen at ${shown} degrees`);
    assert.deepEqual({ ...values, w1: '1', w2: '1', b: '-1' }, STANDARD);
    assert.equal(await neuron.readout('share'), `${significant(100 * activeShare(w1, w2, b), 3)}\u00a0%`);
  }
}));

test('turned to where it nearly stands upright, the line stands upright; and slanted alike, where it nearly does', visiting({}, async ({ neuron }) => {
  await neuron.findSquare();
  await neuron.drag(await neuron.turner(), neuron.at([0.505, 0.1]));
  // The weights are rounded at every frame of a drag, and the bias follows them: its last place depends on the way taken.
  const { b: upright, ...others } = await neuron.values();
  assert.deepEqual({ ...others, b: STANDARD.b }, { ...STANDARD, w1: '1.414214', w2: '0' });
  assert.ok(Math.abs(Number(upright) + Math.SQRT1_2) < 1e-5, `b = ${upright}`);
  await neuron.drag(await neuron.turner(), neuron.at([0.8, 0.205]));
  const { w1, w2, b } = await neuron.values();
  assert.equal(w1, w2);
  assert.ok(Math.abs(Number(w1) - 1) < 1e-5 && Math.abs(Number(b) + 1) < 1e-5, `${w1}, ${b}`);
}));

test('the line of the dead unit is dragged in by the arrow at the edge, and the unit comes to life', visiting({}, async ({ neuron }) => {
  await neuron.findSquare();
  await neuron.adopt('dead');
  const arrow = await neuron.handle();
  const corner = neuron.at([1, 1]);
  assert.ok(arrow.x > corner.x && arrow.y < corner.y, 'the arrow is beyond the corner that is nearest to the line');
  await neuron.drag(arrow, neuron.at([0.5, 0.5]));
  const { b, ...values } = await neuron.values();
  assert.deepEqual(values, { w1: '0.01', w2: '0.01', points: '100', x1: '0.7', x2: '0.8', w3: '0', x3: '0', seed: '42' });
  assert.ok(Math.abs(Number(b) + 0.01) < 0.0001, `b = ${b}`);
  const { state, share, distance } = await neuron.readouts('state', 'share', 'distance');
  assert.deepEqual([state, distance], ['active on a part', '0']);
  assert.ok(Math.abs(parseFloat(share) - 50) < 1, share);
  await neuron.takeBack();
  assert.equal(await neuron.readout('state'), 'dead here');
  assert.equal(await neuron.fieldOf('b').inputValue(), '\u221210');
}));

test('the marked input is dragged, or set by a click', visiting({}, async ({ page, neuron }) => {
  await neuron.findSquare();
  await neuron.drag(await neuron.mark(), neuron.at([0.25, 0.5]));
  assert.deepEqual(await neuron.values(), { ...STANDARD, x1: '0.25', x2: '0.5' });
  await agrees(neuron, { marked: [0.25, 0.5] });
  await neuron.click(neuron.at([0.1, 0.2]));
  assert.deepEqual(await neuron.values(), { ...STANDARD, x1: '0.1', x2: '0.2' });
  await agrees(neuron, { marked: [0.1, 0.2] });
  const [seen, meant] = [await neuron.mark(), neuron.at([0.1, 0.2])];
  assert.ok(Math.hypot(seen.x - meant.x, seen.y - meant.y) < 1);
  assert.equal(await hashOf(page), '#?v=1&neuron.x1=0.1&neuron.x2=0.2');
  // Not outside of the square, and not from the histogram.
  await neuron.drag(await neuron.mark(), neuron.at([-0.3, 0.2]));
  assert.equal(await neuron.fieldOf('x1').inputValue(), '0');
  const { width, height } = await neuron.box();
  await neuron.click({ x: 0.8 * width, y: 0.6 * height });
  assert.deepEqual(await neuron.values(), { ...STANDARD, x1: '0', x2: '0.2' });
}));

test('a double-click on a handle resets the figure, one elsewhere sets the marked input', visiting({}, async ({ page, neuron }) => {
  await neuron.findSquare();
  await neuron.enter('b', '-0.9');
  await neuron.show();
  const double = async (/** @type {import('./marks.js').Place} */ place) => {
    const { x, y } = await neuron.inView(place);
    await page.mouse.dblclick(x, y);
    await neuron.frame();
  };
  await double(neuron.at([0.2, 0.2]));
  assert.deepEqual(await neuron.values(), { ...STANDARD, b: '-0.9', x1: '0.2', x2: '0.2' });
  await double(await neuron.mark());
  assert.deepEqual(await neuron.values(), STANDARD);
}));

test('without weights there is no line, and all inputs are alike', visiting({}, async ({ neuron }) => {
  await neuron.enter('w1', '0');
  await neuron.enter('w2', '0');
  const { state, share, largest, smallest, distance } = await neuron.readouts('state', 'share', 'largest', 'smallest', 'distance');
  assert.deepEqual([state, share, largest, smallest, distance], ['dead here', '0\u00a0%', '\u22121', '\u22121', '\u2013']);
  assert.ok((await neuron.verdict()).includes(say('neuron.nowhere')));
  await assert.rejects(neuron.handle(), /no filled handles/);
  await neuron.enter('b', '1');
  assert.deepEqual(await neuron.readouts('state', 'share', 'sample'), { state: 'always active', share: '100\u00a0%', sample: '100\u00a0%' });
}));

test('another seed draws another sample, the same as numpy\u2019s; what is exact stays', visiting({}, async ({ page, neuron }) => {
  const next = neuron.element.getByRole('button', { name: say('action.next-seed') });
  const before = await neuron.picture();
  await next.click();
  await neuron.frame();
  assert.equal(await neuron.fieldOf('seed').inputValue(), '43');
  await agrees(neuron, { active: ACTIVE.half[43] });
  assert.ok(!before.equals(await neuron.picture()), 'the points are others');
  for (const seed of /** @type {const} */ (['7', '18446744073709551615'])) {
    await neuron.enter('seed', seed);
    await agrees(neuron, { active: ACTIVE.half[seed] });
    assert.equal(await hashOf(page), `#?v=1&neuron.seed=${seed}`);
  }
  await next.click();
  await neuron.frame();
  assert.equal(await neuron.fieldOf('seed').inputValue(), '0', 'after the last seed comes the first');
  await agrees(neuron, { active: ACTIVE.half[0] });
  for (const given of ['-1', '1.5', 'seven', '18446744073709551616']) {
    await neuron.enter('seed', given);
    assert.equal(await neuron.refusal.innerText(), say('field.refused', { given, allowed: 'a whole number from 0 to 18446744073709551615' }));
    assert.equal(await neuron.fieldOf('seed').getAttribute('aria-invalid'), 'true');
    await agrees(neuron, { active: ACTIVE.half[0] });
    await page.keyboard.press('Escape');
  }
}));

test('more points tell the share more closely', visiting({}, async ({ page, neuron }) => {
  for (const count of /** @type {const} */ ([10, 500, 1000, 1])) {
    await neuron.enter('points', String(count));
    await agrees(neuron, { count, active: ACTIVE.counts[count] });
  }
  for (const given of ['0', '1001', '2.5']) {
    await neuron.enter('points', given);
    assert.equal(await neuron.refusal.innerText(), say('field.refused', { given, allowed: 'a whole number from 1 to 1000' }));
    await page.keyboard.press('Escape');
  }
}));

test('the third input can be moved when it has a weight, and not before', visiting({}, async ({ neuron }) => {
  assert.ok(await neuron.sliderOf('x3').isDisabled());
  assert.ok(await neuron.fieldOf('x3').isDisabled());
  await neuron.enter('w3', '1');
  assert.ok(await neuron.fieldOf('x3').isEnabled());
  // Of the cube, all but a pyramid of a sixth lies beyond x1 + x2 + x3 = 1.
  await agrees(neuron, { slice: { x3: 0, share: '83.3' } });
  await neuron.step('x3', 'End');
  await agrees(neuron, { b: 0, active: 100, slice: { x3: 1, share: '83.3' } });
  assert.equal(await neuron.readout('firing'), '\u22123', 'the bias that would silence it, with x3 = 1');
  await neuron.enter('w3', '0');
  assert.ok(await neuron.sliderOf('x3').isDisabled());
  await agrees(neuron, {});
}));

test('every control works by keyboard alone', visiting({}, async ({ page, neuron }) => {
  await neuron.enter('w3', '1');
  const expected = { ...STANDARD, w3: '1' };
  await neuron.preset('exercise').focus();
  /** @type {string[]} */
  const reached = [];
  const steps = { w1: '1.1', w2: '1.1', b: '-0.9', points: '101', x1: '0.8', x2: '0.9', w3: '1.1', x3: '0.1' };
  for (const [key, value] of Object.entries(steps)) {
    await page.keyboard.press('Tab');
    assert.ok(await neuron.sliderOf(key).evaluate((node) => node.matches(':focus')), `${key} has the focus`);
    await page.keyboard.press('ArrowRight');
    await neuron.frame();
    Object.assign(expected, { [key]: value });
    assert.deepEqual(await neuron.values(), expected, `${key} has moved, and nothing else`);
    await page.keyboard.press('Tab');
    assert.ok(await neuron.fieldOf(key).evaluate((node) => node.matches(':focus')), `the field of ${key} has the focus`);
    reached.push(key);
  }
  assert.equal(reached.length, 8);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await neuron.fieldOf('seed').inputValue(), '43');
  await page.keyboard.press('Tab');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await neuron.frame();
  assert.equal(await neuron.fieldOf('seed').inputValue(), '7');
  for (const button of [neuron.undo, neuron.reset]) {
    await page.keyboard.press('Tab');
    assert.ok(await button.evaluate((node) => node.matches(':focus')));
  }
  await page.keyboard.press('Enter');
  await neuron.frame();
  await agrees(neuron, {});
}));

test('what a slider stands for is told with it', visiting({}, async ({ neuron }) => {
  const told = (/** @type {string} */ key) => neuron.sliderOf(key).getAttribute('aria-valuetext');
  assert.equal(await told('w1'), say('neuron.weight.value', { value: '1', share: '50' }));
  assert.equal(await told('b'), say('neuron.b.value', { value: '\u22121', state: 'active on a part', share: '50' }));
  assert.equal(await told('x1'), say('neuron.x.value', { value: '0.7', z: '0.5' }));
  await neuron.adopt('dead');
  assert.equal(await told('b'), say('neuron.b.value', { value: '\u221210', state: 'dead here', share: '0' }));
  assert.equal(await told('x2'), say('neuron.x.value', { value: '0.8', z: '\u22129.985' }));
}));

test('a link restores the unit, and one that makes no sense is told', visiting({ hash: '?v=1&neuron.w2=-0.5&neuron.b=0.25&neuron.seed=7&neuron.x1=0.3' }, async ({ page, neuron, url }) => {
  const restored = { ...STANDARD, w2: '-0.5', b: '0.25', seed: '7', x1: '0.3' };
  assert.deepEqual(await neuron.values(), restored);
  const picture = await neuron.picture();
  await page.reload();
  await neuron.alive();
  await neuron.show();
  await neuron.frame();
  assert.ok(picture.equals(await neuron.picture()), 'the same link gives the same picture');
  assert.deepEqual(await neuron.values(), restored);

  const told = page.getByRole('status').filter({ has: page.getByRole('list'), visible: true });
  await page.goto(`${url}#?v=1&neuron.b=99&neuron.seed=-1&neuron.x4=1`);
  await eventually(() => told.getByRole('listitem').allInnerTexts(), (items) => assert.deepEqual(items, [
    say('notice.clamped', { key: 'neuron.b', given: '99', used: '12' }),
    say('notice.ignored', { key: 'neuron.seed', given: '-1', allowed: 'a whole number from 0 to 18446744073709551615' }),
    say('notice.unknown', { key: 'neuron.x4' }),
  ]));
  await neuron.frame();
  assert.deepEqual(await neuron.values(), { ...STANDARD, b: '12' });
}));

test('Back returns from an example to what was there before, Undo takes a gesture back, Reset begins anew', visiting({}, async ({ page, neuron }) => {
  await neuron.enter('b', '-1.2');
  await neuron.adopt('dead');
  await page.goBack();
  await eventually(() => neuron.fieldOf('b').inputValue(), (b) => assert.equal(b, '\u22121.2'));
  assert.deepEqual(await neuron.values(), { ...STANDARD, b: '-1.2' });
  await page.goForward();
  await eventually(() => neuron.readout('state'), (state) => assert.equal(state, 'dead here'));
  await neuron.enter('seed', '9');
  await neuron.takeBack();
  assert.equal(await neuron.fieldOf('seed').inputValue(), '42');
  await neuron.startOver();
  await agrees(neuron, {});
  assert.deepEqual(await neuron.values(), STANDARD);
  assert.equal(await hashOf(page), '');
  await neuron.takeBack();
  await agrees(neuron, PRESETS['dead'] ?? {});
}));
