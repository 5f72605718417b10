/**
 * Loads what every figure needs, once: the crate as WebAssembly, the words, the style sheet. Figures on one page
 * share it. After a trap the crate's instance is thrown away and made anew; whoever holds a figure is told.
 */

import init, { __wbg_reset_state as resetState } from './wasm/relu_explainer.js';

/**
 * @typedef {object} Engine
 * @property {import('./words.js').Words} words templates of sentences
 * @property {CSSStyleSheet} sheet the style sheet of a figure
 * @property {EventTarget} instances dispatches "replaced" when the crate's memory has been made anew
 */

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  return response;
}

/** @returns {Promise<Engine>} */
async function load() {
  const style = get(new URL('./figure/figure.css', import.meta.url)).then((response) => response.text());
  const json = get(new URL('./words/en.json', import.meta.url)).then((response) => response.json());
  const started = init();
  const [words, css] = await Promise.all([json, style, started]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { words: new Map(Object.entries(words)), sheet, instances: new EventTarget() };
}

/**
 * The engine, loaded at the first call.
 *
 * @returns {Promise<Engine>}
 */
export function engine() {
  loading ??= load();
  return loading;
}

/**
 * Throws the crate's instance away after a trap: its memory can no longer be trusted.
 *
 * @param {Engine} broken
 */
export function replaceInstance(broken) {
  resetState();
  broken.instances.dispatchEvent(new Event('replaced'));
}
