/**
 * Reads a number as people type it.
 */

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;

/**
 * The finite number that a text stands for, or NaN. Takes a true minus sign, a decimal comma and 1e-3.
 *
 * @param {string} text
 * @returns {number}
 */
export function readNumber(text) {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  if (!DECIMAL.test(plain)) return NaN;
  const number = Number(plain);
  return Number.isFinite(number) ? number : NaN;
}

/**
 * A number as it stands in a field: shortest form, with a true minus sign.
 *
 * @param {number} number
 * @returns {string}
 */
export function writeNumber(number) {
  return String(number).replace('-', '\u2212');
}
