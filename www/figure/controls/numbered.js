/**
 * Any of the numbers from 1 on, as a row of switches: one stop of the Tab key, walked through with the arrow keys.
 */

import { word } from '../../words.js';
import { build, freshId } from '../dom.js';

/** @typedef {import('../outline.js').Parameter} Parameter */
/** @typedef {import('../controls.js').Control} Control */
/** @typedef {import('../controls.js').Owner} Owner */

/** Where a key leads from a place, in a row of so many. @type {Record<string, (place: number, count: number) => number>} */
const MOVES = {
  ArrowRight: (place, count) => Math.min(place + 1, count - 1),
  ArrowLeft: (place) => Math.max(place - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * @param {Owner} owner
 * @param {Parameter} parameter
 * @param {number} index
 * @returns {Control}
 */
export function numbered(owner, parameter, index) {
  const label = build('span', { id: freshId() }, word(owner.words, `${owner.name}.${parameter.key}`));
  const each = word(owner.words, `${owner.name}.${parameter.key}.each`);
  const switches = Array.from({ length: parameter.most }, (_, i) => {
    const number = String(i + 1);
    return build('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': `${each} ${number}`, tabindex: '-1' }, number);
  });
  let count = 0;
  let stop = 0;

  /** @param {number} place */
  const stopAt = (place) => {
    switches[stop]?.setAttribute('tabindex', '-1');
    stop = place;
    switches[stop]?.setAttribute('tabindex', '0');
  };

  const row = build('div', { class: 'numbers', role: 'group', 'aria-labelledby': label.id }, ...switches);
  row.addEventListener('click', (event) => {
    const place = switches.findIndex((each) => each === event.target);
    if (place < 0) return;
    stopAt(place);
    owner.change((figure) => {
      const chosen = new Set(String(figure.value(index)).split('+').filter((number) => number !== 'none'));
      const number = String(place + 1);
      if (!chosen.delete(number)) chosen.add(number);
      figure.assign(index, [...chosen].join('+') || 'none');
    });
    owner.commit();
  });
  row.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stopAt(move(stop, count));
    switches[stop]?.focus();
  });

  return {
    element: build('div', { class: 'control numbered', part: 'control' }, label, row),
    show({ value, numbers }) {
      const chosen = value.split('+');
      count = numbers;
      switches.forEach((each, i) => {
        each.hidden = i >= count;
        const pressed = String(chosen.includes(String(i + 1)));
        if (each.getAttribute('aria-pressed') !== pressed) each.setAttribute('aria-pressed', pressed);
      });
      stopAt(Math.min(stop, count - 1));
    },
    focus: () => switches[stop]?.focus({ preventScroll: true }),
  };
}
