/**
 * What a pass through random networks costs, forward and back: the crate's WebAssembly beside JavaScript written by hand, on the
 * same weights, in the same page, in turn. Drawing the weights is timed apart.
 */

import { fileURLToPath } from 'node:url';

import { CRATE } from './bench-networks-page.js';

/** @typedef {import('playwright-core').Browser} Browser */

const SIZE = { networks: 200, width: 64, depth: 50, rounds: 16 };

/** How many times faster than the fastest JavaScript the crate is to be. */
const AIM = 2;

/** How far the numbers may lie apart: what rounding makes of doubles, and a sign of z or two of floats. */
const APART = { Float64Array: 1e-12, Float32Array: 0.05 };

/** What is served for it beside the site. */
export const NETWORKS = { networks: fileURLToPath(new URL('../../target/bindings/bench', import.meta.url)) };

/** A page with nothing on it. */
export const EMPTY = { 'empty.html': () => '<!doctype html><html lang="en"><title>Networks</title></html>' };

/** @param {number[]} values */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[0], sorted.at(-1)];
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, low, high };
}

/** @param {string} name @param {number[]} values @param {number} digits */
function print(name, values, digits) {
  const { median, low, high } = spread(values);
  console.log(name.padEnd(46) + [median, low, high].map((value) => value.toFixed(digits).padStart(10)).join(''));
  return median;
}

/**
 * @param {Browser} browser
 * @param {string} url of the site
 * @returns {Promise<boolean>} whether the aim is met
 */
export async function measureNetworks(browser, url) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${url}empty.html`);
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated: its clock is too coarse');
  const { drawing, passing, apart } = await page.evaluate(async ({ folder, size }) => {
    const { time } = await import(`${folder}tests/bench-networks-page.js`);
    return /** @type {ReturnType<typeof import('./bench-networks-page.js').time>} */ (time(folder, size));
  }, { folder: new URL(url).pathname, size: SIZE });
  await page.close();

  const { networks, width, depth, rounds } = SIZE;
  console.log(`\n${networks} networks ${width} units wide and ${depth} layers deep, forward and back, ${rounds - 1} rounds`);
  console.log('milliseconds'.padEnd(46) + ['median', 'least', 'most'].map((cell) => cell.padStart(10)).join(''));
  const own = passing[CRATE] ?? [];
  print(CRATE, own, 1);
  let fastest = { name: '', median: Infinity };
  for (const [name, distance] of Object.entries(apart)) {
    const median = print(name, passing[name] ?? [], 1);
    if (median < fastest.median) fastest = { name, median };
    const allowed = name.startsWith('Float64Array') ? APART.Float64Array : APART.Float32Array;
    if (!(distance <= allowed)) throw new Error(`${name}: the numbers lie ${distance} from the crate's`);
  }
  print('drawing the weights (all use the same)', drawing, 1);
  const other = passing[fastest.name] ?? [];
  const ratio = print('times as fast as the fastest JavaScript', own.map((own, i) => (other[i] ?? NaN) / own), 2);
  return ratio >= AIM;
}
