/**
 * The crate's one module, of a file that holds the figures which are light enough for a post.
 */

import { HEAVY } from '../share/heavy.js';
import init, { Figure, __wbg_reset_state as resetState } from '../wasm/light.js';

class LightFigure extends Figure {
  /**
   * @param {string} name
   * @param {HTMLCanvasElement} canvas
   */
  constructor(name, canvas) {
    if (HEAVY.has(name)) throw new Error(`the figure ${name} is too heavy for standalone.js: standalone-all.js has it`);
    super(name, canvas);
  }
}

export const crate = { Figure: LightFigure, resetState };
export { init };
