/**
 * Reads the colours of a figure from its style sheet, and tells when the pixels of the device have changed. Nothing is read
 * per frame.
 */

import { build } from './dom.js';

/**
 * Hidden elements whose `color` is a colour of the theme each, in the crate's order.
 *
 * @param {readonly string[]} names
 * @returns {HTMLElement[]}
 */
export function buildProbes(names) {
  return names.map((name) => build('i', { class: `probe ${name}` }));
}

/**
 * @param {string} colour as computed: color(srgb r g b), with alpha color(srgb r g b / a), or rgb(r, g, b)
 * @param {number} below what it covers, or not quite, 0xRRGGBB
 * @returns {number} what is then seen, 0xRRGGBB
 */
function over(colour, below) {
  const full = colour[0] === 'c' ? 255 : 1;
  const [r, g, b, alpha = 1] = (colour.match(/-?\d[\d.e-]*|none/g) ?? []).map(parseFloat);
  return [r, g, b].reduce((/** @type {number} */ packed, part = 0) => {
    const mixed = part * full * alpha + ((below >>> 16) & 255) * (1 - alpha);
    below <<= 8;
    return (packed << 8) | (Uint8ClampedArray.of(mixed)[0] ?? 0);
  }, 0);
}

/** What lies behind a figure whose ground lets it be seen; fetched with the first such figure. @type {typeof import('./ground.js').behind | undefined} */
let behind;

/**
 * The colours of the probes, each 0xRRGGBB.
 *
 * @param {readonly HTMLElement[]} probes the ground's is the first
 * @param {(known: Promise<void>) => void} ask told if what lies behind has to be asked for first; it is not known yet
 * @returns {Uint32Array}
 */
export function readColours(probes, ask) {
  let below = 0;
  return Uint32Array.from(probes, (probe, place) => {
    const { color, outlineColor } = getComputedStyle(probe);
    if (place > 0) return over(outlineColor, below);
    below = over(color, 0);
    if (outlineColor.includes('/')) {
      if (behind) below = behind(probe, over);
      else ask(import('./ground.js').then((module) => void ({ behind } = module)));
    }
    return (below = over(outlineColor, below));
  });
}

/**
 * Calls back when the count of device pixels per CSS pixel changes.
 *
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
export function watchRatio(changed, signal) {
  const again = () => {
    if (signal.aborted) return;
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        changed();
        again();
      },
      { once: true, signal },
    );
  };
  again();
}
