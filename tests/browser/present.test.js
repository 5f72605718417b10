/**
 * A presentation of the article's figures, as whoever stands before a class gives it: by keys, by a clicker, by pointing.
 */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { violations } from './axe.js';
import { DIST, drawn, eventually, hashOf, site } from './browser.js';
import { Figure } from './figure.js';
import { Presentation } from './presentation.js';
import { say } from './words.js';

const { visiting } = await site();

/** A projector of the smaller kind. */
const PROJECTOR = { width: 1280, height: 720 };

/** Chromium's advice to those who read a canvas more than once. */
const READING = /willReadFrequently/;

const ORDER = ['curves', 'chain', 'neuron', 'sparsity', 'depth', 'sweep', 'training', 'limits'];

test('a key begins the presentation, arrows and a clicker move through it, and Escape leaves it', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.offered();
  const summary = page.locator('nav.contents summary');
  const sheets = await page.evaluate(() => document.adoptedStyleSheets.length);
  await summary.focus();
  await page.keyboard.press('p');
  await drawn(page);
  assert.equal(await shown.dialog.count(), 0, 'no key is taken from a control that has the focus');
  await shown.button.focus();
  await shown.button.press('Enter');
  await shown.at(1, 'curves');
  assert.deepEqual(await shown.order(), ORDER.slice(0, 1));
  assert.match(await shown.spoken(), /^Slide 1 of 8: /);
  for (const [key, place] of /** @type {const} */ ([['PageDown', 2], ['ArrowRight', 3], ['PageUp', 2], ['ArrowLeft', 1], ['ArrowLeft', 1], [' ', 2], ['Home', 1]])) {
    await page.keyboard.press(key);
    await shown.at(place, ORDER[place - 1] ?? '');
  }
  await page.keyboard.press('End');
  await shown.at(8, 'limits');
  await page.keyboard.press('PageDown');
  await shown.at(8, 'limits');
  await page.keyboard.press('Escape');
  await shown.gone();
  assert.ok(await shown.button.evaluate((node) => node === document.activeElement), 'the focus is back where it came from');
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), sheets, 'nothing of its style is left');
}));

test('at 1280 by 720 no label is smaller than 28 px and no curve thinner than 4 px', visiting({ ...PROJECTOR, remarks: [READING], hash: '?v=1&curves.z=2&curves.over=leaky-relu' }, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  for (const [place, name] of ORDER.entries()) {
    await shown.at(place + 1, name);
    const { size, box, window } = await shown.measure();
    assert.ok(size >= 28, `${name} writes at ${size} px`);
    assert.equal(box.width > 0.97 * window.width, true, `${name} is ${box.width} px wide`);
    assert.ok(box.bottom <= window.height && box.height > 0.6 * window.height, `${name} is ${box.height} px high`);
    await page.keyboard.press('PageDown');
  }
  await page.keyboard.press('Home');
  await shown.at(1, 'curves');
  // Digits are some 0.7 of the size of their text; what is measured is what was painted.
  const { digits, curve, beside } = await shown.painted();
  assert.ok(digits.length >= 5 && Math.min(...digits) >= 0.68 * 28, `the digits are ${digits} px high`);
  assert.ok(curve >= 4, `the curve is ${curve} px thick`);
  assert.ok(beside >= 4, `the one beside it is ${beside} px thick`);
  // Which of the lines is which, stands beside it.
  assert.deepEqual(await shown.dialog.getByRole('list', { name: say('present.legend') }).getByRole('listitem').allInnerTexts(), ['ReLU(z)', 'its slope, ReLU\u2032(z)', 'Leaky ReLU']);
  await page.keyboard.press('c');
  const open = await shown.measure();
  assert.ok(open.size >= 28 && open.box.width > 0.97 * open.window.width && open.box.height > 0.5 * open.window.height, `with controls ${JSON.stringify(open)}`);
}));

test('the first key on a page that nobody has touched begins it', visiting(PROJECTOR, async ({ page }) => {
  await page.keyboard.press('p');
  await new Presentation(page).at(1, 'curves');
}));

test('what is said is read page by page, and no page ends within a sentence', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  await page.keyboard.press('End');
  for (const name of ['limits', 'depth', 'sparsity']) {
    while (!(await shown.order()).includes(name)) await page.keyboard.press('PageUp');
    await shown.at(ORDER.indexOf(name) + 1, name);
    // As long as results come, what is said changes.
    const work = shown.figure(name).element.locator('.work');
    if (await work.count() > 0) await eventually(() => work.getAttribute('class'), (state) => assert.match(state ?? '', /done|none/), 20_000);
    const all = await shown.figure(name).verdict();
    const more = shown.dialog.getByRole('button', { name: say('present.more') });
    const read = [await shown.seen()];
    for (let last = ''; last !== read.at(-1); ) {
      last = read.at(-1) ?? '';
      await page.keyboard.press('ArrowDown');
      const now = await shown.seen();
      if (now !== last) read.push(now);
      assert.ok(read.length < 12);
    }
    assert.equal(read.join(' '), all, `all of ${name} can be read`);
    assert.ok(read.every((part) => /[.!?]$/.test(part)), read.join(' | '));
    assert.ok(read.length === 1 || await more.isVisible(), 'and a sign says that there is more');
  }
}));

