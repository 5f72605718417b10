/**
 * Waits until an element comes near the window, so that what is further down the page costs nothing before it is read.
 */

/** How far outside the window is near: half of its height. */
const MARGIN = '50% 0px';

/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap();

const observer = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) call(target);
  }
}, { rootMargin: MARGIN });

/**
 * Has an element count as near, wherever it is.
 *
 * @param {Element} element
 */
export function call(element) {
  observer?.unobserve(element);
  waiting.get(element)?.();
  waiting.delete(element);
}

/**
 * Resolves when the element is near the window, or has been called.
 *
 * @param {Element} element
 * @returns {Promise<void>}
 */
export function near(element) {
  return new Promise((resolve) => {
    waiting.set(element, resolve);
    if (observer) observer.observe(element);
    else resolve();
  });
}
