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
 * @param {string} colour as computed: rgb(r, g, b) or rgba(r, g, b, a)
 * @returns {number} 0xRRGGBB
 */
function packed(colour) {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (Math.round(r) << 16) | (Math.round(g) << 8) | Math.round(b);
}

/**
 * The colours of the probes, each 0xRRGGBB.
 *
 * @param {readonly HTMLElement[]} probes
 * @returns {Uint32Array}
 */
export function readColours(probes) {
  return Uint32Array.from(probes, (probe) => packed(getComputedStyle(probe).color));
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
