/**
 * Starts a worker whose script and module this file holds: this stands in for `../work/start.js`. The address is a blob's,
 * where no other would be allowed: in a frame without an origin, in a page opened from a disk.
 */

/** @typedef {{ createScriptURL(address: string): string }} Policy */
/** @typedef {{ createPolicy(name: string, rules: Policy): Policy }} TrustedTypes */

/** @type {Policy | undefined} */
let policy;
let address = '';

/**
 * What the file holds under the address that a module makes.
 *
 * @param {unknown} address
 */
function content(address) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (address);
}

/** @returns {string} */
function trusted() {
  address ||= URL.createObjectURL(
    new Blob([content(new URL('../worker.js', import.meta.url))], { type: 'text/javascript' }),
  );
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
  if (!trustedTypes) return address;
  policy ??= trustedTypes.createPolicy('relu-explainer', {
    createScriptURL(given) {
      if (given !== address) throw new TypeError(`${given} is not the worker`);
      return given;
    },
  });
  return policy.createScriptURL(address);
}

/**
 * Throws where a host's page allows no such worker.
 *
 * @returns {Worker}
 */
export function startWorker() {
  const worker = new Worker(trusted());
  // It waits for its module before it hears anything else.
  worker.postMessage(content(new URL('../wasm/whole_bg.wasm', import.meta.url)));
  return worker;
}
