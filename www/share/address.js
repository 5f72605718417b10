/**
 * Addresses of what is shared: the article, the article with one figure in a state, the files that others embed.
 */

import { home } from './home.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/** The version of the grammar of links, and of the files that others embed. */
const VERSION = 1;

/** The section of the article that each figure stands in; that of the first figure is the beginning. @type {Record<string, string>} */
const SECTIONS = {
  chain: 'chain',
  neuron: 'dead',
  sparsity: 'sparsity',
  depth: 'depth',
  sweep: 'training',
  training: 'run',
  limits: 'limits',
};

/**
 * What a link names of a figure that stands as it does in the beginning: the article asks for a guess before it shows these,
 * unless a link names a value. @type {Record<string, string>}
 */
const GUESSED = { chain: 'weight', neuron: 'b' };

/** Whether the document is the article: its first script says so on the root. */
function isArticle() {
  return document.documentElement.classList.contains('expecting-figures');
}

/**
 * The article's address: its own, if others can open that; else the one it says it has, or where this code lies.
 *
 * @returns {URL}
 */
export function article() {
  const own = new URL(document.baseURI);
  if (!isArticle()) return home();
  const stated = document.querySelector('link[rel=canonical]')?.getAttribute('href');
  const address = !own.protocol.startsWith('http') && stated ? new URL(stated) : own;
  address.hash = '';
  return address;
}

/**
 * The address of a file that others embed.
 *
 * @param {string} file
 */
export function embedded(file) {
  return new URL(`v${VERSION}/${file}`, article());
}

/**
 * A link to a figure in the state that it is in: on the article it names what the reader has changed, elsewhere all that
 * differs from the defaults, for there the host's page may have begun with anything.
 *
 * @param {ReluFigure} figure
 * @returns {string}
 */
export function link(figure) {
  const values = new Map(isArticle() ? figure.changes() : figure.values());
  const key = GUESSED[figure.name];
  const value = key && values.size === 0 ? figure.hold(key)?.shown().value : undefined;
  if (key && value !== undefined) values.set(key, value);
  const parts = [...values].map(([key, value]) => {
    return `&${figure.name}.${key}=${encodeURIComponent(value).replaceAll('%2B', '+')}`;
  });
  const query = parts.length > 0 ? `?v=${VERSION}${parts.join('')}` : '';
  const section = SECTIONS[figure.name] ?? '';
  return article().href + (section || query ? `#${section}${query}` : '');
}
