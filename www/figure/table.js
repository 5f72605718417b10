/**
 * A figure's numbers as a table.
 */

import { render, renderAll } from '../words.js';
import { build } from './dom.js';
import { parts } from './outline.js';

/**
 * @param {import('../words.js').Words} words
 * @param {string} text the crate's
 * @returns {HTMLTableElement}
 */
export function buildTable(words, text) {
  const [caption, columns, current, lines] = text.split('\x1d');
  const head = parts(columns).map((column) => build('th', { scope: 'col' }, render(words, column)));
  const rows = parts(lines).map((cells, i) => {
    const [first = '', ...rest] = cells;
    const here = i === Number(current) ? { 'aria-current': 'true' } : {};
    return build(
      'tr',
      here,
      build('th', { scope: 'row' }, first),
      ...rest.map((cell) => build('td', {}, cell)),
    );
  });
  return build(
    'table',
    {},
    build('caption', {}, renderAll(words, parts(caption))),
    build('thead', {}, build('tr', {}, ...head)),
    build('tbody', {}, ...rows),
  );
}
