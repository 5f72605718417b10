/**
 * What accompanies a reader: numbers in the text to drag, terms that light up; and when it is fetched.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, hashOf, site } from './browser.js';
import { ChainFigure } from './chain-figure.js';
import { SLIDER_KEYS, atPoint, brief } from './expected.js';
import { Figure as AnyFigure } from './figure.js';
import { NeuronFigure } from './neuron-figure.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('./figure.js').Figure} Figure */
/** @typedef {import('./picture.js').Picture} Picture */

/**
 * Waits until a number in the text can be dragged.
 *
 * @param {Locator} number
 */
const grown = (number) => eventually(() => number.getAttribute('role'), (role) => assert.equal(role, 'slider'));

/**
 * A number in the text, once it can be dragged.
 *
 * @param {Page} page
 * @param {string} name of the figure and its parameter
 */
async function numberOf(page, name) {
  const number = page.locator(`[data-drag="${name}"]`);
  await number.scrollIntoViewIfNeeded();
  await page.mouse.move(1, 1);
  await grown(number);
  return number;
}

/**
 * A later figure that has been reached and shown.
 *
 * @template {Figure} Kind
 * @param {Kind} figure
 */
async function awake(figure) {
  await figure.alive();
  await figure.frame();
  return figure;
}

test('a number in the text is a slider with a name, a range and a value in words', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  assert.equal(await number.count(), 1);
  assert.ok(await page.getByRole('slider', { name: say('curves.z'), exact: true }).and(number).isVisible());
  const said = await number.evaluate((node) => ['aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext'].map((name) => node.getAttribute(name)));
  assert.deepEqual(said, ['-4', '4', '0.5', say('curves.z.value', { z: '0.5', state: say('curves.state.active'), slope: 1 })]);
  await number.press('Home');
  await figure.frame();
  assert.equal(await number.getAttribute('aria-valuenow'), '-4');
  assert.equal(await number.getAttribute('aria-valuetext'), say('curves.z.value', { z: '−4', state: say('curves.state.inactive'), slope: 0 }));
}));

test('every number in the text that can be dragged belongs to a parameter of its figure', visiting({}, async ({ page }) => {
  await awake(new ChainFigure(page));
  await awake(new NeuronFigure(page));
  await awake(new AnyFigure(page, 'limits'));
  const names = await page.locator('[data-drag]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-drag') ?? ''));
  assert.deepEqual([...names].sort(), ['chain.factors', 'chain.weight', 'curves.z', 'limits.batch', 'limits.deviation', 'limits.width', 'neuron.b']);
  for (const name of names) {
    const number = await numberOf(page, name);
    assert.equal(await number.getAttribute('aria-label'), say(name));
    assert.equal(await number.getAttribute('tabindex'), '0');
  }
}));

test('the keys of a slider move it: arrows, with Shift finely, Page, Home and End', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  for (const [keys, z] of SLIDER_KEYS) {
    await figure.type('0.5');
    for (const key of keys) await number.press(key);
    await figure.frame();
    assert.deepEqual(await figure.said(), atPoint(z), keys.join(', '));
    assert.equal(await number.innerText(), brief(z));
    assert.equal(await figure.inProse('z'), brief(z), 'all numbers in the text say the same');
    assert.equal(await figure.inProse('value'), brief(Math.max(0, z)));
    assert.equal(await hashOf(page), `#?v=1&curves.z=${z}`);
  }
}));

for (const [name, key] of /** @type {const} */ ([['chain', 'weight'], ['chain', 'factors'], ['neuron', 'b']])) {
  test(`${name}.${key} in the text steps as its slider in the figure does`, visiting({}, async ({ page }) => {
    const figure = await awake(name === 'chain' ? new ChainFigure(page) : new NeuronFigure(page));
    const number = await numberOf(page, `${name}.${key}`);
    const first = await figure.fieldOf(key).inputValue();
    for (const keys of ['ArrowRight', 'ArrowLeft', 'Shift+ArrowUp', 'PageUp', 'PageDown', 'Home', 'End']) {
      await figure.step(key, keys);
      const own = { value: await figure.fieldOf(key).inputValue(), verdict: await figure.verdict(), hash: await hashOf(page) };
      await figure.startOver();
      assert.equal(await figure.fieldOf(key).inputValue(), first);
      await number.press(keys);
      await figure.frame();
      assert.deepEqual({ value: await figure.fieldOf(key).inputValue(), verdict: await figure.verdict(), hash: await hashOf(page) }, own, keys);
      assert.notEqual(own.value, first, `${keys} moves it`);
      assert.equal(await number.innerText(), own.value, 'the number itself');
      await figure.startOver();
    }
  }));
}

