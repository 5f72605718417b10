/**
 * The sentences that the page is to say: its own templates, filled with what the tests know to be true.
 */

import { readFileSync } from 'node:fs';

/** @type {Record<string, string>} */
export const templates = {};
for (const file of ['en.json', 'en.later.json', 'en.article.json', 'en.share.json', 'en.class.json', 'en.host.json', 'en.offline.json']) {
  Object.assign(templates, JSON.parse(readFileSync(new URL(`../../www/words/${file}`, import.meta.url), 'utf8')));
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [gaps] what fills each
 * @returns {string}
 */
export function say(key, gaps = {}) {
  let text = templates[key];
  if (text === undefined) throw new Error(`there are no words for ${key}`);
  for (const [name, filling] of Object.entries(gaps)) text = text.replaceAll(`{${name}}`, String(filling));
  if (/\{\w+\}/.test(text)) throw new Error(`a gap is left in \u201c${text}\u201d`);
  return text;
}
