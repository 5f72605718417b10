/**
 * What drawing costs the browser beside the drawing: passes over the document, and nodes put into it.
 *
 * The passes are read from a trace, which tells what ran within what. A pass within script is one that the script forced;
 * one within a frame's rendering is the browser's own. A pass outside of both is neither: the browser finds what lies
 * under the pointer, or the test looks at the page.
 */

import assert from 'node:assert/strict';

import { drawn } from './browser.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} CDPSession */

/**
 * An event of a trace; times are microseconds.
 *
 * @typedef {object} Traced
 * @property {string} name
 * @property {string} ph "X" for a span with its length, "b" and "e" where one begins and ends
 * @property {number} ts when it began
 * @property {number} [dur] how long it took
 * @property {number} pid
 * @property {number} tid
 * @property {{ data?: { frame?: string } }} args
 */

/** @typedef {{ styles: number, layouts: number }} Passes */

/** What the browser calls the two passes. @type {Record<string, keyof Passes>} */
const PASSES = { UpdateLayoutTree: 'styles', Layout: 'layouts' };

/** What a page's script runs in. */
const SCRIPT = new Set(['FireAnimationFrame', 'FireIdleCallback', 'TimerFire', 'EventDispatch', 'FunctionCall', 'EvaluateScript', 'RunMicrotasks']);

/** From the callbacks of a frame to its layout. */
const RENDERING = 'AnimationFrame::Render';

/**
 * Does something, and tells the passes that the page's script forced meanwhile and those of each frame's rendering.
 *
 * @param {Page} page
 * @param {CDPSession} devtools
 * @param {() => Promise<void>} work
 */
export async function passesDuring(page, devtools, work) {
  const browser = page.context().browser();
  assert.ok(browser);
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  /** @type {Buffer} */
  let trace;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { frameTree } = await devtools.send('Page.getFrameTree');
  /** @type {{ traceEvents: Traced[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  return passesOf(traceEvents, frameTree.frame.id);
}

/**
 * @param {readonly Traced[]} events
 * @param {string} page as the browser names it
 */
function passesOf(events, page) {
  const { pid, tid } = events.find(({ name, args }) => name === 'FireAnimationFrame' && args.data?.frame === page) ?? {};
  assert.ok(pid !== undefined, 'the trace has a frame of the page');
  const own = events.filter((event) => event.pid === pid && event.tid === tid);
  // What begins first comes first, and of two that begin together the one that lasts.
  own.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  /** @type {Passes} */
  const forced = { styles: 0, layouts: 0 };
  /** @type {Passes[]} */
  const frames = [];
  let [scriptUntil, rendering] = [-Infinity, false];
  for (const { name, ph, ts, dur = 0 } of own) {
    if (name === RENDERING) rendering = ph === 'b';
    if (name === RENDERING && ph === 'b') frames.push({ styles: 0, layouts: 0 });
    if (SCRIPT.has(name)) scriptUntil = Math.max(scriptUntil, ts + dur);
    const pass = PASSES[name];
    if (!pass) continue;
    if (ts < scriptUntil) forced[pass] += 1;
    const frame = frames.at(-1);
    if (rendering && frame) frame[pass] += 1;
  }
  return { forced, frames };
}

/**
 * Waits until what the first sign of a reader has set off, and the figures that have come near, are there.
 *
 * @param {CDPSession} devtools
 */
export async function quiet(devtools) {
  await devtools.send('Performance.enable');
  for (let before = NaN, tries = 0; tries < 30; tries += 1) {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const styles = metrics.find(({ name }) => name === 'RecalcStyleCount')?.value ?? NaN;
    if (styles === before) return;
    before = styles;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('the page does not come to rest');
}

/** Counts nodes that are put into the document or into a figure. Runs in the page. */
export function countNodes() {
  const nodes = { added: 0 };
  Object.assign(window, { nodes });
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) nodes.added += addedNodes.length;
  });
  observer.observe(document, { childList: true, subtree: true });
  for (const figure of document.querySelectorAll('relu-figure')) {
    if (figure.shadowRoot) observer.observe(figure.shadowRoot, { childList: true, subtree: true });
  }
}

/** @param {Page} page */
export const added = (page) => page.evaluate(() => Reflect.get(window, 'nodes').added);

/**
 * Makes moves, each in a frame of its own. None may insert a node, the page's script may force no pass, and no frame may
 * have more than one layout and one style pass.
 *
 * @param {Page} page
 * @param {CDPSession} devtools
 * @param {number} count of the moves
 * @param {(i: number) => Promise<void>} move from 1 on
 * @param {() => Promise<unknown>} look at what should change
 * @returns {Promise<number>} how many moves changed what is looked at
 */
export async function passesPerFrame(page, devtools, count, move, look) {
  await quiet(devtools);
  await page.evaluate(countNodes);
  let changed = 0;
  const { forced, frames } = await passesDuring(page, devtools, async () => {
    for (let i = 1; i <= count; i += 1) {
      const seen = await look();
      await move(i);
      await drawn(page);
      if ((await look()) !== seen) changed += 1;
    }
  });
  assert.equal(await added(page), 0, 'no node is inserted');
  assert.deepEqual(forced, { styles: 0, layouts: 0 }, 'script forces no pass');
  assert.ok(frames.length >= count && frames.filter(({ layouts }) => layouts > 0).length >= changed, 'the trace has the frame of each move');
  for (const { styles, layouts } of frames) assert.ok(styles <= 1 && layouts <= 1, `${styles} style passes and ${layouts} layouts in a frame`);
  return changed;
}
