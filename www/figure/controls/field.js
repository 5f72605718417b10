/**
 * A text field that commits on Enter or when it is left, reverts on Escape, and says at its place why a value is
 * refused.
 */

import { render } from '../../words.js';
import { build } from '../dom.js';

/** @typedef {import('../controls.js').Owner} Owner */

/**
 * @typedef {object} Field
 * @property {HTMLInputElement} input
 * @property {HTMLElement} message to stand in the same positioned box as the field
 * @property {(text: string) => void} show the value that holds
 */

/**
 * @param {Owner} owner
 * @param {{ id: string, label: string, mode: string, allowed: string }} description
 * @param {(text: string) => boolean} accept takes a text over, or says that it cannot be used
 * @returns {Field}
 */
export function field(owner, { id, label, mode, allowed }, accept) {
  const input = build('input', { type: 'text', inputmode: mode, 'aria-label': label });
  input.autocomplete = 'off';
  const why = document.createTextNode('');
  const message = build('span', { class: 'refusal', id: `${id}-refusal`, role: 'alert' }, why);
  let refused = '';
  let holds = '';

  /** @param {string} reason empty if there is none */
  const refuse = (reason) => {
    if (reason === refused) return;
    refused = reason;
    why.data = reason;
    if (reason) {
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', message.id);
    } else {
      input.removeAttribute('aria-invalid');
      input.removeAttribute('aria-describedby');
    }
  };
  const read = () => {
    if (input.value === holds) return refuse('');
    const given = input.value;
    if (!accept(given)) return refuse(render(owner.words, ['field.refused', 'given', given, 'allowed', allowed]));
    refuse('');
    owner.commit();
  };
  input.addEventListener('change', read);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') read();
    if (event.key === 'Escape') {
      input.value = holds;
      refuse('');
    }
  });
  input.addEventListener('blur', () => {
    if (!input.hasAttribute('aria-invalid')) input.value = holds;
  });

  return {
    input,
    message,
    show(text) {
      if (text === holds) return;
      holds = text;
      input.value = text;
      refuse('');
    },
  };
}
