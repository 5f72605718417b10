/**
 * How the page comes to life, rests, and takes being moved about.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

import { drawn, eventually, site } from './browser.js';
import { atPoint } from './expected.js';
import { CurvesFigure, Figure } from './figure.js';

const { visiting } = await site();

/** What lets the program through to a page. @type {WeakMap<import('playwright-core').Page, () => void>} */
const gates = new WeakMap();

/** Holds the program back until the test lets it through, as a slow line would: the still picture is painted first. */
const held = {
  still: true,
  /** @param {import('playwright-core').Page} page */
  prepare(page) {
    /** @type {Promise<void>} */
    const open = new Promise((resolve) => gates.set(page, resolve));
    return page.route('**/*.wasm', async (route) => {
      await open;
      await route.continue();
    });
  },
};

for (const width of [320, 390, 600, 768, 1024, 1280]) {
  // All of the page at once: what is outside the window may move without anybody's noticing.
  const height = width < 768 ? 50000 : 36000;
  test(`at ${width} px nothing moves when the figures come alive`, visiting({ ...held, width, height }, async ({ page, figure }) => {
    assert.ok(await page.evaluate(() => document.body.scrollHeight <= innerHeight), 'the window holds all of it');
    await figure.still.waitFor();
    await drawn(page);
    // Until here the article itself was still arriving.
    const since = await page.evaluate(() => performance.now());
    gates.get(page)?.();
    for (const name of ['curves', 'chain', 'neuron']) await new Figure(page, name).alive();
    await drawn(page);
    const shifts = await page.evaluate((start) => new Promise((done) => {
      /** @typedef {PerformanceEntry & { value: number, hadRecentInput: boolean, sources: { node: Node | null, previousRect: DOMRectReadOnly, currentRect: DOMRectReadOnly }[] }} Shift */
      /** @type {string[]} */
      const seen = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources, hadRecentInput } = /** @type {Shift} */ (entry);
          // What a press on “Skip” opens has been asked for.
          if (entry.startTime < start || hadRecentInput) continue;
          const moved = sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName} from ${previousRect.x}, ${previousRect.y}, ${previousRect.width} x ${previousRect.height}, to ${currentRect.x}, ${currentRect.y}, ${currentRect.width} x ${currentRect.height}`);
          seen.push(`${value}: ${moved.join('; ')}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(seen), 200);
    }), since);
    assert.deepEqual(shifts, []);
  }));
}

for (const [device, visit] of Object.entries({
  'a desktop': {},
  'a phone': { width: 390, height: 844, ratio: 3, context: { isMobile: true, hasTouch: true } },
})) {
  test(`nothing moves from the first paint on, on ${device}`, visiting(visit, async ({ page }) => {
    const shifts = await page.evaluate(() => new Promise((done) => {
      /** @type {number[]} */
      const seen = [];
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) throw new Error('this browser tells of no layout shift');
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.push(/** @type {PerformanceEntry & { value: number }} */ (entry).value);
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(seen), 2000);
    }));
    assert.deepEqual(shifts, []);
  }));
}

test('before the figure is alive, the still picture, the sentence and the table stand in its place', visiting({ ...held }, async ({ page, figure }) => {
  await figure.still.waitFor();
  assert.ok(await figure.element.getByText(atPoint(0.5).verdict).filter({ visible: true }).isVisible());
  assert.ok(await figure.element.getByRole('table').isVisible());
  gates.get(page)?.();
  await figure.alive();
  await drawn(page);
  assert.ok(!(await figure.still.isVisible()), 'and make way for it');
}));

test('a first visit fetches what the build says that it does, each file once', async () => {
  const stated = (await readFile(new URL('../../target/first-visit.txt', import.meta.url), 'utf8')).split('\n');
  /** @type {string[]} */
  const fetched = [];
  await visiting({
    prepare: async (page) => page.on('response', (response) => fetched.push(response.url())),
  }, async ({ page, url }) => {
    const paths = async () => fetched.map((address) => address.replace(url, '') || 'index.html');
    // The icon comes when everything else is there.
    await eventually(paths, (seen) => assert.deepEqual(seen.sort(), stated.sort()));
    await page.waitForLoadState('networkidle');
    assert.equal(fetched.length, stated.length);
  })();
});

/** Counts frames that are asked for and calls that draw. */
function countWork() {
  const work = { frames: 0, calls: 0 };
  Object.assign(window, { work });
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    work.frames += 1;
    return ask(callback);
  };
  const drawing = CanvasRenderingContext2D.prototype;
  for (const name of /** @type {const} */ (['stroke', 'fill', 'fillRect', 'strokeRect', 'clearRect', 'drawImage', 'fillText', 'putImageData'])) {
    const method = /** @type {(...given: unknown[]) => unknown} */ (drawing[name]);
    /** @type {(this: CanvasRenderingContext2D, ...given: unknown[]) => unknown} */
    const counted = function counted(...given) {
      work.calls += 1;
      return method.apply(this, given);
    };
    Reflect.set(drawing, name, counted);
  }
}

