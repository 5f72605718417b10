/**
 * The program in the article: its languages as tabs, its numbers, what it prints, and how its code is taken along.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** @param {string} name of a file that NumPy has written */
const oracle = (name) => readFileSync(new URL(`../oracle/${name}`, import.meta.url), 'utf8');

/** What the program prints as it stands in the article. */
const DEMO = oracle('dead_neuron_demo.txt');

/** What it prints with other numbers, by "weights ; bias ; seed ; points". @type {Map<string, string>} */
const VARIANTS = new Map(oracle('dead_neuron_variants.txt').split(/^# /m).slice(1).map((variant) => {
  const end = variant.indexOf('\n');
  const [anchors, ...numbers] = variant.slice(0, end).split(' ; ');
  return [anchors === '-3.0 -1.0 0.0 0.5 1.0 3.0' ? numbers.join(' ; ') : variant, variant.slice(end + 1)];
}));

/** @param {string} numbers */
function variant(numbers) {
  const printed = VARIANTS.get(numbers);
  if (printed === undefined) throw new Error(`NumPy has printed nothing for ${numbers}`);
  return printed;
}

const LANGUAGES = ['NumPy', 'PyTorch', 'Rust'];

/** A link to the program. */
const HERE = { hash: 'program' };

/** What its fields are called. */
const LABELS = { w1: 'Weight w₁', w2: 'Weight w₂', b: 'Bias b', seed: 'Seed', points: 'Inputs' };

/** The program as a reader meets it. */
class Program {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.place = page.locator('.program');
    this.run = this.place.getByRole('button', { name: 'Run it' });
    this.form = this.place.locator('form.numbers');
    this.status = this.form.getByRole('status');
    this.tabs = this.place.getByRole('tab');
    this.panel = this.place.getByRole('tabpanel');
  }

  /** @param {'w1' | 'w2' | 'b' | 'seed' | 'points'} key */
  field(key) {
    return this.place.getByRole('textbox', { name: LABELS[key], exact: true });
  }

  /** @param {string} language */
  tab(language) {
    return this.place.getByRole('tab', { name: language, exact: true });
  }

  /** The code in all languages, those behind the others too, and what it prints. */
  async texts() {
    const texts = await this.place.locator('[data-program]').allTextContents();
    const [numpy = '', pytorch = '', rust = '', output = ''] = texts;
    assert.equal(texts.length, 4);
    return { numpy, pytorch, rust, output };
  }

  /** What is said under the numbers. */
  async said() {
    return ((await this.status.textContent()) ?? '').trim();
  }

  /**
   * Types a number, and leaves the field.
   *
   * @param {'w1' | 'w2' | 'b' | 'seed' | 'points'} key
   * @param {string} text
   */
  async change(key, text) {
    await this.field(key).fill(text);
    await this.page.keyboard.press('Tab');
  }

  /** Which tab is chosen, which can be reached by Tab, and of which the panel is seen. */
  async shown() {
    const states = await this.tabs.evaluateAll((tabs) => tabs.map((tab) => ({
      name: tab.textContent,
      selected: tab.getAttribute('aria-selected') === 'true',
      reached: /** @type {HTMLElement} */ (tab).tabIndex === 0,
    })));
    assert.deepEqual(states.map(({ name }) => name), LANGUAGES);
    const chosen = states.filter(({ selected }) => selected).map(({ name }) => name);
    assert.deepEqual(states.filter(({ reached }) => reached).map(({ name }) => name), chosen, 'the chosen one is reached by Tab');
    assert.equal(await this.panel.count(), 1, 'one panel is seen');
    const code = await this.panel.locator('code').getAttribute('data-program');
    assert.deepEqual(chosen.map((name) => name?.toLowerCase()), [code]);
    const named = await this.panel.evaluate((panel) => document.getElementById(panel.getAttribute('aria-labelledby') ?? '')?.textContent);
    assert.equal(named, chosen[0], 'the panel is named after its tab');
    return chosen.join();
  }
}

/** @param {Page} page */
async function arrive(page) {
  const program = new Program(page);
  await program.run.waitFor();
  return program;
}

