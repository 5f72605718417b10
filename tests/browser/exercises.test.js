/**
 * The exercises: answers as people write them, what is said to a right one and to a mistake, and that nothing of it is
 * kept or sent.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

/** The questions by their keys, with the words by which the article asks them. */
const QUESTIONS = {
  'chain.relu': 'The gradient with ReLU',
  'chain.sigmoid': 'The gradient with the sigmoid',
  'chain.ratio': 'The ratio of the two',
  'unit.z': 'The pre-activation z',
  'unit.output': 'The output',
  'unit.slope': 'The slope',
  'unit.gradient': 'The gradient of the first weight',
  'unit.share': 'The active share of the cube',
  'unit.leaky': 'The output of the leaky ReLU',
  'plateau.loss': 'The loss of a constant answer',
  'mixed.four': 'Two of each',
  'mixed.ten': 'Ten hidden layers in turn',
  'mixed.all': 'Ten hidden layers of sigmoid',
};

/** @typedef {keyof typeof QUESTIONS} Key */

/** A link to the exercises. */
const HERE = { hash: 'exercises' };

/** A question of the article, as a reader meets it. */
class Question {
  /**
   * @param {Page} page
   * @param {Key} key
   */
  constructor(page, key) {
    this.page = page;
    this.field = page.getByRole('textbox', { name: QUESTIONS[key], exact: true });
    this.form = page.locator('form').filter({ has: this.field });
    this.check = this.form.getByRole('button', { name: 'Check' });
    this.status = this.form.getByRole('status');
  }

  /** What has been said to the last answer. */
  async said() {
    return ((await this.status.textContent()) ?? '').trim();
  }

  /**
   * Types an answer and presses Enter.
   *
   * @param {string} text
   * @returns {Promise<{ right: boolean | undefined, said: string }>} undefined where nothing was judged
   */
  async answer(text) {
    // What was said before must not be taken for what is said now.
    await this.status.evaluate((node) => { node.textContent = ''; });
    await this.field.fill(text);
    await this.field.press('Enter');
    await eventually(() => this.said(), (said) => assert.notEqual(said, '', `something is said to “${text}”`));
    const said = await this.said();
    const marked = await this.status.getAttribute('data-right');
    return { right: marked === null ? undefined : marked === 'true', said };
  }
}

/**
 * A test that answers one question, each answer in turn.
 *
 * @param {Key} key
 * @param {Record<string, { right?: boolean, sentence: string }>} answers
 */
const answering = (key, answers) => visiting(HERE, async ({ page }) => {
  const question = new Question(page, key);
  await question.field.waitFor();
  for (const [text, { right, sentence }] of Object.entries(answers)) {
    const heard = await question.answer(text);
    assert.equal(heard.right, right, `${text}: ${heard.said}`);
    assert.ok(heard.said.endsWith(sentence), `${text}: “${heard.said}” does not end with “${sentence}”`);
  }
});

/**
 * The same said to each of several answers.
 *
 * @param {string[]} texts
 * @param {{ right?: boolean, sentence: string }} heard
 */
const each = (texts, heard) => Object.fromEntries(texts.map((text) => [text, heard]));

/** @param {string} key @param {Record<string, string | number>} [gaps] */
const right = (key, gaps) => ({ right: true, sentence: say(key, gaps) });

/** @param {string} key @param {Record<string, string | number>} [gaps] */
const hint = (key, gaps) => ({ right: false, sentence: say(key, gaps) });

const EIGHT = right('exercise.chain.right.with-input', { layers: 10, factors: 8, result: '6.561·10⁻⁵' });

test('a right answer is right however it is written', answering('chain.relu', each([
  '6.56e-5',
  '6.561E-5',
  '0.0000656',
  '0,00006561',
  '.00006561',
  '6.561·10^-5',
  '6.561×10⁻⁵',
  '6.561 * 10^-5',
  '6.561 · 10^−5',
  ' 6.561e−5 ',
  '0.3^8',
  '0.3⁸',
  '6561/100000000',
  '0.006561 %',
], EIGHT)));

test('another way of counting layers is recognised, and named', answering('chain.relu', {
  '1.9683e-5': right('exercise.chain.right.of-weights', { layers: 10, factors: 9, result: '1.9683·10⁻⁵', rule: 8, expected: '6.561·10⁻⁵' }),
  '5.9049·10⁻⁶': right('exercise.chain.right.of-factors', { layers: 10, factors: 10, result: '5.9049·10⁻⁶', rule: 8, expected: '6.561·10⁻⁵' }),
}));

test('a mistake about ReLU’s gradient gets the hint that fits it', answering('chain.relu', {
  '1e-9': hint('exercise.chain.relu.sigmoid', { slope: 1 }),
  '1': hint('exercise.chain.relu.weight', { weight: 0.3 }),
  '0.3': hint('exercise.chain.one', { factor: 0.3 }),
  '2.4': hint('exercise.chain.added', { factor: 0.3 }),
  '0.3^7': hint('exercise.chain.few', { layers: 10, factors: 7 }),
  '0.3^11': hint('exercise.chain.many', { layers: 10, factors: 11 }),
  '6.561e-4': hint('exercise.point'),
  '-6.561e-5': hint('exercise.sign'),
  '42': hint('exercise.chain.relu.hint'),
}));