test('a page at rest asks for no frame and draws nothing', visiting({ before: [countWork] }, async ({ page, figure }) => {
  const work = () => page.evaluate(() => ({ ...Reflect.get(window, 'work') }));
  const rest = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, time));
  await figure.press('ArrowRight');
  await rest(800);
  const before = await work();
  assert.ok(before.calls > 0 && before.frames > 0, 'what is counted happens at all');
  await rest(1000);
  assert.deepEqual(await work(), before);
}));

test('many events between two frames are drawn once', visiting({ before: [countWork] }, async ({ page, figure }) => {
  await drawn(page);
  const { one, many } = await figure.element.evaluate(async (node) => {
    const slider = /** @type {HTMLInputElement} */ (node.shadowRoot?.querySelector('input[type=range]'));
    const work = Reflect.get(window, 'work');
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(null), 0)));
    /** @param {number} z */
    const slide = (z) => {
      slider.value = String(z);
      slider.dispatchEvent(new Event('input'));
    };
    slide(-3);
    await frame();
    const start = work.calls;
    slide(-2);
    await frame();
    const one = work.calls - start;
    for (let z = -2; z < 2; z += 0.1) slide(z);
    await frame();
    return { one, many: work.calls - start - one };
  });
  assert.ok(one > 0);
  assert.ok(many <= one, `${many} calls for 40 events, ${one} for one`);
}));

test('a figure that is taken out and put in again goes on as it was', visiting({}, async ({ page, figure }) => {
  await figure.type('-2');
  // What is attended to stands out in the picture.
  await figure.fieldOf('z').blur();
  await drawn(page);
  const before = await figure.picture();
  await figure.element.evaluate(async (node) => {
    const parent = node.parentElement;
    const next = node.nextSibling;
    node.remove();
    await new Promise((done) => setTimeout(done, 100));
    parent?.insertBefore(node, next);
  });
  await figure.alive();
  await drawn(page);
  assert.equal(await figure.readout('z'), '\u22122');
  await eventually(() => figure.picture(), (picture) => assert.ok(picture.equals(before)));
  await figure.press('ArrowRight');
  assert.equal(await figure.readout('z'), '\u22121.9');
  await figure.dragTo(1);
  assert.equal(await figure.readout('z'), '1');
}));

test('a figure that is moved within one task goes on as it was', visiting({}, async ({ page, figure }) => {
  await figure.type('3');
  await figure.element.evaluate((node) => document.querySelector('main')?.prepend(node));
  await figure.alive();
  await drawn(page);
  assert.equal(await figure.readout('z'), '3');
  await figure.press('ArrowLeft');
  assert.equal(await figure.readout('z'), '2.9');
}));

test('a figure that is hidden when the page opens is drawn when it is shown', visiting({
  before: [() => addEventListener('DOMContentLoaded', () => { /** @type {HTMLElement} */ (document.querySelector('relu-figure[name=curves]')).hidden = true; })],
  still: true,
}, async ({ page, figure }) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  await figure.element.evaluate((node) => { /** @type {HTMLElement} */ (node).hidden = false; });
  await figure.alive();
  await drawn(page);
  const { x } = await figure.handle();
  assert.ok(Math.abs(x - (await figure.at(0.5)).x) < 1);
}));

test('a figure of size zero takes changes, and shows them when it has a size again', visiting({}, async ({ page, figure }) => {
  await figure.element.evaluate((node) => { /** @type {HTMLElement} */ (node).hidden = true; });
  await drawn(page);
  await figure.element.evaluate((node) => node.setAttribute('z', '3'));
  await drawn(page);
  await figure.element.evaluate((node) => { /** @type {HTMLElement} */ (node).hidden = false; });
  await drawn(page);
  const { x } = await figure.handle();
  assert.ok(Math.abs(x - (await figure.at(3)).x) < 1);
  assert.equal(await figure.readout('z'), '3');
}));

test('a figure that a script adds comes alive as well, with the state of its attributes', visiting({}, async ({ page, figure }) => {
  await page.evaluate(() => {
    const second = document.createElement('relu-figure');
    second.setAttribute('name', 'curves');
    second.setAttribute('z', '-1');
    document.querySelector('main')?.append(second);
  });
  const second = new CurvesFigure(page, figure.ends, 1);
  await second.alive();
  assert.equal(await second.readout('z'), '\u22121');
  assert.equal(await figure.readout('z'), '0.5');
  await second.press('ArrowLeft');
  assert.equal(await second.readout('z'), '\u22121.1');
}));
