/**
 * A lesson is given from the page: chosen, walked through, left; its link opens it where it was.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { violations } from './axe.js';
import { beyondTheWindow, eventually, hashOf, site } from './browser.js';
import { Lesson, valueOf, verdictOf } from './lesson.js';
import { Presentation } from './presentation.js';
import { say } from './words.js';

const { visiting } = await site();

/** @param {string} name */
const written = (name) => JSON.parse(readFileSync(new URL(`../../www/classroom/lessons/${name}.json`, import.meta.url), 'utf8'));

const DEAD = written('dead');

/** @param {import('playwright-core').Page} page */
const noticeOf = (page) => page.locator('.notice').innerText();

test('nothing of a lesson is fetched before it is asked for', async () => {
  /** @type {string[]} */
  const fetched = [];
  await visiting({ prepare: async (page) => page.on('request', (request) => fetched.push(request.url())) }, async ({ page }) => {
    const lesson = new Lesson(page);
    await page.mouse.move(200, 300);
    await lesson.opener.waitFor();
    assert.deepEqual(fetched.filter((url) => /lesson|worksheet|present/.test(url)), []);
  })();
});

test('a lesson goes through the figures, asks before it tells, and Back goes back', visiting({}, async ({ page, figure }) => {
  await figure.type('2');
  const lesson = new Lesson(page);
  await lesson.begin(DEAD.title);
  assert.equal(await lesson.text('sentence'), DEAD.steps[0].sentence);
  assert.equal(await lesson.text('question'), DEAD.steps[0].question);
  assert.equal(await lesson.panel.locator('.answer').isVisible(), false, 'the answer waits');
  assert.equal(await verdictOf(page, 'neuron'), '', 'and so does what the figure says of it');
  assert.equal(await hashOf(page), '#?v=1&curves.z=2&lesson=dead&step=1');
  const { y } = await page.locator('main relu-figure[name=neuron]').boundingBox() ?? { y: NaN };
  assert.ok(y >= 0 && y < 200, `the figure is at ${y}`);

  await lesson.press('lesson.reveal');
  assert.equal(await lesson.text('answer'), DEAD.steps[0].answer);
  assert.match(await verdictOf(page, 'neuron'), /^Active on 50/);
  await lesson.press('lesson.conceal');
  assert.equal(await verdictOf(page, 'neuron'), '');

  await lesson.press('lesson.next');
  await lesson.at(2);
  assert.equal(await valueOf(page, 'neuron', 'b'), '0.5');
  assert.equal(await hashOf(page), '#?v=1&curves.z=2&neuron.b=0.5&lesson=dead&step=2');
  assert.equal(await figure.readout('z'), '2', 'other figures are left as they are');
  await page.goBack();
  await lesson.at(1);
  assert.equal(await valueOf(page, 'neuron', 'b'), null);
  await page.goForward();
  await lesson.at(2);
  assert.equal(await valueOf(page, 'neuron', 'b'), '0.5');

  await lesson.unfold('lesson.plan');
  assert.deepEqual(await lesson.panel.locator('details ul:not(.marks) li').allInnerTexts(), DEAD.goals);
  await lesson.panel.locator('.plan button').nth(7).click();
  await lesson.at(8);
  assert.equal(await lesson.button(say('lesson.next')).getAttribute('aria-disabled'), 'true');
  await lesson.press('lesson.close');
  assert.equal(await lesson.panel.isVisible(), false);
  assert.match(await hashOf(page), /^#\?v=1&curves.z=2&neuron.b=0.5(&training[^&]*)*$/, 'the figures stay as they stand');
  assert.equal(await page.locator('relu-figure[name=training]').getAttribute('concealed'), null);
  await page.goBack();
  await lesson.at(8);
}));

test('a link opens a lesson at its step, in the state that the step has, or that the link says', visiting({ hash: '?v=1&lesson=dead&step=3' }, async ({ page, url }) => {
  const lesson = new Lesson(page);
  await lesson.at(3);
  assert.equal(await lesson.text('question'), DEAD.steps[2].question);
  assert.equal(await valueOf(page, 'neuron', 'b'), '-10');
  await eventually(() => page.locator('main relu-figure[name=neuron]').boundingBox(), (box) => assert.ok(box && box.y >= 0 && box.y < 300, `the figure is at ${box?.y}`));

  // A figure that is moved away from the step is there after a reload, even where it began.
  await lesson.press('lesson.reveal');
  await page.locator('main relu-figure[name=neuron]').getByRole('button', { name: 'Half' }).click();
  const hash = await hashOf(page);
  await page.goto('about:blank');
  await page.goto(url + hash);
  await lesson.at(3);
  assert.equal(await valueOf(page, 'neuron', 'b'), null, hash);
}));

test('a link to a lesson opens it with the names of figures that nobody has seen yet, and P presents it', visiting({ hash: '?v=1&lesson=why&step=1' }, async ({ page }) => {
  const lesson = new Lesson(page);
  await lesson.at(1);
  await lesson.unfold('lesson.plan');
  assert.match((await lesson.panel.locator('.plan li').allInnerTexts())[3] ?? '', new RegExp(`^${say('chain.name')}: `));
  const shown = new Presentation(page);
  assert.equal(await page.getByRole('button', { name: say('present.open'), exact: true }).count(), 1);
  await lesson.press('lesson.next');
  await lesson.at(2);
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
  await page.keyboard.press('p');
  await shown.dialog.getByText('2 of 7', { exact: true }).waitFor();
  await shown.dialog.getByText(written('why').steps[1].sentence).waitFor();
}));

test('what a link has of a lesson is refused part by part, and told', visiting({ hash: '?v=1&lesson=dead&step=99&title=x' }, async ({ page }) => {
  const lesson = new Lesson(page);
  await lesson.at(8);
  assert.match(await noticeOf(page), /no step “99”; step 8 is shown/);
  assert.match(await noticeOf(page), /could not be read: title=x/);
  for (const [hash, told, steps] of /** @type {[string, RegExp, number][]} */ ([
    ['?v=1&lesson=alive', /lesson “alive”, which is not here/, 0],
    ['?v=1&lesson=own&slide=nothing,a=1;x', /could not be read: slide=nothing,a=1;x[^]*no step that can be shown|no step that can be shown[^]*could not be read/, 0],
    ['?v=1&lesson=own&slide=curves;a;b;c;d&slide=chain,weight=0.5;Half+a+weight', /could not be read: slide=curves;a;b;c;d/, 1],
    ['?v=1&lesson=own&slide=chain,weight=heavy;A+weight%E0%A4%A', /chain\.weight = heavy/, 1],
    ['?v=1&step=2&curves.z=1', /step=2/, 0],
  ])) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    await eventually(() => noticeOf(page), (text) => assert.match(text, told, hash));
    if (steps > 0) await lesson.at(1);
    else await eventually(() => lesson.panel.locator('.progress').isVisible(), (shown) => assert.equal(shown, false, hash));
  }
  assert.equal(await valueOf(page, 'curves', 'z'), '1', 'what can be used is used');
}));

