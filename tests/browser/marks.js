/**
 * Marks that a person sees in a picture, found by their colour.
 */

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {{ x: number, y: number }} Place in CSS pixels of the canvas */

/** The colours of a light figure, 0xRRGGBB. */
export const INK = 0x1a1a1a;
export const SIGNAL = 0x0072b2;
export const GRADIENT = 0xd55e00;

/** Sixteen directions. */
const DIRECTIONS = Array.from({ length: 16 }, (_, i) => ({ dx: Math.cos((i * Math.PI) / 8), dy: Math.sin((i * Math.PI) / 8) }));

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
  // A smoothed edge may leave a gap.
  const near = Math.round(4 * picture.ratio);
  const middles = [];
  for (const [key, start] of open) {
    open.delete(key);
    const patch = [start];
    // Grows while it is walked through.
    for (const { x, y } of patch) {
      for (let dy = -near; dy <= near; dy += 1) {
        for (let dx = -near; dx <= near; dx += 1) {
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

/** @param {number} colour 0xRRGGBB */
const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Ink, or nearly. @param {number} colour 0xRRGGBB */
const isInk = (colour) => parts(colour).every((part) => part < 0x50);

/** White, shaded, or nearly. @param {number} colour 0xRRGGBB */
const isGround = (colour) => parts(colour).every((part) => part > 0xc0);

/**
 * The middles of all circles that are drawn as a line in ink, with ground above and below the middle.
 *
 * @param {Picture} picture
 * @param {number} radius in CSS pixels
 * @param {boolean} marked whether there is a mark in the middle itself
 */
export function rings(picture, radius, marked) {
  const { ratio } = picture;
  const edge = DIRECTIONS.map(({ dx, dy }) => [-1, -0.5, 0, 0.5, 1].map((off) => {
    const reach = (radius + off) * ratio;
    return { dx: Math.round(reach * dx), dy: Math.round(reach * dy) };
  }));
  // Between the mark and the line there are hardly two pixels, and the smoothed edge of either may take one.
  const gaps = [0.66, 0.76].map((share) => Math.round(share * radius * ratio));
  return patches(picture, Math.ceil((radius + 2) * ratio), (x, y) => {
    return isGround(picture.at(x, y)) !== marked
      && gaps.some((gap) => isGround(picture.at(x, y - gap)))
      && gaps.some((gap) => isGround(picture.at(x, y + gap)))
      && edge.every((places) => places.some(({ dx, dy }) => isInk(picture.at(x + dx, y + dy))));
  });
}
