/**
 * A figure that cannot run says so in its place, keeps its still picture, and leaves the rest of the page working.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, site } from './browser.js';
import { atPoint } from './expected.js';
import { CurvesFigure } from './figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.js').Visited} Visited */

const { visiting } = await site({
  pages: {
    // The article's figure once more, with a state of its own.
    'two.html': (article) => {
      const figure = /<relu-figure name="curves"[\s\S]*?<\/relu-figure>/.exec(article)?.[0] ?? '';
      return article.replace('</main>', `${figure}</main>`);
    },
  },
});

/** How the sentence begins that says why a figure cannot run. */
const FAILED = say('figure.failed', { why: '' }).split('()')[0] ?? '';

/**
 * @param {Visited} visited
 * @returns {CurvesFigure} the second figure of the page
 */
const second = ({ page, figure }) => new CurvesFigure(page, figure.ends, 1);

/**
 * The figure's place holds its still picture and a sentence that says why, and no dead controls.
 *
 * @param {CurvesFigure} figure
 * @param {RegExp} [why]
 */
async function failed(figure, why = /./) {
  await eventually(() => figure.element.getByText(FAILED).count(), (count) => assert.equal(count, 1));
  const notice = figure.element.getByText(FAILED);
  assert.ok(await notice.isVisible());
  assert.match(await notice.innerText(), why);
  assert.ok(await figure.still.isVisible(), 'the still picture is shown');
  assert.ok(await figure.element.getByRole('table').isVisible(), 'and its numbers');
  assert.ok(!(await figure.slider.isVisible()), 'no control that does nothing');
}

/** @param {CurvesFigure} figure */
async function answers(figure) {
  await figure.alive();
  for (const z of ['-2', '3']) {
    await figure.type(z);
    assert.equal(await figure.readout('z'), z.replace('-', '\u2212'));
  }
  assert.ok(await figure.handle());
}

/** Makes a method of the canvas throw: as often as `times` says, from when `armed` is set; only on the canvas marked. */
function breakDrawing() {
  const state = { armed: false, times: 0, thrown: 0, place: 0 };
  Object.assign(window, { drawing: state });
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function broken(/** @type {any[]} */ ...given) {
    const figure = document.querySelectorAll('relu-figure[name=curves]')[state.place];
    const own = this.canvas === figure?.shadowRoot?.querySelector('canvas');
    if (state.armed && own && state.thrown < state.times) {
      state.thrown += 1;
      throw new Error('the pen is broken');
    }
    return Reflect.apply(stroke, this, given);
  };
}

/**
 * @param {Page} page
 * @param {{ times: number, place?: number }} how
 */
const arm = (page, how) => page.evaluate((given) => { Object.assign(Reflect.get(window, 'drawing'), given, { armed: true }); }, how);

/** @param {Page} page */
const thrown = (page) => page.evaluate(() => Reflect.get(window, 'drawing').thrown);

test('without a 2D context the figure says so and keeps its still picture', visiting({
  still: true,
  before: [() => { HTMLCanvasElement.prototype.getContext = () => null; }],
}, async ({ figure }) => failed(figure, /2D context/)));

test('one figure without a 2D context leaves the other working', visiting({
  page: 'two.html',
  still: true,
  before: [() => {
    const { getContext } = HTMLCanvasElement.prototype;
    let asked = 0;
    // The first canvas that is asked belongs to the first figure.
    /** @type {(this: HTMLCanvasElement, ...given: unknown[]) => any} */
    const refused = function refused(...given) {
      asked += 1;
      return asked === 1 ? null : Reflect.apply(getContext, this, given);
    };
    HTMLCanvasElement.prototype.getContext = refused;
  }],
}, async (visited) => {
  await failed(visited.figure, /2D context/);
  await answers(second(visited));
}));

