/**
 * Where the site lies that this code is of. Besides what is fetched, this module alone names its own address: it lies two
 * folders below, and in a file that holds all it needs beside that file.
 */

/** @returns {URL} a folder */
export function home() {
  const folder = new URL('../../', import.meta.url);
  // What other pages link to is a copy in a folder of its version.
  folder.pathname = folder.pathname.replace(/\/v\d+\/$/, '/');
  return folder;
}
