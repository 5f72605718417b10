/**
 * Training of a small network as one writes it in JavaScript for speed: ReLU layers, cross-entropy, plain gradient descent.
 *
 * It does what the crate does, with the same layout: the parameters in one row, of each layer the weights from input i to unit j at
 * i·units + j, then the biases; activations sample after sample. Nothing is allocated on the way. Runs in the page.
 *
 * Each product is taken in tiles: the sums of two rows by four columns stay in registers until they are done. That is faster than
 * to add the multiples of four rows of weights at a time.
 *
 * V8 compiles a loop for the kinds of array that it has met. So whoever compares kinds imports a copy of this module for each,
 * by a query in its address.
 */

/** @typedef {Float64Array | Float32Array} Numbers */

/** @typedef {typeof import('./bench-training-by-hand.js')} ByHand */

/**
 * @typedef {object} Given
 * @property {Numbers} inputs of all samples
 * @property {Numbers} targets
 * @property {Uint32Array} batches the places of the samples that the updates learn from, batch after batch
 */

/**
 * Makes the training of a network; its hidden layers have a multiple of 4 units, its input and the batch an even number.
 *
 * @param {new (length: number) => Numbers} Kind
 * @param {number[]} sizes from the input to the one output
 * @param {number} batch
 * @param {Given} given
 */
export function training(Kind, sizes, batch, { inputs, targets, batches }) {
  let count = 0;
  const layers = sizes.slice(1).map((units, index) => {
    const before = sizes[index] ?? 0;
    const layer = { inputs: before, units, weights: count, biases: count + before * units };
    count = layer.biases + units;
    return { ...layer, a: new Kind(batch * units), delta: new Kind(batch * units) };
  });
  const parameters = new Kind(count);
  const gradient = new Kind(count);
  const features = sizes[0] ?? 0;
  const [chosen, wanted] = [new Kind(batch * features), new Kind(batch)];
  const hidden = layers.slice(0, -1);
  const last = /** @type {typeof layers[0]} */ (layers.at(-1));
  return {
    parameters,

    /** @param {number} from the first update, among the batches @param {number} to @param {number} rate */
    update(from, to, rate) {
      for (let update = from; update < to; update++) {
        gather(chosen, wanted, inputs, targets, batches, update * batch, batch, features);
        let entering = chosen;
        for (const { inputs, units, weights, biases, a } of hidden) {
          forward(a, entering, parameters, weights, biases, batch, inputs, units);
          entering = a;
        }
        outputDelta(last.delta, entering, parameters, last.weights, last.biases, wanted, batch, last.inputs);
        for (let index = layers.length - 1; index >= 0; index--) {
          const { inputs, units, weights, biases, delta } = /** @type {typeof last} */ (layers[index]);
          const before = layers[index - 1];
          const entered = before ? before.a : chosen;
          if (units === 1) oneWeightGradient(gradient, weights, biases, entered, delta, batch, inputs);
          else weightGradient(gradient, weights, biases, entered, delta, batch, inputs, units);
          if (!before) continue;
          if (units === 1) oneBack(before.delta, delta, parameters, weights, before.a, batch, inputs);
          else back(before.delta, delta, parameters, weights, before.a, batch, inputs, units);
        }
        descend(parameters, gradient, rate);
      }
    },
  };
}

// The loops. There is a number at every place, which is more than a checker can see.

/** @typedef {any} Row */

/** @type {(chosen: Row, wanted: Row, inputs: Row, targets: Row, batches: Row, first: number, batch: number, features: number) => void} */
function gather(chosen, wanted, inputs, targets, batches, first, batch, features) {
  for (let s = 0; s < batch; s++) {
    const sample = batches[first + s];
    wanted[s] = targets[sample];
    for (let i = 0; i < features; i++) chosen[s * features + i] = inputs[sample * features + i];
  }
}

/** The activations of a layer. @type {(a: Row, x: Row, p: Row, weights: number, biases: number, batch: number, inputs: number, units: number) => void} */
function forward(a, x, p, weights, biases, batch, inputs, units) {
  for (let s = 0; s < batch; s += 2) {
    const xs = s * inputs, xt = xs + inputs;
    for (let j = 0; j < units; j += 4) {
      let s0 = p[biases + j], s1 = p[biases + j + 1], s2 = p[biases + j + 2], s3 = p[biases + j + 3];
      let t0 = s0, t1 = s1, t2 = s2, t3 = s3;
      for (let i = 0, w = weights + j; i < inputs; i++, w += units) {
        const u = x[xs + i], v = x[xt + i];
        const w0 = p[w], w1 = p[w + 1], w2 = p[w + 2], w3 = p[w + 3];
        s0 += u * w0;
        s1 += u * w1;
        s2 += u * w2;
        s3 += u * w3;
        t0 += v * w0;
        t1 += v * w1;
        t2 += v * w2;
        t3 += v * w3;
      }
      const as = s * units + j, at = as + units;
      a[as] = s0 > 0 ? s0 : 0;
      a[as + 1] = s1 > 0 ? s1 : 0;
      a[as + 2] = s2 > 0 ? s2 : 0;
      a[as + 3] = s3 > 0 ? s3 : 0;
      a[at] = t0 > 0 ? t0 : 0;
      a[at + 1] = t1 > 0 ? t1 : 0;
      a[at + 2] = t2 > 0 ? t2 : 0;
      a[at + 3] = t3 > 0 ? t3 : 0;
    }
  }
}