test('a mistake about the sigmoid’s gradient gets the hint that fits it', answering('chain.sigmoid', {
  '1.00113e-9': right('exercise.chain.right.with-input', { layers: 10, factors: 8, result: '1.00113·10⁻⁹' }),
  // The slopes are forgotten, or the weights.
  '6.561e-5': hint('exercise.chain.sigmoid.relu', { slope: 0.25 }),
  '0.25^8': hint('exercise.chain.sigmoid.weight', { weight: 0.3 }),
  '0.15^8': hint('exercise.chain.sigmoid.value', { value: 0.5, slope: 0.25 }),
}));

test('the ratio is right with or without its comma, or as a power', answering('chain.ratio', {
  ...each(['65536', '65,536', '65536.0', '4^8', '4⁸', '6.5536e4'], right('exercise.chain.right.with-input', { layers: 10, factors: 8, result: '65,536' })),
  '262,144': right('exercise.chain.right.of-weights', { layers: 10, factors: 9, result: '262,144', rule: 8, expected: '65,536' }),
  '1/65536': hint('exercise.chain.ratio.inverted'),
}));

test('the pre-activation is right with either minus, or as a fraction', answering('unit.z', {
  ...each(['−0.25', '-0.25', '-1/4', '−0,25', '-25e-2', '-.25'], right('exercise.unit.z.right', { z: '−0.25' })),
  '0.25': hint('exercise.unit.z.sign'),
  '0': hint('exercise.unit.z.clamped', { output: 0 }),
}));

test('the output is 0, and who took the size of z is told so', answering('unit.output', {
  '0': right('exercise.unit.output.right', { z: '−0.25', output: 0 }),
  '0.25': hint('exercise.unit.output.size', { z: '−0.25' }),
  '-0.25': hint('exercise.unit.output.clamp', { z: '−0.25', corner: 0 }),
}));

test('the share is right as a part, in percent, or as a fraction', answering('unit.share', {
  ...each(['0.5', '50 %', '50%', '50', '1/2', '0,5', '5·10⁻¹'], right('exercise.unit.share.right', { share: 50, smallest: '−0.8', largest: '0.8' })),
  '0': hint('exercise.unit.share.none'),
}));

test('the other exercises are checked as well', visiting(HERE, async ({ page }) => {
  for (const [key, text, sentence] of /** @type {[Key, string, string][]} */ ([
    ['unit.slope', '0', say('exercise.unit.slope.right', { z: '−0.25', slope: 0 })],
    ['unit.gradient', '0', say('exercise.unit.gradient.right', { slope: 0, gradient: 0 })],
    ['unit.leaky', '-0.0025', say('exercise.unit.leaky.right', { slope: '0.01', z: '−0.25', output: '−0.0025' })],
    ['plateau.loss', '0.693', say('exercise.plateau.loss.right', { p: '0.5', loss: '0.6931' })],
    ['mixed.four', '1/16', say('exercise.mixed.right', { sigmoids: 2, layers: 4, slope: '0.25', relu: 1, result: '0.0625' })],
    ['mixed.ten', '9.77e-4', say('exercise.mixed.right', { sigmoids: 5, layers: 10, slope: '0.25', relu: 1, result: '9.76563·10⁻⁴' })],
    ['mixed.all', '0.25^10', say('exercise.mixed.all.right', { layers: 10, slope: '0.25', result: '9.53674·10⁻⁷' })],
  ])) {
    const question = new Question(page, key);
    await question.field.waitFor();
    const heard = await question.answer(text);
    assert.ok(heard.right, `${key}: ${heard.said}`);
    assert.ok(heard.said.endsWith(sentence), `${key}: ${heard.said}`);
  }
}));

test('what cannot be read gets a message, and is not judged', answering('chain.relu', {
  ...each(['abc', '6.561·', '1e', '1/0', '2^9999', '--1', '1 2 e', 'NaN', 'Infinity', '<b>1</b>', '10^', '0x10'], { sentence: say('reading.unread') }),
  ...each(['', '   '], { sentence: say('reading.empty') }),
}));

test('a verdict and its mark go when the next answer cannot be read, and come with the one after', visiting(HERE, async ({ page }) => {
  const question = new Question(page, 'chain.ratio');
  await question.field.waitFor();
  assert.equal((await question.answer('65536')).right, true);
  assert.equal((await question.answer('many')).right, undefined);
  assert.equal((await question.answer('4')).right, false);
}));

test('right and not yet are said once, before the reason', visiting(HERE, async ({ page }) => {
  const question = new Question(page, 'chain.relu');
  await question.field.waitFor();
  for (const [text, word] of /** @type {const} */ ([['6.561e-5', 'Right'], ['42', 'Not yet']])) {
    const { said } = await question.answer(text);
    assert.equal(said.split(word).length - 1, 1, said);
  }
}));

