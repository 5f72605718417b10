/**
 * The exercises: what is said to an answer, and a checklist for essays.
 * Nothing is stored or sent.
 */

import { readAnswer } from './answer.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./reading.js').Loader} Loader */

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {Words} words
 * @param {Loader} article
 */
export function exercises(kit, root, words, article) {
  for (const form of root.querySelectorAll('form.ask')) {
    if (form instanceof HTMLFormElement) question(kit, form, words, article);
  }
  for (const list of root.querySelectorAll('.checklist')) checklist(kit, list);
}

/**
 * @param {Kit} kit
 * @param {HTMLFormElement} form
 * @param {Words} words
 * @param {Loader} article
 */
function question({ enliven, word, render, parts }, form, words, article) {
  const key = form.getAttribute('data-question') ?? '';
  const input = form.querySelector('input');
  const said = form.querySelector('.said');
  if (!input || !(said instanceof HTMLElement)) return;
  /** @param {string} sentence @param {boolean} [right] */
  const say = (sentence, right) => {
    if (right === undefined) delete said.dataset['right'];
    else said.dataset['right'] = String(right);
    said.textContent = sentence;
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = readAnswer(input.value);
    if (Number.isNaN(answer)) return say(word(words, input.value.trim() ? 'reading.unread' : 'reading.empty'));
    try {
      const { judgeAnswer } = await article();
      const [right, sentence] = judgeAnswer(key, answer).split('\x1d');
      const verdict = word(words, right === '1' ? 'reading.right' : 'reading.not-yet');
      const why = render(words, parts(sentence)[0] ?? []);
      say(why.startsWith(verdict.slice(0, -1)) ? why : `${verdict} ${why}`, right === '1');
    } catch (reason) {
      say(reason instanceof Error ? reason.message : String(reason));
    }
  });
  enliven(form);
}

/**
 * @param {Kit} kit
 * @param {Element} list
 */
function checklist({ build }, list) {
  for (const item of list.querySelectorAll('li')) {
    item.replaceChildren(build('label', {}, build('input', { type: 'checkbox' }), ` ${item.textContent ?? ''}`));
  }
}
