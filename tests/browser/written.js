/**
 * Numbers as the page is to write them, made here by other code than the page's.
 */

const MINUS = '\u2212';

/** A number with at most so many decimals, a true minus sign and no zeros at its end. @param {number} number */
export function brief(number, places = 4) {
  return String(Number(number.toFixed(places)) + 0).replace('-', MINUS);
}

/** @param {number} number whole */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** @param {number} number whole */
const raised = (number) => String(number).replace(/./g, (sign) => ({ '-': '\u207b' })[sign] ?? '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'[Number(sign)] ?? '');

/** @param {number} number whole, from 0 on */
export const lowered = (number) => String(number).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));

/**
 * A size from 0 on with so many significant digits: plain from 0.001 to below ten million, with a power of ten elsewhere.
 *
 * @param {number} size
 */
export function significant(size, digits = 6) {
  if (size === 0) return '0';
  const [significand = '', exponent = ''] = size.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= 7 || power < -3) {
    const factor = String(Number(significand));
    return `${factor === '1' ? '' : `${factor}\u00b7`}10${raised(power)}`;
  }
  const [whole = '', rest] = String(Number(`${significand}e${exponent}`)).split('.');
  return grouped(Number(whole)) + (rest ? `.${rest}` : '');
}

/** The number that is written so, with a power of ten or without. @param {string} text */
export function numberIn(text) {
  const plain = text.replace(/\u2212/g, '-').replace(/[\u207b\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+/g, (power) => {
    return `e${[...power].map((sign) => ({ '\u207b': '-' })[sign] ?? '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'.indexOf(sign)).join('')}`;
  });
  const [significand = '', exponent] = plain.includes('e') ? plain.replace(/\u00b7?10e/, '|').split('|') : [plain];
  const number = exponent === undefined ? significand.replace(/,|\u00a0%/g, '') : `${significand || '1'}e${exponent}`;
  return number === '' ? NaN : Number(number);
}
