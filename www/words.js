/**
 * Makes sentences: the crate gives a key and what fills the gaps, the words give the template.
 */

/** @typedef {Map<string, string>} Words */

/**
 * The template of a key; where there is none, the key itself, so that a missing word is seen.
 *
 * @param {Words} words
 * @param {string} key
 * @returns {string}
 */
export function word(words, key) {
  return words.get(key) ?? key;
}

/**
 * @param {Words} words
 * @param {string} filling a text as it is shown, or "@" and the key of a word
 * @returns {string}
 */
export function filled(words, filling) {
  return filling.startsWith('@') ? word(words, filling.slice(1)) : filling;
}

/**
 * A sentence in words.
 *
 * @param {Words} words
 * @param {readonly string[]} sentence key, then name and filling of each gap in turn
 * @returns {string}
 */
export function render(words, sentence) {
  const [key = '', ...slots] = sentence;
  let text = word(words, key);
  for (let i = 0; i + 1 < slots.length; i += 2) {
    text = text.replaceAll(`{${slots[i]}}`, () => filled(words, slots[i + 1] ?? ''));
  }
  return text;
}

/**
 * Sentences in words, one after the other.
 *
 * @param {Words} words
 * @param {readonly (readonly string[])[]} sentences
 * @returns {string}
 */
export function renderAll(words, sentences) {
  return sentences.map((sentence) => render(words, sentence)).join(' ');
}
