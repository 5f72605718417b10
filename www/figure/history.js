/**
 * What a figure was, gesture by gesture, so that each can be taken back.
 */

/** @typedef {Map<string, number | string>} Values */

/** More gestures than anybody takes back. */
const LONGEST = 200;

/**
 * @param {Values} a
 * @param {Values} b
 * @returns {boolean}
 */
function same(a, b) {
  return a.size === b.size && [...a].every(([key, value]) => Object.is(b.get(key), value));
}

export class History {
  /** @type {Values[]} */
  #past = [];
  /** @type {Values} */
  #present = new Map();

  /** The values as they were after the last gesture. */
  get present() {
    return this.#present;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /**
   * Begins anew: nothing to take back.
   *
   * @param {Values} values
   */
  restart(values) {
    this.#past = [];
    this.#present = values;
  }

  /**
   * A gesture has ended.
   *
   * @param {Values} values
   * @returns {boolean} whether it changed anything
   */
  record(values) {
    if (same(values, this.#present)) return false;
    this.#past.push(this.#present);
    if (this.#past.length > LONGEST) this.#past.shift();
    this.#present = values;
    return true;
  }

  /**
   * The gesture that was taken back led to other values.
   *
   * @param {Values} values
   */
  amend(values) {
    this.#present = values;
  }

  /**
   * Takes the last gesture back.
   *
   * @returns {Values | undefined} what to return to
   */
  undo() {
    const past = this.#past.pop();
    if (past) this.#present = past;
    return past;
  }
}
