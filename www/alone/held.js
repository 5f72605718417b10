/**
 * What a file holds: all files that would be fetched otherwise, packed as one.
 */

import { unpack } from './unpack.js';

/**
 * @param {string} packed
 * @param {Record<string, readonly [start: number, end: number]>} places of each file
 * @returns {(file: string) => Uint8Array<ArrayBuffer>}
 */
export function holder(packed, places) {
  const size = Math.max(...Object.values(places).map(([, end]) => end));
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let all;
  return (file) => {
    // Nothing is unpacked before it is wanted: whoever imports this file may never show a figure.
    all ??= unpack(packed, size);
    const place = places[file];
    if (!place) throw new Error(`this file does not hold ${file}`);
    return all.slice(...place);
  };
}
