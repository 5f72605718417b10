/**
 * The crate's second module: the later figures, and what the article computes beside them.
 */

import init, { Figure, __wbg_reset_state as resetState } from './wasm/later.js';

/**
 * @typedef {object} Later
 * @property {typeof Figure} Figure
 * @property {() => void} resetState
 * @property {Record<string, string>} words templates of the sentences that the later figures say
 */

/**
 * @param {(url: URL) => Promise<Response>} get
 * @returns {Promise<Later>}
 */
export async function start(get) {
  const json = get(new URL('./words/en.later.json', import.meta.url)).then((response) => response.json());
  const [words] = await Promise.all([json, init()]);
  return { Figure, resetState, words };
}
