/**
 * Numbers in the prose: <data data-bind="curves.slope"> shows the value that the figure of that name shows.
 */

import { write } from '../figure/dom.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * Has every bound number below `root` follow its figure.
 *
 * @param {Document} root
 */
export function followFigures(root) {
  /** @type {Map<string, [text: Text, key: string][]>} */
  const bound = new Map();
  for (const element of root.querySelectorAll('[data-bind]')) {
    const [name = '', key = ''] = (element.getAttribute('data-bind') ?? '').split('.');
    // One text node for good: writing into it inserts nothing.
    const text = document.createTextNode(element.textContent ?? '');
    element.replaceChildren(text);
    bound.set(name, [...(bound.get(name) ?? []), [text, key]]);
  }
  root.addEventListener('relu-input', (event) => {
    const figure = /** @type {ReluFigure} */ (event.target);
    const readouts = figure.readouts();
    for (const [text, key] of bound.get(figure.name) ?? []) {
      const shown = readouts.get(key);
      if (shown !== undefined) write(text, shown);
    }
  });
}
