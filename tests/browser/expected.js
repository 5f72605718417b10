/**
 * What the figure has to say, computed here once more and by other code than the page's.
 */

import { say } from './words.js';

/** The values of z that the article uses throughout. */
export const ANCHORS = [-3, -1, 0, 0.5, 1, 3];

/**
 * Value and derivative of each activation, in textbook form.
 *
 * @type {Record<'sigmoid' | 'tanh' | 'silu' | 'elu' | 'leaky-relu', { value: (z: number, parameter?: number) => number, slope: (z: number, parameter?: number) => number }>}
 */
export const ACTIVATIONS = {
  sigmoid: {
    value: (z) => 1 / (1 + Math.exp(-z)),
    slope: (z) => Math.exp(-z) / (1 + Math.exp(-z)) ** 2,
  },
  tanh: {
    value: (z) => (Math.exp(2 * z) - 1) / (Math.exp(2 * z) + 1),
    slope: (z) => 4 / (Math.exp(z) + Math.exp(-z)) ** 2,
  },
  silu: {
    value: (z) => z / (1 + Math.exp(-z)),
    slope: (z) => (1 + Math.exp(-z) * (1 + z)) / (1 + Math.exp(-z)) ** 2,
  },
  elu: {
    value: (z, alpha = 1) => (z > 0 ? z : alpha * (Math.exp(z) - 1)),
    slope: (z, alpha = 1) => (z > 0 ? 1 : alpha * Math.exp(z)),
  },
  'leaky-relu': {
    value: (z, slope = 0.01) => (z > 0 ? z : slope * z),
    slope: (z, slope = 0.01) => (z > 0 ? 1 : slope),
  },
};

/**
 * A number as the page writes it: few decimals, a true minus sign.
 *
 * @param {number} number
 */
export function brief(number) {
  return String(Number(number.toFixed(4))).replace('-', '\u2212');
}

/**
 * A number with four decimals and a true minus sign.
 *
 * @param {number} number
 */
export function decimals(number) {
  return number.toFixed(4).replace(/^-(?=0\.0000$)/, '').replace('-', '\u2212');
}

/**
 * What the figure says of a point.
 *
 * @param {number} z
 * @param {number} [atZero] the slope that ReLU is given at 0
 */
export function atPoint(z, atZero = 0) {
  const value = brief(z > 0 ? z : 0);
  const slope = brief(z > 0 ? 1 : z < 0 ? 0 : atZero);
  const half = z > 0 ? 'active' : z < 0 ? 'inactive' : 'corner';
  const state = say(`curves.state.${half}`);
  return {
    z: brief(z),
    value,
    slope,
    state,
    verdict: say(`curves.verdict.${half}`, { z: brief(z), value, slope }),
    slider: say('curves.z.value', { z: brief(z), state, slope }),
    field: brief(z),
  };
}

/**
 * What the figure says of another activation at the point.
 *
 * @param {keyof typeof ACTIVATIONS} name
 * @param {number} z
 * @param {number} [parameter]
 */
export function ofAnother(name, z, parameter) {
  const { value, slope } = ACTIVATIONS[name];
  const said = { value: decimals(value(z, parameter)), slope: decimals(slope(z, parameter)) };
  return say('curves.verdict.over', { name: say(`activation.${name}`), ...said });
}

/** Where keys lead the slider of z from 0.5. @type {[keys: string[], z: number][]} */
export const SLIDER_KEYS = [
  [['ArrowRight'], 0.6],
  [['ArrowUp', 'ArrowUp'], 0.7],
  [['ArrowLeft'], 0.4],
  [['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'], -0.1],
  [['Shift+ArrowRight'], 0.51],
  [['Shift+ArrowLeft', 'Shift+ArrowDown'], 0.48],
  [['PageUp'], 1.3],
  [['PageDown'], -0.3],
  [['Home'], -4],
  [['End'], 4],
  [['End', 'ArrowRight'], 4],
  [['Home', 'PageDown'], -4],
];
