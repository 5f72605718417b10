/**
 * What a figure can be shared by: its menu, a link, code for other pages, pictures, its table.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { beyondTheWindow, eventually, hashOf, site } from './browser.js';
import { violations } from './axe.js';
import { Figure } from './figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ width?: number, height?: number, theme?: string }} Options */
/** @typedef {HTMLElement & { toSVG(options: Options): Promise<string> }} ReluFigure */

const { visiting, url } = await site({
  pages: { 'strict.html': (article) => article.replace("img-src 'self' data: blob:", "img-src 'self'") },
});

/** The build may have no list of what its scripts weigh up to. */
const remarks = [/integrity\.json|404/];

/** The menu of a figure. */
class Menu {
  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    this.opener = figure.element.getByRole('button', { name: say('action.share') });
    this.dialog = figure.element.getByRole('dialog');
    this.link = this.dialog.getByRole('textbox', { name: say('share.link') });
    this.embed = this.dialog.getByRole('textbox', { name: say('share.embed') });
    this.kind = this.dialog.getByRole('combobox', { name: say('share.embed.kind') });
    this.cite = this.dialog.getByRole('textbox', { name: say('share.cite') });
    this.said = this.dialog.getByRole('status');
  }

  async open() {
    await this.opener.click();
    await this.dialog.waitFor();
  }

  /** @param {string} name of a button */
  button(name) {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  /**
   * What a button saves.
   *
   * @param {string} name
   */
  async saved(name) {
    const [download] = await Promise.all([this.figure.page.waitForEvent('download'), this.button(name).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { file: download.suggestedFilename(), content: Buffer.concat(chunks) };
  }
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function alive(page, name) {
  const figure = new Figure(page, name);
  await figure.alive();
  return figure;
}

/**
 * The size of a PNG, and how many colours the middle third of it has.
 *
 * @param {Page} page
 * @param {Buffer} png
 */
function look(page, png) {
  return page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const [third, up] = [Math.floor(width / 3), Math.floor(height / 3)];
    const pixels = new Uint32Array(context?.getImageData(third, up, third, up).data.buffer ?? new ArrayBuffer(0));
    return { width, height, colours: new Set(pixels).size };
  }, [...png]);
}

/**
 * What a figure gives to a script as SVG.
 *
 * @param {Figure} figure
 * @param {Options} options
 */
const svgOf = (figure, options) => figure.element.evaluate((node, given) => /** @type {ReluFigure} */ (node).toSVG(given), options);

test('the menu opens and closes by keyboard, and gives the focus back', visiting({ remarks }, async ({ page }) => {
  const menu = new Menu(await alive(page, 'curves'));
  await menu.opener.focus();
  await page.keyboard.press('Enter');
  await menu.dialog.waitFor();
  // Everything in it is reached by Tab, and the keys stay in it.
  const reached = new Set();
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press('Tab');
    reached.add(await menu.figure.element.evaluate((node) => {
      const focused = node.shadowRoot?.activeElement;
      return focused?.closest('dialog') ? focused.textContent || focused.getAttribute('aria-label') : '';
    }));
  }
  for (const name of ['share.svg', 'share.csv', 'share.link', 'share.close']) assert.ok(reached.has(say(name)), name);
  const heard = page.evaluate(() => new Promise((resolve) => {
    addEventListener('keydown', ({ key }) => resolve(key), { once: true });
    setTimeout(() => resolve('nothing'), 300);
  }));
  await page.keyboard.press('Escape');
  assert.equal(await heard, 'nothing', 'a key that closes the menu does nothing else');
  await menu.dialog.waitFor({ state: 'detached' });
  assert.equal(await menu.opener.evaluate((node) => node === /** @type {ShadowRoot} */ (node.getRootNode()).activeElement), true);
  await menu.open();
  await menu.button(say('share.close')).click();
  await menu.dialog.waitFor({ state: 'detached' });
  await menu.open();
  await page.mouse.click(3, 3);
  await menu.dialog.waitFor({ state: 'detached' });
}));