test('after dragging a slider or the picture the clicker moves on, and the article has what was dragged', visiting({ ...PROJECTOR, remarks: [READING] }, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  const figure = shown.figure('curves');
  const verdict = await figure.verdict();
  await page.keyboard.press('c');
  const slider = figure.sliderOf('z');
  const { x, y, width, height } = await slider.boundingBox() ?? assert.fail('the drawer shows no slider');
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 0.9 * width, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await eventually(() => figure.verdict(), (now) => assert.notEqual(now, verdict));
  const z = await slider.inputValue();
  await page.keyboard.press('PageDown');
  await shown.at(2, 'chain');
  await eventually(() => hashOf(page), (hash) => assert.match(hash, /curves\.z=3/));
  await page.keyboard.press('PageUp');
  await shown.at(1, 'curves');
  assert.equal(await slider.inputValue(), z, 'the slide keeps what was done to it');
  await page.keyboard.press('c');
  // On the picture: the handle is taken where it is seen, and goes where the pointer goes.
  const before = await figure.verdict();
  const place = await shown.handle();
  await page.mouse.move(place.x, place.y);
  await page.mouse.down();
  await page.mouse.move(place.x - 200, place.y, { steps: 4 });
  await page.mouse.up();
  await eventually(() => figure.verdict(), (now) => assert.notEqual(now, before));
  const moved = await shown.handle();
  assert.ok(Math.abs(moved.x - (place.x - 200)) <= 3, `the handle followed from ${place.x} to ${moved.x}`);
  await page.keyboard.press('ArrowRight');
  await shown.at(2, 'chain');
  await page.keyboard.press('ArrowLeft');
  await shown.at(1, 'curves');
  const last = await figure.verdict();
  await page.keyboard.press('Escape');
  await shown.gone();
  const article = new Figure(page, 'curves');
  await eventually(() => article.verdict(), (now) => assert.equal(now, last));
}));

test('whatever the pointer was used for, the clicker goes on', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  await page.keyboard.press('c');
  const z = shown.figure('curves').fieldOf('z');
  await z.click();
  await z.fill('1.25');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await shown.at(8, 'limits');
  await page.keyboard.press('PageUp');
  await shown.at(7, 'training');
  const training = shown.figure('training').element;
  // A group is opened, and a list is opened and closed again.
  const group = training.locator('summary').first();
  await group.click();
  assert.ok(await group.evaluate((summary) => /** @type {HTMLDetailsElement} */ (summary.parentElement).open));
  await page.keyboard.press('PageUp');
  await shown.at(6, 'sweep');
  await page.keyboard.press('PageDown');
  await shown.at(7, 'training');
  const speed = training.locator('select');
  await speed.waitFor();
  const before = await speed.inputValue();
  await speed.click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('PageDown');
  await shown.at(8, 'limits');
  await page.keyboard.press('PageUp');
  await shown.at(7, 'training');
  assert.equal(await speed.inputValue(), before);
  await speed.selectOption({ index: 0 });
  await page.keyboard.press('PageUp');
  await shown.at(6, 'sweep');
}));

test('a field keeps its keys, and Escape gives the focus back to the stage first', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  await page.keyboard.press('c');
  const field = shown.figure('curves').fieldOf('z');
  await field.click();
  await field.fill('');
  await page.keyboard.type('1.25brc?');
  assert.equal(await field.inputValue(), '1.25brc?');
  for (const key of ['ArrowRight', 'PageDown', 'End', 'Home']) await page.keyboard.press(key);
  await shown.at(1, 'curves');
  await page.keyboard.press('Escape');
  assert.equal(await shown.dialog.count(), 1);
  await page.keyboard.press('PageDown');
  await shown.at(2, 'chain');
}));

test('a key conceals what the figure says and reveals it; the clicker reveals before it moves on', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.begin();
  const figure = shown.figure('curves');
  await page.keyboard.press('r');
  await figure.sentence.waitFor({ state: 'hidden' });
  await shown.dialog.getByText(say('present.expect')).waitFor();
  const { box } = await shown.measure();
  await page.keyboard.press('PageDown');
  await figure.sentence.waitFor();
  await shown.at(1, 'curves');
  assert.deepEqual((await shown.measure()).box, box, 'the picture keeps its place');
  assert.equal(await shown.spoken(), await figure.verdict());
  await page.keyboard.press('PageDown');
  await shown.at(2, 'chain');
  for (const key of ['b', '.']) {
    await page.keyboard.press(key);
    await shown.dialog.locator('canvas:visible').waitFor({ state: 'detached' });
    assert.match(await shown.spoken(), /blank/);
    await page.keyboard.press(key);
    await shown.figure('chain').canvas.waitFor();
  }
}));

