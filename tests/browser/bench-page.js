/**
 * The bench's part in the page: a figure and its twin drawn by uPlot, redrawn one after the other in turn, timed and
 * counted. Runs in the page.
 */

import { GRIDS } from './bench-cases.js';
import { UplotChain } from './uplot-chain.js';
import { UplotCurves } from './uplot-curves.js';
import { UplotNeuron } from './uplot-neuron.js';

/** @typedef {import('./bench-cases.js').Case} Case */
/** @typedef {import('./uplot-common.js').Twin} Twin */
/** @typedef {import('./uplot-common.js').State} State */

/**
 * What is redrawn: `event` is the slider's event with its frame, all that a figure does; `silent` the same, but uPlot's
 * page says nothing; `draw` the drawing alone; `pixels` the slider's event until the last pixel is there.
 *
 * @typedef {'event' | 'silent' | 'draw' | 'pixels'} Kind
 */

/**
 * Does one redraw for the i-th value, and tells its milliseconds.
 *
 * @typedef {(i: number) => number} Redraw
 */

/**
 * The milliseconds of each redraw.
 *
 * @typedef {object} Times
 * @property {number[]} own
 * @property {number[]} other
 */

const TWINS = { curves: UplotCurves, chain: UplotChain, neuron: UplotNeuron };

/** The page's frames, which are run by hand while there is something to measure: see `takeFrames` in bench.js. */
const frames = /** @type {{ taken: boolean, run(): void, real: typeof requestAnimationFrame }} */ (Reflect.get(window, 'benchFrames'));

/** Waits until the browser has shown what there is. */
const shown = () => new Promise((done) => frames.real(() => setTimeout(done, 0)));

/** Whether what is due is laid out before each event: not where layouts are counted. */
let settling = false;

/**
 * Has a picture drawn to its last pixel: canvases put off the work until somebody looks.
 *
 * @param {readonly HTMLCanvasElement[]} canvases
 */
