/**
 * How many samples a second a small network learns from: the crate's WebAssembly beside JavaScript written by hand and beside
 * published libraries, on the same data, in the same page, in turn.
 */

import { fileURLToPath } from 'node:url';

import { CRATE, WATCHED } from './bench-training-page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {typeof import('./bench-training-page.js')} Page */

const ROUNDS = 14;

/** Sizes, and how many times faster than the faster JavaScript the crate is to be where that is laid down. */
const SIZES = [
  { width: 16, batch: 4 },
  { width: 16, batch: 32 },
  { width: 32, batch: 4, aim: 4 },
  { width: 32, batch: 32, aim: 8 },
  { width: 64, batch: 4 },
  { width: 64, batch: 32 },
];

const RUNS = { rounds: 5, rates: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 2], seeds: 10 };

/** How long a run and a sweep may take, in milliseconds. */
const PATIENCE = { run: 1000, sweep: 30_000 };

/** How far the numbers may lie apart after two epochs: what rounding makes of doubles and of floats. */
const APART = { doubles: 1e-10, floats: 1e-3 };

const packages = (/** @type {string} */ path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

/** What is served for it beside the site. */
export const LIBRARIES = {
  tensorflow: packages('@tensorflow/tfjs-backend-wasm/dist'),
  'tensorflow-core': packages('@tensorflow/tfjs-core/dist'),
  convnet: packages('convnetjs/build'),
};

const SCRIPTS = ['tensorflow-core/tf-core.min.js', 'tensorflow/tf-backend-wasm.min.js', 'convnet/convnet-min.js'];

/** A page that has the libraries and nothing else. */
export const WITH_LIBRARIES = {
  'training.html': () => `<!doctype html><html lang="en"><title>Training</title>${SCRIPTS.map((path) => `<script src="${path}"></script>`).join('')}</html>`,
};

/** @param {readonly number[]} values */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)] ?? NaN, sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
}

/** @param {string} name @param {readonly number[]} values @param {number} digits @param {string} [after] */
function print(name, values, digits, after = '') {
  console.log(name.padEnd(46) + spread(values).map((value) => value.toFixed(digits).padStart(10)).join('') + after);
  return spread(values)[0] ?? NaN;
}

/** @param {string} unit */
const head = (unit) => console.log(unit.padEnd(46) + ['median', 'least', 'most'].map((cell) => cell.padStart(10)).join(''));

/**
 * @param {Browser} browser
 * @param {string} url of the site
 * @returns {Promise<boolean>} whether all aims are met
 */
export async function measureTraining(browser, url) {
  // The libraries do what the article's policy forbids.
  const page = await browser.newPage({ bypassCSP: true });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${url}training.html`);
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated: its clock is too coarse');
  const folder = new URL(url).pathname;
  let met = true;
  for (const { width, batch, aim } of SIZES) {
    const size = { width, batch, epochs: width === 64 ? 20 : 50, rounds: ROUNDS };
    const { rates, apart } = await page.evaluate(async ({ folder, size }) => {
      const { time } = await import(`${folder}tests/bench-training-page.js`);
      return /** @type {ReturnType<Page['time']>} */ (time(folder, size));
    }, { folder, size });
    console.log(`\nTraining 2-${width}-${width}-1, batches of ${batch}, ${ROUNDS - 1} rounds`);
    head('thousands of samples a second');
    for (const [name, each] of Object.entries(rates)) print(name, each, 1);
    for (const [name, distance] of Object.entries(apart)) {
      const allowed = name === 'Float64Array' ? APART.doubles : APART.floats;
      if (!(distance <= allowed)) throw new Error(`${name}: the parameters lie ${distance} from the crate's`);
    }
    const of = (/** @type {string} */ name) => rates[name] ?? [];
    const [fastest = ''] = ['Float64Array', 'Float32Array'].sort((a, b) => (spread(of(b))[0] ?? 0) - (spread(of(a))[0] ?? 0));
    for (const other of Object.keys(rates).filter((name) => ![CRATE, WATCHED].includes(name))) {
      const goal = other === fastest && aim ? `   aim ${aim}` : '';
      const ratio = print(`times as fast as ${other}`, of(CRATE).map((own, i) => own / (of(other)[i] ?? NaN)), 2, goal);
      if (goal && !(ratio >= (aim ?? 0))) met = false;
    }
    print(`${fastest}, beside all that a run tells`, of(WATCHED).map((own, i) => own / (of(fastest)[i] ?? NaN)), 2);
  }
  const times = await page.evaluate(async ({ folder, runs }) => {
    const { timeRuns } = await import(`${folder}tests/bench-training-page.js`);
    return /** @type {ReturnType<Page['timeRuns']>} */ (timeRuns(folder, runs));
  }, { folder, runs: RUNS });
  await page.close();
  console.log('\nTraining 2-16-16-1 as the figure does, on one thread');
  head('milliseconds');
  for (const [name, each] of Object.entries(times)) {
    const most = name.startsWith('a sweep') ? PATIENCE.sweep : PATIENCE.run;
    if (!(print(name, each, 1, `   aim ${most}`) <= most)) met = false;
  }
  return met;
}