test('the link restores the state in a new page, and names this figure alone', visiting({ hash: '?v=1&curves.z=2', remarks }, async ({ page }) => {
  const chain = await alive(page, 'chain');
  await chain.enter('weight', '0.5');
  await chain.member('beside', 'tanh').check();
  await chain.frame();
  const verdict = await chain.verdict();
  const menu = new Menu(chain);
  await menu.open();
  const link = await menu.link.inputValue();
  assert.ok(link.startsWith(`${url}#chain?v=1&chain.weight=0.5`), link);
  // The grammar is that of the page's own address.
  assert.equal(link.split('?')[1]?.replace('v=1', ''), (await hashOf(page)).split('?')[1]?.replace('v=1&curves.z=2', ''));
  const other = await page.context().newPage();
  await other.goto(link);
  const restored = await alive(other, 'chain');
  await eventually(() => restored.verdict(), (seen) => assert.equal(seen, verdict));
  const curves = new Figure(other, 'curves');
  assert.equal(await curves.readout('z'), '0.5');
  // A figure that the page asks a guess of is shown where a link leads to it, even as it stands in the beginning.
  await menu.button(say('share.close')).click();
  const neuron = new Menu(await alive(page, 'neuron'));
  await neuron.open();
  const beginning = await neuron.link.inputValue();
  assert.equal(beginning, `${url}#dead?v=1&neuron.b=-1`);
  assert.equal(await new Figure(other, 'neuron').element.getAttribute('concealed'), 'words');
  await other.goto(beginning);
  await eventually(() => new Figure(other, 'neuron').element.getAttribute('concealed'), (concealed) => assert.equal(concealed, null));
}));

