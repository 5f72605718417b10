/**
 * The figure under a finger.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';

const { visiting } = await site();

/** @typedef {import('./browser.js').Visited} Visited */

const phone = { width: 390, height: 700, ratio: 2, context: { hasTouch: true, isMobile: true } };

/**
 * Puts a finger down, moves it, and lifts it.
 *
 * @param {Visited} visited
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 */
async function swipe({ devtools, figure }, from, to) {
  /**
   * @param {'touchStart' | 'touchMove' | 'touchEnd'} type
   * @param {{ x: number, y: number }[]} touchPoints
   */
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  for (let i = 1; i <= 12; i += 1) {
    await touch('touchMove', { x: from.x + ((to.x - from.x) * i) / 12, y: from.y + ((to.y - from.y) * i) / 12 });
    await figure.frame();
  }
  await touch('touchEnd');
  await figure.frame();
}

/** @param {Visited} visited */
const scrolled = ({ page }) => page.evaluate(() => scrollY);

test('a finger on the handle moves it', visiting(phone, async (visited) => {
  const { figure } = visited;
  await swipe(visited, await figure.handle(), await figure.at(3));
  assert.equal(await figure.readout('z'), '3');
  assert.equal(await scrolled(visited), 0);
  assert.equal(await hashOf(visited.page), '#?v=1&curves.z=3');
}));

test('a finger up to 21 px off the handle, on any side, still moves it, and the page does not scroll', visiting(phone, async (visited) => {
  const { figure } = visited;
  for (const [dx, dy] of /** @type {const} */ ([[-21, 0], [21, 0], [0, -21], [0, 21], [15, -15]])) {
    const { x, y } = await figure.at(0.5);
    await swipe(visited, { x: x + dx, y: y + dy }, { x: x + dx - 80, y: y + dy - 150 });
    assert.notEqual(await figure.readout('z'), '0.5', `${dx}, ${dy}`);
    assert.equal(await scrolled(visited), 0);
    await figure.type('0.5');
    await visited.page.evaluate(() => scrollTo(0, 0));
  }
}));

test('a finger elsewhere on the picture scrolls the page, and the figure stays as it is', visiting(phone, async (visited) => {
  const { figure } = visited;
  const { x, y } = await figure.handle();
  for (const [dx, dy] of /** @type {const} */ ([[-80, 0], [30, 0], [0, -60]])) {
    await visited.page.evaluate(() => scrollTo(0, 0));
    await swipe(visited, { x: x + dx, y: y + dy }, { x: x + dx, y: y + dy - 160 });
    await eventually(() => scrolled(visited), (far) => assert.ok(far > 80, `scrolled by ${far} px`));
    assert.equal(await figure.readout('z'), '0.5');
  }
}));

test('a tap elsewhere on the picture changes nothing', visiting(phone, async ({ page, figure }) => {
  const { x, y } = await figure.handle();
  await page.touchscreen.tap(x - 90, y);
  await figure.frame();
  assert.equal(await figure.readout('z'), '0.5');
}));

test('the handle of the slope panel can be dragged as well', visiting(phone, async (visited) => {
  const { figure } = visited;
  const above = await figure.at(0.5);
  const box = await figure.box();
  // The slope's own mark stands under the point, somewhere in the lower panel.
  for (let y = box.y + box.height - 10; y > box.y + 0.6 * box.height; y -= 20) {
    await swipe(visited, { x: above.x, y }, { x: (await figure.at(3)).x, y });
    if ((await figure.readout('z')) === '3') return;
  }
  assert.fail('no handle in the slope panel');
}));

test('a second finger does not disturb the first', visiting(phone, async (visited) => {
  const { devtools, figure } = visited;
  const [from, to] = [await figure.handle(), await figure.at(1)];
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ ...from, id: 0 }] });
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ ...to, id: 0 }] });
  await figure.frame();
  const second = { x: to.x - 40, y: to.y + 30, id: 1 };
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ ...to, id: 0 }, second] });
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ ...to, id: 0 }, { ...second, x: second.x - 60 }] });
  await figure.frame();
  assert.equal(await figure.readout('z'), '1');
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}));
