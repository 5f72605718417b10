/**
 * What the lines of a figure stand for, for a presentation: a line or two above the picture where that suffices, or a list
 * that is laid over it when it is asked for.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/kit.js').Kit} Kit */

/** So many letters have room in two lines. */
const FEW = 95;

/** A sample takes the room of so many letters. */
const SAMPLE = 4;

/** The length of a sample, in the pixels for which dash patterns are made. */
const LENGTH = 34;

/**
 * The sample of a line.
 *
 * @param {number} colour
 * @param {string} dashes
 */
function sample(colour, dashes) {
  const [svg, line] = ['svg', 'line'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
  if (!svg || !line) return '';
  svg.setAttribute('viewBox', `0 -4 ${LENGTH} 8`);
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, value] of [['x2', String(LENGTH)], ['stroke', `#${colour.toString(16).padStart(6, '0')}`], ['stroke-width', '4'], ['stroke-dasharray', dashes]]) {
    if (value) line.setAttribute(name ?? '', value);
  }
  svg.append(line);
  return svg;
}

/**
 * Fills a list with what the figure's lines stand for now.
 *
 * @param {Kit} kit
 * @param {HTMLElement} list
 * @param {ReluFigure} figure
 * @returns {Promise<boolean>} whether a line or two are enough for it
 */
export async function fillLegend({ build }, list, figure) {
  const entries = await figure.legend();
  list.replaceChildren(...entries.map(({ colour, dashes, label }) => build('li', {}, sample(colour, dashes), label)));
  return entries.reduce((sum, { label }) => sum + label.length + SAMPLE, 0) <= FEW;
}
