/**
 * How the page is cited.
 */

/**
 * @param {(sentence: readonly string[]) => string} say
 * @param {string} address
 * @param {string} version of the crate
 * @returns {string} BibTeX
 */
export function citation(say, address, version) {
  const today = new Date().toISOString().slice(0, 10);
  const fields = [
    ['author', `{${say(['share.cite.author'])}}`],
    ['title', `{${say(['share.cite.title'])}}`],
    ['year', say(['share.cite.year'])],
    ['howpublished', `\\url{${address}}`],
    ['note', say(['share.cite.note', 'version', version, 'date', today])],
  ];
  return `@misc{relu-explainer,\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join('')}}\n`;
}
