/**
 * Predict, then reveal: a figure that asks for a guess tells nothing before; what it says to one; who is not asked.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, hashOf, site } from './browser.js';
import { FIGURES, GUESSED } from './later.js';
import { NeuronFigure } from './neuron-figure.js';
import { ChainFigure } from './chain-figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {typeof GUESSED[number]} Name */

const { visiting } = await site({
  pages: {
    // A page of somebody else's, with the element alone.
    'embedding.html': (article) => {
      const head = article.slice(0, article.indexOf('<body>'));
      const figures = GUESSED.map((name) => `<relu-figure name="${name}"></relu-figure>`).join('');
      return `${head}<body><main><relu-figure name="curves"></relu-figure>${figures}</main></body></html>`;
    },
  },
});

/** What each question is about: a wrong guess, what is said to it and to the right one if it can be given, and the state. */
const ASKED = {
  chain: {
    start: 10,
    most: 20,
    off: say('predict.chain.off', { guess: 11, truth: 8, off: 3, layers: 10, factors: 8 }),
    hash: '#?v=1&chain.factors=8',
    shows: { factors: '8', end: '10⁻⁸', layers: '10' },
    before: { factors: '3', end: '0.001', layers: '5' },
  },
  neuron: {
    start: 40,
    most: 100,
    off: say('predict.neuron.off', { guess: 41, truth: '12.5', off: '28.5' }),
    hash: '#?v=1&neuron.b=-1.5',
    shows: { share: '12.5\u00a0%', largest: '0.5' },
    before: { share: '50\u00a0%', largest: '1' },
  },
};

/** A figure with its question. */
class Asking {
  /**
   * @param {Page} page
   * @param {Name} name
   */
  constructor(page, name) {
    this.page = page;
    this.figure = name === 'chain' ? new ChainFigure(page) : new NeuronFigure(page);
    this.place = page.locator(`[data-predict=${name}]`);
    this.guess = this.place.getByRole('slider', { name: say('reading.guess') });
    this.reveal = this.place.getByRole('button', { name: say('reading.reveal') });
    this.skip = this.place.getByRole('button', { name: say('reading.skip') });
  }

  /** Waits until it asks, with its figure alive. */
  async asks() {
    await this.figure.element.scrollIntoViewIfNeeded();
    await this.figure.canvas.waitFor();
    await this.guess.waitFor();
    await this.page.waitForLoadState('networkidle');
    await drawn(this.page);
  }

  /** What of the figure a person sees, and what a screen reader and the keyboard find. */
  async told() {
    const { element, canvas } = this.figure;
    const shown = await element.evaluate((host) => {
      const root = host.shadowRoot;
      const seen = (/** @type {string} */ selector) => [...(root?.querySelectorAll(selector) ?? []), ...host.querySelectorAll(selector)]
        .some((node) => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
      return { verdict: seen('.verdict'), values: seen('dl'), controls: seen('.controls'), presets: seen('.presets'), table: seen('details, table'), fallback: [...host.children].some((node) => node.checkVisibility()) };
    });
    const blur = await canvas.evaluate((node) => getComputedStyle(node).filter);
    return { ...shown, blurred: blur !== 'none', accessible: await this.#accessible() };
  }

  /** Whether the browser's accessibility tree has anything of the figure. */
  async #accessible() {
    const devtools = await this.page.context().newCDPSession(this.page);
    const { root } = await devtools.send('DOM.getDocument');
    const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: `relu-figure[name=${this.figure.name}]` });
    const { nodes } = await devtools.send('Accessibility.queryAXTree', { nodeId });
    // The session is left open: the medium that the page emulates would go with it.
    // The element itself has neither role nor name.
    return nodes.some(({ ignored, role }) => !ignored && !['generic', 'none'].includes(String(role?.value)));
  }
}

const SILENT = { verdict: false, values: false, controls: false, presets: false, table: false, fallback: false, accessible: false };
const OPEN = { verdict: true, values: true, controls: true, table: true, fallback: false, accessible: true, blurred: false };

/** @param {Asking} asking */
async function isOpen(asking) {
  const { presets, ...told } = await asking.told();
  assert.deepEqual(told, OPEN);
  assert.ok((await asking.figure.alternative()).length > 100, 'the text alternative');
}

