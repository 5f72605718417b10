/**
 * Starts a worker. Where a page wants Trusted Types, its address is one by a policy that knows this address alone.
 */

import { run, scriptAddress } from './script.js';

/** The policy's name, for a host's `trusted-types`. */
const NAME = 'relu-explainer';

/**
 * What TypeScript does not know yet.
 *
 * @typedef {{ createScriptURL(address: string): string }} Policy
 * @typedef {{ createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy }} TrustedTypes
 */

/** What the policy lets pass; made when there is first something to do. @type {string | undefined} */
let address;

/** @type {Policy | undefined} */
let policy;

/**
 * Throws where the host's page allows no such policy, or no worker. One that the page's Content-Security-Policy forbids
 * dispatches "error".
 *
 * @returns {Worker}
 */
export function startWorker() {
  address ??= scriptAddress();
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
  policy ??= trustedTypes?.createPolicy(NAME, {
    createScriptURL(asked) {
      if (asked !== address) throw new TypeError(`${asked} is not the worker`);
      return asked;
    },
  });
  return run(policy?.createScriptURL(address) ?? address);
}
