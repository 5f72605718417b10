/**
 * The gradient on its way back: what the figure says, and how a hand or a key changes it.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { ChainFigure, agrees, tableOf, upTo } from './chain-figure.js';
import { say } from './words.js';

const { visiting: visitingPage } = await site();

/** @typedef {import('./browser.js').Visited} Visited */

/**
 * A test on the figure, which stands in the middle of the window.
 *
 * @param {import('./browser.js').Visit} visit
 * @param {(visited: Visited & { chain: ChainFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage(visit, async (visited) => {
  const chain = new ChainFigure(visited.page);
  await chain.alive();
  await chain.show();
  await body({ ...visited, chain });
});

test('it begins with the worked example: three factors of 0.1, of which a thousandth is left', visiting({}, async ({ chain }) => {
  assert.deepEqual(await chain.said(), { layers: '5', factors: '3', end: '0.001', sigmoid: '1.5625\u00b710\u207b\u2075', ratio: '64' });
  assert.equal(await chain.verdict(), 'With ReLU, the gradient reaching layer 1 is 0.001. That is 64 times larger than with sigmoid (1.5625\u00b710\u207b\u2075). Both chains lose a factor 10 a layer to the weight.');
  await agrees(chain, {});
  assert.deepEqual(await chain.pressedPresets(), [say('chain.preset.worked')]);
  assert.equal(await hashOf(chain.page), '');
}));

test('the table has a row for each layer, from the output back to layer 1', visiting({}, async ({ chain }) => {
  const [heads, ...rows] = await chain.table();
  assert.deepEqual(heads, ['gradient', 'weight', 'slope of ReLU', '\u03b4 with ReLU', 'slope of sigmoid', '\u03b4 with sigmoid']);
  assert.deepEqual(rows, [
    ['\u03b4\u2084', '', '', '1', '', '1'],
    ['\u03b4\u2083', '0.1', '1', '0.1', '0.25', '0.025'],
    ['\u03b4\u2082', '0.1', '1', '0.01', '0.25', '6.25\u00b710\u207b\u2074'],
    ['\u03b4\u2081', '0.1', '1', '0.001', '0.25', '1.5625\u00b710\u207b\u2075'],
  ]);
  await chain.enter('weight', '0.3');
  assert.deepEqual((await chain.table()).slice(1), tableOf({ weight: 0.3 }));
}));

/** @type {[key: string, state: import('./chain-figure.js').Chain, layers: number, end: string, sigmoid: string, ratio: string][]} */
const PRESETS = [
  ['half', { weight: 0.5 }, 5, '0.125', '0.00195313', '64'],
  ['twenty', { factors: 20, weight: 1 }, 22, '1', '9.09495\u00b710\u207b\u00b9\u00b3', '1.1\u00b710\u00b9\u00b2'],
  ['exercise', { factors: 8, weight: 0.3 }, 10, '6.561\u00b710\u207b\u2075', '1.00113\u00b710\u207b\u2079', '65,536'],
];

for (const how of ['mouse', 'keyboard']) {
  test(`each example is one press away by ${how}, and its button says which one is shown`, visiting({}, async ({ page, chain }) => {
    await chain.preset('worked').focus();
    for (const [key, state, layers, end, sigmoid, ratio] of PRESETS) {
      if (how === 'mouse') await chain.preset(key).click();
      else {
        await page.keyboard.press('Tab');
        await page.keyboard.press(key === 'twenty' ? 'Space' : 'Enter');
      }
      await chain.frame();
      const { end: shown, sigmoid: beside, ratio: times } = await chain.said();
      assert.deepEqual([shown, beside, times], [end, sigmoid, ratio], key);
      await agrees(chain, state, layers);
      assert.deepEqual(await chain.pressedPresets(), [say(`chain.preset.${key}`)]);
    }
    await chain.step('weight', 'ArrowRight');
    assert.deepEqual(await chain.pressedPresets(), [], 'one step further it is no example');
    await chain.step('weight', 'ArrowLeft');
    assert.deepEqual(await chain.pressedPresets(), [say('chain.preset.exercise')]);
  }));
}

test('in turn with sigmoid, only every second layer lessens the gradient', visiting({}, async ({ chain }) => {
  await chain.adopt('alternating');
  assert.deepEqual(await chain.said(), { layers: '6', factors: '4', end: '0.0625', sigmoid: '0.00390625', ratio: '16' });
  const [name, other] = [say('chain.kind.alternating'), say('activation.sigmoid')];
  assert.equal(await chain.verdict(), [
    say('chain.verdict.end', { name, end: '0.0625' }),
    say('chain.verdict.larger', { ratio: '16', name: other, end: '0.00390625' }),
    say('chain.verdict.keep', { weight: '1' }),
    say('chain.verdict.alternating', { count: '2', factors: '4', slope: '0.25' }),
  ].join(' '));
  assert.ok(await chain.choice('kind', 'alternating').isChecked());
  assert.deepEqual((await chain.table()).slice(2).map((row) => row[2]), ['0.25', '1', '0.25', '1']);
}));

