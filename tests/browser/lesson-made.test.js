/**
 * Somebody makes a lesson in the page, and its link carries it.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { Lesson, valueOf } from './lesson.js';
import { say } from './words.js';

const { visiting } = await site();

const CURVES = say('curves.name');
const CHAIN = say('chain.name');
const NEURON = say('neuron.name');

/** @param {Lesson} lesson @param {string[]} figures */
const shows = (lesson, figures) => eventually(() => lesson.made(), (made) => assert.deepEqual(made, figures.map((name, i) => `${i + 1}. ${name}`)));

test('a lesson is made, put in order and written by keyboard alone; its link opens the same in a fresh page', visiting({}, async ({ page, url, figure }) => {
  const lesson = new Lesson(page);
  await figure.type('2');
  const press = async (/** @type {import('playwright-core').Locator} */ target, /** @type {string} */ key = 'Enter') => {
    await target.focus();
    await page.keyboard.press(key);
  };
  await lesson.opener.waitFor();
  await press(lesson.opener);
  await lesson.panel.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), say('lesson.lessons'), 'the panel has the focus');
  await press(lesson.button(say('lesson.make')));
  await page.keyboard.type('Bend & break; 100% “mine”');
  await page.keyboard.press('Tab');
  await page.keyboard.type('First goal\nSecond, with a comma');
  await press(lesson.button(say('lesson.add')));
  await shows(lesson, [CURVES]);
  const chain = page.locator('main relu-figure[name=chain]');
  await lesson.field('lesson.figure').selectOption('chain');
  await press(lesson.button(say('lesson.add')));
  await shows(lesson, [CURVES, CHAIN]);
  assert.equal(await chain.getAttribute('concealed'), 'all', 'a figure that is not looked at stays as it is');
  await lesson.field('lesson.figure').selectOption('neuron');
  await press(lesson.button(say('lesson.add')));
  await shows(lesson, [CURVES, CHAIN, NEURON]);

  await lesson.field('lesson.sentence').focus();
  await page.keyboard.type('One unit; one line: a=b+c, 5%');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Where?\nAnd why?');
  await page.keyboard.press('Tab');
  await page.keyboard.type('There – “above” √2');
  await press(lesson.button(say('lesson.up', { step: 3 })));
  await shows(lesson, [CURVES, NEURON, CHAIN]);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), say('lesson.up', { step: 2 }), 'the focus goes with the step');
  await page.keyboard.press('Enter');
  await shows(lesson, [NEURON, CURVES, CHAIN]);
  await page.goBack();
  await shows(lesson, [CURVES, NEURON, CHAIN]);
  await press(lesson.button(say('lesson.down', { step: 1 })));
  await shows(lesson, [NEURON, CURVES, CHAIN]);
  await press(lesson.button(say('lesson.remove', { step: 3 })));
  await shows(lesson, [NEURON, CURVES]);
  await press(lesson.button(say('lesson.go', { step: 1, figure: NEURON })));
  await eventually(() => lesson.field('lesson.question').inputValue(), (text) => assert.equal(text, 'Where?\nAnd why?'));
  await press(lesson.button(say('lesson.done')));
  await lesson.at(1);

  const hash = await hashOf(page);
  await page.goto('about:blank');
  await page.goto(url + hash);
  await lesson.at(1);
  assert.equal(await lesson.panel.getByRole('heading', { level: 2 }).innerText(), 'Bend & break; 100% “mine”');
  assert.equal(await lesson.text('sentence'), 'One unit; one line: a=b+c, 5%');
  assert.equal((await lesson.text('question')).replace(/\s+/g, ' '), 'Where? And why?');
  await press(lesson.button(say('lesson.reveal')));
  assert.equal(await lesson.text('answer'), 'There – “above” √2');
  await press(lesson.button(say('lesson.next')));
  await lesson.at(2);
  assert.equal(await valueOf(page, 'curves', 'z'), '2');
  assert.equal(await page.locator('.notice').isVisible(), false);
}));

