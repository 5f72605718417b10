/**
 * Numbers in the prose: <data data-bind="curves.slope"> shows the value that the figure of that name shows,
 * or that its parameter has.
 */

import { writer } from '../figure/dom.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * Has every bound number below `root` follow its figure.
 *
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 */
export function followFigures(root, figures) {
  for (const figure of figures) {
    const bound = [...root.querySelectorAll(`[data-bind^="${CSS.escape(figure.name)}."]`)].map((element) => {
      // One text node for good: writing into it inserts nothing.
      const text = document.createTextNode(element.textContent ?? '');
      element.replaceChildren(text);
      const [, key = ''] = (element.getAttribute('data-bind') ?? '').split('.');
      return { key, write: writer(text) };
    });
    figure.follow(() => {
      const readouts = figure.readouts();
      for (const { key, write } of bound) {
        const shown = readouts.get(key) ?? figure.told(key);
        if (shown !== undefined) write(shown);
      }
    });
  }
}
