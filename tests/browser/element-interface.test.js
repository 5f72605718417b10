/**
 * What a host's page can do with a figure, and let its readers do: events, state, lock, controls.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually } from './browser.js';
import { Figure } from './figure.js';
import { hosts, ready } from './hosts.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

const { hosted } = await hosts();

/** Writes down the events of all figures, each with the frame it came in. Runs in the page before its own scripts. */
function writeDown() {
  let frame = 0;
  const count = () => {
    frame += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  /** @type {object[]} */
  const events = [];
  Object.assign(window, { events });
  for (const type of ['relu-input', 'relu-change', 'relu-settled', 'relu-notice', 'relu-failure']) {
    addEventListener(type, (event) => {
      const { detail, target } = /** @type {CustomEvent & { target: any }} */ (event);
      events.push({ type, frame, detail, state: target.state, name: target.name });
    });
  }
}

/** @typedef {{ type: string, frame: number, detail: any, state: Record<string, number | string> }} Told */

/**
 * What has been told since this was last asked.
 *
 * @param {Page} page
 * @returns {Promise<Told[]>}
 */
const told = async (page) => {
  await drawn(page);
  return page.evaluate(() => Reflect.get(window, 'events').splice(0));
};

/**
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<Record<string, number | string>>}
 */
const stateOf = (page, name) => page.evaluate((wanted) => Reflect.get(document.querySelector(`relu-figure[name=${wanted}]`) ?? {}, 'state'), name);

/**
 * @param {Page} page
 * @param {string} name
 * @param {unknown} state
 */
const setState = (page, name, state) => page.evaluate(([wanted, values]) => {
  Reflect.set(document.querySelector(`relu-figure[name=${wanted}]`) ?? {}, 'state', values);
}, /** @type {const} */ ([name, state]));

/** @param {readonly Told[]} events */
const types = (events) => events.map(({ type }) => type);

const before = [writeDown];

test('what a hand does is told in every frame, and once more when it ends', hosted({ body: '<relu-figure name="curves"></relu-figure>' }, { before }, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  assert.deepEqual(await told(page), [], 'coming alive is no change');

  const { x, y, width, height } = await figure.box();
  await page.mouse.move(x + width / 2, y + height / 3);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.8, y + height / 3, { steps: 25 });
  await drawn(page);
  const inputs = await told(page);
  assert.ok(inputs.length > 3, `${inputs.length} events`);
  assert.deepEqual(new Set(types(inputs)), new Set(['relu-input']));
  assert.equal(new Set(inputs.map(({ frame }) => frame)).size, inputs.length, 'at most one a frame');
  assert.ok(new Set(inputs.map(({ state }) => state['z'])).size > 3, 'each with another value');

  await page.mouse.up();
  const [change, ...more] = await told(page);
  assert.equal(change?.type, 'relu-change');
  assert.deepEqual(types(more), [], 'and nothing twice');
  assert.deepEqual(change?.detail, { push: false, state: inputs.at(-1)?.state });

  await figure.fieldOf('z').fill('-2');
  await figure.fieldOf('z').press('Enter');
  const typed = await told(page);
  assert.deepEqual(types(typed), ['relu-input', 'relu-change'], 'first the change, then its end');
  assert.deepEqual(typed[1]?.detail, { push: false, state: { z: -2 } });

  await figure.reset.click();
  assert.deepEqual((await told(page)).map(({ type, detail }) => [type, detail]), [['relu-input', null], ['relu-change', { push: true, state: {} }]]);
}));

