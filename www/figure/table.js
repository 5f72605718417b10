/**
 * A figure's numbers as a table.
 */

import { render } from '../words.js';
import { build } from './dom.js';

/**
 * @param {import('../words.js').Words} words
 * @param {import('../wasm/relu_explainer.js').Table} table
 * @returns {HTMLTableElement}
 */
export function buildTable(words, table) {
  const head = table.columns.map((column) => build('th', { scope: 'col' }, render(words, column)));
  const rows = table.rows.map((cells, i) => {
    const [first = '', ...rest] = cells;
    const here = i === table.current ? { 'aria-current': 'true' } : {};
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
    build('caption', {}, render(words, table.caption)),
    build('thead', {}, build('tr', {}, ...head)),
    build('tbody', {}, ...rows),
  );
}
