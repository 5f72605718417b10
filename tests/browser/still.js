/**
 * The table that stands in a figure's place until it runs.
 */

/** So many rows it has at the most. */
const MOST = 9;

/**
 * What it has of a figure's whole table: its head, and of a long one every second row, or third.
 *
 * @param {string[][]} table
 */
export function inStill([head = [], ...rows]) {
  const step = Math.ceil(rows.length / MOST);
  return [head, ...rows.filter((_, place) => place % step === 0)];
}
