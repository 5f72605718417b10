/**
 * What drawing costs the browser beside the drawing: nothing that touches the document's layout.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, site } from './browser.js';
import { added, countNodes, passes, passesPerFrame, quiet } from './passes.js';
import { BINDINGS, loadCrate } from './program.js';

const { visiting } = await site({ folders: BINDINGS });

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
      await quiet(devtools);
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
    // The first drawing after a rest may have the browser look its font up, in one style pass; one that each drawing forced
    // would be counted 200 times.
    const { styles, ...others } = withDrawing;
    assert.ok(styles - without.styles <= 1, `${styles} style passes with 200 drawings, ${without.styles} without any`);
    assert.deepEqual(others, { layouts: without.layouts, nodes: without.nodes }, '200 drawings cost what none costs');
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
  await figure.take();
  const { x, y } = await figure.at(0.5);
  await drawn(page);
  const changed = await passesPerFrame(page, devtools, 40, (i) => page.mouse.move(x - 5 * i, y), () => page.locator('[data-bind="curves.z"]').first().textContent());
  assert.ok(changed > 30, `the read-outs changed in ${changed} of 40 moves`);
  await page.mouse.up();
}));
