/**
 * Reads a number as people write an answer: 6.56e-5, 0.0000656, 6.561·10^-5, 6.561×10⁻⁵, 65,536, 1/16, 0.5^10, 50 %,
 * ln 2.
 */

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A factor: a number, perhaps raised to a power. */
const FACTOR = /^((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?)(?:\^([+-]?\d{1,3}))?$/;

/** A natural logarithm. */
const LOGARITHM = /^ln\(?(\d+(?:\.\d*)?|\.\d+)\)?$/;

/** @param {string} text */
function readFactor(text) {
  const [, argument] = LOGARITHM.exec(text) ?? [];
  if (argument !== undefined) return Math.log(Number(argument));
  const [, base, power = '1'] = FACTOR.exec(text) ?? [];
  return base === undefined ? NaN : Number(base) ** Number(power);
}

/** @param {string} text */
function plain(text) {
  let written = text.trim().toLowerCase().replace(/(\d)\s+(?=10\s*\^)/g, '$1*').replace(/\s*([+*/^%()\u2212\u00b7\u00d7\u22c5-])\s*/g, '$1');
  written = written.replace(/^([+-]?)ln\s+/, '$1ln').replaceAll('\u2212', '-').replace(/[·×⋅]/g, '*');
  written = written.replace(/(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, minus, digits) => {
    return `^${minus ? '-' : ''}${[...digits].map((digit) => RAISED.indexOf(digit)).join('')}`;
  });
  // A comma between thousands, or a decimal one.
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?%?$/.test(written)) return written.replaceAll(',', '');
  return written.replaceAll(',', '.');
}

/**
 * @param {string} text
 * @returns {number} NaN if it cannot be read
 */
export function readAnswer(text) {
  const [, sign, product = '', percent] = /^([+-]?)(.*?)(%?)$/.exec(plain(text)) ?? [];
  let number = (sign === '-' ? -1 : 1) * (percent ? 0.01 : 1);
  // Factors and, between them, what joins each to those before it.
  const parts = product.split(/([*/])/);
  for (let i = 0; i < parts.length; i += 2) {
    const factor = readFactor(parts[i] ?? '');
    number = parts[i - 1] === '/' ? number / factor : number * factor;
  }
  return Number.isFinite(number) ? number : NaN;
}
