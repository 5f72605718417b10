/**
 * Makes sentences: the crate gives a key and what fills the gaps, the words give the template.
 */

/** @typedef {Map<string, string>} Words */

/**
 * Takes in further templates.
 *
 * @param {Words} words
 * @param {Record<string, string>} further
 */
export function learn(words, further) {
  for (const [key, template] of Object.entries(further)) words.set(key, template);
}

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

/** Templates cut at their gaps: what stands at odd places is a gap's name. @type {Map<string, string[]>} */
const cut = new Map();

/**
 * @param {string} template
 * @returns {string[]}
 */
function pieces(template) {
  let parts = cut.get(template);
  if (!parts) {
    parts = template.split(/[{}]/);
    cut.set(template, parts);
  }
  return parts;
}

/**
 * What fills a gap; a gap that nothing fills keeps its name, so that it is seen.
 *
 * @param {Words} words
 * @param {readonly string[]} sentence
 * @param {string} name
 * @returns {string}
 */
function gap(words, sentence, name) {
  for (let i = 1; i + 1 < sentence.length; i += 2) {
    if (sentence[i] === name) return filled(words, sentence[i + 1] ?? '');
  }
  return `{${name}}`;
}

/**
 * A sentence in words.
 *
 * @param {Words} words
 * @param {readonly string[]} sentence key, then name and filling of each gap in turn
 * @returns {string}
 */
export function render(words, sentence) {
  const template = word(words, sentence[0] ?? '');
  if (sentence.length === 1) return template;
  let text = '';
  pieces(template).forEach((piece, i) => {
    text += i % 2 === 1 ? gap(words, sentence, piece) : piece;
  });
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
