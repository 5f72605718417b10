/**
 * In a presentation what the pointer does leaves the focus on the stage: a slider that keeps it would take the next keys of
 * a clicker for its own.
 */

/** What is used by keys once the pointer has chosen it. */
const KEPT = 'input[type=text], select, textarea';

/** Keys that a list which the pointer has opened goes on to take: they choose in it. */
const CHOOSING = new Set(['ArrowDown', 'ArrowUp', 'Enter', ' ']);

/**
 * @param {import('./stage.js').Stage} stage
 * @param {AbortSignal} signal
 * @returns {(event: KeyboardEvent) => boolean} whether a key is the stage's, though a list has the focus: one that the pointer has
 *   opened tells nobody when it is closed without a choice
 */
export function giveFocusBack({ dialog, rest }, signal) {
  /** What the pointer was put on, until a key is used there. @type {Element | undefined} */
  let pointed;
  /** @param {Event} event */
  const inside = (event) => /** @type {Element} */ (event.composedPath()[0]);
  /** @param {Event} event whether it is one of a window of its own, such as the list of shortcuts */
  const elsewhere = (event) => event.composedPath().some((node) => node instanceof HTMLDialogElement && node !== dialog);
  const take = () => {
    if (dialog.open && !dialog.querySelector('dialog[open]')) rest.focus({ preventScroll: true });
  };
  /** @param {Event} event */
  const back = (event) => {
    if (!pointed || elsewhere(event) || inside(event).matches(KEPT)) return;
    // A key may come before any timer.
    if (event.type === 'mouseup') return take();
    // What the gesture does to the focus by itself comes first.
    setTimeout(take);
  };
  dialog.addEventListener('pointerdown', (event) => (pointed = inside(event)), { signal, capture: true });
  dialog.addEventListener('keydown', (event) => {
    const target = inside(event);
    if (!(target instanceof HTMLSelectElement) || event.key === 'Tab') pointed = undefined;
  }, { signal, capture: true });
  // The field has taken over what was typed; where it refuses that, it goes on to have the focus.
  dialog.addEventListener('keydown', (event) => {
    const target = inside(event);
    if (event.key === 'Enter' && target.matches('input[type=text]:not([aria-invalid])') && !elsewhere(event)) take();
  }, { signal });
  for (const name of ['pointerup', 'mouseup', 'pointercancel', 'click']) dialog.addEventListener(name, back, { signal });
  // A list has its choice made only with this.
  dialog.addEventListener('input', (event) => {
    if (inside(event) instanceof HTMLSelectElement && pointed) take();
  }, { signal, capture: true });
  return (event) => {
    const target = inside(event);
    if (!(target instanceof HTMLSelectElement) || target !== pointed || CHOOSING.has(event.key)) return false;
    take();
    return true;
  };
}