test('exercise 1 goes on: each further layer makes the ratio four times as large', visiting({}, async ({ chain }) => {
  await chain.adopt('exercise');
  for (const [factors, ratio] of /** @type {const} */ ([[9, '262,144'], [10, '1,048,576']])) {
    await chain.enter('factors', String(factors));
    assert.equal(await chain.readout('ratio'), ratio);
    await agrees(chain, { factors, weight: 0.3 });
  }
}));

test('how many layers three factors make is a matter of counting', visiting({}, async ({ chain }) => {
  for (const [option, layers] of /** @type {const} */ ([['of-factors', 3], ['of-weights', 4], ['with-input', 5]])) {
    await chain.choice('layers', option).check();
    await chain.frame();
    await agrees(chain, {}, layers);
    assert.equal(await chain.sliderOf('factors').getAttribute('aria-valuetext'), `3 factors: a network of ${layers} layers, ${say(`chain.count.${option}`)}`);
    await chain.table();
    assert.equal(await chain.element.locator('caption').last().innerText(), say('chain.table.caption', { factors: 3, layers, count: say(`chain.count.${option}`) }));
  }
}));

test('a click on a layer\u2019s column switches its unit off: from there down the gradient is exactly 0, and all say so', visiting({}, async ({ page, chain }) => {
  const [before, second] = [await chain.picture(), await chain.unit(2)];
  assert.equal((await chain.units()).length, 3, 'three units are seen');
  await chain.click(second);
  assert.deepEqual(await chain.off(), [2]);
  await agrees(chain, { off: [2] });
  assert.equal(await chain.readout('end'), '0');
  assert.ok((await chain.alternative()).includes(say('chain.description.off', { layers: '2' })));
  assert.deepEqual((await chain.table()).slice(1), tableOf({ off: [2] }));
  assert.deepEqual((await chain.table()).slice(1).map((row) => row[3]), ['1', '0.1', '0', '0']);
  assert.equal((await chain.units()).length, 2, 'two are left');
  assert.equal(await hashOf(page), '#?v=1&chain.off=2');
  // Anywhere in the column will do, as long as it is no handle.
  await chain.click({ x: second.x, y: 0.3 * second.y });
  assert.deepEqual(await chain.off(), []);
  await agrees(chain, {});
  assert.ok(before.equals(await chain.picture()), 'on again, the picture is the one before');
}));

test('two layers off: the words name the one that the gradient meets first', visiting({}, async ({ chain }) => {
  const [first, second] = [await chain.unit(1), await chain.unit(2)];
  await chain.click(first);
  await chain.click(second);
  assert.deepEqual(await chain.off(), [1, 2]);
  await agrees(chain, { off: [1, 2] });
  assert.ok((await chain.alternative()).includes(say('chain.description.off', { layers: '1, 2' })));
}));

test('beside the columns a click switches nothing', visiting({}, async ({ chain }) => {
  const { width } = await chain.box();
  const { y } = await chain.unit(1);
  // The axis, and the output.
  for (const x of [10, width - 20]) await chain.click({ x, y });
  assert.deepEqual(await chain.off(), []);
  assert.ok(await chain.undo.isDisabled());
}));

test('the row of layers is one stop of the Tab key, and the arrows walk through it', visiting({}, async ({ page, chain }) => {
  const stop = async () => {
    const number = await chain.row.locator('button:focus').allInnerTexts();
    return number.join();
  };
  const before = chain.element.getByRole('radio', { name: say('chain.at.best'), exact: true });
  await before.focus();
  await page.keyboard.press('Tab');
  assert.equal(await stop(), '1');
  await page.keyboard.press('Tab');
  assert.equal(await stop(), '', 'the next stop is no layer');
  await page.keyboard.press('Shift+Tab');
  for (const [key, layer] of /** @type {const} */ ([['ArrowRight', 2], ['ArrowLeft', 1], ['ArrowLeft', 1], ['End', 3], ['ArrowRight', 3], ['Home', 1], ['ArrowRight', 2]])) {
    await page.keyboard.press(key);
    assert.equal(await stop(), String(layer), key);
  }
  await page.keyboard.press('Space');
  await chain.frame();
  assert.deepEqual(await chain.off(), [2]);
  await agrees(chain, { off: [2] });
  assert.equal(await stop(), '2', 'the focus stays');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  assert.equal(await stop(), '2', 'and comes back to the layer that it left');
  await page.keyboard.press('Enter');
  await chain.frame();
  assert.deepEqual(await chain.off(), []);
  await agrees(chain, {});
}));

