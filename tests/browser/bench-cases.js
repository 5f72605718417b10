/**
 * What is measured: for each figure, which of its parameters a slider changes, and in which state.
 */

/** @typedef {import('./uplot-common.js').State} State */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {'curves' | 'chain' | 'neuron'} figure
 * @property {State} state
 * @property {string} parameter that changes
 * @property {[from: number, to: number]} range of the slider that it moves over, to and fro
 * @property {number} steps from one end to the other: as many as still make every value another one
 * @property {keyof typeof GRIDS} grid that the slider snaps to, as the figure's own does
 */

/** From a place on a slider to the value of its parameter. */
export const GRIDS = {
  tenths: (/** @type {number} */ place) => Math.round(10 * place) / 10,
  hundredths: (/** @type {number} */ place) => Math.round(100 * place) / 100,
  /** The slider holds the exponent. */
  digits: (/** @type {number} */ place) => Number((10 ** place).toPrecision(2)),
};

const ALL = 'leaky-relu+elu+gelu+silu+sigmoid+tanh';

/** @typedef {Pick<Case, 'parameter' | 'range' | 'steps' | 'grid'>} Move */

/** @type {Move} */
const POINT = { parameter: 'z', range: [-4, 4], steps: 80, grid: 'tenths' };
/** @type {Move} */
const ALPHA = { parameter: 'elu', range: [0.05, 1.45], steps: 70, grid: 'hundredths' };
/** @type {Move} */
const WEIGHT = { parameter: 'weight', range: [-2, Math.log10(2)], steps: 50, grid: 'digits' };
/** As far as the boundary crosses the square, where there is most to draw. @type {Move} */
const BIAS = { parameter: 'b', range: [-1.9, -0.1], steps: 18, grid: 'tenths' };
/** @type {Move} */
const INPUT = { parameter: 'x1', range: [0, 1], steps: 10, grid: 'tenths' };

/** @type {Case[]} */
export const CASES = [
  { name: 'curves: the point moves, ReLU alone', figure: 'curves', state: { over: 'none' }, ...POINT },
  { name: 'curves: the point moves, six laid over', figure: 'curves', state: { over: ALL }, ...POINT },
  { name: 'curves: ELU\u2019s \u03b1 changes, ELU alone', figure: 'curves', state: { over: 'elu' }, ...ALPHA },
  { name: 'curves: ELU\u2019s \u03b1 changes, six laid over', figure: 'curves', state: { over: ALL }, ...ALPHA },
  { name: 'chain: the weight changes, worked example', figure: 'chain', state: { factors: 3, beside: 'sigmoid' }, ...WEIGHT },
  { name: 'chain: the weight changes, k = 50, all beside', figure: 'chain', state: { factors: 50, beside: 'sigmoid+tanh+leaky-relu' }, ...WEIGHT },
  { name: 'neuron: the bias changes, 100 points', figure: 'neuron', state: { b: -1, points: 100, x1: 0.7 }, ...BIAS },
  { name: 'neuron: the bias changes, 1,000 points', figure: 'neuron', state: { b: -1, points: 1000, x1: 0.7 }, ...BIAS },
  { name: 'neuron: the marked input moves, 1,000 points', figure: 'neuron', state: { b: -1, points: 1000, x1: 0.7 }, ...INPUT },
];
