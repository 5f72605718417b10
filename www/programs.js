/**
 * The crate's fourth module: what the figures show, as programs.
 */

import init, { figureProgram } from './wasm/programs.js';

/** @returns {Promise<typeof figureProgram>} */
export async function start() {
  await init();
  return figureProgram;
}
