/**
 * The ways into a presentation of the article's figures: a button beside the contents, and a key.
 */

import { articleSlides } from './article-slides.js';
import { bar, classKeys, classWords } from './bar.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * @param {import('../page/kit.js').Kit} kit
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 * @param {import('../words.js').Words} words
 * @param {() => Promise<void> | undefined} lesson presents the lesson that is given, if there is one
 * @param {Event | void} [sign] what the page was woken by: if that was a key, it counts
 */
export async function offerPresentation(kit, root, figures, words, lesson, sign) {
  const button = kit.build('button', { type: 'button', class: 'of-article' });
  bar(kit, root, words).prepend(button);
  const article = async () => {
    const { present } = await import('./present.js');
    await present(kit, articleSlides(figures), nearest(figures), words);
  };
  let presenting = false;
  const begin = async () => {
    if (presenting) return;
    presenting = true;
    try {
      await (lesson() ?? article());
    } finally {
      presenting = false;
    }
  };
  button.addEventListener('click', begin);
  const [keys] = await Promise.all([classKeys(), classWords(kit, words)]);
  button.textContent = kit.word(words, 'present.open');
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    // What is modal has its own keys.
    if (!keys.isFree(event) || !keys.lettersOn() || root.querySelector('dialog[open]')) return;
    if (event.key.toLowerCase() === 'p') begin();
    if (event.key === '?') keys.listShortcuts(kit, words, root.body);
  };
  root.addEventListener('keydown', press);
  if (sign instanceof KeyboardEvent) press(sign);
}

/**
 * The place of the figure that is nearest to the middle of the window.
 *
 * @param {readonly ReluFigure[]} figures
 */
function nearest(figures) {
  const distances = figures.map((figure) => {
    const { top, bottom } = figure.getBoundingClientRect();
    return Math.max(top - innerHeight / 2, innerHeight / 2 - bottom, 0);
  });
  return distances.indexOf(Math.min(...distances));
}
