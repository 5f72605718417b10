/**
 * The grammar of a link: `#HEADING?v=1&FIGURE.key=value&...&lesson=NAME&step=3&...`.
 *
 * HEADING is the section to scroll to and may be missing; only values that differ from their defaults are written. What
 * belongs to a lesson is read by www/classroom/lesson-link.js.
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
 * @property {LessonPart[]} lesson what belongs to a lesson, in the order of the link; empty without one
 * @property {string[]} unread parts that fit no rule of the grammar
 */

/**
 * A part of a link that belongs to a lesson, as it stands there: it has signs of its own between its fields.
 *
 * @typedef {[name: string, raw: string]} LessonPart
 */

/** Longer links are cut: no state of the page needs them, and a lesson has to do with them. All browsers take them. */
export const LONGEST = 32_000;

/** The names of the parts that belong to a lesson. */
const OF_LESSON = new Set(['lesson', 'step', 'title', 'goal', 'slide']);

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
  const link = { heading: decode(head) ?? '', version: VERSION, values: [], lesson: [], unread: [] };
  if (hash.length > LONGEST) link.unread.push(hash.slice(LONGEST));
  for (const part of rest.join('?').split('&')) {
    if (part === '') continue;
    const text = decode(part);
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text ?? '') ?? [];
    const [own = '', ...raw] = part.split('=');
    const [, figure, key] = /^([a-z]+)\.([a-z0-9-]+)$/.exec(name ?? '') ?? [];
    // A lesson's texts may hold what makes no sense as a percent sign, and are read one by one.
    if (OF_LESSON.has(own)) link.lesson.push([own, raw.join('=')]);
    else if (name === 'v') link.version = /^\d{1,4}$/.test(value) ? Number(value) : NaN;
    else if (figure && key) link.values.push([figure, key, value]);
    else link.unread.push(text ?? part);
  }
  // Without a lesson nobody knows what its parts are for.
  if (!link.lesson.some(([name]) => name === 'lesson')) {
    link.unread.push(...link.lesson.splice(0).map(([name, raw]) => `${name}=${decode(raw) ?? raw}`));
  }
  return link;
}

/**
 * @param {string} heading
 * @param {Iterable<[figure: string, values: ReadonlyMap<string, number | string>]>} figures in the order of the page
 * @param {readonly LessonPart[]} [lesson]
 * @returns {string} with its "#"; empty if there is nothing to say
 */
export function writeLink(heading, figures, lesson = []) {
  const parts = [];
  for (const [figure, values] of figures) {
    for (const [key, value] of values) {
      // "+" joins names; written plainly it survives every mail program.
      parts.push(`${figure}.${key}=${encodeURIComponent(value).replaceAll('%2B', '+')}`);
    }
  }
  parts.push(...lesson.map(([name, raw]) => `${name}=${raw}`));
  const query = parts.length > 0 ? `?v=${VERSION}&${parts.join('&')}` : '';
  return heading || query ? `#${encodeURIComponent(heading)}${query}` : '';
}
