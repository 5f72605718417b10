/**
 * A presentation. It is not there yet: whoever asks for one stays where they are.
 *
 * @param {import('../page/kit.js').Kit} kit
 * @param {readonly import('./slide.js').Slide[]} slides
 * @param {number} start the place of the first to be shown
 * @param {import('../words.js').Words} words
 * @returns {Promise<number>} the place of the one that was shown last
 */
export async function present(kit, slides, start, words) {
  return start;
}
