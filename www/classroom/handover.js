/**
 * What was changed in a presentation holds in the article too, so that the page's link carries it.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * Gives the article's figure of the same name the state of one that was presented.
 *
 * @param {Document} root
 * @param {ReluFigure} shown
 */
export async function handOver(root, shown) {
  const own = /** @type {ReluFigure | null} */ (root.querySelector(`main relu-figure[name="${shown.name}"]`));
  if (!own || !shown.awake) return;
  const values = shown.values();
  own.wake();
  await own.ready;
  const before = own.values();
  const keys = [...new Set([...before.keys(), ...values.keys()])];
  const changed = keys.filter((key) => String(before.get(key)) !== String(values.get(key)));
  if (changed.length === 0) return;
  // The class has seen the answer.
  own.removeAttribute('concealed');
  for (const key of changed) {
    const value = values.get(key);
    if (value === undefined) own.removeAttribute(key);
    else own.setAttribute(key, String(value));
  }
}
