/**
 * The later figures of the page, those that run before anybody sees them: what is tested of all alike.
 */

import { ChainFigure, sayingsOf as chainSayings, tableOf } from './chain-figure.js';
import { NeuronFigure, sayingsOf as neuronSayings } from './neuron-figure.js';
import { SparsityFigure } from './sparsity-figure.js';
import { WorkFigure } from './work-figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

/** @typedef {ChainFigure | NeuronFigure | SparsityFigure | WorkFigure} Later */

/**
 * @typedef {object} Tested
 * @property {(page: Page) => Later} on a page
 * @property {string} verdict as it begins; of a longer one, a sentence
 * @property {string[]} firstRow of the table
 */

/** The figures by their names. @type {Record<'chain' | 'neuron' | 'sparsity' | 'depth', Tested>} */
export const FIGURES = {
  chain: { on: (page) => new ChainFigure(page), verdict: chainSayings({}, 5).verdict, firstRow: tableOf({})[0] ?? [] },
  neuron: { on: (page) => new NeuronFigure(page), verdict: neuronSayings({}).verdict, firstRow: ['(0, 0)', '\u22121', '0', '0'] },
  // The first unit that is always on is on for all 60 inputs, for A and B, and on the whole square.
  sparsity: { on: (page) => new SparsityFigure(page), verdict: say('sparsity.why.uncentred', { lopsided: 21, units: 32 }), firstRow: ['2', '60', '100\u00a0%', '1', '1', '100\u00a0%'] },
  // The input has size 1; of 20 layers theory leaves 0.32\u00b9\u2070 of the gradient. Its networks are the crate's own.
  depth: {
    on: (page) => new WorkFigure(page),
    verdict: say('depth.layer.plain', { s: '0.1', n: 64, factor: '0.566' }),
    firstRow: ['0', '1', '1', '1', '1', '1.13\u00b710\u207b\u2075', '6.07\u00b710\u207b\u2076', '2.64\u00b710\u207b\u2076', '1.5\u00b710\u207b\u2075', '\u2013', '\u2013'],
  },
};

/** In the order of the page. */
export const NAMES = /** @type {const} */ (['chain', 'neuron', 'sparsity', 'depth']);

/** Those that a guess is asked before. */
export const GUESSED = /** @type {const} */ (['chain', 'neuron']);

/** Where each handle is seen. @param {Later} figure @returns {Promise<Record<string, import('./marks.js').Place>>} */
export async function handlesOf(figure) {
  if (figure instanceof ChainFigure) return { weight: await figure.dot() };
  if (figure instanceof SparsityFigure) return figure.handles();
  if (figure instanceof WorkFigure) return figure.dots();
  return { line: await figure.handle(), turn: await figure.turner(), mark: await figure.mark() };
}

/** Waits until all that a figure is to show is there. @param {Later} figure */
export async function whole(figure) {
  await figure.alive();
  if (figure instanceof WorkFigure) await figure.complete(50);
}

/** What its fields hold. @param {Later} figure */
export const fieldsOf = (figure) => figure.element.getByRole('textbox').evaluateAll((fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value));