test('a click on a tab shows that language alone', visiting(HERE, async ({ page }) => {
  const program = await arrive(page);
  assert.ok(await program.place.getByRole('tablist', { name: 'Language' }).isVisible());
  assert.equal(await program.shown(), 'NumPy');
  for (const language of ['Rust', 'PyTorch', 'NumPy']) {
    await program.tab(language).click();
    assert.equal(await program.shown(), language);
  }
}));

test('the arrow keys go from tab to tab and round the ends, Home and End to the first and last', visiting(HERE, async ({ page }) => {
  const program = await arrive(page);
  await program.tab('NumPy').focus();
  for (const [key, language] of /** @type {const} */ ([
    ['ArrowRight', 'PyTorch'],
    ['ArrowRight', 'Rust'],
    ['ArrowRight', 'NumPy'],
    ['ArrowLeft', 'Rust'],
    ['ArrowLeft', 'PyTorch'],
    ['Home', 'NumPy'],
    ['End', 'Rust'],
  ])) {
    await page.keyboard.press(key);
    assert.equal(await program.shown(), language, key);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), language, `the focus after ${key}`);
  }
  await page.keyboard.press('Tab');
  assert.ok(await program.panel.evaluate((panel) => panel.contains(document.activeElement)), 'Tab leads into the panel');
}));

test('Run prints what NumPy prints, byte for byte', visiting(HERE, async ({ page }) => {
  const program = await arrive(page);
  const before = await program.texts();
  assert.equal(before.output, DEMO, 'it stands there from the beginning');
  // What Run writes cannot be what stood there.
  await page.locator('[data-program=output]').evaluate((node) => { node.textContent = ''; });
  await program.run.click();
  await eventually(() => program.said(), (said) => assert.equal(said, say('reading.ran')));
  assert.deepEqual(await program.texts(), { ...before, output: DEMO });
}));

test('Enter in a field runs it as well', visiting(HERE, async ({ page }) => {
  const program = await arrive(page);
  await program.field('b').fill('-0.01');
  await page.keyboard.press('Enter');
  await eventually(() => program.said(), (said) => assert.equal(said, say('reading.ran')));
  assert.equal((await program.texts()).output, variant('0.01 0.01 ; -0.01 ; 42 ; 100'));
}));

test('another bias changes the code in all languages and the output together', visiting(HERE, async ({ page }) => {
  const program = await arrive(page);
  const before = await program.texts();
  await program.change('b', '\u22120.01');
  await eventually(() => program.texts(), ({ output }) => assert.equal(output, variant('0.01 0.01 ; -0.01 ; 42 ; 100')));
  const after = await program.texts();
  assert.ok(after.output.includes('47.0%'));
  // It is printed with as many decimals as it has.
  for (const [language, one, two] of /** @type {const} */ ([['numpy', '{b:.1f}', '{b:.2f}'], ['pytorch', '{b:.1f}', '{b:.2f}'], ['rust', '{b:.1}', '{b:.2}']])) {
    assert.equal(after[language], before[language].replace('b = -10.0', 'b = -0.01').replace(one, two), language);
    assert.notEqual(after[language], before[language], language);
  }
  await program.change('b', '-10');
  await eventually(() => program.texts(), (texts) => assert.deepEqual(texts, before));
}));

for (const numbers of ['1.0 1.0 ; -1.0 ; 42 ; 100', '0.5 -0.25 ; 0.0 ; 7 ; 1000', '-2.0 1.5 ; 0.125 ; 0 ; 1', '1.0 -1.0 ; 0.2 ; 3 ; 16']) {
  test(`with ${numbers} it prints what NumPy prints`, visiting(HERE, async ({ page }) => {
    const program = await arrive(page);
    const [weights = '', b = '', seed = '', points = ''] = numbers.split(' ; ');
    const [w1 = '', w2 = ''] = weights.split(' ');
    for (const [key, text] of /** @type {const} */ ([['w1', w1], ['w2', w2], ['b', b], ['seed', seed], ['points', points]])) await program.change(key, text);
    await eventually(() => program.texts(), ({ output }) => assert.equal(output, variant(numbers)));
    const { numpy, pytorch, rust } = await program.texts();
    for (const code of [numpy, pytorch]) {
      assert.ok(code.includes(`default_rng(${seed})`) && code.includes(`(${points}, 2)`), code);
      assert.ok(code.includes(`[${w1}, ${w2}]`) && code.includes(`\nb = ${b}\n`), code);
    }
    assert.ok(rust.includes(`[${w1}, ${w2}]`) && rust.includes(`let b = ${b};`) && rust.includes(`.sample(${seed}, ${points})`), rust);
  }));
}

