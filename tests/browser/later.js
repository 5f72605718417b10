/**
 * The later figures of the page, those that run before anybody sees them: what is tested of both alike.
 */

import { ChainFigure, sayingsOf as chainSayings, tableOf } from './chain-figure.js';
import { NeuronFigure, sayingsOf as neuronSayings } from './neuron-figure.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Tested
 * @property {(page: Page) => ChainFigure | NeuronFigure} on a page
 * @property {string} verdict
 * @property {string[]} firstRow of the table
 */

/** The figures by their names. @type {Record<'chain' | 'neuron', Tested>} */
export const FIGURES = {
  chain: { on: (page) => new ChainFigure(page), verdict: chainSayings({}, 5).verdict, firstRow: tableOf({})[0] ?? [] },
  neuron: { on: (page) => new NeuronFigure(page), verdict: neuronSayings({}).verdict, firstRow: ['(0, 0)', '\u22121', '0', '0'] },
};

/** In the order of the page. */
export const NAMES = /** @type {const} */ (['chain', 'neuron']);

/** Where each handle is seen. @param {ChainFigure | NeuronFigure} figure */
export async function handlesOf(figure) {
  if (figure instanceof ChainFigure) return { weight: await figure.dot() };
  return { line: await figure.handle(), turn: await figure.turner(), mark: await figure.mark() };
}

/** What its fields hold. @param {ChainFigure | NeuronFigure} figure */
export const fieldsOf = (figure) => figure.element.getByRole('textbox').evaluateAll((fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value));
