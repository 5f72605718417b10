/**
 * The page for readers whose browser writes twice as large.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { beyondTheWindow, drawn, eventually, site } from './browser.js';
import { Figure } from './figure.js';

/** @typedef {import('playwright-core').Page} Page */

const { visiting } = await site();

/**
 * Text that its box cuts off or that runs out of it.
 *
 * @param {Page} page
 */
const cutOff = (page) => page.evaluate(() => {
  /** @type {string[]} */
  const found = [];
  const range = document.createRange();
  /** @param {Document | ShadowRoot} root */
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      // Read aloud, never seen.
      if (element.closest('.status') || element.getClientRects().length === 0) continue;
      const style = getComputedStyle(element);
      const name = `${element.localName} \u201c${element.textContent?.trim().slice(0, 40)}\u201d`;
      const hides = !element.matches('input') && [style.overflowX, style.overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
      if (hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) found.push(`${name} hides a part`);
      // The list of contents is meant to, where it is longer than the window.
      if (style.overflowX === 'auto' && !element.closest('nav') && element.scrollHeight > element.clientHeight + 1) found.push(`${name} scrolls up and down`);
      if (element.matches('input[type=text]') && element.scrollWidth > element.clientWidth + 1) found.push(`${/** @type {HTMLInputElement} */ (element).value} does not fit its field`);
      if (!element.matches('button, dd, dt, th, td, label, legend, summary, h1, h2, p, figcaption')) continue;
      range.selectNodeContents(element);
      const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      if (text.width > 0 && style.display !== 'inline' && (text.left < box.left - 1 || text.right > box.right + 1)) found.push(`${name} is ${Math.round(text.width)} px in ${Math.round(box.width)}`);
    }
  };
  visit(document);
  return found;
});

/** All figures at their most talkative. */
const FULL = '?v=1&curves.over=elu+sigmoid&chain.factors=50&chain.weight=0.3&chain.beside=sigmoid+tanh+leaky-relu&chain.kind=alternating&neuron.w1=-1.23&neuron.seed=1234567';

for (const width of [1280, 390]) {
  for (const hash of ['', FULL]) {
    test(`with text twice as large nothing sticks out of the window or is cut off at ${width} px, ${hash ? 'however much is said' : 'as the page opens'}`, visiting({ width, hash }, async ({ page, devtools }) => {
      const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      const before = await size();
      await devtools.send('Page.enable');
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
      await page.reload();
      for (const figure of await page.locator('relu-figure').all()) {
        await figure.scrollIntoViewIfNeeded();
        await new Figure(page, await figure.getAttribute('name') ?? '').alive();
      }
      await page.locator('main details').evaluateAll((all) => {
        for (const details of all) /** @type {HTMLDetailsElement} */ (details).open = true;
      });
      await drawn(page);
      assert.equal(await size(), 2 * before, 'the text is twice as large');
      await eventually(() => beyondTheWindow(page), (seen) => assert.deepEqual(seen, { found: [], overflow: 0 }));
      assert.deepEqual(await cutOff(page), []);
    }));
  }
}
