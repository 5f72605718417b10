/**
 * Themes, forced colours, sizes, device pixels and paper.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { beyondTheWindow, drawn, eventually, site } from './browser.js';

const { visiting } = await site();

/** @typedef {import('./browser.js').Visited} Visited */

/** Black is 0, white is 1. @param {number} colour 0xRRGGBB */
const lightness = (colour) => ((colour >> 16) + ((colour >> 8) & 255) + (colour & 255)) / 765;

/**
 * How light the picture's ground, the page and the figure's own ground are.
 *
 * @param {Visited} visited
 */
async function grounds({ page, figure }) {
  await drawn(page);
  const colours = await page.evaluate(() => {
    const panel = document.querySelector('relu-figure[name=curves]')?.shadowRoot?.querySelector('section');
    return [document.body, panel].map((element) => element && getComputedStyle(element).backgroundColor);
  });
  const [paper = NaN, panel = NaN] = colours.map((colour) => {
    const [r = NaN, g = NaN, b = NaN] = (colour?.match(/[\d.]+/g) ?? []).map(Number);
    return (r + g + b) / 765;
  });
  const picture = await figure.picture();
  return { picture: lightness(picture.at(1, 1)), paper, panel };
}

/** @param {{ picture: number, paper: number, panel: number }} seen */
const isLight = (seen) => assert.ok(seen.picture > 0.9 && seen.paper > 0.9 && seen.panel > 0.9, JSON.stringify(seen));
/** @param {{ picture: number, paper: number, panel: number }} seen */
const isDark = (seen) => assert.ok(seen.picture < 0.2 && seen.paper < 0.2 && seen.panel < 0.2, JSON.stringify(seen));

test('the theme switch turns page and picture dark and light, against the system', visiting({}, async (visited) => {
  const { page } = visited;
  const look = () => grounds(visited);
  await eventually(look, isLight);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await eventually(look, isDark);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('radio', { name: 'Light' }).check();
  await eventually(look, isLight);
  await page.getByRole('radio', { name: 'System' }).check();
  await eventually(look, isDark);
}));

test('the chosen theme is remembered over a reload, and stands before anything is drawn', visiting({}, async (visited) => {
  const { page, figure } = visited;
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.reload();
  await figure.alive();
  await eventually(() => grounds(visited), isDark);
  assert.ok(await page.getByRole('radio', { name: 'Dark' }).isChecked());
  await page.getByRole('radio', { name: 'System' }).check();
  await page.reload();
  await figure.alive();
  await eventually(() => grounds(visited), isLight);
}));

test('the picture follows the system when it turns dark while the page is open', visiting({}, async (visited) => {
  const { page } = visited;
  await eventually(() => grounds(visited), isLight);
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually(() => grounds(visited), isDark);
  await page.emulateMedia({ colorScheme: 'light' });
  await eventually(() => grounds(visited), isLight);
}));

test('a theme changes the colours alone: the words, the state and the link stay', visiting({ hash: '?v=1&curves.z=-2' }, async (visited) => {
  const { page, figure } = visited;
  const [said, address] = [await figure.said(), page.url()];
  await page.getByRole('radio', { name: 'Dark' }).check();
  await drawn(page);
  assert.deepEqual(await figure.said(), said);
  assert.equal(page.url(), address);
}));

