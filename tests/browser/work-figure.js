/**
 * The figure of depth with the networks that it draws, which are long work; and what is seen of who does it.
 */

import { eventually } from './browser.js';
import { Figure } from './figure.js';
import { GRADIENT, SIGNAL, discs } from './marks.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

/** @typedef {{ piece: number, bits: string }} Outcome a result, its doubles as hexadecimal digits */

/**
 * What the page did, as `watchWorkers` notes it.
 *
 * @typedef {object} Seen
 * @property {number} started how many workers
 * @property {number} ended how many of them were terminated
 * @property {number[]} job the numbers of the job that was ordered last
 * @property {number} dropped how many pieces were left undone
 * @property {{ job: string, piece: number }[]} ordered
 * @property {{ job: string, piece: number, bits: string, worker: number }[]} results
 */

export class WorkFigure extends Figure {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'depth');
    this.line = this.element.locator('[part=work]');
    this.stop = this.line.getByRole('button', { name: say('work.stop') });
    this.goOn = this.line.getByRole('button', { name: say('work.go-on') });
  }

  /** How many networks are shown, and of how many, though the line may be hidden. */
  async progress() {
    const numbers = ((await this.line.textContent()) ?? '').match(/\d+/g) ?? [];
    return numbers.map(Number);
  }

  /** @param {number} networks */
  async complete(networks) {
    const shown = `${networks},${networks}`;
    await eventually(() => this.progress(), (progress) => {
      if (progress.join() !== shown) throw new Error(`${progress} instead of ${shown}`);
    }, 20_000);
    await this.frame();
  }

  /** Where the layer pointed at is taken hold of: the dot on the signal, and that on the gradient. */
  async dots() {
    const picture = await this.picture();
    const [signal, gradient] = [SIGNAL, GRADIENT].map((colour) => {
      // A dot has a rim of ink; a line is not so wide.
      const [dot, ...others] = discs(picture, colour, 2);
      if (!dot || others.length > 0) throw new Error(`${dot ? others.length + 1 : 'no'} dots are seen`);
      return dot;
    });
    if (!signal || !gradient) throw new Error('two colours are two dots');
    return { signal, gradient };
  }

  /** All that is seen of the results: the pixels, the table, the sentence. */
  async seen() {
    return {
      picture: await this.canvas.evaluate((node) => /** @type {HTMLCanvasElement} */ (node).toDataURL()),
      table: await this.table(),
      verdict: await this.verdict(),
    };
  }
}

/** What the page did so far. @param {Page} page @returns {Promise<Seen>} */
export const seenOf = (page) => page.evaluate(() => /** @type {any} */ (globalThis).seen);

/** Has the page note what it asks of workers and what they answer; to be run before its own scripts. */
export function watchWorkers() {
  /** @type {Seen} */
  const seen = { started: 0, ended: 0, job: [], dropped: 0, ordered: [], results: [] };
  Object.assign(globalThis, { seen });
  class Watched extends Worker {
    /** @type {Map<number, { job: string, piece: number }>} */
    #tasks = new Map();

    /**
     * @param {string} address
     * @param {WorkerOptions} options
     */
    constructor(address, options) {
      super(address, options);
      const worker = seen.started;
      seen.started += 1;
      this.addEventListener('message', ({ data }) => {
        const task = this.#tasks.get(data.serial);
        if (!task || !data.result) return;
        const bits = [...new BigUint64Array(data.result.buffer)].map((word) => word.toString(16)).join();
        seen.results.push({ ...task, bits, worker });
      });
    }

    /**
     * @override
     * @param {any} order
     */
    postMessage(order) {
      if (order.task) {
        seen.job = [...order.task.job];
        const task = { job: seen.job.join(), piece: order.task.piece };
        seen.ordered.push(task);
        this.#tasks.set(order.task.serial, task);
      } else {
        seen.dropped += order.drop.length;
      }
      super.postMessage(order);
    }

    /** @override */
    terminate() {
      seen.ended += 1;
      super.terminate();
    }
  }
  Object.assign(globalThis, { Worker: Watched });
}
