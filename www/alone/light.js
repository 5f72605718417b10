/**
 * The crate's one module, of a file that holds the figures which are light enough for a post.
 */

import init, { Figure, __wbg_reset_state as resetState } from '../wasm/light.js';

export const crate = { Figure, resetState };
export { init };
