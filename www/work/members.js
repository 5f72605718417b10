/**
 * Who does pieces of work: a worker, or, where there is none, the page itself in slices.
 */

import { startWorker } from './start.js';

/** @typedef {import('../worker.js').Order} Order */
/** @typedef {import('../worker.js').Answer} Answer */

/**
 * @typedef {object} Member
 * @property {(order: Order) => void} order
 * @property {() => void} dismiss
 */

/** How long the page works at a stretch, in milliseconds; the last step of a slice may take two more. */
const SLICE = 5;

/**
 * Starts a worker; throws where there can be none.
 *
 * @param {(answer: Answer) => void} hear
 * @param {(why: string) => void} broke the worker is of no use any more
 * @returns {Member}
 */
export function worker(hear, broke) {
  const started = startWorker();
  started.addEventListener('message', ({ data }) => hear(data));
  started.addEventListener('error', (event) => {
    // It is dealt with.
    event.preventDefault();
    broke(event.message ?? '');
  });
  started.addEventListener('messageerror', () => broke('a message could not be read'));
  return { order: (order) => started.postMessage(order), dismiss: () => started.terminate() };
}

/**
 * Has the page do it.
 *
 * @param {(answer: Answer) => void} hear
 * @returns {Member}
 */
export function slices(hear) {
  /** @type {Order[]} */
  const early = [];
  /** @type {(order: Order) => void} */
  let order = (given) => {
    early.push(given);
  };
  import('../worker.js').then(({ doer, byMessage }) => {
    order = doer(hear, SLICE, scheduler() ? byScheduler : byMessage);
    early.splice(0).forEach((given) => order(given));
  }, (reason) => hear({ refused: String(reason) }));
  return { order: (given) => order(given), dismiss() {} };
}

/** @typedef {{ postTask(task: () => void, options: { priority: string }): Promise<void> }} Scheduler */

function scheduler() {
  const { scheduler: known } = /** @type {{ scheduler?: Scheduler }} */ (globalThis);
  return known && 'postTask' in known ? known : undefined;
}

/**
 * Whatever the reader does, and every frame, goes before.
 *
 * @param {() => void} again
 * @returns {() => void}
 */
function byScheduler(again) {
  return () => scheduler()?.postTask(again, { priority: 'background' });
}
