/**
 * One animation frame for all figures: whatever changed since the last frame is drawn in the next, once. An idle
 * page schedules nothing.
 */

/**
 * @typedef {object} Drawable
 * @property {() => void} render brings picture and read-outs up to date
 */

/** @type {Set<Drawable>} */
const waiting = new Set();

function run() {
  const due = [...waiting];
  waiting.clear();
  for (const drawable of due) drawable.render();
}

/**
 * Has a figure rendered in the next frame.
 *
 * @param {Drawable} drawable
 */
export function schedule(drawable) {
  if (waiting.size === 0) requestAnimationFrame(run);
  waiting.add(drawable);
}

/**
 * Takes a figure out of the next frame.
 *
 * @param {Drawable} drawable
 */
export function unschedule(drawable) {
  waiting.delete(drawable);
}
