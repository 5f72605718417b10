/**
 * What is said in a classroom, and how its page looks.
 */

/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */

/**
 * Has the words of presentation, lessons and worksheets among those of the page.
 *
 * @param {Kit} kit
 * @param {Words} words
 */
export async function learnClassroom({ get, learn }, words) {
  const response = await get(new URL('../words/en.class.json', import.meta.url));
  learn(words, await response.json());
}

/** Dresses the buttons beside the contents, and the list of shortcuts. @param {Kit} kit */
export async function dressClassroom({ get }) {
  const response = await get(new URL('./classroom.css', import.meta.url));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  document.adoptedStyleSheets.push(sheet);
}
