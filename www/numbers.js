/**
 * The crate's numbers for scripts: activation functions, numpy's generator, the gradient chain, the dead neuron. A module
 * of its own, loaded when it is first asked for: figures do without it.
 */

/** @typedef {typeof import('./wasm/numbers.js')} Numbers */

/** @type {Promise<Numbers> | undefined} */
let loading;

/** @returns {Promise<Numbers>} */
async function load() {
  const module = await import('./wasm/numbers.js');
  await module.default();
  return module;
}

/**
 * The numbers, loaded at the first call, and again after one that failed.
 *
 * @returns {Promise<Numbers>}
 */
export function numbers() {
  loading ??= load().catch((reason) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}
