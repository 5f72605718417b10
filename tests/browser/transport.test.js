/**
 * A run through time is played, paused and walked through with buttons: time moves its parameter, and nothing else does so.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { happen, makeRun, runOf } from './transport-double.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

const { visiting } = await site({});

/** @param {Page} page @param {string} key */
const button = (page, key) => page.getByRole('button', { name: say(key), exact: true });

/** @param {Page} page */
const speed = (page) => page.getByRole('combobox', { name: say('transport.speed') });

/** @param {Page} page */
const frame = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
}));

/** @param {Page} page */
const at = async (page) => (await runOf(page)).at;

/** Nothing moves any more. @param {Page} page */
async function rests(page) {
  await frame(page);
  const before = await runOf(page);
  await page.waitForTimeout(300);
  const after = await runOf(page);
  assert.deepEqual([after.at, after.seen.length, after.commits], [before.at, before.seen.length, before.commits]);
  assert.equal(await button(page, 'transport.play').count(), 1);
}

const WALKS = ['start', 'epoch-back', 'update-back', 'update', 'epoch'].map((walk) => `transport.${walk}`);

test('the buttons lead by updates and epochs, each press a gesture of its own', visiting({}, async ({ page }) => {
  await makeRun(page, { at: 120 });
  for (const [key, to] of /** @type {const} */ ([
    ['update', 121], ['update-back', 120], ['epoch', 150], ['epoch', 200], ['epoch-back', 150], ['update', 151], ['epoch-back', 150], ['start', 0],
  ])) {
    await button(page, `transport.${key}`).click();
    assert.equal(await at(page), to, key);
  }
  assert.equal((await runOf(page)).commits.length, 8);
}));

test('a way that leads nowhere is told, does nothing, and keeps the focus', visiting({}, async ({ page }) => {
  await makeRun(page, { at: 1, end: 3 });
  /** Which ways are open. */
  const open = () => Promise.all(WALKS.map((key) => button(page, key).isEnabled()));
  await frame(page);
  assert.deepEqual(await open(), [true, true, true, true, true]);
  const back = button(page, 'transport.update-back');
  await back.press('Enter');
  await frame(page);
  assert.deepEqual(await open(), [false, false, false, true, true]);
  assert.ok(await back.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Enter');
  await page.keyboard.press(' ');
  assert.deepEqual([(await runOf(page)).at, (await runOf(page)).commits.length], [0, 1]);
  await button(page, 'transport.epoch').press(' ');
  await frame(page);
  assert.equal(await at(page), 3, 'the last epoch may be cut short');
  assert.deepEqual(await open(), [true, true, true, false, false]);
}));

test('played, it moves as far as time and pace say, and ends the gesture once, when it pauses', visiting({}, async ({ page }) => {
  await makeRun(page, { end: 100_000 });
  await speed(page).selectOption({ label: say('transport.pace', { pace: 100 }) });
  await button(page, 'transport.play').click();
  await page.waitForTimeout(1000);
  assert.deepEqual((await runOf(page)).commits, [], 'nothing ends while it plays');
  await button(page, 'transport.pause').click();
  const { seen, times, commits, at } = await runOf(page);
  assert.equal(commits.length, 1);
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
  const first = seen.findIndex((place) => place > 0);
  const last = seen.length - 1;
  const expected = 0.1 * ((times[last] ?? 0) - (times[first] ?? 0));
  const moved = (seen[last] ?? 0) - (seen[first] ?? 0);
  // A picture late or early, at each end.
  assert.ok(Math.abs(moved - expected) <= 6, `${moved} instead of ${expected}`);
  assert.ok(at > 50);
  await rests(page);
}));

test('slow, it draws when there is something to draw', visiting({}, async ({ page }) => {
  await makeRun(page, {});
  await speed(page).selectOption({ label: say('transport.pace', { pace: 5 }) });
  await frame(page);
  const before = (await runOf(page)).seen.length;
  await button(page, 'transport.play').click();
  await eventually(() => at(page), (at) => assert.ok(at >= 4));
  const drawn = (await runOf(page)).seen.length - before;
  assert.ok(drawn <= 12, `${drawn} pictures`);
}));

test('at an epoch a picture, it shows the end of every epoch, and pauses at the end of the run', visiting({}, async ({ page }) => {
  await makeRun(page, { end: 500 });
  await speed(page).selectOption({ label: say('transport.pace.epochs') });
  await button(page, 'transport.play').press('Enter');
  await eventually(() => runOf(page), ({ commits }) => assert.equal(commits.length, 1));
  const { seen } = await runOf(page);
  assert.deepEqual([...new Set(seen)], [0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500]);
  await rests(page);
  await button(page, 'transport.play').press('Enter');
  assert.ok(await at(page) < 500, 'it starts over');
}));

test('where results are still to come it waits, drawing nothing, and goes on with them', visiting({}, async ({ page }) => {
  await makeRun(page, { end: 20, busy: true });
  await button(page, 'transport.play').click();
  await eventually(() => at(page), (at) => assert.equal(at, 20));
  await frame(page);
  const waiting = await runOf(page);
  await page.waitForTimeout(400);
  const still = await runOf(page);
  assert.deepEqual([still.at, still.seen.length, still.commits.length], [20, waiting.seen.length, 0]);
  assert.equal(await button(page, 'transport.pause').count(), 1);
  await happen(page, { end: 60 });
  await eventually(() => at(page), (at) => assert.equal(at, 60));
  const later = await runOf(page);
  const next = later.seen.find((place) => place > 20) ?? Infinity;
  assert.ok(next < 60, `it jumped to ${next}`);
  await happen(page, { busy: false });
  await eventually(() => runOf(page), ({ commits }) => assert.equal(commits.length, 1));
  await rests(page);
}));

test('a run begun anew, behind where it stands, is waited for', visiting({}, async ({ page }) => {
  await makeRun(page, { at: 100, end: 200, busy: true });
  await button(page, 'transport.play').click();
  await happen(page, { end: 0 });
  await frame(page);
  const stood = await at(page);
  assert.ok(stood >= 100);
  await happen(page, { end: 300 });
  await eventually(() => at(page), (at) => assert.ok(at > stood));
}));

/** What has it pause, and how many gestures it has ended itself by then. @type {[string, (page: Page) => Promise<unknown>, number][]} */
const PAUSES = [
  ['the parameter is set by someone else', (page) => happen(page, { at: 7 }), 0],
  ['its control is taken hold of', (page) => page.locator('#control').dispatchEvent('pointerdown'), 1],
  ['its handle is taken hold of', async (page) => {
    await happen(page, { handle: 0 });
    await page.locator('#canvas').dispatchEvent('pointerdown', { button: 0 });
  }, 1],
  ['the tab is hidden', (page) => page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }), 1],
  ['it is walked through', (page) => button(page, 'transport.start').click(), 2],
  ['the figure is taken away', (page) => page.evaluate(() => /** @type {any} */ (globalThis).transport.leave()), 0],
];
for (const [what, happens, commits] of PAUSES) {
  test(`it pauses when ${what}`, visiting({}, async ({ page }) => {
    await makeRun(page, { at: 300, end: 100_000 });
    await button(page, 'transport.play').click();
    await eventually(() => at(page), (at) => assert.ok(at > 300));
    await happens(page);
    await eventually(() => button(page, 'transport.play').count(), (count) => assert.equal(count, 1));
    assert.equal((await runOf(page)).commits.length, commits);
    await rests(page);
  }));
}

