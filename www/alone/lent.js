/**
 * A page may have the file with the light figures and the one with all of them, as two posts on a blog's first page bring
 * them. The element can be defined once: the first of them does, and what it lacks the larger one lends it.
 */

/** @typedef {import('../engine.js').LaterEngine} Engine */

/**
 * @typedef {object} Lent
 * @property {() => Promise<Engine>} engine
 * @property {typeof import('../figure/work.js').FigureWork} FigureWork
 * @property {typeof import('../figure/transport.js').Transport} Transport
 * @property {typeof import('../figure/transport.js').actions} actions
 */

/** The element that the page knows. @returns {(Function & { lent?: Lent }) | undefined} */
export function known() {
  return globalThis.customElements?.get('relu-figure');
}

/** @returns {Lent | undefined} */
export function lent() {
  return known()?.lent;
}
