/**
 * The same training by published libraries: TensorFlow.js on its WebAssembly backend with SIMD, and ConvNetJS. Runs in the page,
 * which has loaded their scripts.
 */

/**
 * @typedef {object} Library
 * @property {string} name
 * @property {(updates: number) => void} learn from the beginning
 * @property {() => Float32Array} [parameters] where they are the same network
 */

/** @typedef {{ inputs: Float64Array, targets: Float64Array, batches: Uint32Array, beginning: Float32Array }} Given */

/**
 * @param {string} folder
 * @param {number[]} sizes
 * @param {number} batch
 * @param {number} rate
 * @param {Given} given
 * @returns {Promise<Library[]>}
 */
export async function libraries(folder, sizes, batch, rate, given) {
  return [await tensorFlow(folder, sizes, batch, rate, given), convNet(sizes, batch, rate, given)];
}

/** @typedef {any} Tensor */

/**
 * Written with its operations, forward and back, as its own gradients would do with more of them.
 *
 * @param {string} folder
 * @param {number[]} sizes
 * @param {number} batch
 * @param {number} rate
 * @param {Given} given
 * @returns {Promise<Library>}
 */
async function tensorFlow(folder, sizes, batch, rate, { inputs, targets, batches, beginning }) {
  const tf = Reflect.get(globalThis, 'tf');
  if (tf.getBackend?.() !== 'wasm') {
    // One thread, as everyone has.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    tf.wasm.setWasmPaths(`${folder}tensorflow/`);
    if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend of TensorFlow.js does not start');
  }
  let at = 0;
  const layers = sizes.slice(1).map((units, index) => {
    const before = sizes[index] ?? 0;
    const starts = [beginning.slice(at, at + before * units), beginning.slice(at + before * units, at + (before + 1) * units)];
    at += (before + 1) * units;
    const [w, b] = [tf.variable(tf.zeros([before, units])), tf.variable(tf.zeros([units]))];
    return { w, b, starts };
  });
  const features = sizes[0] ?? 0;
  const [chosen, wanted] = [new Float32Array(batch * features), new Float32Array(batch)];
  const step = tf.scalar(rate);
  const update = (/** @type {number} */ first) => {
    for (let s = 0; s < batch; s++) {
      const sample = batches[first + s] ?? 0;
      wanted[s] = targets[sample] ?? NaN;
      for (let i = 0; i < features; i++) chosen[s * features + i] = inputs[sample * features + i] ?? NaN;
    }
    tf.tidy(() => {
      /** @type {Tensor[]} */
      const entering = [tf.tensor2d(chosen, [batch, features])];
      for (const { w, b } of layers.slice(0, -1)) entering.push(tf.relu(tf.add(tf.matMul(entering.at(-1), w), b)));
      const last = layers.at(-1);
      const outputs = tf.add(tf.matMul(entering.at(-1), last?.w), last?.b);
      let delta = tf.div(tf.sub(tf.sigmoid(outputs), tf.tensor2d(wanted, [batch, 1])), batch);
      for (let index = layers.length - 1; index >= 0; index--) {
        const { w, b } = /** @type {{ w: Tensor, b: Tensor }} */ (layers[index]);
        const a = entering[index];
        const [dw, db] = [tf.matMul(a, delta, true, false), tf.sum(delta, 0)];
        if (index > 0) delta = tf.mul(tf.matMul(delta, w, false, true), tf.step(a));
        w.assign(tf.sub(w, tf.mul(dw, step)));
        b.assign(tf.sub(b, tf.mul(db, step)));
      }
    });
  };
  return {
    name: `TensorFlow.js ${tf.version_core}, wasm`,
    learn(updates) {
      tf.tidy(() => {
        for (const { w, b, starts: [weights, biases] } of layers) {
          w.assign(tf.tensor2d(weights, w.shape));
          b.assign(tf.tensor1d(biases));
        }
      });
      for (let n = 0; n < updates; n++) update(n * batch);
    },
    parameters: () => Float32Array.from(layers.flatMap(({ w, b }) => [...w.dataSync(), ...b.dataSync()])),
  };
}

/**
 * It knows cross-entropy for two outputs, and draws its weights itself.
 *
 * @param {number[]} sizes
 * @param {number} batch
 * @param {number} rate
 * @param {Given} given
 * @returns {Library}
 */
function convNet(sizes, batch, rate, { inputs, targets, batches }) {
  const convnetjs = Reflect.get(globalThis, 'convnetjs');
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((units) => ({ type: 'fc', num_neurons: units, activation: 'relu' })),
    { type: 'softmax', num_classes: 2 },
  ]);
  const trainer = new convnetjs.SGDTrainer(net, { learning_rate: rate, momentum: 0, batch_size: batch, l2_decay: 0, l1_decay: 0 });
  const x = new convnetjs.Vol(1, 1, sizes[0] ?? 0, 0);
  return {
    name: 'ConvNetJS 0.3.0',
    learn(updates) {
      for (const sample of batches.subarray(0, updates * batch)) {
        for (let i = 0; i < x.w.length; i++) x.w[i] = inputs[sample * x.w.length + i];
        trainer.train(x, targets[sample]);
      }
    },
  };
}
