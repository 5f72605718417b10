/**
 * The figure of one unit on the unit square, as a person sees it and takes hold of it; and what it has to say, computed
 * here once more.
 */

import assert from 'node:assert/strict';

import { Figure } from './figure.js';
import { INK, discs, rings } from './marks.js';
import { say } from './words.js';
import { brief, significant } from './written.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./marks.js').Place} Place */
/** @typedef {[x1: number, x2: number]} Input */

/** How large the marked input and the open handle are, in CSS pixels. */
const RADIUS = 6.6;

export class NeuronFigure extends Figure {
  /** @type {{ left: number, bottom: number, side: number } | undefined} */
  #square;

  /** @param {Page} page */
  constructor(page) {
    super(page, 'neuron');
  }

  /** Where the line is taken hold of to be moved: the filled dot, or, of a line that lies outside, the arrow at the edge. */
  async handle() {
    const [handle, ...others] = discs(await this.picture(), INK);
    if (!handle || others.length > 0) throw new Error(`${handle ? others.length + 1 : 'no'} filled handles are seen`);
    return handle;
  }

  /** Where the line is taken hold of to be turned: the open dot. */
  async turner() {
    const [turner, ...others] = rings(await this.picture(), RADIUS, false);
    if (!turner || others.length > 0) throw new Error(`${turner ? others.length + 1 : 'no'} open handles are seen`);
    return turner;
  }

  /** Where the marked input is seen: a ring with a dot or a minus in it. */
  async mark() {
    const [mark, ...others] = rings(await this.picture(), RADIUS, true);
    if (!mark || others.length > 0) throw new Error(`${mark ? others.length + 1 : 'no'} marked inputs are seen`);
    return mark;
  }

