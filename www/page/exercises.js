/**
 * The exercises: a field for each number that is asked for, what is said to an answer, and a checklist for essays.
 * Nothing is stored or sent.
 */

import { readAnswer } from './answer.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./article-loader.js').Loader} Loader */

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {Words} words
 * @param {Loader} article
 */
export function exercises(kit, root, words, article) {
  for (const ask of root.querySelectorAll('.ask')) question(kit, ask, words, article);
  for (const list of root.querySelectorAll('.checklist')) checklist(kit, list);
  for (const essay of root.querySelectorAll('details.essay')) {
    const id = kit.freshId();
    const label = kit.build('label', { for: id }, kit.word(words, 'reading.essay'));
    essay.before(kit.build('p', { class: 'draft' }, label, kit.build('textarea', { id, rows: '4' })));
  }
}

/**
 * @param {Kit} kit
 * @param {Element} ask what is asked
 * @param {Words} words
 * @param {Loader} article
 */
function question({ build, freshId, word, render, parts }, ask, words, article) {
  const key = ask.getAttribute('data-question') ?? '';
  const id = freshId();
  const input = build('input', { id, type: 'text', inputmode: 'text', autocomplete: 'off', spellcheck: 'false' });
  const check = build('button', { type: 'submit' }, word(words, 'reading.check'));
  const said = build('p', { class: 'said', role: 'status' });
  const label = build('label', { for: id }, ask.textContent ?? '');
  const form = build('form', { class: 'ask' }, label, build('span', { class: 'entry' }, input, check), said);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = readAnswer(input.value);
    if (Number.isNaN(answer)) {
      delete said.dataset['right'];
      said.textContent = word(words, input.value.trim() ? 'reading.unread' : 'reading.empty');
      return;
    }
    try {
      const { judgeAnswer } = await article();
      const [right, sentence] = judgeAnswer(key, answer).split('\x1d');
      said.dataset['right'] = String(right === '1');
      said.textContent = `${word(words, right === '1' ? 'reading.right' : 'reading.not-yet')} ${render(words, parts(sentence)[0] ?? [])}`;
    } catch (reason) {
      delete said.dataset['right'];
      said.textContent = reason instanceof Error ? reason.message : String(reason);
    }
  });
  ask.replaceWith(form);
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
