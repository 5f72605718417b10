/**
 * What accompanies a reader through the article, loaded at the first sign of one: the address, notices, numbers to drag, terms that light up,
 * questions, exercises, the program, what zeros buy, the contents, lessons.
 */

import { bar } from '../classroom/bar.js';
import { offerPresentation } from '../classroom/entrance.js';
import { offerLessons } from '../classroom/offer.js';
import { followContents } from './contents.js';
import { cornerSteps } from './corner.js';
import { draggable } from './drag.js';
import { exercises } from './exercises.js';
import { PageLink } from './link.js';
import { noticeBox } from './notice.js';
import { predictions } from './predict.js';
import { program } from './program.js';
import { lightTerms } from './terms.js';
import { zeros } from './zeros.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../words.js').Words} Words */

/**
 * Loads what the article computes beside its figures, when it is first asked for.
 *
 * @typedef {() => Promise<Omit<import('../article.js').Article, 'words'>>} Loader
 */

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 * @param {Words} words
 * @param {import('../main.js').Early} early
 */
export async function read(kit, root, figures, words, early) {
  early.over.abort();
  const { notify, offer } = noticeBox(kit, words);
  document.addEventListener('relu-notice', (event) => {
    if (event instanceof CustomEvent) notify(event.detail.notices);
  });
  const link = new PageLink(kit, figures, words, (notices) => notify([...early.notices.splice(0), ...notices]));
  const article = kit.once(async () => {
    const { start } = await import('../article.js');
    const { words: further, ...computed } = await start(kit.get);
    kit.learn(words, further);
    return computed;
  });
  followContents(root);
  lightTerms(root);
  draggable(kit, root, figures);
  predictions(kit, root, figures, words);
  program(kit, root, words, article);
  cornerSteps(kit, root, words, article);
  zeros(kit, root, figures, words, article);
  exercises(kit, root, words, article);
  const lesson = offerLessons(kit, bar(kit, root, words), figures, words, link, notify);
  offerPresentation(kit, root, figures, words, lesson, early.sign).catch((reason) => console.error('There is no presentation:', reason));
  await link.connect(early.changes);
  if (early.notices.length > 0) notify(early.notices.splice(0));
  await keep(kit, root, offer);
}

/**
 * Only a page that was built to be kept says by which service worker.
 *
 * @param {Kit} kit
 * @param {Document} root
 * @param {ReturnType<typeof noticeBox>['offer']} offer
 */
async function keep(kit, root, offer) {
  const worker = root.querySelector('meta[name="relu-offline"]')?.getAttribute('content');
  if (!worker) return;
  try {
    const { keepForLater } = await import('./offline.js');
    await keepForLater(kit, offer, worker);
  } catch (reason) {
    console.info('The page is not kept for reading without a network:', reason);
  }
}