test('what is copied is in the clipboard, or selected where that is refused', visiting({
  remarks,
  context: { permissions: ['clipboard-read', 'clipboard-write'] },
}, async ({ page }) => {
  const menu = new Menu(await alive(page, 'curves'));
  await menu.open();
  await menu.button(say('share.copy')).first().click();
  await eventually(() => menu.said.innerText(), (said) => assert.equal(said, say('reading.copied')));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await menu.link.inputValue());
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await menu.button(say('share.copy')).first().click();
  await eventually(() => menu.said.innerText(), (said) => assert.equal(said, say('reading.selected')));
  const selected = await menu.link.evaluate((node) => {
    const field = /** @type {HTMLTextAreaElement} */ (node);
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
  assert.equal(selected, await menu.link.inputValue());
}));

test('the SVG is what the crate draws natively, byte for byte', visiting({
  hash: '?v=1&curves.z=-1.25&curves.over=sigmoid&chain.weight=0.5&chain.off=2&depth.depth=5&depth.networks=5&depth.width=16',
}, async ({ page }) => {
  for (const [name, options] of /** @type {[string, Options][]} */ ([
    ['curves', { width: 960, height: 432, theme: 'light' }],
    ['chain', { width: 640, height: 400, theme: 'dark' }],
    ['depth', { width: 960, height: 608, theme: 'light' }],
  ])) {
    const figure = await alive(page, name);
    // The work is done when its line is out of sight.
    if (name === 'depth') await figure.element.locator('.work.done').waitFor({ state: 'attached' });
    const svg = await svgOf(figure, options);
    const address = / (http\S+)<\/desc>/.exec(svg)?.[1] ?? '';
    assert.ok(address.startsWith(url) && address.includes(`#`) && address.includes(`?v=1&amp;${name}.`), address);
    const golden = readFileSync(new URL(`../golden/exported-${name}.svg`, import.meta.url), 'utf8');
    assert.ok(svg.replace(address, 'ADDRESS') === golden, `${name} differs from what the crate draws`);
  }
}));

test('no line of an SVG that is narrow is longer than it is wide', visiting({}, async ({ page }) => {
  const other = await page.context().newPage();
  for (const name of ['sweep', 'depth']) {
    const figure = await alive(page, name);
    for (const width of [320, 390, 640]) {
      await other.setContent(await svgOf(figure, { width }));
      const over = await other.locator('svg').evaluate((drawing) => {
        const { right } = drawing.getBoundingClientRect();
        return [...drawing.querySelectorAll('text')].filter((text) => text.getBoundingClientRect().right > right + 0.5).map(({ textContent }) => textContent);
      });
      assert.deepEqual(over, [], `${name}, ${width} px wide`);
    }
  }
}));

test('a control that has the focus leaves no ring in the SVG, and what cannot be is refused', visiting({}, async ({ page }) => {
  const figure = await alive(page, 'chain');
  const calm = await svgOf(figure, {});
  await figure.sliderOf('weight').focus();
  await figure.frame();
  assert.ok((await svgOf(figure, {})) === calm);
  assert.ok((await svgOf(figure, /** @type {any} */ (null))) === calm);
  for (const [options, sentence] of /** @type {[Options, RegExp][]} */ ([
    [{ width: 0 }, /width is 0; it must be a number from 64 to 8192/],
    [{ height: NaN }, /height is NaN/],
    [{ theme: 'blue' }, /theme is 'blue'; it must be light or dark/],
    [/** @type {any} */ ({ width: '800' }), /width is '800'; it must be a number/],
  ])) {
    await assert.rejects(svgOf(figure, options), sentence);
  }
}));

test('a PNG has the size that was asked for, and shows the figure', visiting({ remarks }, async ({ page }) => {
  const figure = await alive(page, 'curves');
  const svg = await svgOf(figure, {});
  const [, width = '', height = ''] = /^<svg width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const box = await figure.box();
  assert.equal(Number(width), box.width);
  assert.ok(Number(height) > box.height, 'a caption comes on top');
  const menu = new Menu(figure);
  await menu.open();
  for (const scale of [1, 2, 4]) {
    const { file, content } = await menu.saved(say('share.png', { scale: String(scale) }));
    assert.equal(file, scale === 1 ? 'relu-curves.png' : `relu-curves@${scale}x.png`);
    const seen = await look(page, content);
    assert.deepEqual([seen.width, seen.height], [scale * Number(width), scale * Number(height)]);
    assert.ok(seen.colours > 5, `${seen.colours} colours in the middle`);
  }
  assert.equal(await menu.said.innerText(), say('share.saved', { file: 'relu-curves@4x.png' }));
}));

test('where a policy lets no image be made of text, the PNG is what the screen shows', visiting({
  page: 'strict.html',
  complaints: [/img-src/],
  remarks: [...remarks, /violates|Refused|blocked/],
}, async ({ page }) => {
  const figure = await alive(page, 'curves');
  const menu = new Menu(figure);
  await menu.open();
  const { content } = await menu.saved(say('share.png', { scale: '2' }));
  const box = await figure.box();
  const seen = await look(page, content);
  assert.deepEqual([seen.width, seen.height], [2 * box.width, 2 * box.height]);
  assert.ok(seen.colours > 5, `${seen.colours} colours in the middle`);
  await eventually(() => menu.said.innerText(), (said) => assert.equal(said, say('share.png.bare')));
}));

test('the CSV has the numbers of the table, in more digits', visiting({ hash: '?v=1&curves.over=sigmoid', remarks }, async ({ page }) => {
  const figure = await alive(page, 'curves');
  const [heads = [], ...rows] = await figure.table();
  const menu = new Menu(figure);
  await menu.open();
  const { file, content } = await menu.saved(say('share.csv'));
  assert.equal(file, 'relu-curves.csv');
  const lines = content.toString('utf8').split('\r\n');
  const head = lines.filter((line) => line.startsWith('# '));
  assert.equal(head[0], `# ${say('curves.name')}`);
  assert.ok(head.includes(`# over = sigmoid (${say('curves.over')})`));
  assert.equal(head.at(-1), `# ${await menu.link.inputValue()}`);
  const [first = '', ...body] = lines.slice(head.length, -1);
  assert.deepEqual(first.split(','), heads);
  assert.equal(body.length, rows.length);
  body.forEach((line, place) => {
    const [z = NaN, ...numbers] = line.split(',').map(Number);
    const sigmoid = 1 / (1 + Math.exp(-z));
    const expected = [Math.max(z, 0), z > 0 ? 1 : 0, sigmoid, sigmoid * (1 - sigmoid)];
    numbers.forEach((number, i) => assert.ok(Math.abs(number - (expected[i] ?? NaN)) < 1e-15, line));
    const shown = rows[place]?.map((text) => Number(text.replace('\u2212', '-'))) ?? [];
    [z, ...numbers].forEach((number, i) => assert.equal(number.toFixed(i === 0 ? 2 : 4), shown[i]?.toFixed(i === 0 ? 2 : 4), line));
  });
}));

test('the code for other pages is HTML that holds the state, and the citation names the page', visiting({
  hash: '?v=1&neuron.b=-0.5&neuron.w1=2',
  remarks,
  prepare: (page) => page.route('**/v1/integrity.json', (route) => route.fulfill({ json: { 'standalone.js': 'sha384-abc+/=', 'relu-figure.css': 'sha384-def' } })),
}, async ({ page }) => {
  const figure = await alive(page, 'neuron');
  const folded = await figure.element.evaluate((node) => node.getBoundingClientRect().height);
  await figure.table();
  const menu = new Menu(figure);
  await menu.open();
  const link = await menu.link.inputValue();
  const blank = await page.context().newPage();
  await blank.route('**/*', (route) => route.abort());
  /** @param {string} kind */
  const parsed = async (kind) => {
    await menu.kind.selectOption(kind);
    await blank.setContent(`<!doctype html>${await menu.embed.inputValue()}`, { waitUntil: 'commit' });
    return blank.evaluate(() => [...document.querySelectorAll('link, script, relu-figure, iframe, a, img')].map((node) => {
      const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
      return { tag: node.localName, in: node.parentElement?.localName, ...attributes };
    }));
  };
  await eventually(() => menu.embed.inputValue(), (code) => assert.match(code, /integrity/));
  const box = await figure.box();
  const image = { tag: 'img', in: 'a', width: String(box.width), height: String(box.height), alt: await figure.alternative() };
  const script = { tag: 'script', in: 'head', type: 'module', src: `${url}v1/standalone.js`, integrity: 'sha384-abc+/=', crossorigin: '' };
  // The still picture that comes with the files shows another state.
  assert.deepEqual(await parsed('element'), [
    { tag: 'link', in: 'head', rel: 'stylesheet', href: `${url}v1/relu-figure.css`, integrity: 'sha384-def', crossorigin: '' },
    script,
    { tag: 'relu-figure', in: 'body', name: 'neuron', w1: '2', b: '-0.5' },
    { tag: 'a', in: 'relu-figure', href: link },
  ]);
  assert.ok(await menu.dialog.getByText(say('share.embed.changed')).isVisible());
  assert.equal(await menu.dialog.getByText(say('share.embed.unchecked')).count(), 0);
  const [frame] = await parsed('frame');
  const { src = '', height = '', ...rest } = /** @type {Record<string, string>} */ (frame);
  assert.equal(src, `${url}v1/embed.html?figure=neuron&w1=2&b=-0.5`);
  assert.ok(Number(height) >= folded && Number(height) < folded + 2, 'without the table, which stands open here');
  assert.equal(rest['sandbox'], 'allow-scripts allow-downloads');
  assert.equal(rest['in'], 'div');
  assert.equal(rest['title'], say('neuron.name'));
  assert.deepEqual(await parsed('picture'), [{ tag: 'a', in: 'body', href: link }, { ...image, src: 'relu-neuron.svg' }]);
  assert.equal(await menu.dialog.getByText(say('share.link.file')).isVisible(), false, 'the page has an address');
  const cited = await menu.cite.inputValue();
  assert.ok(cited.includes(`howpublished = {\\url{${url}}}`) && /version \d+\.\d+\.\d+, accessed on \d{4}-\d\d-\d\d/.test(cited), cited);
  await menu.button(say('share.close')).click();
  await page.route('**/v1/integrity.json', (route) => route.fulfill({ status: 404 }));
  const curves = new Figure(page, 'curves');
  const begun = new Menu(curves);
  await begun.open();
  await begun.dialog.getByText(say('share.embed.unchecked')).waitFor();
  assert.equal(await begun.dialog.getByText(say('share.embed.changed')).count(), 0);
  const { width, height: high } = await curves.box();
  const still = `<img src="${url}v1/curves.svg" width="${width}" height="${high}" alt="${await curves.alternative()}">`;
  assert.ok((await begun.embed.inputValue()).includes(still));
}));

test('programs are shown for the state in each language, and saved; without any, nothing is said of them', visiting({
  hash: '?v=1&curves.z=2&curves.over=elu+tanh',
  remarks,
}, async ({ page, url }) => {
  const menu = new Menu(await alive(page, 'curves'));
  await menu.open();
  const code = menu.dialog.getByRole('textbox', { name: say('share.code') });
  await code.waitFor();
  // That they compute what the figure shows is tried where they are run.
  for (const [language, file, line] of /** @type {[string, string, RegExp][]} */ ([
    ['numpy', 'relu-curves-numpy.py', /^import numpy as np$/m],
    ['rust', 'relu-curves-rust.rs', /^fn main\(\) \{$/m],
    ['pytorch', 'relu-curves-pytorch.py', /^import torch$/m],
  ])) {
    await menu.dialog.getByRole('combobox', { name: say('share.code.language') }).selectOption({ label: say(`share.code.${language}`) });
    await eventually(() => code.inputValue(), (text) => assert.match(text, line));
    const text = await code.inputValue();
    assert.match(text, /\b2\.0\b/);
    assert.match(text, /tanh/);
    const saved = await menu.saved(say('share.save'));
    assert.equal(saved.file, file);
    assert.equal(saved.content.toString('utf8'), text);
  }
  const other = await page.context().newPage();
  await other.route('**/www/programs-*.js', (route) => route.abort());
  await other.goto(url);
  const without = new Menu(await alive(other, 'curves'));
  await without.open();
  await eventually(() => without.cite.inputValue(), (cited) => assert.notEqual(cited, ''));
  assert.equal(await without.dialog.getByText(say('share.code'), { exact: true }).isVisible(), false);
}));

test('a phone in the dark holds the menu, and axe finds nothing wrong with it', visiting({
  width: 390,
  height: 700,
  remarks,
  context: { colorScheme: 'dark' },
}, async ({ page }) => {
  const menu = new Menu(await alive(page, 'curves'));
  await menu.open();
  assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
  assert.deepEqual(await violations(page), []);
}));