test('it all works by the keyboard: Tab to the field, the answer, Enter or the button', visiting(HERE, async ({ page }) => {
  const [first, second] = [new Question(page, 'chain.relu'), new Question(page, 'chain.sigmoid')];
  await first.field.focus();
  await page.keyboard.type('6.561e-5');
  await page.keyboard.press('Enter');
  await eventually(() => first.said(), (said) => assert.ok(said.endsWith(EIGHT.sentence), said));
  assert.ok(await first.field.evaluate((field) => field === document.activeElement), 'the focus stays in the field');
  assert.equal(await first.field.inputValue(), '6.561e-5', 'and the answer too');
  await page.keyboard.press('Tab');
  assert.ok(await first.check.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Tab');
  assert.ok(await second.field.evaluate((field) => field === document.activeElement));
  await page.keyboard.type('1e-9');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await eventually(() => second.said(), (said) => assert.ok(said.endsWith(say('exercise.chain.right.with-input', { layers: 10, factors: 8, result: '1.00113·10⁻⁹' })), said));
}));

test('what is said stands in a status of its own for each question, empty until then', visiting(HERE, async ({ page }) => {
  await new Question(page, 'chain.relu').field.waitFor();
  for (const key of /** @type {Key[]} */ (Object.keys(QUESTIONS))) {
    const question = new Question(page, key);
    assert.equal(await question.status.count(), 1, key);
    assert.equal(await question.said(), '', key);
  }
  await new Question(page, 'chain.sigmoid').answer('1e-9');
  assert.equal(await new Question(page, 'chain.relu').said(), '', 'the neighbour is silent');
}));

test('nothing is stored, nothing is sent, and the program that judges is fetched once', visiting(HERE, async ({ page, url }) => {
  const essay = page.getByRole('textbox', { name: /^Write your own answer/ }).first();
  await essay.waitFor();
  await page.waitForLoadState('networkidle');
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url().replace(url, '')} ${request.postData() ?? ''}`.trim()));
  for (const key of /** @type {Key[]} */ (Object.keys(QUESTIONS))) {
    await new Question(page, key).answer('0.123');
    await new Question(page, key).answer('no idea');
  }
  await essay.fill('It may be dying units.');
  await page.locator('.exercise summary').last().click();
  await page.waitForLoadState('networkidle');
  const fetched = asked.map((line) => line.replace(/-[0-9a-f]{8}/, '')).sort();
  assert.deepEqual(fetched, ['GET www/article.js', 'GET www/wasm/article_bg.wasm', 'GET www/words/en.article.json']);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, cookies: '', databases: 0, caches: 0 });
  assert.equal(new URL(page.url()).hash, '#exercises', 'nor does the address tell');
}));

test('where the program cannot be had, the reason is said, and the next answer tries again', visiting({
  ...HERE,
  complaints: [/ERR_FAILED/],
}, async ({ page }) => {
  const question = new Question(page, 'chain.relu');
  await question.field.waitFor();
  await page.route('**/article_bg*.wasm', (route) => route.abort());
  assert.equal((await question.answer('6.561e-5')).right, undefined);
  await page.unroute('**/article_bg*.wasm');
  assert.equal((await question.answer('6.561e-5')).right, true);
}));

test('an essay is written first, then held against a model answer and a checklist', visiting(HERE, async ({ page }) => {
  for (const name of ['Exercise 3', 'Exercise 4']) {
    const exercise = page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
    const draft = exercise.getByRole('textbox', { name: /^Write your own answer/ });
    await draft.waitFor();
    await draft.fill('One line,\nanother.');
    const summary = exercise.getByText('A model answer');
    const boxes = exercise.getByRole('checkbox');
    assert.equal(await boxes.count(), 0, 'the model answer is closed');
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.ok(await boxes.count() >= 5, 'a checklist');
    for (const box of await boxes.all()) {
      assert.equal(await box.isChecked(), false);
      await box.focus();
      await page.keyboard.press('Space');
      assert.ok(await box.isChecked());
      assert.ok((await box.evaluate((node) => /** @type {HTMLInputElement} */ (node).labels?.[0]?.innerText.trim().length ?? 0)) > 20, 'each has words of its own');
    }
    await summary.click();
    assert.equal(await draft.inputValue(), 'One line,\nanother.', 'the draft has stayed');
  }
}));

test('without JavaScript the questions and the worked solutions stand there, and no field', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  for (const text of Object.values(QUESTIONS)) assert.ok(await page.getByText(text, { exact: true }).isVisible(), text);
  const summaries = page.locator('.exercise summary');
  assert.equal(await summaries.count(), 5);
  for (const summary of await summaries.all()) await summary.click();
  for (const exercise of await page.locator('.exercise').all()) {
    assert.ok(await exercise.locator('details > ol').isVisible());
    assert.ok((await exercise.locator('details > ol').getByRole('listitem').count()) >= 6);
  }
  assert.ok(await page.getByText('8 factors: ReLU leaves 6.561·10⁻⁵').isVisible());
  assert.equal(await page.locator('.exercise').locator('input, textarea, button').filter({ visible: true }).count(), 0);
}));
