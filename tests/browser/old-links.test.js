/**
 * Links keep what they say: each of these was written by an earlier version of the page, and must give the same values for ever.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { eventually, site } from './browser.js';

const { visiting } = await site();

/** @type {{ link: string, values: Record<string, Record<string, string>> }[]} */
const LINKS = JSON.parse(readFileSync(new URL('./old-links.json', import.meta.url), 'utf8'));

test('there is a link of every figure', () => {
  const named = new Set(LINKS.flatMap(({ values }) => Object.keys(values)));
  assert.deepEqual([...named].sort(), ['chain', 'curves', 'depth', 'limits', 'neuron', 'sparsity', 'sweep', 'training']);
});

test('old links give the values that they gave', visiting({}, async ({ page }) => {
  for (const { link, values } of LINKS) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    const given = () => page.evaluate((names) => Object.fromEntries(names.map((name) => {
      /** @type {(HTMLElement & { values(): Map<string, number | string> }) | null} */
      const figure = document.querySelector(`relu-figure[name=${name}]`);
      return [name, Object.fromEntries([...figure?.values() ?? []].map(([key, value]) => [key, String(value)]))];
    })), Object.keys(values));
    await eventually(given, (seen) => assert.deepEqual(seen, values, link), 10_000);
    assert.equal(await page.getByRole('status').filter({ hasText: /ignored|out of range/ }).count(), 0, link);
  }
}));
