/**
 * What a redraw costs, beside uPlot drawing the same picture in the same page, one after the other in turn.
 *
 * Prints a table; fails if a slider event costs more script than uPlot's.
 */

import { fileURLToPath } from 'node:url';

import { DIST, launch } from './browser.js';
import { CurvesFigure } from './figure.js';
import { BINDINGS, loadCrate } from './program.js';
import { serve } from './server.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} CDPSession */
/** @typedef {import('./uplot-curves.js').UplotCurves} UplotCurves */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string[]} over the activations laid over ReLU
 * @property {'z' | 'elu'} parameter that changes
 */

const ALL = ['leaky-relu', 'elu', 'gelu', 'silu', 'sigmoid', 'tanh'];

/** @type {Case[]} */
const CASES = [
  { name: 'curves: the point moves, ReLU alone', over: [], parameter: 'z' },
  { name: 'curves: the point moves, six laid over', over: ALL, parameter: 'z' },
  { name: 'curves: ELU\u2019s \u03b1 changes, ELU alone', over: ['elu'], parameter: 'elu' },
  { name: 'curves: ELU\u2019s \u03b1 changes, six laid over', over: ALL, parameter: 'elu' },
];

const WARM_UP = 100;
const REDRAWS = 600;

/**
 * @typedef {object} Times the milliseconds of each redraw
 * @property {number[]} own
 * @property {number[]} other
 */

/**
 * Prepares the page: uPlot's twin of the figure, and functions that do one redraw of each kind. Runs in the page.
 *
 * @param {{ folder: string }} where
 */
async function prepare({ folder }) {
  const page = /** @type {any} */ (window);
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = `${folder}uplot/uPlot.min.css`;
  await new Promise((done) => {
    style.addEventListener('load', done);
    document.head.append(style);
  });
  const [{ default: Plot }, { UplotCurves }] = await Promise.all([import(`${folder}uplot/uPlot.esm.js`), import(`${folder}tests/uplot-curves.js`)]);
  const element = /** @type {any} */ (document.querySelector('relu-figure[name=curves]'));
  /** @type {HTMLCanvasElement} */
  const shown = element.shadowRoot.querySelector('canvas');
  const size = { width: shown.clientWidth, height: shown.clientHeight };
  const host = document.createElement('div');
  document.querySelector('footer')?.before(host);
  host.style.width = `${size.width}px`;
  const twin = new UplotCurves(Plot, host, size);

  // The crate's drawing alone, on canvases of its own.
  const crate = await page.loadCrate(folder);
  const canvas = host.appendChild(document.createElement('canvas'));
  canvas.getContext('2d', { alpha: false });
  canvas.style.display = 'block';
  const bare = new crate.Figure('curves', canvas);
  bare.resize(size.width, size.height, devicePixelRatio);
  /** @param {string} key */
  const place = (key) => bare.outline().split('\x1e').findIndex((/** @type {string} */ parameter) => parameter.startsWith(`${key}\x1f`));

  // A page around uPlot has a slider as well, draws in the next frame, and says what is seen.
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.step = 'any';
  slider.min = '-4';
  slider.max = '4';
  host.append(slider);
  const field = host.appendChild(document.createElement('input'));
  // Beside the picture, and wherever the article's own text shows a number of the figure.
  const bound = [...document.querySelectorAll('[data-bind^="curves."]')].map((place) => place.getAttribute('data-bind')?.split('.')[1] ?? '');
  const said = ['z', 'value', 'slope', 'state', 'verdict', ...bound].map((key) => {
    return { key, node: host.appendChild(document.createElement('p')).appendChild(new Text('')) };
  });
  const speak = () => {
    const { meaning, ...texts } = twin.say();
    for (const { key, node } of said) {
      const text = Reflect.get(texts, key) ?? '0';
      if (node.data !== text) node.data = text;
    }
    if (slider.getAttribute('aria-valuetext') !== meaning) slider.setAttribute('aria-valuetext', meaning);
    if (field.value !== texts.z) field.value = texts.z;
  };
  let speaking = true;
  let parameter = 'z';
  let waiting = false;
  slider.addEventListener('input', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      // The slider snaps to its grid, as the figure's does.
      const steps = parameter === 'z' ? 10 : 100;
      const value = Math.round(slider.valueAsNumber * steps) / steps;
      slider.value = String(value);
      if (parameter === 'z') twin.move(value);
      else twin.change(value);
      if (speaking) speak();
    });
  });

  /** @type {HTMLInputElement} */
  let own;
  /** Lays out what is due, as the browser has done when an event comes. */
  const settle = () => page.settling && document.body.getBoundingClientRect();
  /**
   * A slider's event with the frame that follows it.
   *
   * @param {HTMLInputElement} input
   * @param {number} value
   * @param {HTMLCanvasElement[]} [canvases] to be drawn to the last pixel
   */
  const event = (input, value, canvases = []) => {
    input.value = String(value);
    look(canvases);
    settle();
    const start = performance.now();
    input.dispatchEvent(new Event('input'));
    page.runFrame();
    look(canvases);
    return performance.now() - start;
  };
  /**
   * Has the picture drawn to its last pixel: canvases put off the work until somebody looks.
   *
   * @param {HTMLCanvasElement[]} canvases
   */
  const look = (canvases) => {
    for (const each of canvases) each.getContext('2d')?.getImageData(0, 0, 1, 1);
  };

  Object.assign(page, {
    /** @param {Case} what */
    async set(what) {
      parameter = what.parameter;
      element.setAttribute('over', what.over.join('+') || 'none');
      bare.assign(place('over'), what.over.join('+') || 'none');
      bare.draw();
      twin.lay(what.over);
      const label = what.parameter === 'z' ? 0 : what.parameter === 'elu' ? 2 : -1;
      own = element.shadowRoot.querySelectorAll('input[type=range]')[label];
      await new Promise((done) => page.realFrame(() => setTimeout(done, 0)));
      page.runFrame();
    },
    /** The i-th value: steps of the golden ratio, so that neighbours differ. @param {number} i */
    valueAt: (i) => (parameter === 'z' ? -4 + 8 * ((i * 0.6180339887) % 1) : 0.05 + 1.4 * ((i * 0.6180339887) % 1)),
    redraws: {
      /** The slider's event, with its frame: all that a figure does. @type {[(i: number) => number, (i: number) => number]} */
      event: [(/** @type {number} */ i) => event(own, page.valueAt(i)), (/** @type {number} */ i) => event(slider, page.valueAt(i))],
      /** The same, but uPlot's page says nothing. */
      silent: [
        (/** @type {number} */ i) => event(own, page.valueAt(i)),
        (/** @type {number} */ i) => {
          speaking = false;
          const time = event(slider, page.valueAt(i));
          speaking = true;
          return time;
        },
      ],
      /** The drawing alone. */
      draw: [
        (/** @type {number} */ i) => {
          bare.assign(place(parameter), page.valueAt(i));
          const start = performance.now();
          bare.draw();
          return performance.now() - start;
        },
        (/** @type {number} */ i) => {
          const value = page.valueAt(i);
          const start = performance.now();
          if (parameter === 'z') twin.move(value);
          else twin.change(value);
          return performance.now() - start;
        },
      ],
      /** The slider's event until the last pixel is there. */
      pixels: [
        (/** @type {number} */ i) => event(own, page.valueAt(i), [shown]),
        (/** @type {number} */ i) => event(slider, page.valueAt(i), twin.canvases),
      ],
    },
  });
}

