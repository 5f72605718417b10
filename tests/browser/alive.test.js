/**
 * The article and its first figure under a mouse.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { site } from './browser.js';
import { ACTIVATIONS, ANCHORS, atPoint, brief, decimals, ofAnother } from './expected.js';
import { say } from './words.js';

const { visiting } = await site();

/**
 * Everything that speaks of the point says the same, and it is true.
 *
 * @param {import('./browser.js').Visited} visited
 * @param {number} z
 * @param {number} [atZero]
 */
async function agrees({ page, figure }, z, atZero = 0) {
  const expected = atPoint(z, atZero);
  const said = await figure.said();
  assert.deepEqual(said, expected);
  assert.ok((await figure.canvas.getAttribute('aria-label'))?.endsWith(said.verdict), 'the text alternative has followed');
  const { z: shown, value, state } = expected;
  for (const [key, text] of Object.entries({ z: shown, value, state, convention: brief(atZero) })) {
    for (const place of await page.locator(`[data-bind="curves.${key}"]`).all()) {
      assert.equal(await place.innerText(), text, `${key} in the prose`);
    }
  }
}

test('the page has a title, a heading and a sentence that says what to do', visiting({}, async ({ page }) => {
  assert.match(await page.title(), /ReLU/);
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /ReLU/);
  assert.match(await page.locator('header p').innerText(), /drag/);
}));

test('the first figure is in view and alive when the page opens', visiting({}, async (visited) => {
  const { figure } = visited;
  const box = await figure.box();
  assert.ok(box.y + box.height <= 900, 'the whole picture is on the first screen');
  const handle = await figure.handle();
  assert.ok(handle.y > box.y && handle.y < box.y + box.height, 'its handle is visible');
  await agrees(visited, 0.5);
}));

for (const width of [1280, 390]) {
  test(`at ${width} px the handle is dragged to each anchor, and every number follows`, visiting({ width }, async (visited) => {
    const { figure } = visited;
    for (const z of ANCHORS) {
      await figure.dragTo(z);
      await agrees(visited, z);
      const [seen, meant] = [await figure.handle(), await figure.at(z)];
      assert.ok(Math.hypot(seen.x - meant.x, seen.y - meant.y) < 1, `the handle stands on the curve at z = ${z}`);
    }
  }));
}

test('while the handle is held every number follows the mouse', visiting({}, async (visited) => {
  const { page, figure } = visited;
  await figure.take();
  for (const z of [1, -1, 3]) {
    await figure.pull(z);
    assert.deepEqual(await figure.said(), atPoint(z));
    assert.equal(await page.locator('[data-bind="curves.z"]').first().innerText(), brief(z));
  }
  await page.mouse.up();
  await figure.frame();
  await agrees(visited, 3);
}));

test('a press anywhere on the picture brings the point there', visiting({}, async (visited) => {
  const { x } = await visited.figure.at(-3);
  const box = await visited.figure.box();
  await visited.page.mouse.click(x, box.y + box.height / 4);
  await visited.figure.frame();
  await agrees(visited, -3);
}));

test('a drag that leaves the picture stops at the end of the axis, and goes on when it comes back', visiting({}, async (visited) => {
  const { page, figure } = visited;
  await figure.take();
  await page.mouse.move(1279, 5, { steps: 3 });
  await figure.frame();
  assert.equal((await figure.said()).z, '4');
  await figure.pull(1);
  await page.mouse.up();
  await figure.frame();
  await agrees(visited, 1);
}));

test('after a drag the keyboard goes on where the mouse left off', visiting({}, async (visited) => {
  await visited.figure.dragTo(1);
  await visited.page.keyboard.press('ArrowRight');
  await visited.figure.frame();
  await agrees(visited, 1.1);
}));

test('the slope at 0 can be chosen, and only z = 0 is any different', visiting({}, async (visited) => {
  const { figure } = visited;
  await figure.type('0');
  for (const slope of /** @type {const} */ (['0', '0.5', '1'])) {
    await figure.atZero(slope).check();
    await figure.frame();
    await agrees(visited, 0, Number(slope));
  }
  await figure.type('1');
  await agrees(visited, 1, 1);
  await figure.type('-1');
  await agrees(visited, -1, 1);
}));

test('any activation can be laid over it, and its numbers are told and tabled', visiting({}, async ({ page, figure }) => {
  await figure.type('0.5');
  await figure.tableOpener.click();
  for (const [key, { value, slope }] of Object.entries(ACTIVATIONS)) {
    const name = /** @type {keyof typeof ACTIVATIONS} */ (key);
    const before = await figure.picture();
    await figure.over(name).check();
    await figure.frame();
    assert.ok(!before.equals(await figure.picture()), `${name} is to be seen`);
    assert.equal(await figure.verdict(), `${atPoint(0.5).verdict} ${ofAnother(name, 0.5)}`);
    const table = figure.element.getByRole('table');
    const heads = await table.getByRole('columnheader').allInnerTexts();
    const column = heads.indexOf(say('curves.table.value', { name: say(`activation.${name}`) }));
    assert.ok(column > 0 && heads[column + 1] === say('curves.table.slope', { name: say(`activation.${name}`) }), heads.join(' | '));
    for (const z of ANCHORS) {
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: brief(z), exact: true }) });
      const cells = await row.getByRole('cell').allInnerTexts();
      assert.equal(cells[column - 1], decimals(value(z)), `${name}(${z})`);
      // At a corner the derivative is a convention, the right one of which is the page's to choose.
      if (z !== 0) assert.equal(cells[column], decimals(slope(z)), `the slope of ${name} at ${z}`);
    }
    await figure.over(name).uncheck();
    await figure.frame();
    assert.ok(before.equals(await figure.picture()), `${name} is gone again`);
  }
}));

test('the parameter of an activation acts while that activation is shown, and is out of reach while it is not', visiting({}, async ({ figure }) => {
  await figure.type('-1');
  for (const [name, key, value] of /** @type {const} */ ([['leaky-relu', 'leaky', 0.25], ['elu', 'elu', 0.5]])) {
    const parameter = figure.parameter(key);
    assert.ok(await parameter.isDisabled());
    await figure.over(name).check();
    await figure.frame();
    await parameter.fill(String(value));
    await parameter.press('Enter');
    await figure.frame();
    assert.ok((await figure.verdict()).endsWith(ofAnother(name, -1, value)), await figure.verdict());
  }
}));

test('the table marks the row of the point, and gives it one if it stands between the anchors', visiting({}, async ({ figure }) => {
  await figure.tableOpener.click();
  const current = figure.element.locator('tr[aria-current]');
  for (const z of [0.5, -1, 1.7]) {
    await figure.type(String(z));
    const cells = [await current.getByRole('rowheader').innerText(), ...(await current.getByRole('cell').allInnerTexts())];
    assert.deepEqual(cells, [brief(z), decimals(Math.max(0, z)), decimals(z > 0 ? 1 : 0)]);
  }
}));

test('a double-click on the picture resets the figure', visiting({ hash: '?v=1&curves.z=-2&curves.over=tanh' }, async (visited) => {
  const { page, figure } = visited;
  const place = await figure.handle();
  await page.mouse.dblclick(place.x, place.y);
  await figure.frame();
  await agrees(visited, 0.5);
  assert.equal(await figure.over('tanh').isChecked(), false);
}));