for (const name of GUESSED) {
  const { start, most, off, hash, shows, before } = ASKED[name];
  const keys = /** @type {never[]} */ (Object.keys(shows));

  test(`${name}: on arrival the figure tells nothing: no words, no numbers, nothing to a screen reader`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    assert.deepEqual(await asking.told(), { ...SILENT, blurred: name === 'chain' });
    assert.ok(await asking.figure.canvas.isVisible(), 'its picture has its place');
    assert.equal(await asking.guess.inputValue(), String(start));
    assert.equal(await asking.guess.getAttribute('aria-valuetext'), say(`reading.guess.${name}`, { guess: start }));
  }));

  test(`${name}: nor can it be changed: neither by Tab nor by the mouse`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    await asking.skip.focus();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.localName === 'relu-figure'), false, 'Tab passes it by');
    await asking.figure.show();
    const { x, y, width, height } = await asking.figure.box();
    for (const [across, down] of /** @type {const} */ ([[0.25, 0.25], [0.5, 0.5], [0.75, 0.75]])) {
      await page.mouse.click(x + across * width, y + down * height);
    }
    assert.equal(await hashOf(page), '');
    await asking.skip.click();
    assert.deepEqual(await asking.figure.readouts(...keys), before);
  }));

  test(`${name}: a guess by the keyboard is told how far off it was, and the figure goes where the question led`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    await asking.guess.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    assert.equal(await asking.place.locator('output').innerText(), say(`reading.guess.${name}`, { guess: most }));
    for (let i = most; i > start + 1; i -= 1) await page.keyboard.press('ArrowLeft');
    assert.equal(await asking.guess.getAttribute('aria-valuetext'), say(`reading.guess.${name}`, { guess: start + 1 }));
    assert.equal(await asking.place.locator('output').innerText(), say(`reading.guess.${name}`, { guess: start + 1 }));
    await page.keyboard.press('Tab');
    assert.ok(await asking.reveal.evaluate((button) => button === document.activeElement));
    await page.keyboard.press('Enter');
    const said = asking.place.getByRole('status');
    await said.waitFor();
    assert.equal(await said.innerText(), off);
    assert.ok(await said.evaluate((node) => node === document.activeElement), 'the focus is on what is said');
    assert.equal(await asking.guess.count(), 0, 'it asks no more');
    await asking.figure.frame();
    assert.deepEqual(await asking.figure.readouts(...keys), shows);
    await isOpen(asking);
    assert.equal(await hashOf(page), hash);
  }));

  test(`${name}: revealing makes an entry in the history: Back returns to the figure as it was, Forward reveals again`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    const entries = await page.evaluate(() => history.length);
    await asking.reveal.click();
    await eventually(() => hashOf(page), (seen) => assert.equal(seen, hash));
    assert.equal(await page.evaluate(() => history.length), entries + 1);
    await page.goBack();
    await eventually(() => asking.figure.readouts(...keys), (seen) => assert.deepEqual(seen, before));
    assert.equal(await hashOf(page), '');
    await isOpen(asking);
    await page.goForward();
    await eventually(() => asking.figure.readouts(...keys), (seen) => assert.deepEqual(seen, shows));
  }));

  test(`${name}: Undo takes the revealed state back`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    await asking.reveal.click();
    await eventually(() => asking.figure.readouts(...keys), (seen) => assert.deepEqual(seen, shows));
    await asking.figure.takeBack();
    assert.deepEqual(await asking.figure.readouts(...keys), before);
    assert.ok(await asking.figure.undo.isDisabled());
  }));

  test(`${name}: Skip shows the figure as it is, with the focus on it`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    await asking.skip.focus();
    await page.keyboard.press('Enter');
    assert.ok(!(await asking.place.isVisible()), 'the question is gone');
    assert.ok(await asking.figure.element.evaluate((node) => node === document.activeElement));
    await asking.figure.frame();
    assert.deepEqual(await asking.figure.readouts(...keys), before);
    assert.equal(await asking.figure.verdict(), FIGURES[name].verdict);
    await isOpen(asking);
    assert.equal(await hashOf(page), '');
    await page.keyboard.press('Tab');
    const stop = await asking.figure.element.evaluate((node) => ({ within: node === document.activeElement, at: node.shadowRoot?.activeElement?.localName }));
    assert.ok(stop.within && stop.at, `Tab leads to its first control, not to ${JSON.stringify(stop)}`);
  }));

  test(`${name}: on paper nothing is concealed, and nothing is asked`, visiting({}, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.asks();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await drawn(page);
    const { verdict, values, table, blurred } = await asking.told();
    assert.deepEqual({ verdict, values, table, blurred }, { verdict: true, values: true, table: true, blurred: false });
    assert.equal(await asking.figure.verdict(), FIGURES[name].verdict);
    assert.ok(!(await asking.place.isVisible()));
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    await drawn(page);
    assert.deepEqual(await asking.told(), { ...SILENT, blurred: name === 'chain' }, 'and on the screen it is as before');
  }));

  test(`${name}: a page that embeds the element alone conceals nothing`, visiting({ page: 'embedding.html' }, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.figure.alive();
    await asking.figure.frame();
    assert.equal(await asking.place.count(), 0);
    await isOpen(asking);
    assert.equal(await asking.figure.verdict(), FIGURES[name].verdict);
  }));
}

