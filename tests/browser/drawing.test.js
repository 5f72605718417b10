/**
 * What drawing costs the browser beside the drawing: nothing that touches the document's layout.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, site } from './browser.js';
import { added, countNodes, passesDuring, passesPerFrame, quiet } from './passes.js';
import { BINDINGS, loadCrate } from './program.js';

const { visiting } = await site({ folders: BINDINGS });

for (const what of ['moves the point', 'changes a curve', 'is all new']) {
  test(`a drawing that ${what} forces no layout and no style, and inserts no node`, visiting({}, async ({ page, devtools, url }) => {
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

    const { forced, frames } = await dirtied(page, devtools, (i) => Reflect.get(window, 'again')(i));
    assert.ok(frames.some(({ styles, layouts }) => styles === 1 && layouts === 1), 'the document had something to lay out');
    assert.deepEqual(forced, { styles: 0, layouts: 0 });
    assert.equal(await added(page), 0);
  }));
}

/**
 * Does something 200 times in one frame, each time to a document that has something to lay out: whoever asks it for a
 * measure forces it to.
 *
 * @param {import('./passes.js').Page} page
 * @param {import('./passes.js').CDPSession} devtools
 * @param {(i: number) => void} act runs in the page
 */
async function dirtied(page, devtools, act) {
  await quiet(devtools);
  await page.evaluate(countNodes);
  return passesDuring(page, devtools, () => page.evaluate(`new Promise((done) => requestAnimationFrame(() => {
    const act = ${act};
    const paragraph = document.querySelector('footer p');
    // The first drawing of a frame may have the browser look its font up, which asks for the styles.
    act(0);
    for (let i = 1; i <= 200; i += 1) {
      paragraph.style.paddingLeft = (i % 7) + 'px';
      act(i);
    }
    setTimeout(done, 0);
  }))`));
}

test('passes that are forced are counted', visiting({}, async ({ page, devtools }) => {
  const { forced } = await dirtied(page, devtools, () => document.querySelector('footer p')?.getBoundingClientRect());
  assert.deepEqual(forced, { styles: 200, layouts: 200 });
}));

/**
 * Drags the point of the curves, and tells how many moves changed the read-outs in the text.
 *
 * @param {import('./browser.js').Visited} visited
 * @param {number} moves
 */
async function drag({ page, figure, devtools }, moves) {
  await figure.take();
  const { x, y } = await figure.at(0.5);
  await drawn(page);
  const changed = await passesPerFrame(page, devtools, moves, (i) => page.mouse.move(x - 5 * i, y), () => page.locator('[data-bind="curves.z"]').first().textContent());
  await page.mouse.up();
  return changed;
}

test('a page that asks for a measure in each frame is found out', visiting({}, async (visited) => {
  await visited.page.locator('relu-figure').first().evaluate((figure) => {
    /** @type {HTMLElement & { follow(follower: () => void): void }} */ (figure).follow(() => document.body.getBoundingClientRect());
  });
  await assert.rejects(drag(visited, 5), /script forces no pass/);
}));

test('a page that is laid out twice in a frame is found out', visiting({}, async (visited) => {
  await visited.page.locator('relu-figure').first().evaluate((figure) => {
    const paragraph = /** @type {HTMLElement} */ (document.querySelector('footer p'));
    const top = /** @type {HTMLElement} */ (document.querySelector('header'));
    let width = 0;
    /** @type {HTMLElement & { follow(follower: () => void): void }} */ (figure).follow(() => {
      width = (width + 1) % 7;
      paragraph.style.width = `${200 + width}px`;
    });
    new ResizeObserver(() => {
      top.style.paddingLeft = `${width}px`;
    }).observe(paragraph);
  });
  await assert.rejects(drag(visited, 5), /2 style passes and 2 layouts in a frame/);
}));

test('a frame of a drag, read-outs included, has at most one layout and one style pass, and inserts no node', visiting({ hash: '?v=1&curves.over=elu+sigmoid' }, async (visited) => {
  const changed = await drag(visited, 40);
  assert.ok(changed > 30, `the read-outs changed in ${changed} of 40 moves`);
}));