/** Pages in some frames may not name their state. */
function refuseEntries() {
  const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
  history.pushState = refuse;
  history.replaceState = refuse;
}

test('a lesson is given where the page may not write its address', visiting({ before: [refuseEntries] }, async ({ page }) => {
  const lesson = new Lesson(page);
  await lesson.begin(DEAD.title);
  await lesson.press('lesson.next');
  await lesson.at(2);
  assert.equal(await valueOf(page, 'neuron', 'b'), '0.5');
}));

for (const [width, colorScheme] of /** @type {const} */ ([[1280, 'light'], [390, 'dark']])) {
  test(`at ${width} px the panel leaves the page to be read, and nothing is wrong with it`, visiting({ width, height: 800, context: { colorScheme } }, async ({ page }) => {
    const lesson = new Lesson(page);
    await lesson.open();
    if (width === 390) assert.deepEqual(await violations(page), []);
    await lesson.button(DEAD.title).click();
    await lesson.at(1);
    await lesson.press('lesson.reveal');
    assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
    const panel = await lesson.panel.boundingBox();
    const figure = await page.locator('main relu-figure[name=neuron]').boundingBox();
    assert.ok(panel && figure);
    if (width === 390) assert.ok(panel.height <= 0.46 * 800, 'more than half of the window is the page’s');
    else assert.ok(figure.x + figure.width <= panel.x, 'the figure stands beside the panel');
    if (width === 1280) assert.deepEqual(await violations(page), []);
    await lesson.unfold('lesson.tools');
    await lesson.press('lesson.edit-copy');
    assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
    if (width === 390) assert.deepEqual(await violations(page), []);
  }));
}
