/**
 * The part of the bench of training that runs in the page: each trains the same network on the same batches from the same
 * beginning, one after the other in turn.
 */

import { libraries } from './bench-training-libraries.js';

/** @typedef {import('./bench-training-by-hand.js').ByHand} ByHand */
/** @typedef {import('./bench-training-by-hand.js').Numbers} Numbers */

/**
 * What a bench of the crate gives: the bindings of `src/web/bench.rs`.
 *
 * @typedef {object} Crate
 * @property {() => Promise<unknown>} default
 * @property {new (width: number, batch: number, rate: number, epochs: number) => Training} Training
 */

/**
 * @typedef {object} Training
 * @property {() => Float64Array} inputs
 * @property {() => Float64Array} targets
 * @property {() => Float64Array} exact
 * @property {() => Float32Array} parameters
 * @property {() => Uint32Array} learn_exactly
 * @property {(beginning: Float32Array) => void} learn
 * @property {() => number} run
 * @property {(rates: Float64Array, seeds: number) => number} sweep
 * @property {() => void} free
 */

/** @typedef {{ width: number, batch: number, epochs: number, rounds: number }} Size the first round is to warm up */

/**
 * One who trains. `learn` begins anew and goes through so many epochs at the most.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {number} epochs
 * @property {() => void} learn
 */

/** @typedef {{ rates: Record<string, number[]>, apart: Record<string, number> }} Found thousands of samples a second, by round */

export const CRATE = 'WebAssembly';
export const WATCHED = 'WebAssembly, with all that a run tells';

/** At this rate few units die, at that one many. */
const [CALM, DEADLY] = [0.1, 0.5];

/** So many epochs are compared number by number: before rounding has grown large. */
const COMPARED = 2;

/**
 * What takes several times as long is done less often, so that turns are about as long: where other programs run, they would
 * fall into long turns more often than into short ones.
 */
const OF_HANDS = 0.2;
const OF_LIBRARIES = 1;

/** @param {string} folder */
async function load(folder) {
  /** @type {Crate} */
  const crate = await import(`${folder}networks/bench.js`);
  await crate.default();
  return crate;
}

/**
 * @param {string} folder where the site lies
 * @param {Size} size
 * @returns {Promise<Found>}
 */
export async function time(folder, { width, batch, epochs, rounds }) {
  const crate = await load(folder);
  const [own, compared] = [epochs, COMPARED].map((count) => new crate.Training(width, batch, CALM, count));
  const deadly = new crate.Training(width, batch, DEADLY, epochs);
  if (!own || !compared) throw new Error('there is nothing to train');
  const [beginning, exactBeginning] = [own.parameters(), own.exact()];
  const given = { inputs: own.inputs(), targets: own.targets(), batches: own.learn_exactly() };
  const each = given.batches.length / batch / epochs;
  const sizes = [2, width, width, 1];
  /** @type {Contender[]} */
  const all = [
    { name: CRATE, epochs, learn: () => own.learn(beginning) },
    { name: WATCHED, epochs, learn: () => deadly.run() },
  ];
  compared.learn(beginning);
  compared.learn_exactly();
  /** @type {Record<string, number>} */
  const apart = {};
  for (const [kind, Kind] of /** @type {const} */ ([['f64', Float64Array], ['f32', Float32Array]])) {
    /** @type {ByHand} */
    const { training } = await import(`${folder}tests/bench-training-by-hand.js?${kind}-${width}-${batch}`);
    const hand = training(Kind, sizes, batch, { ...given, inputs: Kind.from(given.inputs), targets: Kind.from(given.targets) });
    const start = kind === 'f64' ? exactBeginning : beginning;
    const learn = (/** @type {number} */ count) => {
      hand.parameters.set(start);
      hand.update(0, count * each, CALM);
    };
    learn(COMPARED);
    apart[Kind.name] = distance(kind === 'f64' ? compared.exact() : compared.parameters(), hand.parameters);
    const count = Math.ceil(epochs * OF_HANDS);
    all.push({ name: Kind.name, epochs: count, learn: () => learn(count) });
  }
  for (const library of await libraries(folder, sizes, batch, CALM, { ...given, beginning })) {
    library.learn(COMPARED * each);
    if (library.parameters) apart[library.name] = distance(compared.parameters(), library.parameters());
    all.push({ name: library.name, epochs: OF_LIBRARIES, learn: () => library.learn(OF_LIBRARIES * each) });
  }
  /** @type {Record<string, number[]>} */
  const rates = Object.fromEntries(all.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each is as often the first as the last.
    for (let turn = 0; turn < all.length; turn++) {
      const { name, epochs, learn } = /** @type {Contender} */ (all[(round + turn) % all.length]);
      const start = performance.now();
      learn();
      const took = performance.now() - start;
      if (round > 0) rates[name]?.push((epochs * each * batch) / took);
    }
    // Lets the browser live.
    await new Promise((done) => setTimeout(done, 0));
  }
  for (const training of [own, compared, deadly]) training.free();
  return { rates, apart };
}

/**
 * Milliseconds of whole runs and of a sweep, on one thread.
 *
 * @param {string} folder
 * @param {{ rounds: number, rates: number[], seeds: number }} what
 */
export async function timeRuns(folder, { rounds, rates, seeds }) {
  const crate = await load(folder);
  const [calm, deadly] = [CALM, DEADLY].map((rate) => new crate.Training(16, 4, rate, 100));
  /** @type {Record<string, number[]>} */
  const times = {};
  /** @type {(name: string, what: () => void) => void} */
  const timed = (name, what) => {
    const start = performance.now();
    what();
    (times[name] ??= []).push(performance.now() - start);
  };
  for (let round = 0; round < rounds; round++) {
    timed(`a run of 100 epochs, rate ${CALM}`, () => calm?.run());
    timed(`a run of 100 epochs, rate ${DEADLY}`, () => deadly?.run());
    timed(`a sweep of ${rates.length} rates from ${seeds} seeds`, () => calm?.sweep(Float64Array.from(rates), seeds));
    await new Promise((done) => setTimeout(done, 0));
  }
  return times;
}

/** How far numbers lie apart at the most. @param {Numbers} expected @param {Numbers} found */
function distance(expected, found) {
  if (expected.length !== found.length) return Infinity;
  let largest = 0;
  for (const [at, value] of expected.entries()) {
    const apart = Math.abs((found[at] ?? NaN) - value);
    largest = apart <= largest ? largest : apart;
  }
  return largest;
}
