/**
 * The article's own script: it is the first page to embed the figures.
 */

import { engine, isFirst } from './engine.js';
import { ReluFigure, define } from './figure/element.js';
import { near } from './figure/near.js';
import { followFigures } from './page/bindings.js';
import { PageLink } from './page/link.js';
import { noticeBox } from './page/notice.js';
import { addressOnPaper } from './page/paper.js';
import { kit } from './page/kit.js';

async function start() {
  addressOnPaper(document);
  // What a figure finds in its attributes is told when there is a place to tell it.
  /** @type {string[]} */
  const early = [];
  /** @type {(notices: readonly string[]) => void} */
  let notify = (notices) => {
    early.push(...notices);
  };
  document.addEventListener('relu-notice', (event) => {
    if (event instanceof CustomEvent) notify(event.detail.notices);
  });
  define();
  const figures = [...document.querySelectorAll('relu-figure')].filter((element) => element instanceof ReluFigure);
  followFigures(document, figures);
  const { words } = await engine();
  await Promise.all(figures.filter((figure) => isFirst(figure.name)).map((figure) => figure.ready));
  notify = noticeBox(words);
  const read = whenRead(document);
  await new PageLink(figures, words, (notices) => notify([...early.splice(0), ...notices])).connect();
  await read;
  try {
    const { read: accompany } = await import('./page/reading.js');
    accompany(kit, document, figures, words);
  } catch (reason) {
    // Who cannot be asked is not kept waiting.
    for (const figure of figures) figure.removeAttribute('concealed');
    throw reason;
  }
}

/**
 * Resolves at the first sign of a reader, or when the figures below the first screen come near the window.
 *
 * @param {Document} root
 * @returns {Promise<void>}
 */
function whenRead(root) {
  return new Promise((resolve) => {
    for (const sign of ['scroll', 'keydown', 'pointerdown', 'pointermove', 'focusin']) {
      addEventListener(sign, () => resolve(), { once: true, passive: true });
    }
    if (scrollY > 0) resolve();
    const later = root.querySelector('[data-predict]');
    if (later) near(later).then(resolve);
  });
}

start().catch((reason) => {
  // Without the engine the article stands as it is: text, tables and still pictures, each with a note that says so.
  document.documentElement.classList.remove('expecting-figures');
  console.error('The figures cannot run:', reason);
});
