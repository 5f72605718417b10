/**
 * The crate's one module, of a file that holds the figures which are light enough for a post.
 */

import init, { Figure, __wbg_reset_state as resetState } from '../wasm/light.js';

/** Those that are not. */
const HEAVY = ['sparsity', 'depth', 'sweep', 'training'];

class LightFigure extends Figure {
  /**
   * @param {string} name
   * @param {HTMLCanvasElement} canvas
   */
  constructor(name, canvas) {
    if (HEAVY.includes(name)) throw new Error(`the figure ${name} is too heavy for standalone.js: standalone-all.js has it`);
    super(name, canvas);
  }
}

export const crate = { Figure: LightFigure, resetState };
export { init };