test('another handle does not have it pause', visiting({}, async ({ page }) => {
  await makeRun(page, { end: 100_000, handle: 3 });
  await button(page, 'transport.play').click();
  await page.locator('#canvas').dispatchEvent('pointerdown', { button: 0 });
  const before = await at(page);
  await eventually(() => at(page), (at) => assert.ok(at > before + 50));
}));

test('with less motion it plays at the same pace, in four pictures a second', visiting({ context: { reducedMotion: 'reduce' } }, async ({ page }) => {
  await makeRun(page, { end: 100_000 });
  await speed(page).selectOption({ label: say('transport.pace', { pace: 100 }) });
  await button(page, 'transport.play').click();
  await page.waitForTimeout(1600);
  await button(page, 'transport.pause').click();
  const { seen, times } = await runOf(page);
  const moves = seen.flatMap((place, i) => (i > 0 && place !== seen[i - 1] ? [{ place, time: times[i] ?? 0 }] : []));
  assert.ok(moves.length >= 3, `${moves.length} moves`);
  for (const [i, { place, time }] of moves.entries()) {
    const before = moves[i - 1];
    if (!before) continue;
    assert.ok(time - before.time >= 245, `${time - before.time} ms`);
    const expected = (time - before.time) / 10;
    assert.ok(Math.abs(place - before.place - expected) <= 3, `${place - before.place} instead of ${expected}`);
  }
}));

test('an action can be done when it is possible, and is a step of its own', visiting({}, async ({ page }) => {
  await makeRun(page, { can: 0b10 });
  const [first, second] = ['training.action.first', 'training.action.second'].map((name) => page.getByRole('button', { name }));
  await frame(page);
  assert.deepEqual([await first?.isEnabled(), await second?.isEnabled()], [false, true]);
  await first?.dispatchEvent('click');
  await second?.click();
  assert.deepEqual([(await runOf(page)).acted, (await runOf(page)).commits], [[1], [true]]);
  await happen(page, { can: 0b01 });
  await frame(page);
  assert.deepEqual([await first?.isEnabled(), await second?.isEnabled()], [true, false]);
  assert.ok(await second?.evaluate((node) => node === document.activeElement));
}));
