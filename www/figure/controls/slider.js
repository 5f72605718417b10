/**
 * A slider with a number field.
 */

import { readNumber, writeNumber } from '../../number.js';
import { render, word } from '../../words.js';
import { build, enable, freshId } from '../dom.js';
import { field } from './field.js';
import { followKeys } from './keys.js';

/** @typedef {import('../outline.js').Parameter} Parameter */
/** @typedef {import('../controls.js').Control} Control */
/** @typedef {import('../controls.js').Owner} Owner */

/**
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
export function slider(owner, parameter, index) {
  const label = word(owner.words, `${owner.name}.${parameter.key}`);
  const id = freshId();
  const range = build('input', {
    type: 'range',
    id,
    min: String(parameter.from),
    max: String(parameter.to),
    step: 'any',
  });
  const { input, message, show } = field(owner, { id, label, mode: 'decimal', allowed: parameter.allowed }, (text) => {
    return owner.attempt((figure) => figure.assign(index, readNumber(text)));
  });
  const element = build(
    'div',
    { class: 'control number', part: 'control' },
    build('label', { for: id }, label),
    build('span', { class: 'track' }, range),
    input,
    message,
  );

  let said = '';

  range.addEventListener('input', () => {
    const reach = (parameter.to - parameter.from) / 200;
    owner.change((figure) => figure.slide(index, range.valueAsNumber, reach, false));
  });
  range.addEventListener('change', () => owner.commit());
  followKeys(range, (stride, up) => owner.change((figure) => figure.step(index, stride, up)), () => owner.commit());

  return {
    element,
    show: (shown) => {
      const value = writeNumber(Number(shown.value));
      const text = shown.meaning.length > 0 ? render(owner.words, shown.meaning) : value;
      if (text !== said) range.setAttribute('aria-valuetext', text);
      said = text;
      enable(element, shown.relevant);
      show(value);
      if (range.valueAsNumber !== shown.position) range.value = String(shown.position);
    },
    focus: () => range.focus({ preventScroll: true }),
  };
}
