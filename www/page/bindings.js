/**
 * Numbers in the prose: <data data-bind="curves.slope"> shows the value that the figure of that name shows.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * Has every bound number below `root` follow its figure.
 *
 * @param {Document} root
 */
export function followFigures(root) {
  /** @type {Map<string, [element: Element, key: string][]>} */
  const bound = new Map();
  for (const element of root.querySelectorAll('[data-bind]')) {
    const [name = '', key = ''] = (element.getAttribute('data-bind') ?? '').split('.');
    bound.set(name, [...(bound.get(name) ?? []), [element, key]]);
  }
  root.addEventListener('relu-input', (event) => {
    const figure = /** @type {ReluFigure} */ (event.target);
    const readouts = figure.readouts();
    for (const [element, key] of bound.get(figure.name) ?? []) {
      const text = readouts.get(key);
      if (text !== undefined && element.textContent !== text) element.textContent = text;
    }
  });
}