test('a drawing that throws once is drawn again, and the reader loses nothing', visiting({ before: [breakDrawing] }, async ({ page, figure }) => {
  await figure.type('3');
  await arm(page, { times: 1 });
  await figure.slider.press('ArrowLeft');
  await eventually(() => thrown(page), (count) => assert.equal(count, 1));
  await drawn(page);
  await drawn(page);
  assert.ok(['2.9', '3'].includes(await figure.readout('z')), 'the value of the last gesture, or this one');
  await answers(figure);
}));

test('a drawing that always throws leaves the still picture and says why; the other figure works on', visiting({ page: 'two.html', before: [breakDrawing] }, async (visited) => {
  const { page, figure } = visited;
  await arm(page, { times: Infinity });
  await figure.slider.press('ArrowLeft');
  await failed(figure, /pen is broken/);
  await answers(second(visited));
}));

test('a drawing that throws from the beginning does the same', visiting({ page: 'two.html', still: true, before: [breakDrawing, () => { Object.assign(Reflect.get(window, 'drawing'), { armed: true, times: Infinity }); }] }, async (visited) => {
  await failed(visited.figure, /pen is broken/);
  await answers(second(visited));
}));

/**
 * Lets the next call of the program that draws trap, as often as `traps.times` says: the module's instances get
 * exports of which each call first asks whether it is to trap.
 */
function breakProgram() {
  const traps = { times: 0, sprung: 0, instances: 0 };
  Object.assign(window, { traps });
  /** @param {WebAssembly.Instance} instance */
  const booby = (instance) => {
    traps.instances += 1;
    /** @type {Record<string, unknown>} */
    const exports = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      exports[name] = typeof value !== 'function' || !name.includes('draw') ? value : (/** @type {unknown[]} */ ...given) => {
        if (traps.sprung < traps.times) {
          traps.sprung += 1;
          throw new WebAssembly.RuntimeError('unreachable');
        }
        return value(...given);
      };
    }
    return new Proxy(instance, { get: (target, key) => (key === 'exports' ? exports : Reflect.get(target, key, target)) });
  };
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  /** @param {any} made */
  const both = (made) => (made instanceof Instance ? booby(made) : { module: made.module, instance: booby(made.instance) });
  Object.assign(WebAssembly, {
    instantiate: async (/** @type {[any, any]} */ ...given) => both(await instantiate(...given)),
    instantiateStreaming: async (/** @type {[any, any]} */ ...given) => both(await instantiateStreaming(...given)),
    Instance: new Proxy(Instance, { construct: (target, given) => booby(Reflect.construct(target, given)) }),
  });
}

/**
 * @param {Page} page
 * @param {number} times
 */
const trap = (page, times) => page.evaluate((count) => { Object.assign(Reflect.get(window, 'traps'), { times: count, sprung: 0 }); }, times);

/** @param {Page} page */
const traps = (page) => page.evaluate(() => ({ ...Reflect.get(window, 'traps') }));

test('after a trap the program is started anew, and every figure goes on with what it had', visiting({ page: 'two.html', before: [breakProgram] }, async (visited) => {
  const { page, figure } = visited;
  const other = second(visited);
  await figure.type('3');
  await other.type('-2');
  const { instances: before } = await traps(page);
  await trap(page, 1);
  await figure.slider.press('ArrowLeft');
  await eventually(() => traps(page), ({ sprung, instances }) => assert.deepEqual([sprung, instances], [1, before + 1]));
  await drawn(page);
  await drawn(page);
  assert.ok(['2.9', '3'].includes(await figure.readout('z')), await figure.readout('z'));
  assert.equal(await other.readout('z'), '\u22122');
  assert.equal(await figure.element.getByText(FAILED).filter({ visible: true }).count(), 0);
  await answers(figure);
  await answers(other);
}));

test('a trap now and then does not add up to a failure', visiting({ before: [breakProgram] }, async ({ page, figure }) => {
  for (const z of ['1', '2', '-1', '-3']) {
    await trap(page, 1);
    await figure.type(z);
    await eventually(() => traps(page), ({ sprung }) => assert.equal(sprung, 1));
    await drawn(page);
    await answers(figure);
  }
}));