test('a state is read and set as a plain object, in one gesture, and what is unfit for it is named', hosted({
  body: '<relu-figure name="curves" z="1"></relu-figure><relu-figure id="chain"></relu-figure>',
  head: '<script>addEventListener("DOMContentLoaded", () => { const chain = document.querySelector("#chain"); chain.name = "chain"; chain.lock = "output"; chain.state = { weight: 0.5, factors: 20 }; })</script>',
}, { before }, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  assert.deepEqual(await stateOf(page, 'chain'), { factors: 20, weight: 0.5 }, 'set before the element was known');
  assert.equal(await page.locator('[name=chain]').getAttribute('factors'), '20');
  assert.equal(await page.locator('[name=chain]').getAttribute('lock'), 'output', 'and so were the others');
  assert.deepEqual(await stateOf(page, 'curves'), { z: 1 });
  const chain = new Figure(page, 'chain');
  await chain.adopt('half');
  assert.deepEqual(types(await told(page)), ['relu-input', 'relu-change']);
  await chain.adopt('half');
  assert.deepEqual(await told(page), [], 'what is so already is not told');

  await setState(page, 'curves', { z: -3, over: 'sigmoid+tanh' });
  assert.deepEqual(await stateOf(page, 'curves'), { z: -3, over: 'sigmoid+tanh' });
  assert.deepEqual(types(await told(page)), ['relu-input', 'relu-change']);
  assert.equal(await figure.readout('z'), '\u22123');
  await figure.takeBack();
  assert.deepEqual(await stateOf(page, 'curves'), { z: 1 }, 'taken back at once');
  await told(page);

  await setState(page, 'curves', { z: 99, nonsense: 1, over: 'no-such-thing' });
  const [notice, ...others] = (await told(page)).filter(({ type }) => type === 'relu-notice');
  assert.deepEqual(others, []);
  const { notices } = notice?.detail;
  assert.equal(notices.length, 3);
  ['curves.z = 99', 'curves.nonsense', 'curves.over = no-such-thing'].forEach((given, i) => assert.ok(notices[i].includes(given), notices[i]));
  assert.deepEqual(await stateOf(page, 'curves'), { z: 4 });

  await page.evaluate(() => Reflect.get(document.querySelector('relu-figure') ?? {}, 'reset').call(document.querySelector('relu-figure')));
  assert.deepEqual(await stateOf(page, 'curves'), { z: 1 }, 'reset() leads back to the attributes of the beginning');

  // What attributes say counts at once, in the order in which it was said.
  await told(page);
  const curves = (/** @type {string} */ body) => page.evaluate((text) => Reflect.construct(Function, ['figure', text])(document.querySelector('relu-figure')), body);
  assert.deepEqual(await curves("figure.setAttribute('z', 2); return figure.state"), { z: 2 });
  assert.deepEqual(await curves("figure.setAttribute('z', 3); figure.state = { over: 'tanh' }; return figure.state"), { over: 'tanh' });
  assert.deepEqual(await curves("figure.setAttribute('z', 3); figure.reset(); return figure.state"), { z: 1 });
  assert.deepEqual(await curves("figure.setAttribute('z', 3); figure.undo(); return figure.state"), { z: 1 });
  assert.equal((await told(page)).filter(({ type }) => type === 'relu-change').length, 7);

  assert.equal(await curves("try { figure.state = 5; } catch (reason) { return String(reason); }"), 'TypeError: state is 5; it must be an object');
  assert.deepEqual(await curves("figure.theme = 'dark'; figure.controls = 'z'; figure.controls = null; return [figure.theme, figure.getAttribute('theme'), figure.hasAttribute('controls')]"), ['dark', 'dark', false]);
}));

test('what is locked moves by no hand, no key, no preset and no button, but by scripts', hosted({
  body: '<relu-figure name="neuron" lock="b nonsense" b="-0.5"></relu-figure>',
}, { before }, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'neuron');
  const bias = async () => (await stateOf(page, 'neuron'))['b'];
  const notices = (await told(page)).filter(({ type }) => type === 'relu-notice').flatMap(({ detail }) => detail.notices);
  assert.deepEqual(notices, [say('host.unknown', { figure: 'neuron', attribute: 'lock', given: 'nonsense' })]);

  const slider = figure.element.getByRole('slider', { name: say('neuron.b') });
  assert.ok(await slider.isDisabled());
  assert.ok(await figure.element.getByRole('textbox', { name: say('neuron.b') }).isDisabled());
  assert.ok(await figure.element.getByText(say('host.fixed')).isVisible(), 'and says so');
  assert.ok(await figure.sliderOf('w1').isEnabled());

  for (const preset of ['dead', 'always', 'half']) {
    await figure.adopt(preset);
    assert.equal(await bias(), -0.5, preset);
  }
  await figure.step('w1', 'ArrowRight');
  assert.notEqual((await stateOf(page, 'neuron'))['w1'], undefined);

  // Whatever is pressed and dragged in the picture.
  const { x, y, width, height } = await figure.box();
  for (let i = 1; i < 8; i += 1) {
    for (let j = 1; j < 5; j += 1) {
      await page.mouse.move(x + (width * i) / 8, y + (height * j) / 5);
      await page.mouse.down();
      await page.mouse.move(x + (width * (i + 0.6)) / 8, y + (height * (j + 0.6)) / 5);
      await page.mouse.up();
    }
  }
  await drawn(page);
  assert.equal(await bias(), -0.5);

  await setState(page, 'neuron', { b: -1.5, w1: 2 });
  assert.equal(await bias(), -1.5, 'a script may');
  await figure.takeBack();
  assert.equal(await bias(), -1.5, 'Undo may not');
  await figure.startOver();
  assert.equal(await bias(), -1.5, 'nor Reset');
  await figure.element.evaluate((node) => node.setAttribute('b', '-0.25'));
  await drawn(page);
  assert.equal(await bias(), -0.25, 'an attribute may');

  await figure.element.evaluate((node) => node.setAttribute('lock', ''));
  await eventually(() => slider.isEnabled(), (enabled) => assert.ok(enabled));
  assert.equal(await figure.element.getByText(say('host.fixed')).count(), 0);
  await figure.step('b', 'ArrowRight');
  assert.notEqual(await bias(), -0.25);
}));

