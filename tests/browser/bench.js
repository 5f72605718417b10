/**
 * What a redraw costs, beside uPlot drawing the same picture in the same page, one after the other in turn.
 *
 * Prints a table for each case of bench-cases.js; fails if a drawing or a slider event costs more script than uPlot's.
 */

import { fileURLToPath } from 'node:url';

import { Figure } from './figure.js';
import { CASES } from './bench-cases.js';
import { EMPTY, NETWORKS, measureNetworks } from './bench-networks.js';
import { LIBRARIES, WITH_LIBRARIES, measureTraining } from './bench-training.js';
import { DIST, launch } from './browser.js';
import { BINDINGS } from './program.js';
import { serve } from './server.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').CDPSession} CDPSession */
/** @typedef {import('./bench-cases.js').Case} Case */
/** @typedef {Awaited<ReturnType<typeof import('./bench-page.js').prepare>>} Bench */

const WARM_UP = 100;
const REDRAWS = 600;
const COUNTED = 60;

/** Takes the page's frames into the bench's hands. Runs in the page before its own scripts. */
function takeFrames() {
  /** @type {FrameRequestCallback[]} */
  let due = [];
  const real = window.requestAnimationFrame.bind(window);
  const frames = {
    /** Whether frames are run by hand. */
    taken: false,
    real,
    run() {
      const now = due;
      due = [];
      for (const callback of now) callback(performance.now());
    },
  };
  Object.defineProperty(window, 'benchFrames', { value: frames });
  window.requestAnimationFrame = (callback) => (frames.taken ? due.push(callback) : real(callback));
}

/**
 * Opens the article with a figure that is ready to be measured.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {Case['figure']} figure
 */
async function open(browser, url, figure) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  await page.addInitScript(takeFrames);
  await page.goto(url);
  await new Figure(page, figure).alive();
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated: its clock is too coarse');
  const bench = await page.evaluateHandle(async ({ folder, name }) => {
    const { prepare } = await import(`${folder}tests/bench-page.js`);
    return /** @type {Bench} */ (await prepare(folder, name));
  }, { folder: url, name: figure });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return { page, bench, devtools };
}

/** @typedef {Awaited<ReturnType<typeof open>>} Opened */

/** How often the browser has laid out and styled. @param {CDPSession} devtools */
async function passes(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { layouts: value('LayoutCount'), styles: value('RecalcStyleCount') };
}

/**
 * @param {number[]} times
 * @param {number} part 0.5 for the median
 */
function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** @param {string[]} cells */
const row = (cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(10))).join('');

/** @param {number} number */
const ms = (number) => number.toFixed(3);

/**
 * @param {Opened} opened
 * @param {Case} what
 * @returns {Promise<number>} how many times uPlot's script is needed, for the drawing or the slider event
 */
async function measure({ bench, devtools }, what) {
  await bench.evaluate((own, given) => own.set(given), what);
  console.log(`\n${what.name}`);
  console.log(row(['milliseconds', 'median', '95th', 'uPlot', '95th', 'ratio']));
  /** @type {Record<string, number>} */
  const ratios = {};
  for (const [kind, name] of /** @type {const} */ ([
    ['draw', 'the drawing alone'],
    ['event', 'a slider event, with read-outs'],
    ['silent', 'the same, uPlot without read-outs'],
    ['pixels', 'a slider event, to the last pixel'],
  ])) {
    const { own, other } = await bench.evaluate((page, given) => page.time(given.kind, given.warmUp, given.count), { kind, warmUp: WARM_UP, count: REDRAWS });
    const [a, b] = [quantile(own, 0.5), quantile(other, 0.5)];
    ratios[kind] = a / b;
    console.log(row([name, ms(a), ms(quantile(own, 0.95)), ms(b), ms(quantile(other, 0.95)), (a / b).toFixed(2)]));
  }
  console.log(row(['per slider event', 'canvas', 'layouts', 'styles', 'nodes']));
  for (const [whose, name] of /** @type {const} */ ([[0, 'the figure'], [1, 'uPlot']])) {
    const before = await passes(devtools);
    const { calls, nodes } = await bench.evaluate((page, given) => page.count(given.whose, given.count), { whose, count: COUNTED });
    const after = await passes(devtools);
    const [layouts, styles] = [(after.layouts - before.layouts) / COUNTED, (after.styles - before.styles) / COUNTED];
    console.log(row([name, calls.toFixed(1), layouts.toFixed(2), styles.toFixed(2), nodes.toFixed(2)]));
  }
  return Math.max(ratios['draw'] ?? NaN, ratios['event'] ?? NaN);
}

async function main() {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const server = await serve(DIST, {
    path: '/bench/',
    isolated: true,
    pages: { ...EMPTY, ...WITH_LIBRARIES },
    folders: { ...BINDINGS, ...NETWORKS, ...LIBRARIES, tests: here, uplot: fileURLToPath(new URL('node_modules/uplot/dist', import.meta.url)) },
  });
  const browser = await launch();
  try {
    console.log(`${browser.browserType().name()} ${browser.version()}, ${REDRAWS} redraws of each, in turn`);
    for (const figure of new Set(CASES.map((what) => what.figure))) {
      const opened = await open(browser, server.url, figure);
      const ratios = [];
      for (const what of CASES) {
        if (what.figure === figure) ratios.push(await measure(opened, what));
      }
      const size = await opened.bench.evaluate(({ canvas }) => canvas);
      await opened.page.close();
      const worst = Math.max(...ratios);
      console.log(`\n${figure}, ${size} device pixels: the most script that a drawing or a slider event takes is ${worst.toFixed(2)} times uPlot\u2019s.`);
      if (!(worst <= 1)) {
        console.error('That is slower than uPlot.');
        process.exitCode = 1;
      }
    }
    const aims = [await measureNetworks(browser, server.url), await measureTraining(browser, server.url)];
    if (aims.includes(false)) {
      console.error('That is slower than it is to be.');
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
