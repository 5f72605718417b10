/**
 * Loads what figures need: the crate as WebAssembly, the words, the style sheet. Figures on one page share it. The first
 * screen comes with a module of its own; the later figures have another, loaded when the first of them is wanted.
 * After a trap the crate's instance is thrown away and made anew; whoever holds a figure is told.
 */

import { get } from './fetch.js';
import { once } from './once.js';
import init, { Figure, __wbg_reset_state as resetState } from './wasm/relu_explainer.js';
import { learn } from './words.js';

/**
 * @typedef {object} Engine
 * @property {import('./words.js').Words} words templates of sentences
 * @property {CSSStyleSheet[]} sheets the style sheets of a figure
 * @property {typeof Figure} Figure the crate's figures
 * @property {() => void} resetState throws the crate's memory away
 * @property {EventTarget} instances dispatches "replaced" when the crate's memory has been made anew
 */

/** @typedef {Engine & Pick<import('./later.js').Later, 'judgeGuess' | 'revealedKey' | 'revealedValue'>} LaterEngine */

/** The figures of the first module. */
const FIRST = new Set(['curves']);

/** @returns {Promise<Engine>} */
async function loadFirst() {
  const style = get(new URL('./figure/figure.css', import.meta.url)).then((response) => response.text());
  const json = get(new URL('./words/en.json', import.meta.url)).then((response) => response.json());
  const started = init();
  const [words, css] = await Promise.all([json, style, started]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { words: new Map(Object.entries(words)), sheets: [sheet], Figure, resetState, instances: new EventTarget() };
}

/**
 * Whether what a figure needs comes with the first screen.
 *
 * @param {string} name
 */
export function isFirst(name) {
  return FIRST.has(name);
}

/** The engine of the first screen, loaded at the first call, and again after one that failed. */
export const engine = once(loadFirst);

/**
 * The engine of all that comes later, loaded at the first call, and again after one that failed.
 *
 * @type {() => Promise<LaterEngine>}
 */
export const laterEngine = once(async () => {
  const [{ words, sheets }, module] = await Promise.all([engine(), import('./later.js')]);
  const { words: further, sheet, ...crate } = await module.start(get);
  learn(words, further);
  return { ...crate, words, sheets: [...sheets, sheet], instances: new EventTarget() };
});

/**
 * Throws the crate's instance away after a trap: its memory can no longer be trusted.
 *
 * @param {Engine} broken
 */
export function replaceInstance(broken) {
  broken.resetState();
  broken.instances.dispatchEvent(new Event('replaced'));
}