test('a figure that is locked whole answers to no hand', hosted({
  body: '<relu-figure name="curves" lock="ALL z"></relu-figure><relu-figure name="training" lock="at" epochs="20"></relu-figure>',
}, { before }, async ({ page }) => {
  await ready(page, '[name=curves]');
  const figure = new Figure(page, 'curves');
  const { x, y, width, height } = await figure.box();
  await page.mouse.click(x + width * 0.8, y + height / 2);
  assert.deepEqual(await stateOf(page, 'curves'), {});
  for (const input of await figure.element.locator('input').all()) assert.ok(await input.isDisabled());
  await setState(page, 'curves', { z: 2 });
  await drawn(page);
  for (const button of await figure.element.locator('.presets button, .actions button:not([aria-haspopup])').all()) assert.ok(await button.isDisabled());
  await figure.element.evaluate((node) => Reflect.set(node, 'lock', null));
  await eventually(() => figure.undo.isEnabled(), (enabled) => assert.ok(enabled));
  await figure.startOver();
  assert.deepEqual(await stateOf(page, 'curves'), {});

  const picture = () => page.evaluate(() => /** @type {any} */ (document.querySelector('[name=training]')).toSVG());
  const early = await picture();
  await eventually(() => told(page), (events) => assert.ok(types(events).includes('relu-settled')));
  assert.equal(early, await picture(), 'a picture waits for the figure’s long work');
  await page.waitForTimeout(300);
  assert.equal(await new Figure(page, 'training').element.locator('[part~=transport]').isVisible(), false, 'time does not move what is locked');
}));

test('the controls that are named are shown, and what a hand can move is reached by the keyboard all the same', hosted({
  body: '<relu-figure name="chain" controls="factors"></relu-figure><relu-figure name="curves" controls="none"></relu-figure>',
}, {}, async ({ page }) => {
  await ready(page);
  const chain = new Figure(page, 'chain');
  assert.ok(await chain.sliderOf('factors').isVisible());
  assert.equal(await chain.element.getByRole('radio').count(), 0);
  assert.ok(await chain.undo.isVisible());
  assert.ok(await chain.preset('half').isVisible());

  const curves = new Figure(page, 'curves');
  for (const gone of [curves.undo, curves.reset, curves.tableOpener]) assert.equal(await gone.isVisible(), false);
  assert.equal(await curves.element.getByRole('checkbox').count(), 0);
  assert.ok(await curves.sentence.isVisible());
  const { height } = (await curves.element.boundingBox()) ?? {};

  const slider = curves.sliderOf('z');
  const sliderBox = () => curves.element.locator('.tucked').evaluate((node) => node.getBoundingClientRect().width);
  assert.ok((await sliderBox()) <= 1, 'not to be seen');
  await chain.element.getByText(say('table.open')).focus();
  await page.keyboard.press('Tab');
  assert.ok(await slider.evaluate((node) => node.matches(':focus-visible')));
  assert.ok((await sliderBox()) > 300, 'until it has the focus');
  await page.keyboard.press('End');
  await eventually(() => curves.readout('z'), (z) => assert.equal(z, '4'));
  assert.equal((await curves.element.boundingBox())?.height, height, 'nothing moves for it');

  await curves.element.evaluate((node) => node.setAttribute('controls', 'all'));
  await eventually(() => curves.undo.isVisible(), (seen) => assert.ok(seen));
  assert.ok((await curves.element.getByRole('checkbox').count()) > 0);
}));
