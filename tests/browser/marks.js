/**
 * Marks that a person sees in a picture, found by their colour.
 */

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {{ x: number, y: number }} Place in CSS pixels of the canvas */

/** The colours of a light figure, 0xRRGGBB. */
export const INK = 0x1a1a1a;
export const SIGNAL = 0x0072b2;
export const GRADIENT = 0xd55e00;

/** What lies at this distance all around, in sixteen directions. @param {number} radius */
function around(radius) {
  return Array.from({ length: 16 }, (_, i) => {
    const angle = (i * Math.PI) / 8;
    return { dx: Math.round(radius * Math.cos(angle)), dy: Math.round(radius * Math.sin(angle)) };
  });
}

/**
 * The middles of all patches of pixels that a test holds for.
 *
 * @param {Picture} picture
 * @param {number} margin the test looks this many pixels around
 * @param {(x: number, y: number) => boolean} test
 * @returns {Place[]} from left to right
 */
function patches(picture, margin, test) {
  /** @type {Map<number, { x: number, y: number }>} */
  const open = new Map();
  for (let y = margin; y < picture.height - margin; y += 1) {
    for (let x = margin; x < picture.width - margin; x += 1) {
      if (test(x, y)) open.set(y * picture.width + x, { x, y });
    }
  }
  const middles = [];
  for (const [key, start] of open) {
    open.delete(key);
    const patch = [start];
    // Grows while it is walked through.
    for (const { x, y } of patch) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          const beside = (y + dy) * picture.width + x + dx;
          const next = open.get(beside);
          if (next) patch.push(next);
          open.delete(beside);
        }
      }
    }
    const mean = (/** @type {'x' | 'y'} */ axis) => patch.reduce((sum, pixel) => sum + pixel[axis] + 0.5, 0) / patch.length / picture.ratio;
    middles.push({ x: mean('x'), y: mean('y') });
  }
  return middles.sort((a, b) => a.x - b.x);
}

/**
 * The middles of all places that are of one colour as far as `reach` around: discs, but no line and no text.
 *
 * @param {Picture} picture
 * @param {number} colour 0xRRGGBB
 * @param {number} [reach] in CSS pixels
 */
export function discs(picture, colour, reach = 4) {
  const far = Math.round(reach * picture.ratio);
  const arms = [0, -far, far].flatMap((dx) => [0, -far, far].map((dy) => ({ dx, dy })));
  return patches(picture, far, (x, y) => arms.every(({ dx, dy }) => picture.at(x + dx, y + dy) === colour));
}

/**
 * The middles of all open circles: dark all around, and light between there and the middle.
 *
 * @param {Picture} picture
 * @param {number} radius of the circle, in CSS pixels
 * @param {(middle: number) => boolean} [filling] what colour its middle may have
 */
export function rings(picture, radius, filling = () => true) {
  const dark = (/** @type {number} */ colour) => (colour & 255) + ((colour >> 8) & 255) + (colour >> 16) < 330;
  const edge = around(radius * picture.ratio);
  const gap = around(0.66 * radius * picture.ratio).filter(({ dx, dy }) => Math.abs(dy) > Math.abs(dx));
  return patches(picture, Math.ceil((radius + 1) * picture.ratio), (x, y) => {
    return edge.every(({ dx, dy }) => dark(picture.at(x + dx, y + dy)))
      && gap.every(({ dx, dy }) => !dark(picture.at(x + dx, y + dy)))
      && filling(picture.at(x, y));
  });
}