test('a slide with a question begins concealed, and what was shown last is told', visiting(PROJECTOR, async ({ page, url }) => {
  const file = readdirSync(join(DIST, 'www/classroom')).find((name) => /^present-.*\.js$/.test(name));
  const shown = new Presentation(page);
  await shown.offered();
  const words = JSON.parse(readFileSync(new URL('../../www/words/en.class.json', import.meta.url), 'utf8'));
  await page.evaluate(async ([address, words]) => {
    const { present } = await import(address);
    /** @type {(tag: string, attributes?: Record<string, string>, ...children: (Node | string)[]) => Element} */
    const build = (tag, attributes = {}, ...children) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    };
    const word = (/** @type {Record<string, string>} */ all, /** @type {string} */ key) => all[key] ?? key;
    const render = (/** @type {Record<string, string>} */ all, /** @type {string[]} */ [key = '', ...gaps]) => {
      return (all[key] ?? key).replace(/{(.*?)}/g, (_, gap) => gaps[gaps.indexOf(gap) + 1] ?? '');
    };
    const values = new Map([['z', '-2']]);
    const slides = [
      { figure: 'curves', values, sentence: 'Look at the left.', question: 'What comes through?', answer: 'Nothing.' },
      { figure: 'curves', values: new Map(), sentence: '', question: '', answer: '' },
    ];
    Reflect.set(window, 'last', present({ build, word, render, get: fetch }, slides, 0, words));
  }, /** @type {const} */ ([`${url}www/classroom/${file}`, words]));
  await shown.dialog.getByText('What comes through?').last().waitFor();
  await shown.dialog.getByText('Look at the left.').waitFor();
  const first = shown.figure('curves');
  await first.canvas.waitFor();
  await first.sentence.waitFor({ state: 'hidden' });
  await page.keyboard.press('r');
  await first.sentence.waitFor();
  assert.match(await first.verdict(), /^At z = −2 /);
  const answer = shown.dialog.getByText('Nothing.', { exact: true });
  assert.ok(await answer.isVisible(), 'the answer of the lesson comes first');
  assert.match(await shown.spoken(), /^Nothing\. At z = −2 /);
  for (const text of [answer, shown.dialog.getByText('Look at the left.'), shown.dialog.getByText('1 of 2', { exact: true })]) {
    const size = await text.evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
    assert.ok(size >= 28, `${await text.innerText()} is written at ${size} px`);
  }
  assert.equal(await shown.seen(), '');
  await page.keyboard.press('ArrowDown');
  await eventually(() => shown.seen(), (said) => assert.match(said, /^At z = −2 /, 'what the figure says is read on to'));
  await page.keyboard.press('PageDown');
  await eventually(() => shown.figure('curves').verdict(), (verdict) => assert.match(verdict, /^At z = 0\.5 /));
  await page.keyboard.press('Escape');
  await shown.gone();
  assert.equal(await page.evaluate(() => Reflect.get(window, 'last')), 1);
}));

test('the list of shortcuts comes with a question mark, and letters can be switched off for good', visiting(PROJECTOR, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.offered();
  await page.keyboard.press('?');
  await shown.list.waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('p');
  await page.keyboard.press('Escape');
  await shown.list.waitFor({ state: 'detached' });
  assert.equal(await shown.dialog.count(), 0, 'the list has no presentation begin');
  await shown.begin();
  await page.keyboard.press('?');
  await shown.list.getByRole('checkbox', { name: say('shortcuts.letters') }).uncheck();
  await page.keyboard.press('Escape');
  await shown.list.waitFor({ state: 'detached' });
  await shown.at(1, 'curves');
  for (const key of ['r', 'b', '.', '?', 'c']) await page.keyboard.press(key);
  await drawn(page);
  assert.ok(await shown.figure('curves').sentence.isVisible());
  assert.equal(await shown.list.count(), 0);
  await page.keyboard.press('PageDown');
  await shown.at(2, 'chain');
  await page.reload();
  await shown.offered();
  await page.keyboard.press('p');
  await drawn(page);
  assert.equal(await shown.dialog.count(), 0, 'and remain so');
  await shown.button.click();
  await shown.at(1, 'curves');
}));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`a ${colorScheme} presentation has nothing that axe finds fault with, its drawer open or not`, visiting({ ...PROJECTOR, context: { colorScheme } }, async ({ page }) => {
    const shown = new Presentation(page);
    await shown.begin();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('c');
    await shown.figure('curves').sliderOf('z').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('c');
    await page.keyboard.press('r');
    await shown.dialog.getByText(say('present.expect')).waitFor();
    assert.deepEqual(await violations(page), []);
  }));
}

test('on a phone everything is within the window', visiting({ width: 390, height: 800, context: { hasTouch: true } }, async ({ page }) => {
  const shown = new Presentation(page);
  await shown.offered();
  await shown.button.click();
  await shown.at(1, 'curves');
  const { box, window } = await shown.measure();
  assert.ok(box.width <= window.width && box.height > 0.55 * window.height, `the picture is ${box.width} by ${box.height}`);
  for (const button of await shown.dialog.locator('.bar button').all()) {
    const { x, y, width, height } = await button.boundingBox() ?? assert.fail('a button is not to be seen');
    assert.ok(x >= 0 && x + width <= window.width && y >= 0 && y + height <= window.height);
  }
  await shown.dialog.getByRole('button', { name: say('present.leave') }).click();
  await shown.gone();
}));
