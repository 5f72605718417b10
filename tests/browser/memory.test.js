/**
 * Redrawing keeps nothing.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { site } from './browser.js';
import { say } from './words.js';

/*
 * V8 keeps the machine code of what has become hot on its heap, some 90 kB of it between the hundredth and the
 * thousandth redraw. That is the engine's and no redraw's: its compilers are off here, so that the heap holds what
 * the page holds.
 */
const { visiting } = await site({}, '--js-flags=--no-opt --no-maglev --no-sparkplug');

/** Remembers the memories of the page's WebAssembly. Runs in the page before its own scripts. */
function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  Object.assign(window, { memories });
  const { instantiate, instantiateStreaming } = WebAssembly;
  /** @param {any} made */
  const note = (made) => {
    const { exports } = made instanceof WebAssembly.Instance ? made : made.instance;
    memories.push(...Object.values(exports).filter((value) => value instanceof WebAssembly.Memory));
    return made;
  };
  Object.assign(WebAssembly, {
    instantiate: async (/** @type {[any, any]} */ ...given) => note(await instantiate(...given)),
    instantiateStreaming: async (/** @type {[any, any]} */ ...given) => note(await instantiateStreaming(...given)),
  });
}

/** Lets a test run the page's frames when it likes, many in the time of one. Runs in the page before its own scripts. */
function takeFrames() {
  /** @type {FrameRequestCallback[]} */
  let due = [];
  const real = window.requestAnimationFrame.bind(window);
  Object.assign(window, {
    taken: false,
    realFrame: real,
    runFrame() {
      const now = due;
      due = [];
      for (const callback of now) callback(performance.now());
      return now.length;
    },
  });
  window.requestAnimationFrame = (callback) => (Reflect.get(window, 'taken') ? due.push(callback) : real(callback));
}

for (const [what, label, from, to] of /** @type {const} */ ([
  ['the point is moved', say('curves.z'), -4, 4],
  ['a curve is changed', say('curves.elu'), 0, 1.5],
])) {
  test(`10,000 redraws in which ${what} leave the memory as 100 did`, visiting({
    hash: '?v=1&curves.over=elu+sigmoid',
    before: [watchMemories, takeFrames],
  }, async ({ page, figure, devtools }) => {
    const slider = figure.element.getByRole('slider', { name: label });
    /** @param {number} times */
    const redraw = (times) => slider.evaluate(async (node, { count, low, high }) => {
      const input = /** @type {HTMLInputElement} */ (node);
      const page = /** @type {any} */ (window);
      page.taken = true;
      let frames = 0;
      for (let i = 1; i <= count; i += 1) {
        // Steps of the golden ratio: no two neighbours are equal, all of the range is used.
        input.value = String(low + ((i * 0.6180339887) % 1) * (high - low));
        input.dispatchEvent(new Event('input'));
        frames += page.runFrame();
        if (i % 100 === 0) await new Promise((done) => page.realFrame(() => setTimeout(done, 0)));
      }
      page.taken = false;
      return frames;
    }, { count: times, low: from, high: to });

    const measure = async () => {
      for (let i = 0; i < 3; i += 1) await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      const wasm = await page.evaluate(() => Reflect.get(window, 'memories').map((/** @type {WebAssembly.Memory} */ memory) => memory.buffer.byteLength));
      return { heap: usedSize, wasm };
    };

    assert.equal(await redraw(100), 100);
    const before = await measure();
    const drawn = await redraw(10000);
    const after = await measure();
    assert.ok(drawn > 9000, `${drawn} frames were drawn`);
    assert.equal(before.wasm.length, 1);
    assert.deepEqual(after.wasm, before.wasm, 'the memory of the program');
    const grown = (100 * (after.heap - before.heap)) / before.heap;
    assert.ok(grown <= 1, `the heap grew by ${grown.toFixed(2)} % from ${before.heap} bytes`);
  }));
}
