/**
 * The crate's second module: the later figures, and the guesses about them; and what those figures look like.
 */

import init, { Figure, judgeGuess, __wbg_reset_state as resetState, revealedKey, revealedValue } from './wasm/later.js';

/**
 * @typedef {object} Later
 * @property {typeof Figure} Figure
 * @property {() => void} resetState
 * @property {typeof judgeGuess} judgeGuess
 * @property {typeof revealedKey} revealedKey
 * @property {typeof revealedValue} revealedValue
 * @property {CSSStyleSheet} sheet what the later figures look like, beside what all do
 * @property {Record<string, string>} words templates of the sentences that the later figures say
 */

/**
 * @param {(url: URL) => Promise<Response>} get
 * @returns {Promise<Later>}
 */
export async function start(get) {
  const json = get(new URL('./words/en.later.json', import.meta.url)).then((response) => response.json());
  const style = get(new URL('./figure/later.css', import.meta.url)).then((response) => response.text());
  const [words, css] = await Promise.all([json, style, init()]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { Figure, resetState, judgeGuess, revealedKey, revealedValue, sheet, words };
}
