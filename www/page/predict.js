/**
 * Predict, then reveal: a figure that stands concealed in the article tells nothing until the reader has made a guess, or
 * does not want to. One that a link names is shown as it is.
 */

import { revealed } from './revealed.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */

/** What may be guessed. @type {Record<string, { most: number, start: number }>} */
const QUESTIONS = {
  chain: { most: 20, start: 10 },
  neuron: { most: 100, start: 40 },
};

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 * @param {Words} words
 */
export function predictions(kit, root, figures, words) {
  for (const place of root.querySelectorAll('[data-predict]')) {
    const name = place.getAttribute('data-predict') ?? '';
    const figure = figures.find((candidate) => candidate.name === name);
    const question = QUESTIONS[name];
    if (!figure || !question) continue;
    // A link has shown it already.
    if (!figure.hasAttribute('concealed')) place.setAttribute('hidden', '');
    else ask(kit, place, figure, words, question);
  }
}

/**
 * @param {Kit} kit
 * @param {Element} place
 * @param {ReluFigure} figure
 * @param {Words} words
 * @param {{ most: number, start: number }} question
 */
function ask({ build, freshId, word, render, parts, laterEngine }, place, figure, words, { most, start }) {
  const id = freshId();
  const name = figure.name;
  const unit = (/** @type {number} */ guess) => render(words, [`reading.guess.${name}`, 'guess', String(guess)]);
  const range = build('input', { type: 'range', id, min: '0', max: String(most), step: '1', value: String(start) });
  const shown = build('output', { for: id }, unit(start));
  const label = build('label', { for: id }, word(words, 'reading.guess'));
  const reveal = build('button', { type: 'submit' }, word(words, 'reading.reveal'));
  const skip = build('button', { type: 'button' }, word(words, 'reading.skip'));
  const said = build('p', { class: 'said', role: 'status' });
  const form = build('form', {}, label, range, shown, reveal, skip);
  range.setAttribute('aria-valuetext', unit(start));
  range.addEventListener('input', () => {
    shown.textContent = unit(range.valueAsNumber);
    range.setAttribute('aria-valuetext', unit(range.valueAsNumber));
  });
  skip.addEventListener('click', () => {
    place.setAttribute('hidden', '');
    figure.removeAttribute('concealed');
    figure.tabIndex = -1;
    figure.focus({ preventScroll: true });
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    figure.wake();
    const { judgeGuess, revealedKey, revealedValue } = await laterEngine();
    await figure.ready;
    said.textContent = render(words, parts(judgeGuess(name, range.valueAsNumber))[0] ?? []);
    said.tabIndex = -1;
    form.replaceWith(said);
    said.focus({ preventScroll: true });
    figure.removeAttribute('concealed');
    // The answer is that of the figure as it stood in the beginning.
    figure.restart();
    figure.hold(revealedKey(name))?.assign(revealedValue(name));
    figure.commit(true);
  });
  place.append(form);
  // A link that names the figure shows it without a guess.
  revealed(figure).then(() => {
    if (form.isConnected) place.setAttribute('hidden', '');
  });
}
