/**
 * The part of the bench of random networks that runs in the page: each network is drawn once, by the crate, and then the crate and
 * the JavaScript go through it one after the other.
 *
 * Each has weights of its own, written just before it goes through them, as they are when a network has just been drawn: what is
 * measured is neither who was there first nor the way from the main memory.
 */

/** @typedef {import('./bench-networks-by-hand.js').ByHand} ByHand */
/** @typedef {import('./bench-networks-by-hand.js').Given} Given */

/**
 * What a bench of the crate gives: the bindings of `src/web/bench.rs`.
 *
 * @typedef {object} Crate
 * @property {() => Promise<unknown>} default
 * @property {{ draw(width: number, depth: number, seed: bigint, index: number): Network }} Network
 */

/**
 * @typedef {object} Network
 * @property {() => Float64Array} weights
 * @property {(weights: Float64Array) => void} write
 * @property {() => Float64Array} input
 * @property {() => Float64Array} gradient
 * @property {() => Float64Array} pass
 * @property {() => void} free
 */

/** @typedef {{ networks: number, width: number, depth: number, rounds: number }} Size the first round is to warm up */

/** @typedef {{ name: string, given: Given, pass: (given: Given) => Float64Array }} Hand */

/**
 * The milliseconds of all networks, by round: to draw them, and to go through them.
 *
 * @typedef {{ drawing: number[], passing: Record<string, number[]>, apart: Record<string, number> }} Times
 */

export const CRATE = 'WebAssembly';

/**
 * @param {string} folder where the site lies
 * @param {Size} size
 * @returns {Promise<Times>} with how far the JavaScript's numbers lie from the crate's at the most, relative to 1 or to their size
 */
export async function time(folder, size) {
  /** @type {Crate} */
  const crate = await import(`${folder}networks/bench.js`);
  await crate.default();
  const hands = await byHand(folder, size);
  const names = [CRATE, ...hands.map(({ name }) => name)];
  /** @type {Times} */
  const times = { drawing: [], passing: Object.fromEntries(names.map((name) => [name, []])), apart: {} };
  for (let round = 0; round < size.rounds; round++) {
    const found = once(crate, hands, size, times.apart);
    if (round === 0) continue;
    times.drawing.push(found.get('drawing') ?? NaN);
    for (const name of names) times.passing[name]?.push(found.get(name) ?? NaN);
    // Lets the browser live.
    await new Promise((done) => setTimeout(done, 0));
  }
  return times;
}

/** @param {string} folder @param {Size} size @returns {Promise<Hand[]>} */
async function byHand(folder, { width, depth }) {
  /** @type {Hand[]} */
  const hands = [];
  for (const [kind, Kind] of /** @type {const} */ ([['f64', Float64Array], ['f32', Float32Array]])) {
    for (const fours of [false, true]) {
      const name = `${Kind.name}, ${fours ? 'four inputs' : 'one input'} at a time`;
      /** @type {ByHand} */
      const { passing } = await import(`${folder}tests/bench-networks-by-hand.js?${kind}${fours}`);
      const given = { weights: new Kind(depth * width * width), input: new Kind(width), gradient: new Kind(width) };
      hands.push({ name, given, pass: passing(Kind, width, depth, fours) });
    }
  }
  return hands;
}

/**
 * All networks once: their number times the middle one's milliseconds.
 *
 * @param {Crate} crate
 * @param {readonly Hand[]} hands
 * @param {Size} size
 * @param {Record<string, number>} apart
 */
function once(crate, hands, { networks, width, depth }, apart) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  /** @type {<Result>(name: string, what: () => Result) => Result} */
  const timed = (name, what) => {
    const start = performance.now();
    const result = what();
    const took = performance.now() - start;
    times.get(name)?.push(took) ?? times.set(name, [took]);
    return result;
  };
  for (let index = 0; index < networks; index++) {
    const network = timed('drawing', () => crate.Network.draw(width, depth, 42n, index));
    const [weights, input, gradient] = [network.weights(), network.input(), network.gradient()];
    /** @type {Map<string, Float64Array>} */
    const found = new Map();
    const turns = [
      () => {
        network.write(weights);
        found.set(CRATE, timed(CRATE, () => network.pass()));
      },
      ...hands.map(({ name, given, pass }) => () => {
        given.input.set(input);
        given.gradient.set(gradient);
        given.weights.set(weights);
        found.set(name, timed(name, () => pass(given)));
      }),
    ];
    // Each is as often the first as the last.
    for (let turn = 0; turn < turns.length; turn++) turns[(index + turn) % turns.length]?.();
    network.free();
    const expected = found.get(CRATE) ?? new Float64Array();
    for (const { name } of hands) apart[name] = Math.max(apart[name] ?? 0, distance(expected, found.get(name) ?? new Float64Array()));
  }
  // What another program took in between counts once or twice, not as a part of all.
  return new Map([...times].map(([name, each]) => [name, networks * median(each)]));
}

/** @param {readonly number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** @param {Float64Array} expected @param {Float64Array} found */
function distance(expected, found) {
  if (expected.length !== found.length) return Infinity;
  let largest = 0;
  for (const [at, value] of expected.entries()) {
    const other = found[at] ?? NaN;
    // Of a network that fell silent.
    if (other === value) continue;
    const apart = Math.abs(other - value) / Math.max(1, Math.abs(value));
    largest = apart <= largest ? largest : apart;
  }
  return largest;
}