function look(canvases) {
  for (const canvas of canvases) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

/**
 * A slider's event with the frame that follows it.
 *
 * @param {HTMLInputElement} slider
 * @param {number} place
 * @param {readonly HTMLCanvasElement[]} [canvases] to be drawn to the last pixel
 */
function slide(slider, place, canvases = []) {
  slider.value = String(place);
  look(canvases);
  // Lays out what is due, as the browser has done when an event comes.
  if (settling) document.body.getBoundingClientRect();
  const start = performance.now();
  slider.dispatchEvent(new Event('input'));
  frames.run();
  look(canvases);
  return performance.now() - start;
}

/** A page around uPlot: a slider and a field, a picture in the next frame, and what is seen in words. */
class TwinPage {
  /** Whether it says what is seen. */
  speaking = true;
  slider = document.createElement('input');
  #field = document.createElement('input');
  #waiting = false;
  /** @type {{ key: string, node: Text }[]} */
  #said;
  #twin;
  #change;

  /**
   * @param {HTMLElement} host
   * @param {Twin} twin
   * @param {readonly string[]} said the names of the texts
   * @param {(place: number) => void} change draws the picture for a place on the slider
   */
  constructor(host, twin, said, change) {
    this.#twin = twin;
    this.#change = change;
    this.slider.type = 'range';
    this.slider.step = 'any';
    host.append(this.slider, this.#field);
    this.#said = said.map((key) => ({ key, node: host.appendChild(document.createElement('p')).appendChild(new Text('')) }));
    this.slider.addEventListener('input', () => {
      if (this.#waiting) return;
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#change(this.slider.valueAsNumber);
        if (this.speaking) this.#speak();
      });
    });
  }

  #speak() {
    const texts = this.#twin.say();
    for (const { key, node } of this.#said) {
      const text = texts[key] ?? '';
      if (node.data !== text) node.data = text;
    }
    if (this.slider.getAttribute('aria-valuetext') !== texts.meaning) this.slider.setAttribute('aria-valuetext', texts.meaning);
    if (this.#field.value !== texts.field) this.#field.value = texts.field;
  }
}

/**
 * Prepares a figure of the page and its twin.
 *
 * @param {string} folder where the site lies
 * @param {Case['figure']} name
 */
export async function prepare(folder, name) {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = `${folder}uplot/uPlot.min.css`;
  await new Promise((done) => {
    style.addEventListener('load', done);
    document.head.append(style);
  });
  const { default: Plot } = await import(`${folder}uplot/uPlot.esm.js`);
  const element = /** @type {HTMLElement} */ (document.querySelector(`relu-figure[name=${name}]`));
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const host = document.createElement('div');
  document.querySelector('footer')?.before(host);
  host.style.width = `${size.width}px`;
  const charts = host.appendChild(document.createElement('div'));
  charts.style.background = '#ffffff';
  const twin = new TWINS[name](Plot, charts, size);

  // The crate's drawing alone, on a canvas of its own.
  /** @type {import('./program.js').Crate} */
  const crate = await import(`${folder}program/later.js`);
  await crate.default();
  const apart = host.appendChild(document.createElement('canvas'));
  apart.getContext('2d', { alpha: false });
  apart.style.display = 'block';
  const bare = new crate.Figure(name, apart);
  bare.resize(size.width, size.height, devicePixelRatio);
  const outline = bare.outline().split('\x1d').map((group) => group.split('\x1e').map((member) => member.split('\x1f')));
  const keys = (outline[0] ?? []).map(([key = '']) => key);
  const readouts = (outline[2] ?? []).map(([key = '']) => key);

  /** @type {Case} */
  let now;
  /** The i-th place on the slider, which a hand moves to and fro. @type {(i: number) => number} */
  const place = (i) => {
    const { range: [from, to], steps } = now;
    const there = i % (2 * steps);
    return from + ((to - from) * Math.min(there, 2 * steps - there)) / steps;
  };
  const value = (/** @type {number} */ at) => GRIDS[now.grid](at);
  // Beside the picture, and wherever the article's own text shows a number of the figure.
  const bound = [...document.querySelectorAll(`[data-bind^="${name}."]`)].map((data) => data.getAttribute('data-bind')?.split('.')[1] ?? '');
  const around = new TwinPage(host, twin, ['verdict', ...readouts, ...bound], (at) => {
    // The slider snaps to its grid, as the figure's does.
    around.slider.value = String(now.grid === 'digits' ? Math.log10(value(at)) : value(at));
    twin.change(now.parameter, value(at));
  });
  /** @type {HTMLInputElement} */
  let own;

  /** @type {Record<Kind, [own: Redraw, other: Redraw]>} */
  const redraws = {
    event: [(i) => slide(own, place(i)), (i) => slide(around.slider, place(i))],
    silent: [
      (i) => slide(own, place(i)),
      (i) => {
        around.speaking = false;
        const time = slide(around.slider, place(i));
        around.speaking = true;
        return time;
      },
    ],
    draw: [
      (i) => {
        bare.assign(keys.indexOf(now.parameter), value(place(i)));
        const start = performance.now();
        bare.draw();
        return performance.now() - start;
      },
      (i) => {
        const start = performance.now();
        twin.change(now.parameter, value(place(i)));
        return performance.now() - start;
      },
    ],
    pixels: [(i) => slide(own, place(i), [canvas]), (i) => slide(around.slider, place(i), twin.canvases)],
  };

  return {
    canvas: `${canvas.width} x ${canvas.height}`,

    /** @param {Case} what */
    async set(what) {
      now = what;
      for (const [key, text] of Object.entries(what.state)) {
        element.setAttribute(key, String(text));
        bare.assign(keys.indexOf(key), text);
      }
      bare.draw();
      twin.show(what.state);
      [around.slider.min, around.slider.max] = /** @type {[string, string]} */ (what.range.map(String));
      const label = [...root.querySelectorAll('.control')][keys.indexOf(what.parameter)];
      own = /** @type {HTMLInputElement} */ (label?.querySelector('input[type=range]'));
      await shown();
      frames.run();
    },

    /**
     * @param {Kind} kind
     * @param {number} warmUp how many redraws of each are not measured
     * @param {number} count how many are
     * @returns {Promise<Times>}
     */
    async time(kind, warmUp, count) {
      const [own, other] = redraws[kind];
      /** @type {Times} */
      const times = { own: [], other: [] };
      frames.taken = settling = true;
      for (let i = 0; i < warmUp + count; i += 1) {
        // Who comes first changes, so that neither always finds the other's caches.
        const [a = NaN, b = NaN] = i % 2 === 0 ? [own(i), other(i)] : [other(i), own(i)].reverse();
        if (i >= warmUp) {
          times.own.push(a);
          times.other.push(b);
        }
        if (i % 20 === 19) await shown();
      }
      frames.taken = settling = false;
      return times;
    },

    /**
     * Counts the nodes that slider events insert, and their calls of the canvas.
     *
     * @param {0 | 1} whose the figure's or uPlot's
     * @param {number} count of events
     */
    async count(whose, count) {
      let [nodes, calls] = [0, 0];
      const observer = new MutationObserver((records) => {
        for (const { addedNodes } of records) nodes += addedNodes.length;
      });
      for (const observed of [document, root]) observer.observe(observed, { childList: true, subtree: true });
      /** @type {(() => void)[]} */
      const restore = [];
      for (const prototype of [CanvasRenderingContext2D.prototype, Path2D.prototype]) {
        for (const [method, { value: original }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
          if (typeof original !== 'function' || method === 'constructor') continue;
          /** @type {(this: unknown, ...given: unknown[]) => unknown} */
          const counted = function counted(...given) {
            calls += 1;
            return original.apply(this, given);
          };
          Reflect.set(prototype, method, counted);
          restore.push(() => Reflect.set(prototype, method, original));
        }
      }
      frames.taken = true;
      for (let i = 0; i < count; i += 1) {
        redraws.event[whose](i);
        await shown();
      }
      frames.taken = false;
      for (const undo of restore) undo();
      observer.disconnect();
      return { nodes: nodes / count, calls: calls / count };
    },
  };
}
