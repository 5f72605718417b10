/**
 * Where the site lies that this file is of: it stands in the site's folder, or in that of a version below.
 */

/** @returns {URL} a folder */
export function home() {
  const folder = new URL('.', document.baseURI);
  folder.pathname = folder.pathname.replace(/\/v\d+\/$/, '/');
  return folder;
}
