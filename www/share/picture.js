/**
 * A figure as a file: its picture as SVG or PNG, its table as CSV. All of them are made by the crate.
 */

import { link } from './address.js';

export { article, embedded, link } from './address.js';

/** @typedef {import('../wasm/later.js').Figure} Figure */

/**
 * What a figure gives to those who take it along.
 *
 * @typedef {object} Sitter
 * @property {import('../figure/element.js').ReluFigure} element
 * @property {import('../wasm/relu_explainer.js').Figure} figure
 * @property {readonly (number | string)[]} values of all parameters, in their order
 * @property {HTMLCanvasElement} canvas
 * @property {[width: number, height: number]} size of the picture as it stands, in CSS pixels
 * @property {[colours: Uint32Array, text: number, stroke: number]} theme
 * @property {boolean | undefined} stopped whether a reader has stopped its long work
 * @property {import('../words.js').Words} words
 * @property {typeof import('../words.js').learn} learn
 * @property {typeof import('../words.js').render} render
 * @property {typeof import('../figure/dom.js').build} build
 * @property {typeof import('../fetch.js').get} get
 * @property {typeof import('../engine.js').laterEngine} laterEngine
 */

/**
 * How a picture is to be.
 *
 * @typedef {object} Options
 * @property {number} [width] of the picture, in CSS pixels, from 64 to 8192; as it stands unless given
 * @property {number} [height] of the picture without its caption, which comes on top of it; likewise
 * @property {'light' | 'dark'} [theme] as it is shown unless given
 * @property {number} [scale] of a PNG: pixels per CSS pixel, from 0.5 to 8; 2 unless given
 */

/** So often it is looked whether long work is done, in milliseconds. */
const LOOK = 50;

/** What a picture measures that nobody has seen yet. */
const UNSEEN = [960, 432];

/** The most pixels along a side that every browser's canvas has. */
const MOST = 16_384;

/**
 * What was given instead, so that a text is not taken for a number.
 *
 * @param {unknown} given
 */
function shown(given) {
  return typeof given === 'string' ? `'${given}'` : String(given);
}

/**
 * @param {string} name
 * @param {unknown} given
 * @param {number} from
 * @param {number} to
 * @param {number} standard
 */
function bounded(name, given, from, to, standard) {
  if (given === undefined) return standard;
  if (typeof given === 'number' && given >= from && given <= to) return given;
  throw new RangeError(`${name} is ${shown(given)}; it must be a number from ${from} to ${to}`);
}

/**
 * Asks a figure of the crate's that can be taken along: the one that is shown, with all that its work has brought, or where
 * that is of the first screen's module, which holds no more than it needs, one of the later module in the same state.
 *
 * @template Answer
 * @param {Sitter} sitter
 * @param {(figure: Figure) => Answer} ask
 * @returns {Promise<Answer>}
 */
async function asked({ element, figure, values, theme, build, laterEngine }, ask) {
  if ('svg' in figure) return ask(/** @type {Figure} */ (/** @type {object} */ (figure)));
  const later = await laterEngine();
  const copy = new later.Figure(element.name, build('canvas'));
  try {
    values.forEach((value, index) => copy.assign(index, value));
    copy.setTheme(...theme);
    return ask(/** @type {Figure} */ (/** @type {object} */ (copy)));
  } finally {
    copy.free();
  }
}

/**
 * Makes sentences for the crate.
 *
 * @param {Sitter} sitter
 */
function saying({ words, render }) {
  return (/** @type {string} */ sentence) => render(words, sentence.split('\x1f'));
}

/**
 * Waits until a figure answers and has all that its long work brings, or a reader has stopped that.
 *
 * @param {import('../figure/element.js').ReluFigure} element
 * @param {() => Promise<Sitter>} sit waits for its answer
 * @returns {Promise<Sitter>}
 */
export async function finished(element, sit) {
  /** @type {Promise<Sitter> | undefined} */
  let seated;
  for (;;) {
    // Whoever is taken out while it is waited for may never come back.
    if (!element.isConnected) throw new Error(`${element.name} is in no document`);
    seated ??= sit();
    const pause = new Promise((resolve) => setTimeout(resolve, LOOK));
    const sitter = /** @type {Sitter | undefined} */ (await Promise.race([seated, pause]));
    if (!sitter) continue;
    const { figure, stopped } = sitter;
    const [there, all] = 'progress' in figure ? /** @type {Figure} */ (/** @type {object} */ (figure)).progress() : [];
    if (there === all || stopped) return sitter;
    // In a page that is not to be seen no frame begins the work, or hears of it.
    if (document.hidden) element.render();
    await pause;
    seated = undefined;
  }
}