test('there are as many layers to switch as the chain has factors', visiting({ hash: '?v=1&chain.off=8' }, async ({ chain }) => {
  /** @param {number} count */
  const layers = async (count) => assert.deepEqual(await chain.row.getByRole('button').allInnerTexts(), upTo(count).map(String));
  await layers(3);
  await agrees(chain, {});
  await chain.enter('factors', '8');
  await layers(8);
  assert.deepEqual(await chain.off(), [8], 'a layer keeps its switch while it is away');
  assert.equal(await chain.readout('end'), '0');
  await chain.enter('factors', '50');
  await layers(50);
  await chain.enter('factors', '1');
  await layers(1);
  await agrees(chain, { factors: 1 });
}));

test('sigmoid at the same z is not at its best', visiting({}, async ({ chain }) => {
  await chain.choice('at', 'same').check();
  await chain.frame();
  await agrees(chain, { same: true });
  await chain.enter('z', '3');
  await agrees(chain, { same: true, z: 3 });
  assert.deepEqual((await chain.table()).slice(1), tableOf({ same: true, z: 3 }));
  await chain.enter('z', '0');
  assert.equal(await chain.readout('end'), '0', 'at z = 0 the slope of ReLU is taken as 0');
  assert.equal(await chain.readout('sigmoid'), '1.5625\u00b710\u207b\u2075');
}));

test('what stands beside the chain is told, and so is that nothing does', visiting({}, async ({ chain }) => {
  const [relu, sigmoid, tanh] = ['relu', 'sigmoid', 'tanh'].map((name) => say(`activation.${name}`));
  const own = say('chain.verdict.end', { name: relu ?? '', end: '0.001' });
  const beside = say('chain.verdict.larger', { ratio: '64', name: sigmoid ?? '', end: '1.5625\u00b710\u207b\u2075' });
  await chain.member('beside', 'tanh').check();
  await chain.frame();
  assert.equal(await chain.verdict(), `${own} ${beside} ${say('chain.verdict.equal', { name: tanh ?? '' })} ${say('chain.verdict.lose.all', { factor: '10' })}`);
  for (const name of ['sigmoid', 'tanh']) await chain.member('beside', name).uncheck();
  await chain.frame();
  assert.equal(await chain.verdict(), `${own} ${say('chain.verdict.lose.one', { factor: '10' })}`);
  assert.equal(await chain.readout('ratio'), '64', 'the numbers keep the sigmoid, of which the article speaks');
  assert.ok(await chain.choice('at', 'same').isDisabled(), 'where it stands has no effect now');
}));

test('the weight is dragged by its dot, and stops at the round values on its way', visiting({}, async ({ page, chain }) => {
  // Where the dot stands is the logarithm of the weight, once known at two places.
  const tenth = await chain.dot();
  await chain.enter('weight', '1');
  const one = await chain.dot();
  assert.ok(Math.abs(one.x - tenth.x) < 1 && one.y < tenth.y, 'the dot goes up with the weight');
  await chain.enter('weight', '0.1');
  for (const weight of [0.5, 0.3, 1, 0.05]) {
    const to = { x: tenth.x, y: one.y + (tenth.y - one.y) * -Math.log10(weight) };
    await chain.drag(await chain.dot(), { x: to.x, y: to.y });
    assert.equal(await chain.fieldOf('weight').inputValue(), String(weight));
    await agrees(chain, { weight });
    const seen = await chain.dot();
    assert.ok(Math.abs(seen.y - to.y) < 3, `the dot stands where it was let go, at ${weight}`);
  }
  assert.equal(await hashOf(page), '#?v=1&chain.weight=0.05');
  await chain.drag(await chain.dot(), { x: 5, y: -40 });
  assert.equal(await chain.fieldOf('weight').inputValue(), '2', 'it ends at the end of its range');
  await page.keyboard.press('ArrowLeft');
  await chain.frame();
  assert.equal(await chain.fieldOf('weight').inputValue(), '1', 'the keyboard goes on where the mouse left off');
}));

