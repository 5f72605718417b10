/**
 * The article's own script: it is the first page to embed the figures.
 */

import { engine, isFirst } from './engine.js';
import { ReluFigure, define } from './figure/element.js';
import { followFigures } from './page/bindings.js';
import { PageLink } from './page/link.js';
import { noticeBox } from './page/notice.js';
import { addressOnPaper } from './page/paper.js';

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
  await new PageLink(figures, words, (notices) => notify([...early.splice(0), ...notices])).connect();
}

start().catch((reason) => {
  // Without the engine the article stands as it is: text, tables and still pictures, each with a note that says so.
  document.documentElement.classList.remove('expecting-figures');
  console.error('The figures cannot run:', reason);
});
