/**
 * The controls behind a figure's handles: labelled native sliders, number fields, choices. Everything a hand can do
 * on the canvas can be done here by keyboard.
 */

import { readNumber, writeNumber } from '../number.js';
import { render, word } from '../words.js';
import { build, mark, write } from './dom.js';

/** @typedef {import('../wasm/relu_explainer.js').Parameter} Parameter */
/** @typedef {import('../wasm/relu_explainer.js').Figure} Figure */

/**
 * What a control needs of its figure.
 *
 * @typedef {object} Owner
 * @property {string} name the figure's name
 * @property {import('../words.js').Words} words
 * @property {(change: (figure: Figure) => void) => void} change changes the state and has the figure rendered
 * @property {(push?: boolean) => void} commit the gesture is over
 */

/**
 * A control shows a parameter and lets it be changed.
 *
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {(figure: Figure) => void} show brings the control up to date
 * @property {() => void} focus
 */

let serial = 0;

/** The keys that move a slider, and how. @type {Record<string, [stride: 'step' | 'page' | 'end', up: boolean]>} */
const KEYS = {
  ArrowRight: ['step', true],
  ArrowUp: ['step', true],
  ArrowLeft: ['step', false],
  ArrowDown: ['step', false],
  PageUp: ['page', true],
  PageDown: ['page', false],
  Home: ['end', false],
  End: ['end', true],
};

/**
 * A slider with a number field.
 *
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
function number(owner, parameter, index) {
  const { words } = owner;
  const label = word(words, `${owner.name}.${parameter.key}`);
  const id = `relu-${(serial += 1)}`;
  const slider = build('input', {
    type: 'range',
    id,
    min: String(parameter.from),
    max: String(parameter.to),
    step: 'any',
  });
  const field = build('input', { type: 'text', inputmode: 'decimal', size: '6', 'aria-label': label });
  field.autocomplete = 'off';
  const refusal = document.createTextNode('');
  const message = build('span', { class: 'refusal', id: `${id}-refusal`, role: 'alert' }, refusal);
  const marks = build('span', { class: 'anchors', 'aria-hidden': 'true' });
  const element = build(
    'div',
    { class: 'control number', part: 'control' },
    build('label', { for: id }, label),
    build('span', { class: 'track' }, slider, marks),
    field,
    message,
  );
  let shown = NaN;

  slider.addEventListener('input', () => {
    owner.change((figure) => {
      figure.slide(index, slider.valueAsNumber, (parameter.to - parameter.from) / 200, false);
    });
  });
  slider.addEventListener('change', () => owner.commit());
  slider.addEventListener('keydown', (event) => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const stride = event.shiftKey && move[0] === 'step' ? 'fine' : move[0];
    owner.change((figure) => figure.step(index, stride, move[1]));
  });
  slider.addEventListener('keyup', (event) => {
    if (event.key in KEYS) owner.commit();
  });

  const accept = () => {
    if (field.value === writeNumber(shown)) return refuse('');
    const typed = readNumber(field.value);
    if (!(typed >= parameter.min && typed <= parameter.max)) {
      return refuse(render(words, ['field.refused', 'given', field.value, 'min', writeNumber(parameter.min), 'max', writeNumber(parameter.max)]));
    }
    refuse('');
    owner.change((figure) => figure.assign(index, typed));
    owner.commit();
  };
  /** @param {string} why */
  const refuse = (why) => {
    write(refusal, why);
    if (why) {
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', message.id);
    } else {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
  };
  field.addEventListener('change', accept);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') accept();
    if (event.key === 'Escape') {
      field.value = writeNumber(shown);
      refuse('');
    }
  });
  field.addEventListener('blur', () => {
    if (!field.hasAttribute('aria-invalid')) field.value = writeNumber(shown);
  });

  return {
    element,
    show(figure) {
      const value = Number(figure.value(index));
      mark(slider, 'aria-valuetext', saidOf(owner, figure, index, value));
      enable(element, figure.relevant(index));
      if (Object.is(value, shown)) return;
      shown = value;
      slider.value = String(figure.position(index));
      field.value = writeNumber(value);
      refuse('');
    },
    focus: () => slider.focus({ preventScroll: true }),
  };
}

/**
 * What a slider says of its value.
 *
 * @param {Owner} owner
 * @param {Figure} figure
 * @param {number} index
 * @param {number} value
 */
function saidOf(owner, figure, index, value) {
  const sentence = figure.valueText(index);
  return sentence ? render(owner.words, sentence) : writeNumber(value);
}

/**
 * Controls that have no effect now cannot be reached.
 *
 * @param {HTMLElement} element
 * @param {boolean} enabled
 */
function enable(element, enabled) {
  if (element.classList.contains('idle') !== enabled) return;
  element.classList.toggle('idle', !enabled);
  for (const input of element.querySelectorAll('input')) input.disabled = !enabled;
}

/**
 * One of several names, as radio buttons; or any of them, as check boxes with the mark each has in the picture.
 *
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
function names(owner, parameter, index) {
  const any = parameter.kind === 'set';
  const group = `relu-${(serial += 1)}`;
  const inputs = parameter.options.map((option) => {
    return build('input', { type: any ? 'checkbox' : 'radio', name: group, value: option });
  });
  const options = inputs.map((input, i) => {
    const option = parameter.options[i] ?? '';
    const swatch = any ? [build('span', { class: `swatch ${option}`, 'aria-hidden': 'true' })] : [];
    return build('label', { class: 'option' }, input, ...swatch, word(owner.words, `${owner.name}.${parameter.key}.${option}`));
  });
  const legend = build('legend', {}, word(owner.words, `${owner.name}.${parameter.key}`));
  const element = build('fieldset', { class: 'control', part: 'control' }, legend, build('div', { class: 'options' }, ...options));
  element.addEventListener('change', () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    owner.change((figure) => figure.assign(index, chosen.join('+') || 'none'));
    owner.commit();
  });
  return {
    element,
    show(figure) {
      const chosen = String(figure.value(index)).split('+');
      for (const input of inputs) {
        const checked = chosen.includes(input.value);
        if (input.checked !== checked) input.checked = checked;
      }
    },
    focus: () => inputs[0]?.focus({ preventScroll: true }),
  };
}

/**
 * The control of a parameter.
 *
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index its place among the figure's parameters
 * @returns {Control}
 */
export function control(owner, parameter, index) {
  return parameter.kind === 'number' ? number(owner, parameter, index) : names(owner, parameter, index);
}
