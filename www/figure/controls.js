/**
 * The controls behind a figure's handles: labelled native sliders, fields, choices. Everything a hand can do on the
 * canvas can be done here by keyboard.
 */

import { names } from './controls/names.js';
import { numbered } from './controls/numbered.js';
import { seed } from './controls/seed.js';
import { slider } from './controls/slider.js';

/** @typedef {import('./outline.js').Parameter} Parameter */
/** @typedef {import('../wasm/relu_explainer.js').Figure} Figure */

/**
 * What a control needs of its figure.
 *
 * @typedef {object} Owner
 * @property {string} name the figure's name
 * @property {import('../words.js').Words} words
 * @property {(change: (figure: Figure) => void) => void} change changes the state and has the figure rendered
 * @property {(change: (figure: Figure) => void) => boolean} attempt the same for a change that may be refused; says
 *   whether it was accepted
 * @property {(push?: boolean) => void} commit the gesture is over
 */

/**
 * A control shows a parameter and lets it be changed.
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {(shown: import('./outline.js').Shown) => void} show brings the control up to date
 * @property {() => void} focus
 */

/**
 * The control of a parameter.
 *
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index its place among the figure's parameters
 * @returns {Control}
 */
export function control(owner, parameter, index) {
  const build = { number: slider, choice: names, set: names, numbered, seed }[parameter.kind];
  return build(owner, parameter, index);
}
