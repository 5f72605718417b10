/**
 * The crate's one module, of a file that holds all figures.
 */

import init, { Figure, judgeGuess, __wbg_reset_state as resetState, revealedKey, revealedValue } from '../wasm/whole.js';

export const crate = { Figure, resetState, judgeGuess, revealedKey, revealedValue };
export { init };