test('a key that is held is one gesture: Undo takes it back, and the address follows when it ends', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  await number.focus();
  for (let i = 0; i < 8; i += 1) await page.keyboard.down('ArrowRight');
  await figure.frame();
  assert.equal(await hashOf(page), '');
  await page.keyboard.up('ArrowRight');
  assert.equal(await hashOf(page), '#?v=1&curves.z=1.3');
  await figure.takeBack();
  assert.equal(await number.innerText(), '0.5');
  assert.equal(await figure.readout('z'), '0.5');
  assert.ok(await figure.undo.isDisabled());
  assert.equal(await hashOf(page), '');
}));

test('dragged sideways by the mouse it follows the hand, and ends as one gesture', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  const box = await number.boundingBox();
  if (!box) throw new Error('the number is not to be seen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const scrolled = await page.evaluate(() => scrollY);
  await page.mouse.move(x, y);
  await page.mouse.down();
  assert.ok(await number.evaluate((node) => node === document.activeElement), 'it has the focus');
  let before = 0.5;
  for (const step of [20, 40, 75]) {
    await page.mouse.move(x + step, y);
    await figure.frame();
    const z = Number(await number.innerText());
    assert.ok(z > before, `${z} after ${step} px`);
    assert.equal(await figure.readout('z'), brief(z));
    assert.equal(await figure.field.inputValue(), brief(z));
    before = z;
  }
  assert.equal(before, 2.5, 'a quarter of the way for a quarter of the range');
  assert.equal(await hashOf(page), '', 'nothing is written while it lasts');
  // Far below and beyond the window it still has hold of it.
  await page.mouse.move(x + 2000, y + 300);
  await figure.frame();
  assert.equal(await number.innerText(), '4');
  await page.mouse.move(x - 2000, y - 100);
  await figure.frame();
  assert.equal(await number.innerText(), '−4');
  await page.mouse.move(x - 75, y);
  await page.mouse.up();
  await figure.frame();
  assert.deepEqual(await figure.said(), atPoint(-1.5));
  assert.equal(await hashOf(page), '#?v=1&curves.z=-1.5');
  await page.mouse.move(x + 100, y);
  await figure.frame();
  assert.equal(await number.innerText(), '−1.5', 'it has let go');
  assert.equal(await page.evaluate(() => getSelection()?.toString()), '', 'no text was selected');
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  await figure.takeBack();
  assert.equal(await number.innerText(), '0.5');
  assert.ok(await figure.undo.isDisabled());
}));

test('what it says is up to date after the figure itself was moved', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  await figure.type('-1');
  assert.equal(await number.innerText(), '−1');
  assert.equal(await number.getAttribute('aria-valuenow'), '-1');
}));

test('keys that belong to the browser, and those that move nothing, are left alone', visiting({}, async ({ page }) => {
  const number = await numberOf(page, 'curves.z');
  const prevented = (/** @type {{ key: string, altKey?: boolean, ctrlKey?: boolean }} */ init) => number.evaluate((node, given) => !node.dispatchEvent(new KeyboardEvent('keydown', { ...given, bubbles: true, cancelable: true })), init);
  assert.equal(await prevented({ key: 'ArrowLeft', altKey: true }), false);
  assert.equal(await prevented({ key: 'Home', ctrlKey: true }), false);
  assert.equal(await prevented({ key: 'Tab' }), false);
  assert.equal(await prevented({ key: 'ArrowLeft' }), true);
}));

/** The terms that are lit, by what they stand for. @param {Page} page */
const lit = (page) => page.locator('.lit').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-term')));

/**
 * How many pixels differ: near a place, and elsewhere.
 *
 * @param {Picture} one
 * @param {Picture} other
 * @param {import('./marks.js').Place} place
 */
function difference(one, other, { x, y }) {
  const counts = { near: 0, far: 0 };
  for (let row = 0; row < one.height; row += 1) {
    for (let column = 0; column < one.width; column += 1) {
      if (one.at(column, row) === other.at(column, row)) continue;
      counts[Math.hypot(column / one.ratio - x, row / one.ratio - y) < 24 ? 'near' : 'far'] += 1;
    }
  }
  return counts;
}

test('while z has the focus, in the figure or in the text, its terms are lit and a ring is around its handle', visiting({}, async ({ page, figure }) => {
  const number = await numberOf(page, 'curves.z');
  const terms = await page.locator('[data-term="curves.z"]').count();
  assert.ok(terms > 0);
  const rest = await figure.picture();
  const box = await figure.box();
  const handle = await figure.handle();
  const place = { x: handle.x - box.x, y: handle.y - box.y };
  for (const control of [figure.slider, figure.field, number]) {
    await control.focus();
    await drawn(page);
    assert.deepEqual(await lit(page), Array(terms).fill('curves.z'));
    const { near, far } = difference(rest, await figure.picture(), place);
    assert.ok(near > 30, `${near} pixels around the handle`);
    assert.equal(far, 0, 'and none elsewhere');
    await control.evaluate((node) => /** @type {HTMLElement} */ (node).blur());
    await drawn(page);
    assert.deepEqual(await lit(page), []);
    assert.ok(rest.equals(await figure.picture()), 'the ring has gone, and left nothing');
  }
}));

