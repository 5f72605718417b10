/**
 * The small network at the corner: trained for as many steps as the reader chooses.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, site } from './browser.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

const { visiting } = await site();

/** The number that a text such as 2.07·10⁻⁵ stands for. @param {string} [text] */
const numberOf = (text = '') => {
  const [significand = '', exponent = ''] = text.split('·10');
  const digits = [...exponent].map((raised) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(raised)).filter((digit) => digit >= 0);
  return Number(significand) * 10 ** -Number(digits.join('') || 0);
};

/** What stands in the table: its caption, and its rows. @param {Page} page */
const shown = (page) => page.locator('[data-corner]').evaluate((node) => {
  const rows = [...node.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? ''));
  return { caption: node.querySelector('caption')?.textContent ?? '', rows };
});

test('without a slope at zero nothing is learned where zeros are built in; elsewhere the slope changes nothing', visiting({ hash: 'corner' }, async ({ page }) => {
  const choice = page.getByRole('group', { name: 'Steps of training' });
  for (const steps of ['1000', '10', '100']) {
    await choice.getByRole('radio', { name: steps, exact: true }).check();
    await eventually(() => shown(page), ({ caption }) => assert.equal(caption, say('corner.table.caption', { steps })));
    const { rows } = await shown(page);
    assert.deepEqual(rows.map(([slope]) => slope), ['0', '0.5', '1']);
    for (const [slope, before, after, , drawn, zeros] of rows) {
      // 5/32, the mean square of the target.
      assert.equal(before, '0.15625');
      if (slope === '0') assert.equal(after, before, `after ${steps} steps`);
      else assert.ok(numberOf(after) < numberOf(before), `slope ${slope} after ${steps} steps: ${after}`);
      assert.equal(drawn, rows[0]?.[4], 'on drawn numbers all slopes end alike');
      assert.equal(zeros, '0\u00a0%');
    }
  }
}));

test('without JavaScript its table stands there, and no choice', visiting({
  still: true,
  context: { javaScriptEnabled: false },
  remarks: [/preloaded using link preload but not used/],
}, async ({ page }) => {
  assert.ok(await page.getByRole('table', { name: say('corner.table.caption', { steps: 100 }) }).isVisible());
  assert.equal(await page.getByRole('radio', { name: '1000', exact: true }).count(), 0);
}));
