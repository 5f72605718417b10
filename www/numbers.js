/**
 * The crate's numbers for scripts: activation functions, numpy's generator, the gradient chain, the dead neuron. A module
 * of its own, loaded when it is first asked for: figures do without it.
 */

import { once } from './once.js';

/** @typedef {typeof import('./wasm/numbers.js')} Numbers */

/**
 * The numbers, loaded at the first call, and again after one that failed.
 *
 * @type {() => Promise<Numbers>}
 */
export const numbers = once(async () => {
  const module = await import('./wasm/numbers.js');
  await module.default();
  return module;
});