/** The gradient of the mean loss with respect to the outputs. @type {(delta: Row, x: Row, p: Row, weights: number, bias: number, wanted: Row, batch: number, inputs: number) => void} */
function outputDelta(delta, x, p, weights, bias, wanted, batch, inputs) {
  for (let s = 0; s < batch; s++) {
    const xs = s * inputs;
    let s0 = p[bias], s1 = 0, s2 = 0, s3 = 0;
    for (let i = 0; i < inputs; i += 4) {
      s0 += x[xs + i] * p[weights + i];
      s1 += x[xs + i + 1] * p[weights + i + 1];
      s2 += x[xs + i + 2] * p[weights + i + 2];
      s3 += x[xs + i + 3] * p[weights + i + 3];
    }
    delta[s] = (1 / (1 + Math.exp(-(s0 + s1 + s2 + s3))) - wanted[s]) / batch;
  }
}

/** @type {(g: Row, weights: number, biases: number, x: Row, delta: Row, batch: number, inputs: number, units: number) => void} */
function weightGradient(g, weights, biases, x, delta, batch, inputs, units) {
  for (let i = 0; i < inputs; i += 2) {
    for (let j = 0; j < units; j += 4) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
      for (let s = 0, xi = i, d = j; s < batch; s++, xi += inputs, d += units) {
        const u = x[xi], v = x[xi + 1];
        const d0 = delta[d], d1 = delta[d + 1], d2 = delta[d + 2], d3 = delta[d + 3];
        s0 += u * d0;
        s1 += u * d1;
        s2 += u * d2;
        s3 += u * d3;
        t0 += v * d0;
        t1 += v * d1;
        t2 += v * d2;
        t3 += v * d3;
      }
      const gs = weights + i * units + j, gt = gs + units;
      g[gs] = s0;
      g[gs + 1] = s1;
      g[gs + 2] = s2;
      g[gs + 3] = s3;
      g[gt] = t0;
      g[gt + 1] = t1;
      g[gt + 2] = t2;
      g[gt + 3] = t3;
    }
  }
  for (let j = 0; j < units; j += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let s = 0, d = j; s < batch; s++, d += units) {
      s0 += delta[d];
      s1 += delta[d + 1];
      s2 += delta[d + 2];
      s3 += delta[d + 3];
    }
    g[biases + j] = s0;
    g[biases + j + 1] = s1;
    g[biases + j + 2] = s2;
    g[biases + j + 3] = s3;
  }
}

/** @type {(g: Row, weights: number, bias: number, x: Row, delta: Row, batch: number, inputs: number) => void} */
function oneWeightGradient(g, weights, bias, x, delta, batch, inputs) {
  for (let i = 0; i < inputs; i += 4) {
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let s = 0, xi = i; s < batch; s++, xi += inputs) {
      const d = delta[s];
      s0 += d * x[xi];
      s1 += d * x[xi + 1];
      s2 += d * x[xi + 2];
      s3 += d * x[xi + 3];
    }
    g[weights + i] = s0;
    g[weights + i + 1] = s1;
    g[weights + i + 2] = s2;
    g[weights + i + 3] = s3;
  }
  let sum = 0;
  for (let s = 0; s < batch; s++) sum += delta[s];
  g[bias] = sum;
}

/** The gradient with respect to the pre-activations of the layer before. @type {(before: Row, delta: Row, p: Row, weights: number, a: Row, batch: number, inputs: number, units: number) => void} */
function back(before, delta, p, weights, a, batch, inputs, units) {
  for (let s = 0; s < batch; s += 2) {
    const ds = s * units, dt = ds + units;
    for (let i = 0; i < inputs; i += 4) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
      const r0 = weights + i * units, r1 = r0 + units, r2 = r1 + units, r3 = r2 + units;
      for (let j = 0; j < units; j++) {
        const u = delta[ds + j], v = delta[dt + j];
        const w0 = p[r0 + j], w1 = p[r1 + j], w2 = p[r2 + j], w3 = p[r3 + j];
        s0 += u * w0;
        s1 += u * w1;
        s2 += u * w2;
        s3 += u * w3;
        t0 += v * w0;
        t1 += v * w1;
        t2 += v * w2;
        t3 += v * w3;
      }
      const bs = s * inputs + i, bt = bs + inputs;
      before[bs] = a[bs] > 0 ? s0 : 0;
      before[bs + 1] = a[bs + 1] > 0 ? s1 : 0;
      before[bs + 2] = a[bs + 2] > 0 ? s2 : 0;
      before[bs + 3] = a[bs + 3] > 0 ? s3 : 0;
      before[bt] = a[bt] > 0 ? t0 : 0;
      before[bt + 1] = a[bt + 1] > 0 ? t1 : 0;
      before[bt + 2] = a[bt + 2] > 0 ? t2 : 0;
      before[bt + 3] = a[bt + 3] > 0 ? t3 : 0;
    }
  }
}

/** @type {(before: Row, delta: Row, p: Row, weights: number, a: Row, batch: number, inputs: number) => void} */
function oneBack(before, delta, p, weights, a, batch, inputs) {
  for (let s = 0, b = 0; s < batch; s++) {
    const d = delta[s];
    for (let i = 0; i < inputs; i++, b++) before[b] = a[b] > 0 ? d * p[weights + i] : 0;
  }
}

/** @type {(p: Row, g: Row, rate: number) => void} */
function descend(p, g, rate) {
  for (let i = 0; i < p.length; i++) p[i] -= rate * g[i];
}
