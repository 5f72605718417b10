/**
 * The program behind the figures, for tests that call it without a figure's element around it.
 */

import { fileURLToPath } from 'node:url';

/** @typedef {typeof import('../../target/bindings/wasm/later.js')} Crate */

/** The folder of its bindings, to be served beside a page: the page's own copy of them is within its one script. */
export const BINDINGS = { program: fileURLToPath(new URL('../../target/bindings/wasm', import.meta.url)) };

/**
 * Loads it once more. Runs in the page.
 *
 * @param {string} folder where the site lies
 * @returns {Promise<Crate>}
 */
export async function loadCrate(folder) {
  const crate = await import(`${folder}program/later.js`);
  await crate.default();
  return crate;
}
