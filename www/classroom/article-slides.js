/**
 * The article's figures as slides, and the way back: what was changed in a presentation holds in the article too.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('./slide.js').Slide} Slide */

/** Attributes of a figure that are none of its parameters. */
const OTHERS = new Set(['class', 'concealed', 'controls', 'failed', 'id', 'lock', 'name', 'tabindex', 'theme']);

/**
 * A slide for each figure, as it stands.
 *
 * @param {readonly ReluFigure[]} figures
 * @returns {Slide[]}
 */
export function articleSlides(figures) {
  return figures.map((figure) => {
    // One that does not answer yet stands as its attributes say.
    const values = figure.awake
      ? [...figure.values()].map(([key, value]) => /** @type {const} */ ([key, String(value)]))
      : [...figure.attributes].filter(({ name }) => !OTHERS.has(name)).map(({ name, value }) => /** @type {const} */ ([name, value]));
    return { figure: figure.name, values: new Map(values), sentence: '', question: '', answer: '' };
  });
}
