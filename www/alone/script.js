/**
 * A worker whose script and module this file holds: this stands in for `../work/script.js`. The address is a blob's, where no
 * other would be allowed: in a frame without an origin, in a page opened from a disk.
 */

/**
 * What the file holds under the address that a module makes.
 *
 * @param {unknown} address
 */
function content(address) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (address);
}

/** @returns {string} */
export function scriptAddress() {
  return URL.createObjectURL(
    new Blob([content(new URL('../worker.js', import.meta.url))], { type: 'text/javascript' }),
  );
}

/**
 * @param {string} address
 * @returns {Worker}
 */
export function run(address) {
  const worker = new Worker(address);
  // It waits for its module before it hears anything else.
  worker.postMessage(content(new URL('../wasm/whole_bg.wasm', import.meta.url)));
  return worker;
}
