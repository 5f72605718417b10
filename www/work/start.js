/**
 * Starts a worker.
 */

import { workerAddress } from './address.js';

/**
 * Throws where there can be none.
 *
 * @returns {Worker}
 */
export function startWorker() {
  return new Worker(workerAddress(), { type: 'module' });
}
