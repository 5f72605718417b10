/**
 * The figure without a mouse: the keyboard, the number fields, and what a screen reader is told.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { SLIDER_KEYS, atPoint, brief } from './expected.js';
import { say } from './words.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

/**
 * What has the focus: its role and its name.
 *
 * @param {Page} page
 * @returns {Promise<string>}
 */
function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'the page';
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.innerText.trim()) : [];
    const kind = element instanceof HTMLInputElement ? element.type : element.localName;
    return `${kind} ${element.getAttribute('aria-label') ?? (labels.join(' ') || element.textContent?.trim())}`;
  });
}

/**
 * Presses Tab until the focus leaves the page, and tells where it went.
 *
 * @param {Page} page
 */
async function tour(page) {
  /** @type {string[]} */
  const stops = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === 'the page' || (stops.length > 1 && stop === stops[0])) break;
    stops.push(stop);
  }
  return stops;
}

test('Tab reaches every control once, in the order in which they are read', visiting({ hash: '?v=1&curves.z=1&curves.over=leaky-relu+elu' }, async ({ page, figure }) => {
  // One gesture, so that there is something to undo.
  await figure.press('ArrowRight');
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  await page.mouse.click(2, 2);
  const expected = [
    'summary Contents',
    'radio System',
    `range ${say('curves.z')}`,
    `text ${say('curves.z')}`,
    `radio ${say('curves.at-zero.0')}`,
    ...['leaky-relu', 'elu', 'gelu', 'silu', 'sigmoid', 'tanh'].map((name) => `checkbox ${say(`curves.over.${name}`)}`),
    `range ${say('curves.leaky')}`,
    `text ${say('curves.leaky')}`,
    `range ${say('curves.elu')}`,
    `text ${say('curves.elu')}`,
    `button ${say('action.undo')}`,
    `button ${say('action.reset')}`,
    `button ${say('action.share')}`,
    `summary ${say('table.open')}`,
  ];
  assert.deepEqual((await tour(page)).slice(0, expected.length), expected);
}));

test('Tab passes over controls that have no effect now', visiting({}, async ({ page }) => {
  const all = await tour(page);
  const stops = all.slice(0, all.indexOf(`summary ${say('table.open')}`));
  assert.ok(stops.includes(`range ${say('curves.z')}`));
  const idle = [say('curves.leaky'), say('curves.elu'), say('action.undo')];
  assert.deepEqual(stops.filter((stop) => idle.some((name) => stop.endsWith(` ${name}`))), []);
}));

test('the focus is always visible', visiting({ hash: '?v=1&curves.z=1&curves.over=leaky-relu+elu' }, async ({ page, figure }) => {
  await figure.press('ArrowRight');
  await page.mouse.click(2, 2);
  for (let i = 0; i < 17; i += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom } = element.getBoundingClientRect();
      return { outline: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, above: Math.max(0, -top), below: Math.max(0, bottom - innerHeight) };
    });
    assert.ok(seen?.outline && seen.above < 1 && seen.below < 1, `${await focused(page)}: ${JSON.stringify(seen)}`);
  }
}));

test('arrows step by 0.1, with Shift by 0.01, Page keys by a tenth of the range, Home and End to its ends', visiting({}, async ({ figure }) => {
  for (const [keys, z] of SLIDER_KEYS) {
    await figure.type('0.5');
    for (const key of keys) await figure.press(key);
    const said = await figure.said();
    assert.deepEqual(said, atPoint(z), keys.join(', '));
  }
}));

test('the arrows pass through 0 exactly', visiting({ hash: '?v=1&curves.z=-0.3' }, async ({ figure }) => {
  const path = [];
  for (let i = 0; i < 6; i += 1) {
    await figure.press('ArrowRight');
    path.push(await figure.readout('z'));
  }
  assert.deepEqual(path, ['\u22120.2', '\u22120.1', '0', '0.1', '0.2', '0.3']);
}));

test('a key that is held is one gesture: one Undo takes it back', visiting({}, async ({ page, figure }) => {
  await figure.slider.focus();
  for (let i = 0; i < 8; i += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await figure.frame();
  assert.equal(await figure.readout('z'), '1.3');
  await figure.undo.click();
  await figure.frame();
  assert.equal(await figure.readout('z'), '0.5');
  assert.ok(await figure.undo.isDisabled());
}));

test('keys that belong to the browser are left to it', visiting({}, async ({ page, figure }) => {
  await figure.slider.focus();
  const prevented = await page.evaluate(async () => {
    const seen = new Promise((done) => addEventListener('keydown', (event) => done(event.defaultPrevented), { once: true }));
    document.querySelector('relu-figure[name=curves]')?.shadowRoot?.querySelector('input')?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true, bubbles: true, cancelable: true, composed: true }),
    );
    return seen;
  });
  assert.equal(prevented, false);
}));