for (const [key, text, named] of /** @type {const} */ ([
  ['w1', 'x', '\u201cx\u201d'],
  ['w2', '', 'eight w₂'],
  ['b', '1e9', '1000000000'],
  ['seed', '-1', '-1'],
  ['seed', '1.5', '1.5'],
  ['seed', '18446744073709551616', '18446744073709551616'],
  ['points', '0', '0'],
  ['points', '2.5', '2.5'],
  ['points', '1e9', '1000000000'],
])) {
  test(`${key} “${text}” is refused in a sentence that names it, and code and output stay`, visiting(HERE, async ({ page }) => {
    const program = await arrive(page);
    const before = await program.texts();
    await program.change(key, text);
    await eventually(() => program.said(), (said) => assert.ok(said.length > 20, said));
    const said = await program.said();
    assert.equal(await program.status.getAttribute('data-right'), 'false');
    assert.deepEqual(await program.texts(), before);
    assert.ok(said.includes(named), said);
    assert.doesNotMatch(said, /undefined|NaN|BigInt|\{/);
    await program.run.click();
    await eventually(() => program.said(), (again) => assert.equal(again, said, 'Run says the same'));
    assert.deepEqual(await program.texts(), before);
    await program.change(key, { w1: '0.01', w2: '0.01', b: '-0.01', seed: '42', points: '100' }[key]);
    await eventually(() => program.said(), (later) => assert.equal(later, '', 'and it goes when the number is good'));
    assert.equal(await program.status.getAttribute('data-right'), null);
  }));
}

test('Copy takes exactly the code, in the numbers that are shown', visiting({
  ...HERE,
  context: { permissions: ['clipboard-read', 'clipboard-write'] },
}, async ({ page }) => {
  const program = await arrive(page);
  await program.change('b', '-0.01');
  await eventually(() => program.texts(), ({ output }) => assert.ok(output.includes('47.0%')));
  const texts = await program.texts();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  for (const language of LANGUAGES) {
    await program.tab(language).click();
    await program.panel.getByRole('button', { name: 'Copy' }).click();
    await eventually(() => program.panel.getByRole('status').innerText(), (said) => assert.equal(said, say('reading.copied')));
    assert.equal(await clipboard(), { NumPy: texts.numpy, PyTorch: texts.pytorch, Rust: texts.rust }[language]);
  }
  const output = program.place.locator('.listing').last();
  await output.getByRole('button', { name: 'Copy' }).click();
  await eventually(() => output.getByRole('status').innerText(), (said) => assert.equal(said, say('reading.copied')));
  assert.equal(await clipboard(), texts.output);
}));

for (const [what, refuse] of /** @type {[string, () => void][]} */ ([
  ['is refused', () => { Clipboard.prototype.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError')); }],
  ['is not there', () => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })],
])) {
  test(`where the clipboard ${what}, the code is selected and a note says so`, visiting({ ...HERE, before: [refuse] }, async ({ page }) => {
    const program = await arrive(page);
    await program.tab('Rust').click();
    await program.panel.getByRole('button', { name: 'Copy' }).click();
    await eventually(() => program.panel.getByRole('status').innerText(), (said) => assert.equal(said, say('reading.selected')));
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '');
    assert.equal(selected.trim(), (await program.texts()).rust.trim());
  }));
}

test('without JavaScript all languages and the output stand there', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  for (const name of [...LANGUAGES, 'What it prints']) assert.ok(await page.getByRole('heading', { name, exact: true }).isVisible(), name);
  for (const code of await page.locator('[data-program]').all()) assert.ok(await code.isVisible());
  assert.equal(await page.locator('[data-program=output]').textContent(), DEMO);
}));