test('forced colours are the picture\u2019s colours, too', visiting({ context: { colorScheme: 'dark' } }, async ({ page, figure }) => {
  await drawn(page);
  const before = (await figure.picture()).colours();
  await page.emulateMedia({ forcedColors: 'active' });
  await drawn(page);
  await drawn(page);
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('forced-color-adjust', 'none');
    const colours = ['Canvas', 'CanvasText', 'LinkText', 'Highlight', 'VisitedText', 'GrayText'].map((name) => {
      probe.style.color = name;
      const [r = 0, g = 0, b = 0, alpha = 1] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
      // One of them lets the ground through, which is black.
      return [r, g, b].reduce((sum, part) => sum * 256 + Math.round(part * alpha), 0);
    });
    probe.remove();
    return colours;
  });
  assert.equal(system[0], 0);
  const picture = await figure.picture();
  const [ground, ink, signal, gradient] = system;
  const after = picture.colours();
  assert.equal(picture.at(1, 1), ground, 'the ground is Canvas');
  for (const [colour, what] of /** @type {const} */ ([[ink, 'text and axes'], [signal, 'the curve'], [gradient, 'the slope']])) {
    assert.ok(after.has(colour ?? NaN), `${what} in a system colour`);
  }
  const kept = [...before].filter((colour) => after.has(colour) && !system.includes(colour));
  assert.deepEqual(kept.map((colour) => colour.toString(16)), [], 'no colour of its own is left');
}));

test('entering and leaving forced colours is followed while the page is open', visiting({}, async ({ page, figure }) => {
  const before = await figure.picture();
  await page.emulateMedia({ forcedColors: 'active' });
  await eventually(() => figure.picture(), (picture) => assert.ok(!picture.equals(before)));
  await page.emulateMedia({ forcedColors: 'none' });
  await eventually(() => figure.picture(), (picture) => assert.ok(picture.equals(before)));
}));

test('a change of the device-pixel ratio redraws at the new size', visiting({}, async ({ page, figure, devtools }) => {
  const box = await figure.box();
  for (const [i, deviceScaleFactor] of [2, 3, 1.5, 1].entries()) {
    // Chromium tells the page of an emulated ratio only if the window changes as well; the picture keeps its size.
    await devtools.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 910 + i, deviceScaleFactor, mobile: false });
    await eventually(
      () => figure.picture(),
      ({ width, height }) => assert.deepEqual([width, height], [Math.round(box.width * deviceScaleFactor), Math.round(box.height * deviceScaleFactor)]),
    );
    await drawn(page);
    const handle = await figure.handle();
    const meant = await figure.at(0.5);
    assert.ok(Math.hypot(handle.x - meant.x, handle.y - meant.y) < 1, `drawn where it was, at ratio ${deviceScaleFactor}`);
  }
}));

test('a change of the window\u2019s width redraws at the new size, and the handle still answers', visiting({}, async ({ page, figure }) => {
  for (const width of [600, 390, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    await eventually(
      async () => ({ picture: await figure.picture(), box: await figure.box() }),
      ({ picture, box }) => assert.equal(picture.width, Math.round(box.width)),
    );
    await drawn(page);
    await figure.take();
    const { x, y } = await figure.handle();
    await page.mouse.move(x - 60, y);
    await page.mouse.up();
    await drawn(page);
    assert.ok(Math.abs((await figure.handle()).x - (x - 60)) < 6, `at ${width} px`);
    await figure.startOver();
  }
}));

test('at 320 px nothing is wider than the window', visiting({ width: 320, hash: '?v=1&curves.over=leaky-relu+elu+gelu+silu+sigmoid+tanh' }, async ({ page, figure }) => {
  await figure.tableOpener.click();
  await drawn(page);
  assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
}));

for (const width of [1280, 640]) {
  test(`with text twice as large nothing is cut off or covered at ${width} px, and the figure answers`, visiting({ width, hash: '?v=1&curves.over=elu+sigmoid' }, async ({ page, figure, devtools }) => {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const before = await size();
    await devtools.send('Page.enable');
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await page.reload();
    await figure.alive();
    await drawn(page);
    assert.equal(await size(), 2 * before, 'the text is twice as large');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'no sideways scrolling');
    const faults = await figure.element.evaluate((node) => {
      /** @type {string[]} */
      const found = [];
      const root = node.shadowRoot;
      const shown = [...(root?.querySelectorAll('p, dt, dd, label, legend, button, summary, input[type=text]') ?? [])].filter(
        (element) => element.getClientRects().length > 0 && !element.matches('.status'),
      );
      for (const element of shown) {
        if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') found.push(`${element.textContent} is cut off`);
        const box = element.getBoundingClientRect();
        for (const other of shown) {
          if (element === other || element.contains(other) || other.contains(element)) continue;
          const there = other.getBoundingClientRect();
          const across = Math.min(box.right, there.right) - Math.max(box.left, there.left);
          const down = Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top);
          if (across > 2 && down > 2) found.push(`${element.localName} \u201c${element.textContent}\u201d and ${other.localName} \u201c${other.textContent}\u201d overlap`);
        }
      }
      return found;
    });
    assert.deepEqual(faults, []);
    await figure.press('ArrowRight');
    assert.equal(await figure.readout('z'), '0.6');
  }));
}

