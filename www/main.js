/**
 * The article's own script: it is the first page to embed the figures.
 */

import { engine, isFirst } from './engine.js';
import { ReluFigure, define } from './figure/element.js';
import { near } from './figure/near.js';
import { followFigures } from './page/bindings.js';
import { kit } from './page/kit.js';
import { addressOnPaper, holdsState } from './page/address.js';

/**
 * What happened before there was anybody to tell it.
 *
 * @typedef {object} Early
 * @property {string[]} notices what of attributes could not be used
 * @property {boolean[]} changes gestures that ended: whether each deserves an entry of its own in the browser's history
 * @property {AbortController} over ends the listening
 * @property {Event | void} [sign] the first of a reader: a key that was pressed may be one for what is about to come
 */

/** @returns {Early} */
function listen() {
  /** @type {Early} */
  const early = { notices: [], changes: [], over: new AbortController() };
  const { signal } = early.over;
  document.addEventListener('relu-notice', (event) => {
    if (event instanceof CustomEvent) early.notices.push(...event.detail.notices);
  }, { signal });
  document.addEventListener('relu-change', (event) => {
    if (event instanceof CustomEvent) early.changes.push(event.detail.push);
  }, { signal });
  return early;
}

async function start() {
  addressOnPaper(document);
  const early = listen();
  define();
  const figures = [...document.querySelectorAll('relu-figure')].filter((element) => element instanceof ReluFigure);
  followFigures(document, figures);
  const { words } = await engine();
  await Promise.all(figures.filter((figure) => isFirst(figure.name)).map((figure) => figure.ready));
  // An address that holds a state is read at once.
  if (!holdsState() && early.notices.length === 0) early.sign = await whenRead(document);
  try {
    const { read: accompany } = await import('./page/reading.js');
    await accompany(kit, document, figures, words, early);
  } catch (reason) {
    // Who cannot be asked is not kept waiting.
    for (const figure of figures) figure.removeAttribute('concealed');
    throw reason;
  }
}

/**
 * Resolves at the first sign of a reader or of a script, or when the figures below the first screen come near the window.
 *
 * @param {Document} root
 * @returns {Promise<Event | void>}
 */
function whenRead(root) {
  return new Promise((resolve) => {
    for (const sign of ['scroll', 'keydown', 'pointerdown', 'pointermove', 'focusin', 'hashchange', 'relu-change', 'relu-notice']) {
      addEventListener(sign, resolve, { once: true, passive: true });
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
