/**
 * The figure of the gradient on its way back, as a person sees it and takes hold of it; and what it has to say, computed
 * here once more.
 */

import assert from 'node:assert/strict';

import { ACTIVATIONS } from './expected.js';
import { Figure } from './figure.js';
import { GRADIENT, INK, discs } from './marks.js';
import { say } from './words.js';
import { brief, lowered, significant } from './written.js';

/** @typedef {import('playwright-core').Page} Page */

/** The numbers from 1 on. @param {number} count */
export const upTo = (count) => Array.from({ length: count }, (_, i) => i + 1);

export class ChainFigure extends Figure {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'chain');
    this.row = this.element.getByRole('group', { name: say('chain.off') });
  }

  /** @param {number} layer */
  switchOf(layer) {
    return this.row.getByRole('button', { name: `${say('chain.off.each')} ${layer}`, exact: true });
  }

  /** The layers whose switches say that they are off. */
  async off() {
    const pressed = await this.row.getByRole('button', { pressed: true }).allInnerTexts();
    return pressed.map(Number);
  }

  /** Where the dot that stands for the weight is seen. */
  async dot() {
    const [dot, ...others] = discs(await this.picture(), INK);
    if (!dot || others.length > 0) throw new Error(`${dot ? others.length + 1 : 'no'} dots are seen`);
    return dot;
  }

  /** Where the units that are on are seen, from layer 1 on. */
  async units() {
    return discs(await this.picture(), GRADIENT);
  }

  /**
   * Where a unit is seen, as long as all are on.
   *
   * @param {number} layer
   */
  async unit(layer) {
    const unit = (await this.units())[layer - 1];
    if (!unit) throw new Error(`no unit is seen in layer ${layer}`);
    return unit;
  }

  /** All numbers that the figure says of its chain. */
  said() {
    return this.readouts('layers', 'factors', 'end', 'sigmoid', 'ratio');
  }
}

/**
 * What a chain is made of.
 *
 * @typedef {object} Chain
 * @property {number} [factors]
 * @property {number} [weight]
 * @property {number[]} [off] layers that are switched off
 * @property {number} [output] the gradient that is given
 * @property {boolean} [same] whether the sigmoid stands at the z of ReLU, and not at 0
 * @property {number} [z]
 */

/**
 * The gradient at each layer, from the output back to layer 1, as its definition has it.
 *
 * @param {(layer: number) => number} slope
 * @param {Chain} chain
 */
function gradients(slope, { factors = 3, weight = 0.1, output = 1 }) {
  let gradient = output;
  const all = [gradient];
  for (let layer = factors; layer >= 1; layer -= 1) {
    gradient *= weight * slope(layer);
    all.push(gradient);
  }
  return all;
}

/** @param {Chain} chain */
function slopes({ off = [], same = false, z = 1 }) {
  /** @param {number} layer */
  const at = (layer) => (off.includes(layer) ? -1 : z);
  return {
    relu: (/** @type {number} */ layer) => (at(layer) > 0 ? 1 : 0),
    sigmoid: (/** @type {number} */ layer) => ACTIVATIONS.sigmoid.slope(same ? at(layer) : 0),
  };
}

/**
 * The rows of the table of a chain of ReLU with sigmoid beside it, below their heads.
 *
 * @param {Chain} chain
 */
export function tableOf(chain) {
  const { factors = 3, weight = 0.1 } = chain;
  const { relu, sigmoid } = slopes(chain);
  const [own, beside] = [gradients(relu, chain), gradients(sigmoid, chain)];
  return own.map((gradient, i) => {
    const layer = factors + 1 - i;
    const [left, right] = [significant(gradient), significant(beside[i] ?? NaN)];
    const name = `\u03b4${lowered(layer)}`;
    return i === 0 ? [name, '', '', left, '', right] : [name, brief(weight), brief(relu(layer)), left, brief(sigmoid(layer), 6), right];
  });
}

/** A ratio as it is said: whole where it is whole, to three digits elsewhere. @param {number} ratio */
const times = (ratio) => significant(ratio, ratio < 1e7 && Number.isInteger(ratio) ? 7 : 3);

/**
 * The numbers beside the picture, and the sentence under it, of a chain of ReLU with sigmoid beside it.
 *
 * @param {Chain} chain
 * @param {number} layers of the network
 */
export function sayingsOf(chain, layers) {
  const { factors = 3, weight = 0.1 } = chain;
  const { relu, sigmoid } = slopes(chain);
  const end = gradients(relu, chain).at(-1) ?? NaN;
  const beside = gradients(sigmoid, chain).at(-1) ?? NaN;
  // The weights have no part in it, so that it is exact.
  const ratio = end === 0 ? NaN : upTo(factors).reduce((product, layer) => product * (relu(layer) / sigmoid(layer)), 1);
  const name = say('activation.sigmoid');
  const own = end === 0
    ? say('chain.verdict.zero', { layer: Math.max(...(chain.off ?? [])) })
    : say('chain.verdict.end', { name: say('activation.relu'), end: significant(end) });
  const other = end === 0
    ? say('chain.verdict.some', { name, end: significant(beside) })
    : say('chain.verdict.larger', { ratio: times(ratio), name, end: significant(beside) });
  const factor = weight < 1 ? Number((1 / weight).toPrecision(12)) : weight;
  const ofWeight = weight === 1
    ? say('chain.verdict.keep', { weight: '1' })
    : say(`chain.verdict.${weight < 1 ? 'lose' : 'gain'}.both`, { factor: times(factor) });
  return {
    verdict: [own, other, ofWeight].join(' '),
    numbers: {
      layers: String(layers),
      factors: String(factors),
      end: significant(end),
      sigmoid: significant(beside),
      ratio: end === 0 ? '0' : times(ratio),
    },
  };
}

/**
 * Numbers, sentence, prose and text alternative say the same, and it is true.
 *
 * @param {ChainFigure} figure
 * @param {Chain} chain
 * @param {number} layers of the network
 */
export async function agrees(figure, chain, layers = (chain.factors ?? 3) + 2) {
  const { verdict, numbers } = sayingsOf(chain, layers);
  assert.deepEqual({ verdict: await figure.verdict(), numbers: await figure.said() }, { verdict, numbers });
  assert.ok((await figure.alternative()).endsWith(verdict), 'the text alternative has followed');
  const { weight = 0.1 } = chain;
  for (const [key, text] of Object.entries({ ...numbers, weight: brief(weight) })) {
    assert.equal(await figure.inProse(key), text, `${key} in the prose`);
  }
}