test('on paper the picture is light and sharp, even from a dark screen, which is dark again afterwards', visiting({ context: { colorScheme: 'dark' } }, async (visited) => {
  const { page, figure } = visited;
  await eventually(() => grounds(visited), isDark);
  // What the page looked like when the browser asked for it on paper.
  await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('relu-figure[name=curves]')?.shadowRoot?.querySelector('canvas'));
    const copy = document.createElement('canvas');
    addEventListener('beforeprint', () => {
      copy.width = canvas.width;
      copy.height = canvas.height;
      copy.getContext('2d')?.drawImage(canvas, 0, 0);
      const [r, g, b] = copy.getContext('2d')?.getImageData(1, 1, 1, 1).data ?? [];
      Object.assign(window, { printed: { ground: [r, g, b], ratio: canvas.width / canvas.clientWidth } });
    });
  });
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  const printed = await page.evaluate(() => Reflect.get(window, 'printed'));
  assert.deepEqual(printed.ground, [255, 255, 255]);
  assert.ok(printed.ratio >= 2.99, `${printed.ratio} device pixels per CSS pixel`);
  await eventually(() => grounds(visited), isDark);
  assert.equal((await figure.picture()).ratio, 1);
}));

test('on paper text is dark on white, whichever theme is chosen', visiting({ context: { colorScheme: 'dark' } }, async (visited) => {
  const { page } = visited;
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  for (const theme of ['Dark', 'System', 'Light']) {
    await page.evaluate((name) => {
      const radio = document.querySelector(`input[name=theme][value=${name.toLowerCase()}]`);
      if (radio instanceof HTMLInputElement) radio.click();
    }, theme);
    await eventually(() => grounds(visited), isLight);
    const ink = await page.evaluate(() => ['h1', 'p', 'h2', 'figcaption'].map((name) => getComputedStyle(/** @type {Element} */ (document.querySelector(name))).color));
    for (const colour of ink) {
      const [r = 255, g = 255, b = 255] = (colour.match(/\d+/g) ?? []).map(Number);
      assert.ok(r + g + b < 330, `${theme}: text in ${colour}`);
    }
  }
}));

test('on paper stand picture, values, table and address, and nothing to press', visiting({ hash: '?v=1&curves.z=-2' }, async ({ page, figure }) => {
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await drawn(page);
  assert.ok(await figure.canvas.isVisible());
  assert.equal(await figure.readout('z'), '\u22122');
  assert.ok(await figure.sentence.isVisible());
  const table = figure.element.getByRole('table');
  assert.ok(await table.getByRole('rowheader', { name: '\u22122', exact: true }).isVisible(), 'the table is opened');
  assert.ok(await page.getByText(page.url(), { exact: true }).isVisible(), 'the address');
  for (const control of await figure.element.locator('input, button').all()) assert.ok(!(await control.isVisible()));
  for (const radio of await page.getByRole('radio').all()) assert.ok(!(await radio.isVisible()));
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  assert.equal(await page.getByText(page.url(), { exact: true }).count(), 0);
  assert.ok(!(await table.isVisible()), 'and on the screen the table is closed again');
}));