test('a lit term is seen: its ground is another than that of the page', visiting({}, async ({ page, figure }) => {
  await numberOf(page, 'curves.z');
  const ground = () => page.locator('mi[data-term="curves.z"]').evaluate((node) => getComputedStyle(node).backgroundColor);
  const before = await ground();
  await figure.slider.focus();
  assert.notEqual(await ground(), before);
}));

test('a control that governs no term lights none', visiting({}, async ({ page, figure }) => {
  await numberOf(page, 'curves.z');
  await figure.slider.focus();
  assert.notDeepEqual(await lit(page), []);
  await figure.atZero('0').focus();
  assert.deepEqual(await lit(page), []);
}));

test('chain and neuron: each control lights the terms that it governs, and none of another', visiting({}, async ({ page }) => {
  const chain = await awake(new ChainFigure(page));
  const neuron = await awake(new NeuronFigure(page));
  const slope = 'chain.z chain.at chain.kind chain.off';
  for (const [control, terms] of /** @type {[Locator, string[]][]} */ ([
    [chain.sliderOf('weight'), ['chain.weight', 'chain.weight']],
    [chain.fieldOf('factors'), ['chain.factors chain.layers']],
    [chain.fieldOf('output'), ['chain.output']],
    [chain.switchOf(2), [slope, slope]],
    [neuron.sliderOf('w1'), ['neuron.w1']],
    [neuron.fieldOf('w2'), ['neuron.w2']],
    [neuron.sliderOf('x1'), ['neuron.x1']],
    [neuron.sliderOf('b'), ['neuron.b']],
    [page.locator('[data-drag="neuron.b"]'), ['neuron.b']],
    [page.locator('[data-drag="chain.weight"]'), ['chain.weight', 'chain.weight']],
  ])) {
    await control.focus();
    assert.deepEqual(await lit(page), terms, String(control));
  }
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  assert.deepEqual(await lit(page), []);
}));

test('every term that can be lit names a parameter of its figure', visiting({}, async ({ page }) => {
  await awake(new ChainFigure(page));
  await awake(new NeuronFigure(page));
  const unknown = await page.evaluate(() => [...document.querySelectorAll('[data-term]')]
    .flatMap((term) => (term.getAttribute('data-term') ?? '').split(' '))
    .filter((term) => {
      const [name, key = ''] = term.split('.');
      const figure = /** @type {(Element & { hold(key: string): unknown }) | null} */ (document.querySelector(`relu-figure[name=${name}]`));
      return !figure?.hold(key);
    }));
  assert.deepEqual(unknown, []);
}));

test('what accompanies a reader is fetched when there is one, and once', async () => {
  /** @type {string[]} */
  const asked = [];
  const counts = () => {
    /** @type {Record<string, number>} */
    const seen = {};
    for (const url of asked) {
      const name = /(reading|later|article)(_bg)?-[0-9a-f]{8}\.(js|wasm|json)$/.exec(url)?.[0].replace(/-[0-9a-f]{8}/, '');
      if (name) seen[name] = (seen[name] ?? 0) + 1;
    }
    return Promise.resolve(seen);
  };
  const later = { 'later.js': 1, 'later.json': 1, 'later_bg.wasm': 1 };
  const article = { 'article.js': 1, 'article.json': 1, 'article_bg.wasm': 1 };
  await visiting({
    prepare: async (page) => page.on('request', (request) => asked.push(request.url())),
  }, async ({ page, figure }) => {
    await page.waitForLoadState('networkidle');
    assert.ok(asked.length > 5, 'requests are seen');
    assert.deepEqual(await counts(), {}, 'before the first sign of a reader');
    await page.mouse.move(640, 450);
    await eventually(counts, (seen) => assert.deepEqual(seen, { 'reading.js': 1 }));
    for (let i = 0; i < 40; i += 1) {
      await page.mouse.wheel(0, 600);
      await figure.frame();
    }
    await eventually(counts, (seen) => assert.deepEqual(seen, { 'reading.js': 1, ...later }));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await counts(), { 'reading.js': 1, ...later }, 'nobody has asked for what the article computes');
    const run = page.getByRole('button', { name: 'Run it' });
    await Promise.all([run.click(), run.click()]);
    await eventually(counts, (seen) => assert.deepEqual(seen, { 'reading.js': 1, ...later, ...article }));
    await run.click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await counts(), { 'reading.js': 1, ...later, ...article });
  })();
});