test('a figure that traps every time gives up, and says so', visiting({ before: [breakProgram] }, async ({ page, figure }) => {
  await trap(page, Infinity);
  await figure.slider.press('ArrowLeft');
  await failed(figure);
  const { instances } = await traps(page);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal((await traps(page)).instances, instances, 'and tries no more');
}));

test('a program that cannot be fetched leaves the article with still pictures, tables and a note', visiting({
  still: true,
  prepare: (page) => page.route('**/*.wasm', (route) => route.abort()),
  complaints: [/ERR_FAILED/, /figures cannot run/i],
}, async ({ page, figure }) => {
  assert.ok(await figure.still.isVisible());
  assert.ok(await figure.element.getByText(atPoint(0.5).verdict).isVisible());
  assert.ok(await figure.element.getByRole('table').isVisible());
  await eventually(() => figure.element.getByText(say('figure.still')).filter({ visible: true }).count(), (count) => assert.ok(count > 0, 'a note that says so'), 6000);
  assert.ok(await page.getByRole('heading', { name: 'Its slope' }).isVisible());
  assert.equal(await page.locator('canvas:visible').count(), 0);
}));

test('a browser without WebAssembly gets the same', visiting({
  still: true,
  before: [() => { Reflect.deleteProperty(window, 'WebAssembly'); }],
  complaints: [/figures cannot run/i],
}, async ({ figure }) => {
  await eventually(() => figure.element.getByText(say('figure.still')).filter({ visible: true }).count(), (count) => assert.ok(count > 0), 6000);
  assert.ok(await figure.still.isVisible());
  assert.ok(await figure.element.getByRole('table').isVisible());
}));

test('without JavaScript the article reads: text, numbers, formula, table, still picture and a note', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  // What the page asks for early, for those who can run it, is then not used.
  remarks: [/preloaded using link preload but not used/],
}, async ({ page, figure }) => {
  await figure.still.waitFor();
  assert.ok(await figure.still.isVisible());
  const { width = 0, height = 0 } = (await figure.still.boundingBox()) ?? {};
  assert.ok(width > 600 && height > 200);
  assert.equal(await figure.still.getAttribute('alt'), say('curves.description', { convention: '0' }));
  assert.ok(await figure.element.getByText(atPoint(0.5).verdict).isVisible(), 'what it shows now stands below it');
  const rows = await figure.element.getByRole('row').allInnerTexts();
  assert.deepEqual(rows.slice(1).map((row) => row.trim().split(/\s+/)), [
    ['\u22123', '0.0000', '0.0000'],
    ['\u22121', '0.0000', '0.0000'],
    ['0', '0.0000', '0.0000'],
    ['0.5', '0.5000', '1.0000'],
    ['1', '1.0000', '1.0000'],
    ['3', '3.0000', '1.0000'],
  ]);
  for (const number of await page.locator('[data-bind], [data-quote]').all()) assert.match(await number.innerText(), /\S/);
  assert.ok(await page.locator('math').first().isVisible());
  await eventually(() => figure.element.getByText(say('figure.still')).isVisible(), (seen) => assert.ok(seen, 'the note'), 6000);
  assert.match(await figure.element.getByText(say('figure.still')).innerText(), /cargo xtask serve/);
  for (const radio of await page.getByRole('radio').all()) assert.ok(await radio.isDisabled(), 'the switch is not offered');
}));

test('without JavaScript the still picture is dark where the system is', visiting({
  still: true,
  context: { javaScriptEnabled: false, colorScheme: 'dark' },
}, async ({ figure }) => {
  await figure.still.waitFor();
  const shown = await figure.element.screenshot();
  assert.ok(shown.length > 0);
  assert.match((await figure.still.evaluate((image) => /** @type {HTMLImageElement} */ (image).currentSrc)) ?? '', /dark/);
}));