test('one that comes with the page can be changed; it stays what it is', visiting({ hash: '?v=1&lesson=why&step=2', still: true }, async ({ page, figure }) => {
  const lesson = new Lesson(page);
  await lesson.at(2);
  await lesson.unfold('lesson.tools');
  await lesson.press('lesson.edit-copy');
  assert.equal((await lesson.made()).length, 7);
  await figure.type('-3');
  await lesson.press('lesson.take');
  const limits = page.locator('main relu-figure[name=limits]');
  await limits.scrollIntoViewIfNeeded();
  await limits.getByRole('button').first().click();
  assert.equal(await lesson.field('lesson.figure').inputValue(), 'limits', 'the figure that was used last is the one that would be added');
  await lesson.field('lesson.sentence').fill('Further left.');
  await lesson.press('lesson.done');
  await lesson.at(2);
  assert.equal(await lesson.text('sentence'), 'Further left.');
  assert.match(await hashOf(page), /slide=curves,z=-3;Further\+left\.;/);
  await lesson.press('lesson.others');
  await lesson.button('Why ReLU').click();
  await lesson.at(1);
  await lesson.press('lesson.next');
  await lesson.at(2);
  assert.equal(await valueOf(page, 'curves', 'z'), '-1');
  await lesson.press('lesson.others');
  await lesson.press('lesson.go-on');
  assert.equal((await lesson.made()).length, 7, 'one’s own is still there');
}));

test('a lesson that is too long for a link says so, and the address holds none that is cut', visiting({}, async ({ page }) => {
  const lesson = new Lesson(page);
  await lesson.open();
  await lesson.press('lesson.make');
  assert.equal(await lesson.panel.locator('.making .told').innerText(), say('lesson.empty'));
  await lesson.press('lesson.add');
  await lesson.field('lesson.sentence').fill('x'.repeat(7000));
  await lesson.field('lesson.question').focus();
  assert.match(await hashOf(page), /lesson=own/);
  // A letter of another script takes six characters.
  await lesson.field('lesson.question').fill('\u0416'.repeat(400));
  await lesson.field('lesson.answer').focus();
  await eventually(() => lesson.panel.locator('.too-long').innerText(), (text) => assert.match(text, /^The link of this lesson has 9\d\d\d characters/));
  assert.match(await hashOf(page), /lesson=own/);
  await lesson.field('lesson.question').fill('y'.repeat(26_000));
  await lesson.field('lesson.answer').focus();
  await eventually(() => lesson.panel.locator('.too-long').innerText(), (text) => assert.match(text, /^This lesson is too long for a link: 33\d\d\d of at most 32000 characters/));
  assert.doesNotMatch(await hashOf(page), /lesson=/);
  // It is not lost with the page.
  await page.reload();
  await lesson.open();
  await lesson.press('lesson.go-on');
  await eventually(() => lesson.field('lesson.question').inputValue(), (text) => assert.equal(text.length, 26_000));
  await lesson.field('lesson.question').fill('Why?');
  await lesson.field('lesson.answer').focus();
  await eventually(() => hashOf(page), (hash) => assert.match(hash, /lesson=own.*Why%3F/));
  assert.equal(await lesson.panel.locator('.too-long').innerText(), '');
}));

test('the link is copied, or shown where the browser does not copy', visiting({ hash: '?v=1&curves.z=1&lesson=dead&step=4', context: { permissions: [] } }, async ({ page, url }) => {
  const lesson = new Lesson(page);
  await lesson.at(4);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await lesson.unfold('lesson.tools');
  await lesson.press('lesson.copy');
  const shown = lesson.panel.getByLabel(say('lesson.link'));
  await shown.waitFor();
  assert.equal(await shown.inputValue(), `${url}#?v=1&lesson=dead&step=1`);
}));
