/**
 * A figure's numbers as a table.
 */

import { render, renderAll } from '../words.js';
import { build } from './dom.js';
import { parts } from './outline.js';

/**
 * A table of what the crate says: the old one, if it has as many rows and columns. To build and lay out a new one of many
 * rows takes longer than the rest of a frame.
 *
 * @param {import('../words.js').Words} words
 * @param {string} text the crate's
 * @param {HTMLTableElement | null} [old]
 * @returns {HTMLTableElement}
 */
export function buildTable(words, text, old) {
  const [caption, columns, current, lines] = text.split('\x1d');
  const title = renderAll(words, parts(caption));
  const heads = parts(columns).map((column) => render(words, column));
  const rows = parts(lines);
  const texts = [title, ...heads, ...rows.flat()];
  const cells = old?.querySelectorAll('caption, th, td');
  const table = old?.rows.length === rows.length + 1 && cells?.length === texts.length ? old : built(title, heads, rows);
  if (table === old) {
    cells?.forEach((cell, i) => {
      const node = /** @type {Text} */ (cell.firstChild);
      if (node.data !== texts[i]) node.data = texts[i] ?? '';
    });
  }
  for (const row of table.querySelectorAll('[aria-current]')) row.removeAttribute('aria-current');
  table.tBodies[0]?.rows[Number(current)]?.setAttribute('aria-current', 'true');
  return table;
}

/**
 * @param {string} title
 * @param {string[]} heads
 * @param {string[][]} rows
 */
function built(title, heads, rows) {
  const head = heads.map((name) => build('th', { scope: 'col' }, name));
  const lines = rows.map(([first = '', ...rest]) => {
    return build('tr', {}, build('th', { scope: 'row' }, first), ...rest.map((cell) => build('td', {}, cell)));
  });
  return build(
    'table',
    {},
    build('caption', {}, title),
    build('thead', {}, build('tr', {}, ...head)),
    build('tbody', {}, ...lines),
  );
}
