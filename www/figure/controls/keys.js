/**
 * The keys of a slider, wherever it stands.
 */

/** How a key moves a slider. @type {Record<string, [stride: 'step' | 'page' | 'end', up: boolean]>} */
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
 * Has an element moved by the keys of a slider.
 *
 * @param {HTMLElement} element
 * @param {(stride: string, up: boolean) => void} step
 * @param {() => void} commit the gesture is over
 */
export function followKeys(element, step, commit) {
  element.addEventListener('keydown', (event) => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [stride, up] = move;
    step(event.shiftKey && stride === 'step' ? 'fine' : stride, up);
  });
  element.addEventListener('keyup', (event) => {
    if (event.key in KEYS) commit();
  });
}
