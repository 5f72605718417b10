/**
 * Numbers in the text that move a figure: <data data-drag="chain.weight"> is a slider where it stands, dragged sideways
 * or stepped by the keys of a slider.
 */

import { revealed } from './revealed.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/** How far a hand moves for the whole range, in CSS pixels. */
const RANGE = 300;

/**
 * @param {import('./kit.js').Kit} kit
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 */
export function draggable(kit, root, figures) {
  for (const element of root.querySelectorAll('[data-drag]')) {
    const [name, key = ''] = (element.getAttribute('data-drag') ?? '').split('.');
    const figure = figures.find((candidate) => candidate.name === name);
    if (element instanceof HTMLElement && figure) Promise.all([figure.ready, revealed(figure)]).then(() => grow(kit, element, figure, key));
  }
}

/**
 * @param {import('./kit.js').Kit} kit
 * @param {HTMLElement} element
 * @param {ReluFigure} figure
 * @param {string} key
 */
async function grow(kit, element, figure, key) {
  const hold = figure.hold(key);
  if (!hold) return;
  const { words } = await kit.engine();
  const { mark } = kit;
  mark(element, 'role', 'slider');
  mark(element, 'tabindex', '0');
  mark(element, 'aria-label', kit.word(words, `${figure.name}.${key}`));
  mark(element, 'aria-valuemin', String(hold.from));
  mark(element, 'aria-valuemax', String(hold.to));
  const tell = () => {
    const { value, position, meaning } = hold.shown();
    mark(element, 'aria-valuenow', String(position));
    mark(element, 'aria-valuetext', meaning.length > 0 ? kit.render(words, meaning) : value);
  };
  tell();
  let focused = element === element.ownerDocument.activeElement;
  figure.follow(() => {
    if (focused) tell();
  });
  figure.addEventListener('relu-change', tell);

  kit.followKeys(element, hold.step, () => figure.commit());
  element.addEventListener('focus', () => {
    focused = true;
    tell();
    figure.attend(key);
  });
  element.addEventListener('blur', () => {
    focused = false;
    figure.attend('');
  });

  /** Where the hand took hold, in the window and on the slider. @type {{ x: number, position: number } | undefined} */
  let held;
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    held = { x: event.clientX, position: hold.shown().position };
  });
  element.addEventListener('pointermove', (event) => {
    if (!held) return;
    const moved = ((event.clientX - held.x) / RANGE) * (hold.to - hold.from);
    hold.slide(Math.min(Math.max(held.position + moved, hold.from), hold.to));
  });
  const release = () => {
    if (!held) return;
    held = undefined;
    figure.commit();
  };
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', release);
}
