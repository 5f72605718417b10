/**
 * In a file that holds all it needs, one module of the crate has all figures: this stands in for `../engine.js`.
 */

import { get } from '../fetch.js';
import { once } from '../once.js';
import { learn } from '../words.js';
import { crate, init } from './crate.js';
import { lent } from './lent.js';

/** @typedef {import('../engine.js').LaterEngine} Engine */

/** The figure that is alive as soon as the page is. */
const FIRST = 'curves';

/** @param {string} name */
export function isFirst(name) {
  return name === FIRST;
}

/** @type {() => Promise<Engine>} */
export const engine = once(async () => {
  const json = (/** @type {URL} */ of) => get(of).then((response) => response.json());
  const text = (/** @type {URL} */ of) => get(of).then((response) => response.text());
  const [css, further, first, later] = await Promise.all([
    text(new URL('../figure/figure.css', import.meta.url)),
    text(new URL('../figure/later.css', import.meta.url)),
    json(new URL('../words/en.json', import.meta.url)),
    json(new URL('../words/en.later.json', import.meta.url)),
    init(),
  ]);
  const words = new Map();
  learn(words, first);
  learn(words, later);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + further);
  return { ...crate, words, sheets: [sheet], instances: new EventTarget() };
});

/** The larger one of another file on the page, if this has been lent any. @type {() => Promise<Engine>} */
export async function laterEngine() {
  return (lent()?.engine ?? engine)();
}

/**
 * @param {import('../engine.js').Engine} broken
 */
export function replaceInstance(broken) {
  broken.resetState();
  broken.instances.dispatchEvent(new Event('replaced'));
}
