/**
 * One of several names, as radio buttons; or any of them, as check boxes with the mark each has in the picture.
 */

import { word } from '../../words.js';
import { build, enable, freshId } from '../dom.js';

/** @typedef {import('../outline.js').Parameter} Parameter */
/** @typedef {import('../controls.js').Control} Control */
/** @typedef {import('../controls.js').Owner} Owner */

/**
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
export function names(owner, parameter, index) {
  const any = parameter.kind === 'set';
  const group = freshId();
  const inputs = parameter.options.map((option) => {
    return build('input', { type: any ? 'checkbox' : 'radio', name: group, value: option });
  });
  const options = inputs.map((input, i) => {
    const option = parameter.options[i] ?? '';
    const swatch = any ? [build('span', { class: `swatch ${option}`, 'aria-hidden': 'true' })] : [];
    const label = word(owner.words, `${owner.name}.${parameter.key}.${option}`);
    return build('label', { class: 'option' }, input, ...swatch, label);
  });
  const legend = build('legend', {}, build('span', {}, word(owner.words, `${owner.name}.${parameter.key}`)));
  const row = build('div', { class: 'options' }, ...options);
  const element = build('fieldset', { class: 'control', part: 'control' }, legend, row);
  element.addEventListener('change', () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    owner.change((figure) => figure.assign(index, chosen.join('+') || 'none'));
    owner.commit();
  });
  return {
    element,
    show({ value, relevant }) {
      enable(element, relevant);
      const chosen = value.split('+');
      for (const input of inputs) {
        const checked = chosen.includes(input.value);
        if (input.checked !== checked) input.checked = checked;
      }
    },
    focus: () => inputs[0]?.focus({ preventScroll: true }),
  };
}
