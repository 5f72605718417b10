/**
 * Counts what drawing costs the browser beside the drawing: passes over the document, and nodes put into it.
 */

import assert from 'node:assert/strict';

import { drawn } from './browser.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} CDPSession */

/**
 * How often the browser has laid out the page and computed its styles.
 *
 * @param {CDPSession} devtools
 */
export async function passes(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const count = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { layouts: count('LayoutCount'), styles: count('RecalcStyleCount') };
}

/**
 * Waits until what the first sign of a reader has set off, and the figures that have come near, are there.
 *
 * @param {CDPSession} devtools
 */
export async function quiet(devtools) {
  for (let before = NaN, tries = 0; tries < 30; tries += 1) {
    const { styles } = await passes(devtools);
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
 * Makes moves, each in a frame of its own, none of which may have more than one layout and one style pass or insert a
 * node.
 *
 * @param {Page} page
 * @param {CDPSession} devtools
 * @param {number} count of the moves
 * @param {(i: number) => Promise<void>} move from 1 on
 * @param {() => Promise<unknown>} look at what should change
 * @returns {Promise<number>} how many moves changed what is looked at
 */
export async function passesPerFrame(page, devtools, count, move, look) {
  await devtools.send('Performance.enable');
  await quiet(devtools);
  await page.evaluate(countNodes);
  let changed = 0;
  for (let i = 1; i <= count; i += 1) {
    const seen = await look();
    const before = { ...(await passes(devtools)), nodes: await added(page) };
    await page.evaluate(() => {
      const counted = { frames: 0, next: 0 };
      Object.assign(window, { counted });
      const tick = () => {
        counted.frames += 1;
        counted.next = requestAnimationFrame(tick);
      };
      counted.next = requestAnimationFrame(tick);
    });
    await move(i);
    await drawn(page);
    const frames = await page.evaluate(() => {
      const counted = Reflect.get(window, 'counted');
      cancelAnimationFrame(counted.next);
      return counted.frames;
    });
    const after = await passes(devtools);
    assert.equal(await added(page), before.nodes, 'no node is inserted');
    assert.ok(after.layouts - before.layouts <= frames, `${after.layouts - before.layouts} layouts in ${frames} frames`);
    assert.ok(after.styles - before.styles <= frames, `${after.styles - before.styles} style passes in ${frames} frames`);
    if ((await look()) !== seen) changed += 1;
  }
  return changed;
}
