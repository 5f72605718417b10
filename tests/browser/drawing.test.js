/**
 * What drawing costs the browser beside the drawing: nothing that touches the document's layout.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, site } from './browser.js';
import { BINDINGS, loadCrate } from './program.js';

const { visiting } = await site({ folders: BINDINGS });

/** @typedef {import('playwright-core').CDPSession} CDPSession */

/**
 * How often the browser has laid out the page and computed its styles.
 *
 * @param {CDPSession} devtools
 */
async function passes(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const count = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { layouts: count('LayoutCount'), styles: count('RecalcStyleCount') };
}

/** Counts nodes that are put into the document or into a figure. Runs in the page. */
function countNodes() {
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

/** @param {import('playwright-core').Page} page */
const added = (page) => page.evaluate(() => Reflect.get(window, 'nodes').added);

for (const what of ['moves the point', 'changes a curve', 'is all new']) {
  test(`a drawing that ${what} forces no layout and no style, and inserts no node`, visiting({}, async ({ page, devtools, url }) => {
    await devtools.send('Performance.enable');
    await page.evaluate(countNodes);
    await page.evaluate(`globalThis.loadCrate = ${loadCrate}`);
    await page.evaluate(async ({ kind, folder }) => {
      const crate = await /** @type {typeof globalThis & { loadCrate: typeof loadCrate }} */ (globalThis).loadCrate(folder);
      const canvas = document.createElement('canvas');
      canvas.getContext('2d', { alpha: false });
      canvas.style.display = 'block';
      document.querySelector('main')?.append(canvas);
      const own = new crate.Figure('curves', canvas);
      own.resize(640, 400, 1);
      const places = new Map(own.outline().split('\x1e').map((parameter, index) => [parameter.split('\x1f')[0], index]));
      own.assign(places.get('over') ?? NaN, 'leaky-relu+elu+gelu+silu+sigmoid+tanh');
      own.draw();
      Object.assign(window, {
        /** @param {number} i */
        again(i) {
          if (kind === 'moves the point') own.assign(places.get('z') ?? NaN, ((i % 80) - 40) / 10);
          if (kind === 'changes a curve') own.assign(places.get('elu') ?? NaN, (i % 100) / 100);
          if (kind === 'is all new') own.startOver();
          own.draw();
        },
      });
    }, { kind: what, folder: url });
    await drawn(page);

    let dirt = 0;
    /** @param {boolean} drawing */
    const measure = async (drawing) => {
      const [before, nodes] = [await passes(devtools), await added(page)];
      await page.evaluate(({ really, from }) => {
        const paragraph = /** @type {HTMLElement} */ (document.querySelector('footer p'));
        for (let i = from; i < from + 200; i += 1) {
          // A document that has something to lay out: whoever asks it for a measure forces it to.
          paragraph.style.paddingLeft = `${i % 7}px`;
          if (really) Reflect.get(window, 'again')(i);
        }
      }, { really: drawing, from: dirt });
      dirt += 201;
      await drawn(page);
      const after = await passes(devtools);
      return { layouts: after.layouts - before.layouts, styles: after.styles - before.styles, nodes: (await added(page)) - nodes };
    };
    const without = await measure(false);
    const withDrawing = await measure(true);
    assert.ok(without.layouts >= 1 && without.styles >= 1, 'the document had something to lay out');
    assert.ok(without.layouts < 5 && without.styles < 5, JSON.stringify(without));
    assert.deepEqual(withDrawing, without, '200 drawings cost what none costs');
  }));
}

test('layouts that are forced are counted at all', visiting({}, async ({ page, devtools }) => {
  await devtools.send('Performance.enable');
  const before = await passes(devtools);
  await page.evaluate(() => {
    const paragraph = /** @type {HTMLElement} */ (document.querySelector('footer p'));
    for (let i = 0; i < 50; i += 1) {
      paragraph.style.paddingLeft = `${i % 7}px`;
      paragraph.getBoundingClientRect();
    }
  });
  const after = await passes(devtools);
  assert.ok(after.layouts - before.layouts >= 49 && after.styles - before.styles >= 49);
}));

test('a frame of a drag, read-outs included, has at most one layout and one style pass, and inserts no node', visiting({ hash: '?v=1&curves.over=elu+sigmoid' }, async ({ page, figure, devtools }) => {
  await devtools.send('Performance.enable');
  await page.evaluate(countNodes);
  await figure.take();
  const { x, y } = await figure.at(0.5);
  await drawn(page);
  let changed = 0;
  for (let i = 1; i <= 40; i += 1) {
    const before = { ...(await passes(devtools)), nodes: await added(page), z: await page.locator('[data-bind="curves.z"]').first().textContent() };
    await page.evaluate(() => {
      const counted = { frames: 0, next: 0 };
      Object.assign(window, { counted });
      const count = () => {
        counted.frames += 1;
        counted.next = requestAnimationFrame(count);
      };
      counted.next = requestAnimationFrame(count);
    });
    await page.mouse.move(x - 5 * i, y);
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
    if ((await page.locator('[data-bind="curves.z"]').first().textContent()) !== before.z) changed += 1;
  }
  assert.ok(changed > 30, `the read-outs changed in ${changed} of 40 moves`);
  await page.mouse.up();
}));