  /** Finds by the keyboard where the corners of the square are. */
  async findSquare() {
    await this.enter('x1', '0');
    await this.enter('x2', '0');
    const corner = await this.mark();
    await this.enter('x1', '1');
    await this.enter('x2', '1');
    const opposite = await this.mark();
    this.#square = { left: corner.x, bottom: corner.y, side: opposite.x - corner.x };
    assert.ok(Math.abs(corner.y - opposite.y - this.#square.side) < 1, 'it is a square');
    await this.startOver();
  }

  /**
   * Where an input of the square is, in the picture.
   *
   * @param {Input} input
   * @returns {Place}
   */
  at([x1, x2]) {
    const { left, bottom, side } = this.#square ?? { left: NaN, bottom: NaN, side: NaN };
    return { x: left + side * x1, y: bottom - side * x2 };
  }

  /** What the fields hold, by the names of the parameters. */
  async values() {
    /** @type {Record<string, string>} */
    const values = {};
    for (const key of ['w1', 'w2', 'b', 'points', 'x1', 'x2', 'w3', 'x3', 'seed']) values[key] = (await this.fieldOf(key).inputValue()).replace('\u2212', '-');
    return values;
  }
}

/** The figure as the page opens. */
export const STANDARD = { w1: '1', w2: '1', b: '-1', points: '100', x1: '0.7', x2: '0.8', w3: '0', x3: '0', seed: '42' };

/**
 * How many of the points that numpy draws lie where a unit fires. Written down from
 *
 *     from numpy.random import default_rng
 *     def active(seed, count, w1, w2, b):
 *         x = default_rng(seed).random((count, 2))
 *         return int((x[:, 0] * w1 + x[:, 1] * w2 + b > 0).sum())
 */
export const ACTIVE = {
  /** active(seed, 100, 1, 1, -1), by seed */
  half: { 0: 52, 7: 50, 42: 47, 43: 55, '18446744073709551615': 49 },
  /** active(42, count, 1, 1, -1), by count */
  counts: { 1: 1, 10: 7, 500: 247, 1000: 503 },
  /** active(42, 100, 0.5, -0.8, 0.03) */
  exercise: 34,
};

/**
 * A unit on the square.
 *
 * @typedef {object} Unit
 * @property {number} [w1]
 * @property {number} [w2]
 * @property {number} [b] its bias on the square, in which a held input is contained
 * @property {number} [active] how many of the sampled inputs it fires for
 * @property {number} [count] of the sampled inputs
 * @property {Input} [marked]
 * @property {{ x3: number, share: string }} [slice] the third input, and on how much of the cube it is active
 * @property {string} [where] it fires, if not on the square
 */

/**
 * The part of the square on which w1 x1 + w2 x2 + b > 0, by cutting the square along the line.
 *
 * @param {number} w1
 * @param {number} w2
 * @param {number} b
 */
export function activeShare(w1, w2, b) {
  const corners = /** @type {Input[]} */ ([[0, 0], [1, 0], [1, 1], [0, 1]]);
  const height = (/** @type {Input} */ [x1, x2]) => w1 * x1 + w2 * x2 + b;
  /** @type {Input[]} */
  const kept = [];
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % 4] ?? corner;
    const [here, there] = [height(corner), height(next)];
    if (here > 0) kept.push(corner);
    if (here > 0 !== there > 0) {
      const part = here / (here - there);
      kept.push([corner[0] + part * (next[0] - corner[0]), corner[1] + part * (next[1] - corner[1])]);
    }
  });
  const twice = kept.reduce((sum, [x1, x2], i) => {
    const [y1, y2] = kept[(i + 1) % kept.length] ?? [NaN, NaN];
    return sum + x1 * y2 - x2 * y1;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Free of what adding decimals in binary leaves. @param {number} number */
const clean = (number) => Number(number.toFixed(9));

/**
 * The numbers beside the picture, and the sentence under it.
 *
 * @param {Unit} unit
 */
export function sayingsOf({ w1 = 1, w2 = 1, b = -1, active = 47, count = 100, marked = [0.7, 0.8], slice, where }) {
  const positive = [w1 > 0, w2 > 0].map(Number);
  const negative = [w1 < 0, w2 < 0].map(Number);
  const sum = (/** @type {number[]} */ [x1 = 0, x2 = 0]) => clean(w1 * x1 + w2 * x2 + b);
  const [largest, smallest, z] = [sum(positive), sum(negative), sum(marked)];
  const place = (/** @type {number[]} */ x) => `(${[...x, ...(slice ? [slice.x3] : [])].map((part) => brief(part)).join(', ')})`;
  const state = largest <= 0 ? 'dead' : smallest > 0 ? 'always' : 'partial';
  const exactly = 100 * clean(activeShare(w1, w2, b));
  // What is not all is not called all.
  const percent = (/** @type {number} */ share) => (share < 100 && significant(share, 3) === '100' ? '> 99.9' : significant(share, 3));
  const [share, silent] = [percent(exactly), percent(100 - exactly)];
  const sample = significant((100 * active) / count, 3);
  const some = 0 < active && active < count;
  // Where none or all of the sample fires, the rule of three bounds the rest.
  const bound = significant(some ? 100 * Math.sqrt((active / count) * (1 - active / count) / count) : Math.min(100, 300 / count), 2);
  const told = state === 'partial' ? (some ? 'some' : active === 0 ? 'none' : 'all') : state;

  /** @type {Record<string, string | number>} */
  const extremes = { share, silent, largest: brief(largest), highest: place(positive), smallest: brief(smallest), lowest: place(negative) };
  const verdict = [say(`neuron.verdict.${state}`, extremes)];
  if (where) verdict.push(say('neuron.where', { condition: where }));
  verdict.push(say(`neuron.sample.${told}`, { count, active, sample, bound }));
  if (slice) verdict.push(say('neuron.slice', { x3: brief(slice.x3), share: slice.share }));
  const input = z > 0 ? 'active' : state === 'dead' ? 'dead' : 'inactive';
  verdict.push(say(`neuron.input.${input}`, { x: place(marked), z: brief(z) }));
  return {
    verdict: verdict.join(' '),
    numbers: {
      state: say(`neuron.state.${state}`),
      share: `${share}\u00a0%`,
      sample: `${sample}\u00a0%`,
      largest: brief(largest),
      smallest: brief(smallest),
      distance: significant(Math.max(-largest, smallest, 0) / Math.hypot(w1, w2), 4),
      z: brief(z),
    },
  };
}

/**
 * Numbers, sentence, prose and text alternative say the same, and it is true.
 *
 * @param {NeuronFigure} figure
 * @param {Unit} unit
 */
export async function agrees(figure, unit) {
  const { verdict, numbers } = sayingsOf(unit);
  const shown = await figure.readouts('state', 'share', 'sample', 'largest', 'smallest', 'distance', 'z');
  assert.deepEqual({ verdict: await figure.verdict(), numbers: shown }, { verdict, numbers });
  assert.ok((await figure.alternative()).endsWith(verdict), 'the text alternative has followed');
  for (const key of /** @type {const} */ (['state', 'share', 'sample', 'largest'])) {
    assert.equal(await figure.inProse(key), numbers[key], `${key} in the prose`);
  }
}
