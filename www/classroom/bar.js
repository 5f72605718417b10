/**
 * Where the page offers what is for a class: a few buttons beside the contents, there once their words and their style sheet
 * are, so that nothing moves when they come.
 */

/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */

/** @type {Promise<void> | undefined} */
let learnt;

/**
 * Has the words for a class learnt, once.
 *
 * @param {Kit} kit
 * @param {Words} words
 * @returns {Promise<void>}
 */
export function classWords({ get, learn }, words) {
  learnt ??= get(new URL('../words/en.class.json', import.meta.url)).then(async (response) => learn(words, await response.json()));
  return learnt;
}

/** @type {Promise<typeof import('./shortcuts.js')> | undefined} */
let known;

/** The keys for a class, loaded once: whoever waits for them goes on at once with the bar. */
export function classKeys() {
  known ??= import('./shortcuts.js');
  return known;
}

/**
 * Has a style sheet rule the page.
 *
 * @param {Response} response what was fetched of it
 * @returns {Promise<CSSStyleSheet>}
 */
export async function adoptSheet(response) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  document.adoptedStyleSheets.push(sheet);
  return sheet;
}

/**
 * The place of the buttons, made at the first call. It is seen when words and style sheet have come, and the keys that do the
 * same.
 *
 * @param {Kit} kit
 * @param {Document} root
 * @param {Words} words
 * @returns {HTMLElement}
 */
export function bar(kit, root, words) {
  const there = root.querySelector('.classroom');
  if (there instanceof HTMLElement) return there;
  const place = kit.build('div', { class: 'classroom', hidden: '' });
  root.querySelector('nav.contents')?.append(place);
  const styled = kit.get(new URL('./bar.css', import.meta.url)).then(adoptSheet);
  Promise.all([styled, classWords(kit, words), classKeys()]).then(() => {
    place.hidden = false;
  }, (reason) => console.error('What is for a class could not be fetched:', reason));
  return place;
}
