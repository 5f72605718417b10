/**
 * The pixels of a canvas.
 */

export class Picture {
  #pixels;

  /**
   * @param {Buffer} pixels four bytes each, row by row
   * @param {number} width in device pixels
   * @param {number} height in device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  constructor(pixels, width, height, ratio) {
    this.#pixels = pixels;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {number} 0xRRGGBB
   */
  at(x, y) {
    return this.#pixels.readUInt32BE(4 * (y * this.width + x)) >>> 8;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {[red: number, green: number, blue: number]}
   */
  parts(x, y) {
    const colour = this.at(x, y);
    return [colour >> 16, (colour >> 8) & 255, colour & 255];
  }

  /** The colours that it has much of, each 0xRRGGBB. */
  colours() {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (let place = 0; place < this.#pixels.length; place += 4) {
      const colour = this.#pixels.readUInt32BE(place) >>> 8;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return new Set([...counts].filter(([, count]) => count > 100).map(([colour]) => colour));
  }

  /**
   * @param {Picture} other
   * @returns {boolean}
   */
  equals(other) {
    return this.width === other.width && this.#pixels.equals(other.#pixels);
  }
}

/**
 * Reads a canvas through a copy, so that it stays the kind of canvas it is.
 *
 * @param {import('playwright-core').Locator} canvas
 * @returns {Promise<Picture>}
 */
export async function pictureOf(canvas) {
  const { base64, width, height, ratio } = await canvas.evaluate((node) => {
    const original = /** @type {HTMLCanvasElement} */ (node);
    const copy = document.createElement('canvas');
    copy.width = original.width;
    copy.height = original.height;
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2D context for the copy');
    context.drawImage(original, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let binary = '';
    for (let i = 0; i < data.length; i += 32768) binary += String.fromCharCode(...data.subarray(i, i + 32768));
    return { base64: btoa(binary), width: copy.width, height: copy.height, ratio: copy.width / original.clientWidth };
  });
  return new Picture(Buffer.from(base64, 'base64'), width, height, ratio);
}
