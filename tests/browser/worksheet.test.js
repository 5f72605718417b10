/**
 * A lesson on paper: a sheet with figures, questions and room to answer, and a key with the answers.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { Lesson } from './lesson.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

const DEAD = JSON.parse(readFileSync(new URL('../../www/classroom/lessons/dead.json', import.meta.url), 'utf8'));

/** Nobody is there to answer a dialog: that one would open is counted. */
function countPrints() {
  Object.assign(window, { printed: 0 });
  window.print = () => Object.assign(window, { printed: Reflect.get(window, 'printed') + 1 });
}

/** @param {Page} page @param {number} times */
const printed = (page, times) => eventually(() => page.evaluate(() => Reflect.get(window, 'printed')), (count) => assert.equal(count, times), 40_000);

/** What would be on paper. @param {Page} page */
async function onPaper(page) {
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const text = await page.locator('body').innerText();
  const seen = await page.evaluate(() => ({
    others: [...document.body.children].filter((child) => !child.classList.contains('worksheet') && child.checkVisibility()).map(({ localName }) => localName),
    figures: [...document.querySelectorAll('.worksheet relu-figure')].map((figure) => {
      const canvas = /** @type {HTMLCanvasElement} */ (figure.shadowRoot?.querySelector('canvas'));
      const { width, height } = canvas.getBoundingClientRect();
      const context = canvas.getContext('2d');
      const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      const verdict = figure.shadowRoot?.querySelector('.verdict');
      const inputs = [...figure.shadowRoot?.querySelectorAll('input, button') ?? []];
      return {
        failed: figure.hasAttribute('failed'),
        colours: new Set(new Uint32Array(pixels.buffer)).size,
        corner: pixels.slice(0, 4).join(),
        stretched: Math.abs(canvas.width / canvas.height / (width / height) - 1),
        height,
        width,
        told: [verdict, ...inputs].filter((element) => element?.checkVisibility()).length,
      };
    }),
    apart: [...document.querySelectorAll('.worksheet .step')].map((step) => getComputedStyle(step).breakInside),
  }));
  return { text, ...seen };
}

/** @param {Buffer} pdf */
const pagesOf = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test('a worksheet has the figures, the questions and room to answer, the key the answers; nothing else is printed', visiting({ hash: '?v=1&lesson=dead&step=3', before: [countPrints], context: { colorScheme: 'dark' } }, async ({ page, url }) => {
  const lesson = new Lesson(page);
  await lesson.at(3);
  const before = await page.evaluate(() => location.hash);
  await lesson.unfold('lesson.tools');
  await lesson.press('lesson.worksheet');
  await printed(page, 1);
  const sheet = await onPaper(page);
  assert.deepEqual(sheet.others, [], 'nothing of the article is on the sheet');
  for (const text of [DEAD.title, ...DEAD.goals, ...DEAD.steps.flatMap((/** @type {{ sentence: string, question: string }} */ step) => [step.sentence, step.question]), say('worksheet.name'), say('worksheet.date')]) {
    assert.ok(sheet.text.includes(text), text);
  }
  for (const { answer } of DEAD.steps) assert.ok(!sheet.text.includes(answer), `the sheet tells: ${answer}`);
  assert.ok(sheet.text.includes(`${url}#?v=1&lesson=dead&step=1`), 'where the lesson is found');
  // Where the picture is what is asked for, it is to be drawn.
  const training = DEAD.steps.filter((/** @type {{ figure: string }} */ { figure }) => figure === 'training').length;
  assert.equal(await page.locator('.worksheet .sketch').count(), training);
  assert.equal(sheet.figures.length, DEAD.steps.length - training);
  for (const [i, figure] of sheet.figures.entries()) {
    assert.equal(figure.failed, false);
    assert.ok(figure.colours > 3, `figure ${i + 1} is drawn`);
    assert.equal(figure.corner, '255,255,255,255', 'black on white, whatever the screen is');
    assert.ok(figure.stretched < 0.02, `figure ${i + 1} keeps its proportions`);
    // Beside it there is room to write, below it for another.
    const shape = figure.height / figure.width;
    assert.ok(shape > 0.4 && shape < 1.2, `figure ${i + 1} has its place on a page: ${figure.width} by ${figure.height}`);
    assert.equal(figure.told, 0, `figure ${i + 1} keeps the answer to itself`);
  }
  assert.deepEqual(new Set(sheet.apart), new Set(['avoid']));
  assert.equal(await page.locator('.worksheet .room').count(), DEAD.steps.length);
  await page.emulateMedia({ media: null });
  const pages = pagesOf(await page.pdf({ format: 'A4' }));
  assert.ok(pages >= 3 && pages <= 4, `${pages} pages of A4`);
  await eventually(() => page.locator('.worksheet').count(), (count) => assert.equal(count, 0, 'the sheet goes when it has been printed'));

  await lesson.press('lesson.key');
  await printed(page, 2);
  const key = await onPaper(page);
  for (const { answer } of DEAD.steps) assert.ok(key.text.includes(answer), answer);
  assert.equal(key.figures.length, 0);
  assert.deepEqual(key.others, []);
  await page.emulateMedia({ media: null });
  const ofKey = pagesOf(await page.pdf({ format: 'A4' }));
  assert.ok(ofKey >= 1 && ofKey <= 2, `the key has ${ofKey} pages`);

  assert.equal(await page.evaluate(() => location.hash), before, 'the page is what it was');
  assert.ok(await page.locator('main').isVisible());

  await page.evaluate(() => { location.hash = '?v=1&lesson=why'; });
  await lesson.at(1);
  await lesson.press('lesson.worksheet');
  await printed(page, 3);
  const onLetter = pagesOf(await page.pdf({ format: 'Letter' }));
  assert.ok(onLetter >= 2 && onLetter <= 4, `${onLetter} pages of Letter`);
}));