test('while the dot is held, the sentence and the prose follow, and the address does not', visiting({}, async ({ page, chain }) => {
  const { x, y } = await chain.inView(await chain.dot());
  await page.mouse.move(x, y);
  await page.mouse.down();
  const seen = new Set();
  for (let up = 0; up <= 24; up += 6) {
    await page.mouse.move(x, y - up);
    await chain.frame();
    const weight = Number(await chain.fieldOf('weight').inputValue());
    seen.add(weight);
    assert.ok((await chain.verdict()).startsWith(say('chain.verdict.end', { name: 'ReLU', end: await chain.inProse('end') })));
    assert.equal(await chain.inProse('weight'), String(weight));
  }
  assert.ok(seen.size > 3, [...seen].join());
  assert.equal(await hashOf(page), '');
  await page.mouse.up();
  assert.match(await hashOf(page), /^#\?v=1&chain\.weight=0\.\d+$/);
}));

test('keys lead the weight through the round numbers', visiting({}, async ({ chain }) => {
  for (const [keys, weights] of /** @type {[string[], string[]][]} */ ([
    [['ArrowRight', 'ArrowUp', 'ArrowRight', 'ArrowRight'], ['0.2', '0.3', '0.4', '0.5']],
    [['ArrowLeft', 'ArrowDown'], ['0.09', '0.08']],
    [['Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowLeft'], ['0.11', '0.12', '0.11']],
    [['Shift+ArrowLeft'], ['0.099']],
    // A tenth of the way from 0.01 to 2, on the logarithmic track: a factor of 200 to the power of 0.1.
    [['PageUp'], ['0.17']],
    [['PageDown'], ['0.059']],
    [['Home', 'ArrowLeft'], ['0.01', '0.01']],
    [['End', 'ArrowRight'], ['2', '2']],
  ])) {
    await chain.enter('weight', '0.1');
    for (const [i, key] of keys.entries()) {
      await chain.step('weight', key);
      assert.equal(await chain.fieldOf('weight').inputValue(), weights[i], keys.slice(0, i + 1).join(', '));
    }
    await agrees(chain, { weight: Number(weights.at(-1)) });
  }
}));

test('a value that cannot be used is refused at its field, and the last one stays', visiting({}, async ({ page, chain }) => {
  const [whole, weight] = ['a whole number from 1 to 50', 'a number from 0.01 to 2'];
  for (const [key, given, allowed] of /** @type {const} */ ([
    ['factors', '2.5', whole],
    ['factors', '0', whole],
    ['factors', '51', whole],
    ['factors', 'three', whole],
    ['weight', '3', weight],
    ['weight', '0', weight],
    ['weight', '-0.1', weight],
    ['output', '0', 'a number from 0.001 to 1000'],
  ])) {
    await chain.enter(key, given);
    assert.equal(await chain.fieldOf(key).getAttribute('aria-invalid'), 'true', `${key} ${given}`);
    assert.equal(await chain.refusal.innerText(), say('field.refused', { given, allowed }));
    await agrees(chain, {});
    await page.keyboard.press('Escape');
    assert.equal(await chain.refusal.count(), 0);
  }
  assert.ok(await chain.undo.isDisabled(), 'nothing has happened');
}));

test('a link restores the chain, and one that makes no sense is told', visiting({ hash: '?v=1&chain.weight=0.5&chain.off=2' }, async ({ page, chain, url }) => {
  await agrees(chain, { weight: 0.5, off: [2] });
  assert.deepEqual(await chain.off(), [2]);
  const picture = await chain.picture();
  await page.reload();
  await chain.alive();
  await chain.show();
  await chain.frame();
  assert.ok(picture.equals(await chain.picture()), 'the same link gives the same picture');

  const told = page.getByRole('status').filter({ has: page.getByRole('list'), visible: true });
  for (const [link, factors, notice] of /** @type {const} */ ([
    ['factors=99', 50, say('notice.clamped', { key: 'chain.factors', given: '99', used: '50' })],
    ['factors=x', 3, say('notice.ignored', { key: 'chain.factors', given: 'x', allowed: 'a whole number from 1 to 50' })],
    ['off=77', 3, say('notice.ignored', { key: 'chain.off', given: '77', allowed: 'any of the numbers 1 to 50, joined by +' })],
  ])) {
    await page.goto(`${url}#?v=1&chain.${link}`);
    await eventually(() => told.getByRole('listitem').allInnerTexts(), (items) => assert.deepEqual(items, [notice]));
    await chain.frame();
    await agrees(chain, { factors });
  }
}));

test('Back returns from an example to what was there before, Undo takes a gesture back, Reset begins anew', visiting({}, async ({ page, chain }) => {
  await chain.enter('weight', '0.3');
  await chain.adopt('half');
  assert.equal(await hashOf(page), '#?v=1&chain.weight=0.5');
  await page.goBack();
  await eventually(() => chain.readout('end'), (end) => assert.equal(end, '0.027'));
  await agrees(chain, { weight: 0.3 });
  await page.goForward();
  await eventually(() => chain.readout('end'), (end) => assert.equal(end, '0.125'));

  const first = await chain.unit(1);
  await chain.click(first);
  await agrees(chain, { weight: 0.5, off: [1] });
  await chain.takeBack();
  await agrees(chain, { weight: 0.5 });
  assert.deepEqual(await chain.off(), []);
  await chain.click(first);
  await chain.startOver();
  await agrees(chain, {});
  assert.deepEqual(await chain.off(), []);
  assert.equal(await hashOf(page), '');
  await chain.takeBack();
  await agrees(chain, { weight: 0.5, off: [1] });
}));
