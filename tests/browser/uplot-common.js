/**
 * What the pictures drawn by uPlot have in common: colours, axes, marks, and how numbers are written. Runs in the page.
 */

/** @typedef {import('uplot')} Plot */
/** @typedef {new (options: Record<string, any>, data: any, host: HTMLElement) => Plot} PlotClass */
/** @typedef {{ width: number, height: number }} Size in CSS pixels */

/**
 * A figure's picture drawn by uPlot, with what the figure says beside it.
 *
 * @typedef {object} Twin
 * @property {HTMLCanvasElement[]} canvases
 * @property {(state: State) => void} show shows another state, whatever it costs
 * @property {(key: string, value: number) => void} change draws the picture with another value of one parameter
 * @property {() => Said} say
 */

/** The values of parameters, as a link carries them. @typedef {Record<string, number | string>} State */

/**
 * The texts: those beside the picture by name, what the slider of the changing parameter means, and its number.
 *
 * @typedef {Record<string, string> & { verdict: string, meaning: string, field: string }} Said
 */

export const BACKGROUND = '#ffffff';
export const INK = '#1a1a1a';
export const MUTED = '#595959';
export const GRID = '#e4e4e4';
export const SHADE = '#f4f4f4';
export const SIGNAL = '#0072b2';
export const GRADIENT = '#d55e00';
export const RIVAL = '#cc79a7';
export const RELATIVE = '#009e73';

/** The size of the text in CSS pixels. */
export const TEXT = 14;

export const FONT = `${TEXT}px system-ui, sans-serif`;

/** An axis with labels and grid alone. */
export const AXIS = { stroke: MUTED, font: FONT, grid: { stroke: GRID, width: 1 }, ticks: { show: false } };

/** A chart without what a figure does not have. */
export const PLAIN = { legend: { show: false }, cursor: { show: false } };

/**
 * Has a chart draw at once, and not in a later microtask.
 *
 * @param {Plot} chart
 * @param {() => void} [before] sets new data or scales
 */
export function redraw(chart, before) {
  chart.batch(() => {
    before?.();
    chart.redraw(false, false);
  });
}

/**
 * A filled circle; lengths are device pixels, here and below.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} colour
 */
export function disc(ctx, x, y, radius, colour) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

/**
 * A circle on the ground's colour.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} colour
 * @param {number} width
 */
export function ring(ctx, x, y, radius, colour, width) {
  disc(ctx, x, y, radius, BACKGROUND);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * A line through places, x and y in turn.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly number[]} places
 * @param {string} colour
 * @param {number} width
 */
export function line(ctx, places, colour, width) {
  ctx.beginPath();
  ctx.moveTo(places[0] ?? NaN, places[1] ?? NaN);
  for (let i = 2; i < places.length; i += 2) ctx.lineTo(places[i] ?? NaN, places[i + 1] ?? NaN);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * Sets how the next texts are written.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} colour
 * @param {CanvasTextAlign} align
 * @param {CanvasTextBaseline} baseline
 */
export function write(ctx, colour, align, baseline) {
  ctx.font = `${TEXT * devicePixelRatio}px system-ui, sans-serif`;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = baseline;
}

/** A number with four decimals at most. @param {number} number */
export function brief(number) {
  return String(Number(number.toFixed(4))).replace('-', '\u2212');
}

const RAISED = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** @param {number} exponent */
export function powerOfTen(exponent) {
  const digits = String(Math.abs(exponent));
  let text = exponent < 0 ? '10\u207b' : '10';
  for (const digit of digits) text += RAISED.charAt(Number(digit));
  return text;
}

/**
 * A number rounded to so many digits, with a power of ten where it is small or large.
 *
 * @param {number} number
 * @param {number} digits
 */
export function significant(number, digits) {
  if (number === 0) return '0';
  const [significand = '', exponent = ''] = number.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -3 && power < 4) return String(Number(number.toPrecision(digits))).replace('-', '\u2212');
  if (power >= 4 && power < 7) return String(Number(number.toPrecision(digits))).replace(/\B(?=(\d{3})+$)/, ',');
  const factor = String(Number(significand)).replace('-', '\u2212');
  return factor === '1' ? powerOfTen(power) : `${factor}\u00b7${powerOfTen(power)}`;
}
