/**
 * Unpacks what a file holds: a text of characters with seven bits each, which are a raw LZMA stream (lc = 4, lp = 0, pb = 0) of
 * known length without an end mark. After the LZMA specification of Igor Pavlov, in the public domain.
 */

/**
 * @param {string} text in which U+0080 stands for the character of code 0, which no page may hold
 * @returns {Uint8Array<ArrayBuffer>}
 */
function octets(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 7) / 8));
  let bits = 0;
  let held = 0;
  let place = 0;
  for (let i = 0; i < text.length; i += 1) {
    held = (held << 7) | (text.charCodeAt(i) & 127);
    bits += 7;
    if (bits >= 8) {
      bits -= 8;
      bytes[place] = held >>> bits;
      place += 1;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** How many probabilities of each kind there are, and where they begin in one array. */
const [IS_MATCH, IS_REP, IS_REP_0, IS_REP_1, IS_REP_2, IS_REP_0_LONG, SLOT, SPECIAL, ALIGN, LENGTH, REP_LENGTH, LITERAL] = [
  0, 12, 24, 36, 48, 60, 72, 328, 456, 472, 746, 1020,
];
const ALL = LITERAL + 0x300 * 16;

/**
 * @param {string} text
 * @param {number} size of what was packed
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function unpack(text, size) {
  const packed = octets(text);
  const out = new Uint8Array(size);
  const odds = new Uint16Array(ALL).fill(1024);
  let at = 5;
  let range = 0xffffffff;
  let code = 0;
  for (let i = 1; i < 5; i += 1) code = ((code << 8) | (packed[i] ?? 0)) >>> 0;

  /** @param {number} place of a probability */
  const bit = (place) => {
    const odd = /** @type {number} */ (odds[place]);
    const bound = (range >>> 11) * odd;
    const one = code >= bound;
    if (one) {
      range -= bound;
      code -= bound;
      odds[place] = odd - (odd >>> 5);
    } else {
      range = bound;
      odds[place] = odd + ((2048 - odd) >>> 5);
    }
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | (packed[at] ?? 0)) >>> 0;
      at += 1;
    }
    return one ? 1 : 0;
  };
  /**
   * @param {number} base
   * @param {number} bits
   */
  const tree = (base, bits) => {
    let symbol = 1;
    for (let i = 0; i < bits; i += 1) symbol = (symbol << 1) | bit(base + symbol);
    return symbol - (1 << bits);
  };
  /**
   * @param {number} base
   * @param {number} bits
   */
  const reverse = (base, bits) => {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      const next = bit(base + symbol);
      symbol = (symbol << 1) | next;
      value |= next << i;
    }
    return value;
  };
  /** @param {number} count of bits that are as likely as not */
  const direct = (count) => {
    let value = 0;
    for (let i = 0; i < count; i += 1) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      value = value * 2 + (one ? 1 : 0);
      if (range < 0x1000000) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | (packed[at] ?? 0)) >>> 0;
        at += 1;
      }
    }
    return value;
  };
  /** @param {number} base */
  const length = (base) => {
    if (bit(base) === 0) return tree(base + 2, 3);
    if (bit(base + 1) === 0) return 8 + tree(base + 10, 3);
    return 16 + tree(base + 18, 8);
  };
  /** @param {number} long length of the match, less 2 */
  const distance = (long) => {
    const slot = tree(SLOT + Math.min(long, 3) * 64, 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) * 2 ** count;
    if (slot < 14) return start + reverse(SPECIAL + start - slot, count);
    return start + direct(count - 4) * 16 + reverse(ALIGN, 4);
  };

  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let place = 0;
  while (place < size) {
    if (bit(IS_MATCH + state) === 0) {
      const before = place > 0 ? /** @type {number} */ (out[place - 1]) : 0;
      const base = LITERAL + 0x300 * (before >> 4);
      let symbol = 1;
      if (state >= 7) {
        let match = /** @type {number} */ (out[place - rep0 - 1]);
        while (symbol < 0x100) {
          const expected = (match >> 7) & 1;
          match <<= 1;
          const next = bit(base + ((1 + expected) << 8) + symbol);
          symbol = (symbol << 1) | next;
          if (expected !== next) break;
        }
      }
      while (symbol < 0x100) symbol = (symbol << 1) | bit(base + symbol);
      out[place] = symbol;
      place += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let long = 0;
    if (bit(IS_REP + state) === 0) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      long = length(LENGTH);
      rep0 = distance(long);
      state = state < 7 ? 7 : 10;
    } else {
      if (bit(IS_REP_0 + state) === 0) {
        if (bit(IS_REP_0_LONG + state) === 0) {
          state = state < 7 ? 9 : 11;
          out[place] = /** @type {number} */ (out[place - rep0 - 1]);
          place += 1;
          continue;
        }
      } else if (bit(IS_REP_1 + state) === 0) {
        [rep1, rep0] = [rep0, rep1];
      } else if (bit(IS_REP_2 + state) === 0) {
        [rep2, rep1, rep0] = [rep1, rep0, rep2];
      } else {
        [rep3, rep2, rep1, rep0] = [rep2, rep1, rep0, rep3];
      }
      long = length(REP_LENGTH);
      state = state < 7 ? 8 : 11;
    }
    for (let left = long + 2; left > 0 && place < size; left -= 1) {
      out[place] = /** @type {number} */ (out[place - rep0 - 1]);
      place += 1;
    }
  }
  return out;
}
