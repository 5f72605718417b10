/**
 * Held by the type check: what the package declares of the element is what the element is.
 *
 * @param {import('../figure/element.js').ReluFigure} element
 * @returns {import('./relu-figure.d.ts').ReluFigure}
 */
export const declared = (element) => element;

/**
 * @param {typeof import('../figure/element.js').ReluFigure} element
 * @returns {() => Promise<import('./relu-figure.d.ts').Numbers>}
 */
export const declaredNumbers = (element) => element.numbers;