test('revealing shows what the question is about, whatever a script has set meanwhile; no number in the text can be dragged before', visiting({}, async ({ page }) => {
  const asking = new Asking(page, 'chain');
  await asking.asks();
  const weight = page.locator('[data-drag="chain.weight"]');
  assert.equal(await weight.getAttribute('tabindex'), null);
  await asking.figure.element.evaluate((node) => node.setAttribute('weight', '0.5'));
  await eventually(() => weight.innerText(), (text) => assert.equal(text, '0.5'));
  await asking.reveal.click();
  await eventually(() => asking.figure.readout('factors'), (factors) => assert.equal(factors, '8'));
  assert.equal(await asking.figure.readout('end'), '10⁻⁸', 'eight powers of ten are said, and eight are seen');
}));

test('the right guess is called exact', visiting({}, async ({ page }) => {
  const asking = new Asking(page, 'chain');
  await asking.asks();
  await asking.guess.fill('8');
  await asking.reveal.click();
  await eventually(() => asking.place.getByRole('status').innerText(), (said) => assert.equal(said, say('predict.chain.right', { truth: 8, layers: 10, factors: 8 })));
}));

for (const [name, hash, key, value] of /** @type {[Name, string, string, string][]} */ ([
  ['chain', '?v=1&chain.weight=0.5', 'end', '0.125'],
  ['neuron', '?v=1&neuron.b=-10', 'largest', '−8'],
])) {
  test(`${name}: a link that names its state shows it at once, and the other is still asked about`, visiting({ hash }, async ({ page }) => {
    const asking = new Asking(page, name);
    await asking.figure.element.scrollIntoViewIfNeeded();
    await eventually(() => asking.figure.element.getAttribute('concealed'), (concealed) => assert.equal(concealed, null));
    await asking.figure.frame();
    assert.equal(await asking.figure.readout(key), value);
    await isOpen(asking);
    assert.equal(await asking.reveal.count(), 0);
    const other = new Asking(page, name === 'chain' ? 'neuron' : 'chain');
    await other.asks();
    assert.deepEqual(await other.told(), { ...SILENT, blurred: name === 'neuron' });
  }));
}

test('a link that is followed after the page has asked shows what it names', visiting({}, async ({ page, url }) => {
  const asking = new Asking(page, 'chain');
  await asking.asks();
  await page.goto(`${url}#?v=1&chain.weight=0.5`);
  await eventually(() => asking.told(), ({ presets, ...told }) => assert.deepEqual(told, OPEN));
  assert.equal(await asking.figure.readout('end'), '0.125');
}));

test('who cannot be asked, as the script has not come, is shown the figures', visiting({
  prepare: (page) => page.route('**/page/reading-*.js', (route) => route.abort()),
  complaints: [/ERR_FAILED/, /figures cannot run/i],
}, async ({ page }) => {
  for (const name of GUESSED) {
    const asking = new Asking(page, name);
    await asking.figure.element.scrollIntoViewIfNeeded();
    await eventually(() => asking.figure.element.getAttribute('concealed'), (concealed) => assert.equal(concealed, null));
    await asking.figure.frame();
    await eventually(() => asking.told(), ({ presets, ...told }) => assert.deepEqual(told, OPEN));
    assert.equal(await asking.figure.verdict(), FIGURES[name].verdict);
  }
}));

test('without JavaScript pictures, verdicts and tables stand there, and nothing is asked', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  for (const name of GUESSED) {
    const asking = new Asking(page, name);
    await asking.figure.still.scrollIntoViewIfNeeded();
    assert.ok(await asking.figure.still.isVisible());
    assert.ok(await asking.figure.element.getByText(FIGURES[name].verdict).isVisible());
    assert.ok(await asking.figure.element.getByRole('table').isVisible());
    assert.ok(!(await asking.place.isVisible()));
  }
}));
