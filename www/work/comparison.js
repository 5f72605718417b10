/**
 * Times products with and without zeros, go by go, with turns for others in between.
 */

/** @typedef {import('../worker.js').Answer} Answer */
/** @typedef {typeof import('../wasm/worker.js').Comparison} Kind what the crate calls a comparison */

/**
 * @typedef {object} Compared
 * @property {number} share of zeros
 * @property {number} longestGo how long it may work at a stretch, in milliseconds
 */

/** So often the clock is read at a stretch, and so many steps of it are waited for, with so many turns in between. */
const READS = 1000;
const STEPS = 5;
const TURNS = 2000;

/** After so much of the whole the page is told. */
const TOLD = 0.01;

/**
 * Begins.
 *
 * @param {Kind} Comparison
 * @param {Compared} asked
 * @param {(answer: Answer) => void} answer
 * @param {(again: () => void) => () => void} turns makes what has a function called when others had their turn
 * @returns {() => void} has it stop
 */
export function compare(Comparison, { share, longestGo }, answer, turns) {
  const clock = watchedClock();
  /** @type {InstanceType<Kind> | undefined} */
  let comparison;
  let told = 0;
  let stopped = false;

  /** Does one go; says whether there are more. */
  const advance = () => {
    if (!comparison) {
      if (!clock.watch()) return true;
      if (clock.step() > Comparison.coarsestStep()) {
        answer({ coarse: clock.step() });
        return false;
      }
      comparison = new Comparison(share, clock.step(), longestGo);
      answer({ progress: 0, table: comparison.table() });
    }
    if (!comparison.prepare()) {
      answer({ progress: 1, table: comparison.table(), verdict: comparison.verdict() });
      return false;
    }
    const since = performance.now();
    comparison.run();
    comparison.took(performance.now() - since);
    if (comparison.progress >= told + TOLD && comparison.progress < 1) {
      told = comparison.progress;
      answer({ progress: told, table: comparison.table() });
    }
    return true;
  };
  const leave = () => {
    comparison?.free();
    comparison = undefined;
  };
  const wait = turns(() => {
    if (stopped) return leave();
    try {
      if (advance()) return wait();
      leave();
    } catch (reason) {
      comparison = undefined;
      answer({ unmeasured: reason instanceof Error ? reason.message : String(reason) });
    }
  });
  wait();
  return () => {
    stopped = true;
  };
}

/** Finds the step of the clock: the smallest difference that is seen. */
function watchedClock() {
  let last = performance.now();
  let smallest = Infinity;
  let steps = 0;
  let watched = 0;
  return {
    /** Watches for a while; says whether that was enough. */
    watch() {
      for (let read = 0; read < READS && steps < STEPS; read += 1) {
        const now = performance.now();
        if (now <= last) continue;
        // The first step may have come while nobody was looking, and is not the shortest then.
        smallest = Math.min(smallest, now - last);
        steps += 1;
        last = now;
      }
      watched += 1;
      return steps >= STEPS || watched >= TURNS;
    },
    step: () => smallest,
  };
}