/** Takes the page's frames into the bench's hands. Runs in the page before its own scripts. */
function takeFrames() {
  /** @type {FrameRequestCallback[]} */
  let due = [];
  const realFrame = window.requestAnimationFrame.bind(window);
  Object.assign(window, {
    taken: false,
    realFrame,
    runFrame() {
      const now = due;
      due = [];
      for (const callback of now) callback(performance.now());
    },
  });
  window.requestAnimationFrame = (callback) => (Reflect.get(window, 'taken') ? due.push(callback) : realFrame(callback));
}

/**
 * @param {Page} page
 * @param {'event' | 'silent' | 'draw' | 'pixels'} kind
 * @returns {Promise<Times>}
 */
function time(page, kind) {
  return page.evaluate(async ({ which, warmUp, redraws }) => {
    const page = /** @type {any} */ (window);
    const [own, other] = page.redraws[which];
    /** @type {Times} */
    const times = { own: [], other: [] };
    page.taken = true;
    page.settling = true;
    for (let i = 0; i < warmUp + redraws; i += 1) {
      // Who comes first changes, so that neither always finds the other's caches.
      const [a, b] = i % 2 === 0 ? [own(i), other(i)] : [other(i), own(i)].reverse();
      if (i >= warmUp) {
        times.own.push(a);
        times.other.push(b);
      }
      if (i % 20 === 19) await new Promise((done) => page.realFrame(() => setTimeout(done, 0)));
    }
    page.taken = false;
    page.settling = false;
    return times;
  }, { which: kind, warmUp: WARM_UP, redraws: REDRAWS });
}

