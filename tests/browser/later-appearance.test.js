/**
 * The later figures at every width, in every theme and on paper.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { beyondTheWindow, drawn, eventually, site } from './browser.js';
import { FIGURES, NAMES, whole } from './later.js';

const { visiting } = await site();

/** What makes the figures say and show as much as they can. */
const FULL = '?v=1&chain.factors=50&chain.weight=0.3&chain.off=2+49&chain.beside=sigmoid+tanh+leaky-relu&chain.kind=alternating&neuron.w1=0.123456&neuron.w2=-1.987654&neuron.b=-0.123456&neuron.w3=0.654321&neuron.x3=0.77&neuron.seed=18446744073709551615&sparsity.units=256&sparsity.count=200&sparsity.inputs=normal&sparsity.bias=-0.5&sparsity.weights=normal&depth.width=9&depth.depth=100&depth.deviation=2&depth.seed=18446744073709551615';

for (const width of [320, 390, 600, 1280]) {
  test(`at ${width} px nothing of them is wider than the window, and the pictures fill their columns`, visiting({ width, hash: FULL }, async ({ page }) => {
    for (const name of NAMES) {
      const figure = FIGURES[name].on(page);
      await figure.alive();
      await figure.table();
      const { x, width: across } = await figure.box();
      assert.ok(x >= 0 && x + across <= width && across > 0.7 * width, `${name} from ${x}, ${across} px`);
      assert.equal((await figure.picture()).width, Math.round(across));
    }
    assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
  }));
}

test('dark and forced colours are the pictures\u2019 colours, too', visiting({ hash: '?v=1&chain.off=2' }, async ({ page }) => {
  const figures = NAMES.map((name) => FIGURES[name].on(page));
  for (const figure of figures) await whole(figure);
  /** @param {(ground: number, colours: Set<number>) => void} check */
  const each = async (check) => {
    for (const figure of figures) {
      await eventually(() => figure.picture(), (picture) => check(picture.at(1, 1), picture.colours()));
    }
  };
  // Ink, what is muted, the signal and the gradient.
  const own = [0x1a1a1a, 0x595959, 0x0072b2, 0xd55e00];
  await each((ground, colours) => assert.ok(ground === 0xffffff && own.filter((colour) => colours.has(colour)).length >= 3));
  await page.getByRole('radio', { name: 'Dark' }).check();
  await each((ground, colours) => assert.ok(ground === 0x121417 && colours.has(0xececec) && !colours.has(0x1a1a1a)));
  await page.getByRole('radio', { name: 'System' }).check();
  await page.emulateMedia({ forcedColors: 'active' });
  const [canvas, text] = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.setProperty('forced-color-adjust', 'none');
    const colours = ['Canvas', 'CanvasText'].map((name) => {
      probe.style.color = name;
      const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
      return r * 65536 + g * 256 + b;
    });
    probe.remove();
    return colours;
  });
  await each((ground, colours) => {
    assert.equal(ground, canvas);
    assert.ok(colours.has(text ?? NaN));
    assert.deepEqual(own.filter((colour) => colours.has(colour)), [], 'no colour of its own is left');
  });
}));

test('on paper stand their pictures, sentences, numbers and tables, and nothing to press', visiting({ context: { colorScheme: 'dark' }, hash: '?v=1&chain.weight=0.5' }, async ({ page }) => {
  const figures = NAMES.map((name) => FIGURES[name].on(page));
  for (const figure of figures) await whole(figure);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await drawn(page);
  for (const figure of figures) {
    assert.ok(await figure.canvas.isVisible());
    assert.equal(await figure.ground(), 0xffffff, 'dark on white');
    assert.ok(await figure.sentence.isVisible());
    assert.ok(await figure.element.locator('dl').isVisible());
    assert.ok(await figure.element.locator('details table').isVisible(), 'the table is opened');
    assert.equal(await figure.element.locator('input:visible, button:visible').count(), 0, `${figure.name}: nothing to press`);
  }
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  for (const figure of figures) {
    assert.ok(!(await figure.element.locator('details table').isVisible()), 'and on the screen the table is closed again');
    assert.equal(await figure.ground(), 0x121417);
  }
}));
