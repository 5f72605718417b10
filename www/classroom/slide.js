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

/** Figures whose picture shows what is given; what it comes to, their words alone say. */
const GIVEN = new Set(['curves', 'neuron', 'sparsity']);

/**
 * What of a figure is concealed as long as a question stands: its words, or the picture too where that is the answer.
 *
 * @param {Pick<Slide, 'figure'>} slide
 */
export function concealment({ figure }) {
  return GIVEN.has(figure) ? 'words' : 'all';
}
