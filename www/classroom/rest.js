/**
 * In a presentation what the pointer does leaves the focus on the stage: a slider that keeps it would take the next keys of
 * a clicker for its own.
 */

/** What is used by keys once the pointer has chosen it. */
const KEPT = 'input[type=text], select, textarea';

/**
 * @param {import('./stage.js').Stage} stage
 * @param {AbortSignal} signal
 */
export function giveFocusBack({ dialog, rest }, signal) {
  let pointing = false;
  /** @param {Event} event */
  const inside = (event) => /** @type {Element} */ (event.composedPath()[0]);
  const take = () => {
    if (dialog.open && !dialog.querySelector('dialog[open]')) rest.focus({ preventScroll: true });
  };
  /** @param {Event} event */
  const back = (event) => {
    const target = inside(event);
    // The list of shortcuts is a window of its own.
    if (!pointing || target.closest('dialog.shortcuts, summary') || target.matches(KEPT)) return;
    // A key may come before any timer.
    if (event.type === 'mouseup') return take();
    // What the gesture does to the focus by itself comes first.
    setTimeout(take);
  };
  dialog.addEventListener('pointerdown', () => (pointing = true), { signal, capture: true });
  dialog.addEventListener('keydown', () => (pointing = false), { signal, capture: true });
  for (const name of ['pointerup', 'mouseup', 'pointercancel', 'click']) dialog.addEventListener(name, back, { signal });
  // A list has its choice made, and a number its digits, only with this.
  dialog.addEventListener('change', (event) => {
    if (inside(event) instanceof HTMLSelectElement && pointing) rest.focus({ preventScroll: true });
  }, { signal, capture: true });
}
