/**
 * A pass through a random network as one writes it in JavaScript: forward through ReLU layers without bias, and back.
 *
 * It does what the crate does, in the same order but for the sums on the way back: weights from input i to unit j of a layer at
 * i·n + j; forward each input adds its multiple of its row to all z; back each input's gradient is the dot product of its row with
 * the units' gradients. Nothing is allocated on the way. Runs in the page.
 *
 * V8 compiles a loop for the kinds of array that it has met. So whoever compares kinds imports a copy of this module for each,
 * by a query in its address.
 */

/** @typedef {Float64Array | Float32Array} Numbers */

/** @typedef {{ weights: Numbers, input: Numbers, gradient: Numbers }} Given a network as it was drawn */

/** @typedef {typeof import('./bench-networks-by-hand.js')} ByHand */

/**
 * Makes a pass through networks of a shape. What it finds is in the order of the crate's `Passage::to_numbers`, valid until
 * the next pass.
 *
 * @param {new (length: number) => Numbers} Kind of the numbers on the way
 * @param {number} n units in a layer; a multiple of 4
 * @param {number} depth
 * @param {boolean} fours takes four inputs at a time
 * @returns {(given: Given) => Float64Array}
 */
export function passing(Kind, n, depth, fours) {
  const [addForward, back] = fours ? [addFours, backFours] : [addOnes, backOnes];
  const z = new Kind(depth * n);
  const [a, g, arriving] = [new Kind(n), new Kind(n), new Kind(n)];
  const found = new Float64Array(4 * depth + 2);
  const [means, shares, gradients] = [depth + 1, 2 * depth + 1, 3 * depth + 1];
  return ({ weights, input, gradient }) => {
    a.set(input);
    z.fill(0);
    found[0] = Math.log(norm(a) / Math.sqrt(n));
    for (let layer = 0; layer < depth; layer++) {
      const at = layer * n;
      addForward(z, at, a, weights, at * n);
      let [sum, active] = [0, 0];
      for (let j = 0; j < n; j++) {
        const value = /** @type {number} */ (z[at + j]);
        a[j] = value > 0 ? value : 0;
        if (value > 0) active++;
        sum += value > 0 ? value : 0;
      }
      found[layer + 1] = Math.log(norm(a) / Math.sqrt(n));
      found[means + layer] = sum / n;
      found[shares + layer] = active / n;
    }
    g.set(gradient);
    let log = 0;
    found[gradients + depth] = 0;
    for (let layer = depth - 1; layer >= 0; layer--) {
      const at = layer * n;
      for (let j = 0; j < n; j++) arriving[j] = /** @type {number} */ (z[at + j]) > 0 ? /** @type {number} */ (g[j]) : 0;
      back(g, weights, at * n, arriving);
      const size = norm(g);
      // A gradient that is 0 stays.
      if (size > 0) for (let j = 0; j < n; j++) g[j] = /** @type {number} */ (g[j]) / size;
      log += Math.log(size);
      found[gradients + layer] = log;
    }
    return found;
  };
}

/** @param {Numbers} values */
function norm(values) {
  let square = 0;
  for (let j = 0; j < values.length; j++) square += /** @type {number} */ (values[j]) * /** @type {number} */ (values[j]);
  return Math.sqrt(square);
}

// The loops. There is a number at every place, which is more than a checker can see.

/** @typedef {any} Row */

/** @param {Row} z @param {number} at @param {Row} a @param {Row} w @param {number} first */
function addOnes(z, at, a, w, first) {
  const n = a.length;
  for (let i = 0; i < n; i++) {
    const x = a[i];
    const row = first + i * n;
    for (let j = 0; j < n; j++) z[at + j] += x * w[row + j];
  }
}

/** z is read and written a fourth as often. @param {Row} z @param {number} at @param {Row} a @param {Row} w @param {number} first */
function addFours(z, at, a, w, first) {
  const n = a.length;
  for (let i = 0; i < n; i += 4) {
    const x0 = a[i], x1 = a[i + 1], x2 = a[i + 2], x3 = a[i + 3];
    const r0 = first + i * n, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n;
    for (let j = 0; j < n; j++) {
      z[at + j] = z[at + j] + x0 * w[r0 + j] + x1 * w[r1 + j] + x2 * w[r2 + j] + x3 * w[r3 + j];
    }
  }
}

/** @param {Row} g @param {Row} w @param {number} first @param {Row} arriving */
function backOnes(g, w, first, arriving) {
  const n = arriving.length;
  for (let i = 0; i < n; i++) {
    const row = first + i * n;
    let sum = 0;
    for (let j = 0; j < n; j++) sum += w[row + j] * arriving[j];
    g[i] = sum;
  }
}

/** Four sums do not wait for each other. @param {Row} g @param {Row} w @param {number} first @param {Row} arriving */
function backFours(g, w, first, arriving) {
  const n = arriving.length;
  for (let i = 0; i < n; i += 4) {
    const r0 = first + i * n, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n;
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let j = 0; j < n; j++) {
      const arrived = arriving[j];
      s0 += w[r0 + j] * arrived;
      s1 += w[r1 + j] * arrived;
      s2 += w[r2 + j] * arrived;
      s3 += w[r3 + j] * arrived;
    }
    g[i] = s0;
    g[i + 1] = s1;
    g[i + 2] = s2;
    g[i + 3] = s3;
  }
}