/**
 * What a redraw asks of the browser beside script, and how often it calls the canvas.
 *
 * @param {Page} page
 * @param {CDPSession} devtools
 * @param {0 | 1} whose
 */
async function count(page, devtools, whose) {
  const passes = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const value = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { layouts: value('LayoutCount'), styles: value('RecalcStyleCount') };
  };
  const TIMES = 60;
  const before = await passes();
  const { nodes, calls } = await page.evaluate(async ({ side, times }) => {
    const page = /** @type {any} */ (window);
    let [nodes, calls] = [0, 0];
    const observer = new MutationObserver((records) => {
      for (const { addedNodes } of records) nodes += addedNodes.length;
    });
    for (const root of [document, ...[...document.querySelectorAll('relu-figure')].flatMap(({ shadowRoot }) => shadowRoot ?? [])]) {
      observer.observe(root, { childList: true, subtree: true });
    }
    /** @type {(() => void)[]} */
    const restore = [];
    for (const prototype of [CanvasRenderingContext2D.prototype, Path2D.prototype]) {
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        if (typeof value !== 'function' || name === 'constructor') continue;
        /** @type {(this: unknown, ...given: unknown[]) => unknown} */
        const counted = function counted(...given) {
          calls += 1;
          return value.apply(this, given);
        };
        Reflect.set(prototype, name, counted);
        restore.push(() => Reflect.set(prototype, name, value));
      }
    }
    page.taken = true;
    for (let i = 0; i < times; i += 1) {
      page.redraws.event[side](i);
      await new Promise((done) => page.realFrame(() => setTimeout(done, 0)));
    }
    page.taken = false;
    for (const undo of restore) undo();
    observer.disconnect();
    return { nodes, calls };
  }, { side: whose, times: TIMES });
  const after = await passes();
  return {
    layouts: (after.layouts - before.layouts) / TIMES,
    styles: (after.styles - before.styles) / TIMES,
    nodes: nodes / TIMES,
    calls: calls / TIMES,
  };
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
 * @param {Page} page
 * @param {CDPSession} devtools
 * @param {Case} what
 * @returns {Promise<number>} how many times uPlot's script is needed, for the drawing or the slider event
 */
async function bench(page, devtools, what) {
  await page.evaluate((given) => Reflect.get(window, 'set')(given), what);
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
    const { own, other } = await time(page, kind);
    const [a, b] = [quantile(own, 0.5), quantile(other, 0.5)];
    ratios[kind] = a / b;
    console.log(row([name, ms(a), ms(quantile(own, 0.95)), ms(b), ms(quantile(other, 0.95)), (a / b).toFixed(2)]));
  }
  console.log(row(['per slider event', 'canvas', 'layouts', 'styles', 'nodes']));
  for (const [whose, name] of /** @type {const} */ ([[0, 'the figure'], [1, 'uPlot']])) {
    const { calls, layouts, styles, nodes } = await count(page, devtools, whose);
    console.log(row([name, calls.toFixed(1), layouts.toFixed(2), styles.toFixed(2), nodes.toFixed(2)]));
  }
  return Math.max(ratios['draw'] ?? NaN, ratios['event'] ?? NaN);
}

async function main() {
  const path = '/bench/';
  const here = fileURLToPath(new URL('.', import.meta.url));
  const server = await serve(DIST, {
    path,
    isolated: true,
    folders: { ...BINDINGS, tests: here, uplot: fileURLToPath(new URL('node_modules/uplot/dist', import.meta.url)) },
  });
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => console.error(error));
    await page.addInitScript(takeFrames);
    await page.goto(server.url);
    await new CurvesFigure(page, () => Promise.reject(new Error('not asked for'))).alive();
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not isolated: its clock is too coarse');
    await page.evaluate(`globalThis.loadCrate = ${loadCrate}`);
    await page.evaluate(prepare, { folder: server.url });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const canvas = await page.evaluate(() => {
      const shown = document.querySelector('relu-figure[name=curves]')?.shadowRoot?.querySelector('canvas');
      return `${shown?.width} x ${shown?.height}`;
    });
    console.log(`${browser.browserType().name()} ${browser.version()}, ${canvas} device pixels, ${REDRAWS} redraws of each, in turn`);
    const ratios = [];
    for (const what of CASES) ratios.push(await bench(page, devtools, what));
    const worst = Math.max(...ratios);
    console.log(`\nThe most script that a drawing or a slider event takes is ${worst.toFixed(2)} times uPlot\u2019s.`);
    if (!(worst <= 1)) {
      console.error('That is slower than uPlot.');
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
