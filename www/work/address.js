/**
 * The address of the worker. Where a page wants Trusted Types, it is one by a policy that knows this address alone.
 */

/** The policy's name, for a host's `trusted-types`. */
const NAME = 'relu-explainer';

/**
 * What TypeScript does not know yet.
 *
 * @typedef {{ createScriptURL(address: string): string }} Policy
 * @typedef {{ createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy }} TrustedTypes
 */

const own = new URL('../worker.js', import.meta.url).href;

/** @type {Policy | undefined} */
let policy;

/**
 * Throws where a host's page allows no such policy.
 *
 * @returns {string}
 */
export function workerAddress() {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
  if (!trustedTypes) return own;
  policy ??= trustedTypes.createPolicy(NAME, {
    createScriptURL(address) {
      if (address !== own) throw new TypeError(`${address} is not the worker`);
      return address;
    },
  });
  return policy.createScriptURL(own);
}
