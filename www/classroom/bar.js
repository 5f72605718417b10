/**
 * Where the page offers what is for teaching: beside the list of contents.
 */

/**
 * The container of its buttons, made once.
 *
 * @param {import('../page/kit.js').Kit} kit
 * @param {Document} root
 * @returns {HTMLElement}
 */
export function bar({ build }, root) {
  const there = root.querySelector('.classroom');
  if (there instanceof HTMLElement) return there;
  const made = build('div', { class: 'classroom' });
  root.querySelector('nav.contents')?.append(made);
  return made;
}
