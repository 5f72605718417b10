/**
 * The grammar of a link: `#HEADING?v=1&FIGURE.key=value&...`.
 *
 * HEADING is the section to scroll to and may be missing; only values that differ from their defaults are written.
 */

/** The version of the grammar. */
export const VERSION = 1;

/**
 * A link, taken apart.
 *
 * @typedef {object} Link
 * @property {string} heading
 * @property {number} version NaN if the link names none that can be read
 * @property {[figure: string, key: string, text: string][]} values in the order of the link
 * @property {string[]} unread parts that fit no rule of the grammar
 */

/** Longer links are cut: no state of the page needs them. */
const LONGEST = 8000;

/**
 * @param {string} text
 * @returns {string | undefined} undefined if the percent signs make no sense
 */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} hash with or without its "#"
 * @returns {Link}
 */
export function readLink(hash) {
  const [head = '', ...rest] = hash.slice(0, LONGEST).replace(/^#/, '').split('?');
  /** @type {Link} */
  const link = { heading: decode(head) ?? '', version: VERSION, values: [], unread: [] };
  if (hash.length > LONGEST) link.unread.push(hash.slice(LONGEST));
  for (const part of rest.join('?').split('&')) {
    if (part === '') continue;
    const text = decode(part);
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text ?? '') ?? [];
    const [, figure, key] = /^([a-z]+)\.([a-z0-9-]+)$/.exec(name ?? '') ?? [];
    if (name === 'v') link.version = /^\d{1,4}$/.test(value) ? Number(value) : NaN;
    else if (figure && key) link.values.push([figure, key, value]);
    else link.unread.push(text ?? part);
  }
  return link;
}

/**
 * @param {string} heading
 * @param {Iterable<[figure: string, values: ReadonlyMap<string, number | string>]>} figures in the order of the page
 * @returns {string} with its "#"; empty if there is nothing to say
 */
export function writeLink(heading, figures) {
  const parts = [];
  for (const [figure, values] of figures) {
    for (const [key, value] of values) {
      // "+" joins names; written plainly it survives every mail program.
      parts.push(`${figure}.${key}=${encodeURIComponent(value).replaceAll('%2B', '+')}`);
    }
  }
  const query = parts.length > 0 ? `?v=${VERSION}&${parts.join('&')}` : '';
  return heading || query ? `#${encodeURIComponent(heading)}${query}` : '';
}
