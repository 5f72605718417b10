/**
 * What a presentation shows one after the other.
 *
 * @typedef {object} Slide
 * @property {string} figure the figure's name
 * @property {Map<string, string>} values what differs from its defaults, as links carry it
 * @property {string} sentence what the teacher says to it; may be empty
 * @property {string} question what is asked before the answer is revealed; may be empty
 * @property {string} answer for whoever has the key; may be empty
 */

/** Nothing of it is left when it runs: it is a type. */
export {};