test('the field takes a number however it is written, and on Enter', visiting({}, async ({ page, figure }) => {
  for (const [typed, z] of /** @type {[string, number][]} */ ([
    ['-2.5', -2.5],
    ['\u22121', -1],
    ['1e-3', 0.001],
    ['+3', 3],
    ['.5', 0.5],
    ['0,25', 0.25],
    [' 1 ', 1],
    ['-4', -4],
  ])) {
    await figure.type('2');
    await figure.field.fill(typed);
    assert.equal(await figure.readout('z'), '2', 'nothing happens before Enter');
    await page.keyboard.press('Enter');
    await figure.frame();
    assert.equal(await figure.readout('z'), brief(z));
    assert.equal(await figure.field.inputValue(), String(z).replace('-', '\u2212'));
    assert.equal(await figure.field.getAttribute('aria-invalid'), null);
  }
}));

test('the field commits when it is left', visiting({}, async ({ page, figure }) => {
  await figure.field.fill('-1');
  await page.keyboard.press('Tab');
  await figure.frame();
  assert.equal(await figure.readout('z'), '\u22121');
}));

test('Escape in the field brings the last good value back', visiting({}, async ({ page, figure }) => {
  await figure.field.fill('-1');
  await page.keyboard.press('Escape');
  assert.equal(await figure.field.inputValue(), '0.5');
  await page.keyboard.press('Tab');
  await figure.frame();
  assert.equal(await figure.readout('z'), '0.5');
}));

test('the field refuses what is no number in range: a message at the field says why, and the last value stays', visiting({}, async ({ page, figure }) => {
  for (const typed of ['abc', '', '4.1', '-1e9', '1e999', 'NaN', 'Infinity', '0x10', '1 2', '1,2,3', '--1', '<b>1</b>']) {
    await figure.field.fill(typed);
    await page.keyboard.press('Enter');
    await figure.frame();
    assert.equal(await figure.field.getAttribute('aria-invalid'), 'true');
    const message = figure.element.getByRole('alert').filter({ visible: true });
    const text = await message.innerText();
    assert.match(text, /from [\u2212-]4 to 4/);
    assert.ok(text.includes(typed), text);
    const described = await figure.field.evaluate((field) => {
      const root = /** @type {ShadowRoot} */ (field.getRootNode());
      return root.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
    });
    assert.equal(described, text, 'the message belongs to the field');
    assert.equal(await figure.readout('z'), '0.5');
    await page.keyboard.press('Escape');
    assert.equal(await message.count(), 0);
    assert.equal(await figure.field.inputValue(), '0.5');
  }
}));

test('a refused entry gives way to the next change of the value', visiting({}, async ({ page, figure }) => {
  await figure.field.fill('12');
  await page.keyboard.press('Tab');
  assert.equal(await figure.field.getAttribute('aria-invalid'), 'true');
  await figure.press('ArrowRight');
  assert.equal(await figure.field.getAttribute('aria-invalid'), null);
  assert.equal(await figure.field.inputValue(), '0.6');
}));

test('the verdict is spoken once, after the last key and a moment of quiet', visiting({}, async ({ page, figure }) => {
  await page.evaluate(() => {
    const status = document.querySelector('relu-figure[name=curves]')?.shadowRoot?.querySelector('.status');
    if (!status) throw new Error('no status region');
    /** @type {string[]} */
    const spoken = [];
    Object.assign(window, { spoken });
    new MutationObserver(() => spoken.push(status.textContent ?? '')).observe(status, { subtree: true, characterData: true, childList: true });
  });
  const spoken = () => page.evaluate(() => /** @type {typeof window & { spoken: string[] }} */ (window).spoken);
  for (let i = 0; i < 5; i += 1) await figure.press('ArrowLeft');
  assert.deepEqual(await spoken(), [], 'quiet while keys come');
  await eventually(spoken, (said) => assert.deepEqual(said.length, 1));
  assert.equal((await spoken())[0], await figure.verdict());
}));

test('every control has a name, and every target is at least 24 px large', visiting({ hash: '?v=1&curves.over=leaky-relu+elu' }, async ({ figure }) => {
  const controls = await figure.element.locator('input, button, summary').all();
  assert.ok(controls.length > 15);
  for (const control of controls) {
    const { name, width, height } = await control.evaluate((node) => {
      const labels = node instanceof HTMLInputElement ? [...(node.labels ?? [])] : [];
      const box = (labels[0]?.contains(node) ? labels[0] : node).getBoundingClientRect();
      const name = node.getAttribute('aria-label') ?? (labels.map((label) => label.innerText).join(' ') || node.textContent);
      return { name, width: box.width, height: box.height };
    });
    assert.ok(name, 'a name');
    assert.ok(width >= 24 && height >= 24, `${name}: ${width} x ${height}`);
  }
}));
