/**
 * A seed of the random generator: a field, and a button that draws with the next one.
 */

import { word } from '../../words.js';
import { build, freshId } from '../dom.js';
import { field } from './field.js';

/** @typedef {import('../outline.js').Parameter} Parameter */
/** @typedef {import('../controls.js').Control} Control */
/** @typedef {import('../controls.js').Owner} Owner */

/**
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
export function seed(owner, parameter, index) {
  const label = word(owner.words, `${owner.name}.${parameter.key}`);
  const id = freshId();
  const { input, message, show } = field(owner, { id, label, mode: 'numeric', allowed: parameter.allowed }, (text) => {
    return owner.attempt((figure) => figure.assign(index, text.trim()));
  });
  input.id = id;
  const next = build('button', { type: 'button' }, word(owner.words, 'action.next-seed'));
  next.addEventListener('click', () => {
    owner.change((figure) => {
      figure.assign(index, String(BigInt.asUintN(64, BigInt(figure.value(index)) + 1n)));
    });
    owner.commit();
  });
  return {
    element: build(
      'div',
      { class: 'control seed', part: 'control' },
      build('label', { for: id }, label),
      next,
      input,
      message,
    ),
    show: ({ value }) => show(value),
    focus: () => input.focus({ preventScroll: true }),
  };
}
