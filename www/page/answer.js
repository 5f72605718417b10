/**
 * Reads a number as people write an answer: 6.56e-5, 0.0000656, 6.561·10^-5, 6.561×10⁻⁵, 65,536, 1/16, 0.5^10, 50 %.
 */

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number without a sign of its own in front. */
const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?`;
const FORMS = {
  plain: new RegExp(`^([+-]?${NUMBER})$`),
  tens: new RegExp(`^([+-]?${NUMBER})\\*10\\^([+-]?\\d{1,3})$`),
  power: new RegExp(`^([+-]?${NUMBER})\\^([+-]?\\d{1,3})$`),
  fraction: new RegExp(`^([+-]?${NUMBER})/(${NUMBER})$`),
};

/** @param {string} text */
function plain(text) {
  let written = text.trim().toLowerCase().replace(/\s+/g, '').replaceAll('\u2212', '-').replace(/[·×⋅]/g, '*');
  written = written.replace(/(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, minus, digits) => {
    return `^${minus ? '-' : ''}${[...digits].map((digit) => RAISED.indexOf(digit)).join('')}`;
  });
  // A comma between thousands, or a decimal one.
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?%?$/.test(written)) return written.replaceAll(',', '');
  return written.replace(',', '.');
}

/**
 * @param {string} text
 * @returns {number} NaN if it cannot be read
 */
export function readAnswer(text) {
  let written = plain(text);
  let scale = 1;
  if (written.endsWith('%')) {
    written = written.slice(0, -1);
    scale = 0.01;
  }
  if (FORMS.plain.test(written)) return finite(Number(written) * scale);
  const [, significand, exponent] = FORMS.tens.exec(written) ?? [];
  if (significand) return finite(Number(significand) * 10 ** Number(exponent) * scale);
  const [, base, power] = FORMS.power.exec(written) ?? [];
  if (base) return finite(Number(base) ** Number(power) * scale);
  const [, above, below] = FORMS.fraction.exec(written) ?? [];
  if (above) return finite((Number(above) / Number(below)) * scale);
  return NaN;
}

/** @param {number} number */
function finite(number) {
  return Number.isFinite(number) ? number : NaN;
}
