/**
 * Where the site lies that this code is of. Besides what is fetched, this module alone names its own address: a file that
 * holds all it needs has another in its place.
 */

/** @returns {URL} a folder */
export function home() {
  return new URL('../../', import.meta.url);
}
