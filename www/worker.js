/**
 * Does long work, piece by piece: as a worker's own script, and where there is no worker, imported by the page, in slices.
 */

import init, { Comparison, Work, __wbg_reset_state as resetState } from './wasm/worker.js';
import { compare } from './work/comparison.js';

/**
 * A piece that is to be done.
 *
 * @typedef {object} Task
 * @property {number} serial what its answer refers to
 * @property {Float64Array} job
 * @property {number} piece
 */

/**
 * @typedef {{ task: Task }
 *   | { drop: readonly number[] }
 *   | { compare: import('./work/comparison.js').Compared | undefined }} Order what is asked: a task more; to leave some
 *   undone; or to compare products with and without zeros, or to stop that
 */

/**
 * @typedef {{ ready: true }
 *   | { serial: number, from: number, part: Float64Array }
 *   | { serial: number, from: number, result: Float64Array, took: number }
 *   | { serial: number, why: string, broken: boolean }
 *   | { refused: string }
 *   | CompareAnswer} Answer it can begin; a part of a result that comes in parts, and how many numbers of the piece came
 *   before; a result, or its last part, and the milliseconds the piece took; why there is none, and whether whoever did it
 *   can no longer be trusted; or why it cannot begin at all
 */

/**
 * @typedef {{ progress: number, table: string, verdict?: string }
 *   | { coarse: number }
 *   | { unmeasured: string }} CompareAnswer how much of a comparison is done, and what is known; the step of a clock that is too
 *   coarse; or why nothing can be measured
 */

/** How long a worker is deaf, in milliseconds: a change cancels at the latest after that. */
const DEAF = 10;

/** What has come of a piece that is not done yet is told so often, in milliseconds. */
const TOLD = 50;

/**
 * Makes someone who does tasks in the order in which they come, and lets others have a turn in between.
 *
 * @param {(answer: Answer) => void} answer
 * @param {number} slice how long it works at a stretch, in milliseconds
 * @param {(again: () => void) => () => void} turns makes what has a function called when others had their turn
 * @returns {(order: Order) => void} takes orders, at once
 */
export function doer(answer, slice, turns) {
  /** @type {Task[]} */
  let tasks = [];
  /** @type {{ task: Task, work: Work, since: number, told: number, from: number } | undefined} */
  let begun;
  let ready = false;
  let waiting = false;
  let stopComparing = () => {};
  const wait = turns(() => {
    waiting = false;
    const end = performance.now() + slice;
    while (advance()) {
      if (performance.now() < end) continue;
      goOn();
      break;
    }
  });

  function goOn() {
    if (waiting || !ready || tasks.length === 0) return;
    waiting = true;
    wait();
  }

  /** Takes one step; says whether there may be more. */
  function advance() {
    const [task] = tasks;
    if (!task) return false;
    try {
      if (begun?.task !== task) {
        leave();
        const since = performance.now();
        begun = { task, work: new Work(task.job), since, told: since, from: 0 };
        begun.work.begin(task.piece);
      }
      const { serial } = task;
      if (begun.work.step()) {
        const now = performance.now();
        if (now - begun.told < TOLD) return true;
        begun.told = now;
        const part = begun.work.takePart();
        const { from } = begun;
        begun.from += part.length;
        if (part.length > 0) answer({ serial, from, part });
        return true;
      }
      const result = begun.work.result();
      tasks.shift();
      answer({ serial, from: begun.from, result, took: performance.now() - begun.since });
      leave();
    } catch (reason) {
      tasks.shift();
      const broken = !(reason instanceof Error) || reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError;
      if (broken) {
        begun = undefined;
        resetState();
      } else {
        leave();
      }
      answer({ serial: task.serial, why: said(reason), broken });
    }
    return true;
  }

  function leave() {
    begun?.work.free();
    begun = undefined;
  }

  const started = init();
  started.then(() => {
    ready = true;
    answer({ ready });
    goOn();
  }, (reason) => answer({ refused: said(reason) }));

  return (order) => {
    if ('compare' in order) {
      stopComparing();
      let wanted = order.compare !== undefined;
      stopComparing = () => {
        wanted = false;
      };
      started.then(() => {
        if (wanted && order.compare) stopComparing = compare(Comparison, order.compare, answer, turns);
      }, () => {});
      return;
    }
    if ('task' in order) tasks.push(order.task);
    else tasks = tasks.filter(({ serial }) => !order.drop.includes(serial));
    goOn();
  };
}

/** @param {unknown} reason */
function said(reason) {
  return reason instanceof Error ? reason.message : String(reason);
}

/**
 * Messages to oneself stand in line behind those that have come from others.
 *
 * @param {() => void} again
 * @returns {() => void}
 */
export function byMessage(again) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = again;
  return () => port2.postMessage(undefined);
}

// Only a worker has this; the page that imports the module asks for itself.
if ('WorkerGlobalScope' in globalThis) {
  const order = doer((answer) => {
    const numbers = 'result' in answer ? answer.result : 'part' in answer ? answer.part : undefined;
    postMessage(answer, { transfer: numbers ? [numbers.buffer] : [] });
  }, DEAF, byMessage);
  addEventListener('message', ({ data }) => order(data));
}
