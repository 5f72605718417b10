/**
 * The page's offer of lessons: a button, and whoever reads the lesson that an address holds. All that a lesson needs is fetched
 * when either is wanted.
 */

import { adoptSheet, classWords } from './bar.js';

/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../page/link.js').PageLink} PageLink */
/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../words.js').Words} Words */

/**
 * What a lesson works with.
 *
 * @typedef {object} Desk
 * @property {Kit} kit
 * @property {readonly ReluFigure[]} figures in the order of the page
 * @property {Words} words
 * @property {PageLink} link
 * @property {(notices: string[]) => void} notify
 * @property {typeof adoptSheet} adoptSheet
 */

/**
 * @param {Kit} kit
 * @param {HTMLElement} place where the button stands
 * @param {readonly ReluFigure[]} figures
 * @param {Words} words
 * @param {PageLink} link
 * @param {(notices: string[]) => void} notify
 * @returns {() => Promise<void> | undefined} presents the lesson that is given, if there is one
 */
export function offerLessons(kit, place, figures, words, link, notify) {
  /** @type {import('./lesson.js').Lessons | undefined} */
  let begun;
  const lessons = kit.once(async () => {
    // With the later figures come their names.
    const [{ start }] = await Promise.all([import('./lesson.js'), classWords(kit, words), kit.laterEngine()]);
    begun = await start({ kit, figures, words, link, notify, adoptSheet });
    return begun;
  });
  const button = kit.build('button', { type: 'button' });
  place.append(button);
  classWords(kit, words).then(() => {
    button.textContent = kit.word(words, 'lesson.lessons');
  }, () => {
    // The place is not shown without its words.
  });
  /** @param {unknown} reason */
  const failed = (reason) => {
    console.error('A lesson cannot begin:', reason);
    return [kit.word(words, 'lesson.failed')];
  };
  button.addEventListener('click', () => {
    lessons().then((there) => there.open(button)).catch((reason) => notify(failed(reason)));
  });
  link.teacher = {
    read: (parts) => lessons().then((there) => there.read(parts)).catch((reason) => ({ slide: undefined, notices: failed(reason) })),
    arrive: (first) => lessons().then((there) => there.arrive(first)),
  };
  return () => begun?.present();
}
