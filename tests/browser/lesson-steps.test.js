/**
 * The lessons that come with the page: every step can be gone to, its figure takes all of its values, and every number that is
 * said of it is one that the figure shows there.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { Lesson, valueOf } from './lesson.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {{ title: string, goals: string[], steps: { figure: string, values: Record<string, string>, minutes: number, sentence: string, question: string, answer: string }[] }} Written */

/** How long each takes. @type {Record<string, number>} */
const MINUTES = { why: 15, dead: 20, depth: 30 };

/** The numbers in a text, each as it is written. @param {string} text */
const numbersIn = (text) => /** @type {string[]} */ (text.match(/\u2212?(?:\d+(?:\.\d+)?\u00b7)?10[\u207b\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+|\u2212?\d+(?:\.\d+)?/g) ?? []);

/** All that a figure says: verdict, values beside it, table, and what its controls hold. @param {import('playwright-core').Page} page @param {string} name @returns {Promise<string>} */
const told = (page, name) => page.locator(`main relu-figure[name=${name}]`).evaluate(({ shadowRoot }) => {
  const root = /** @type {ShadowRoot} */ (shadowRoot);
  const details = root.querySelector('.actions details');
  if (details instanceof HTMLDetailsElement) details.open = true;
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => {
    const texts = [...root.querySelectorAll('.verdict, .readouts dd, td, th, caption')].map(({ textContent }) => textContent);
    const fields = [...root.querySelectorAll('input')].filter(({ type }) => type === 'text').map(({ value }) => value);
    if (details instanceof HTMLDetailsElement) details.open = false;
    resolve([...texts, ...fields].join(' '));
  })));
});

for (const [name, minutes] of Object.entries(MINUTES)) {
  /** @type {Written} */
  const written = JSON.parse(readFileSync(new URL(`../../www/classroom/lessons/${name}.json`, import.meta.url), 'utf8'));

  test(`\u201c${written.title}\u201d takes ${minutes} minutes, and says what its figures show`, visiting({ hash: `?v=1&lesson=${name}`, still: true }, async ({ page }) => {
    assert.equal(written.steps.reduce((sum, step) => sum + step.minutes, 0), minutes);
    assert.ok(written.goals.length >= 3);
    const lesson = new Lesson(page);
    for (const [i, step] of written.steps.entries()) {
      const where = `step ${i + 1} of ${name}`;
      if (i > 0) await lesson.press('lesson.next');
      await lesson.at(i + 1);
      assert.equal(await page.locator('.notice').isVisible(), false, `${where} is taken as it is`);
      for (const [key, value] of Object.entries(step.values)) {
        const taken = await valueOf(page, step.figure, key);
        // What is a figure's default it does not write.
        if (taken !== null) assert.equal(taken, value, `${where}: ${key}`);
      }
      assert.ok(step.question !== '' && step.answer !== '', `${where} asks and answers`);
      const marks = lesson.panel.locator('.marks li');
      await eventually(() => marks.count(), (count) => assert.ok(count > 1, `${where} says what the marks of its figure stand for`));
      await lesson.press('lesson.reveal');
      assert.equal(await lesson.text('answer'), step.answer);
      const work = page.locator(`main relu-figure[name=${step.figure}] .work`);
      if (await work.count() > 0) await eventually(() => work.getAttribute('class'), (state) => assert.match(state ?? '', /done|none/, where), 40_000);
      const shown = numbersIn(await told(page, step.figure));
      for (const part of [step.sentence, step.question, step.answer]) {
        for (const number of numbersIn(part)) assert.ok(shown.includes(number), `${where}: nothing shows the ${number} of \u201c${part}\u201d`);
      }
    }
    assert.equal(await lesson.button(say('lesson.next')).getAttribute('aria-disabled'), 'true');
  }));
}
