/**
 * The crate's second module: the later figures, and the guesses about them.
 */

import init, { Figure, judgeGuess, __wbg_reset_state as resetState, revealedKey, revealedValue } from './wasm/later.js';

/**
 * @typedef {object} Later
 * @property {typeof Figure} Figure
 * @property {() => void} resetState
 * @property {typeof judgeGuess} judgeGuess
 * @property {typeof revealedKey} revealedKey
 * @property {typeof revealedValue} revealedValue
 * @property {Record<string, string>} words templates of the sentences that the later figures say
 */

/**
 * @param {(url: URL) => Promise<Response>} get
 * @returns {Promise<Later>}
 */
export async function start(get) {
  const json = get(new URL('./words/en.later.json', import.meta.url)).then((response) => response.json());
  const [words] = await Promise.all([json, init()]);
  return { Figure, resetState, judgeGuess, revealedKey, revealedValue, words };
}