/**
 * The picture as SVG, under a title, a legend and what it shows.
 *
 * @param {Sitter} sitter
 * @param {Options} [options]
 * @returns {Promise<string>}
 */
export async function svg(sitter, options) {
  const { width, height, theme } = options ?? {};
  const [wide = 0, high = 0] = sitter.size[0] >= 64 && sitter.size[1] >= 64 ? sitter.size : UNSEEN;
  const size = [bounded('width', width, 64, 8192, wide), bounded('height', height, 64, 8192, high)];
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') throw new RangeError(`theme is ${shown(theme)}; it must be light or dark`);
  return asked(sitter, (figure) => figure.svg(size[0] ?? 0, size[1] ?? 0, theme ?? '', link(sitter.element), saying(sitter)));
}

/**
 * The table as CSV, under lines that tell the set-up.
 *
 * @param {Sitter} sitter
 * @returns {Promise<string>}
 */
export function csv(sitter) {
  return asked(sitter, (figure) => figure.csv(link(sitter.element), saying(sitter)));
}

/**
 * What colours and dashes of the picture stand for.
 *
 * @param {Sitter} sitter
 * @returns {Promise<{ colour: number, mark: string, label: string }[]>}
 */
export async function legend(sitter) {
  const text = await asked(sitter, (figure) => figure.legend());
  return text.split('\x1e').map((entry) => {
    const [colour, mark = '', key = ''] = entry.split('\x1f');
    return { colour: Number(colour), mark: mark.trim(), label: sitter.render(sitter.words, [key]) };
  });
}

/**
 * The crate's version.
 *
 * @param {Sitter} sitter
 */
export function version(sitter) {
  return asked(sitter, (figure) => figure.version());
}

/**
 * An image of what lies at an address; none if the page's policy, or the browser, refuses it.
 *
 * @param {string} address
 * @returns {Promise<HTMLImageElement | undefined>}
 */
async function imageOf(address) {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image, () => undefined);
}

/**
 * The same SVG, so many times as large: no browser then has to enlarge what it has drawn already.
 *
 * @param {string} text
 * @param {number} scale
 */
function enlarged(text, scale) {
  /** @type {[number, number]} */
  let size = [0, 0];
  const larger = text.replace(/^<svg width="(\d+)" height="(\d+)"/, (_, width, height) => {
    size = [Math.round(width * scale), Math.round(height * scale)];
    return `<svg width="${size[0]}" height="${size[1]}"`;
  });
  return { text: larger, size };
}

/**
 * The picture as PNG, and whether it is the captioned one. A host's policy may let no image be made of text (it takes
 * `img-src blob:` or `data:`); then it is what stands on the screen, brought to the size that was asked for.
 *
 * @param {Sitter} sitter
 * @param {Options} [options]
 * @returns {Promise<{ png: Blob, captioned: boolean }>}
 */
export async function pictured(sitter, options) {
  const scale = bounded('scale', options?.scale, 0.5, 8, 2);
  const drawn = enlarged(await svg(sitter, options), scale);
  if (Math.max(...drawn.size) > MOST) throw new RangeError(`the picture would measure ${drawn.size.join(' by ')} pixels; ${MOST} is the most along a side`);
  const address = URL.createObjectURL(new Blob([drawn.text], { type: 'image/svg+xml' }));
  const image = (await imageOf(address)) ?? (await imageOf(`data:image/svg+xml,${encodeURIComponent(drawn.text)}`));
  const { width = sitter.size[0], height = sitter.size[1] } = options ?? {};
  const [wide, high] = image ? drawn.size : [Math.round(width * scale), Math.round(height * scale)];
  const canvas = sitter.build('canvas', { width: String(wide), height: String(high) });
  canvas.getContext('2d', { alpha: false })?.drawImage(image ?? sitter.canvas, 0, 0, wide, high);
  URL.revokeObjectURL(address);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('this browser makes no PNG of the picture');
  return { png: blob, captioned: image !== undefined };
}

/**
 * The picture as PNG.
 *
 * @param {Sitter} sitter
 * @param {Options} [options]
 * @returns {Promise<Blob>}
 */
export async function png(sitter, options) {
  return (await pictured(sitter, options)).png;
}
