/**
 * What is pasted into another page to have a figure there: the element with its script, a frame, or a still picture.
 */

import { HEAVY } from './heavy.js';

/**
 * @typedef {object} Embedded
 * @property {string} name the figure's
 * @property {ReadonlyMap<string, number | string>} values that differ from the defaults
 * @property {string} label what the figure is called
 * @property {string} alternative what its picture shows, in words
 * @property {string} link to the figure in the article
 * @property {readonly [width: number, height: number]} picture its size
 * @property {number} height of the whole figure
 * @property {(file: string) => URL} address of a file that others embed
 * @property {Record<string, string> | undefined} integrity of the files by their names; undefined if it is not known
 */

/** The style sheet that keeps the room of figures. */
const ROOM = 'relu-figure.css';

/** The script that a figure needs. @param {string} name */
export function scriptOf(name) {
  return HEAVY.has(name) ? 'standalone-all.js' : 'standalone.js';
}

/** How a saved picture is called. @param {string} name */
export function fileOf(name) {
  return `relu-${name}`;
}

/** @param {string | number} text */
function escaped(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * A start tag.
 *
 * @param {string} tag
 * @param {Iterable<readonly [name: string, value: string | number]>} attributes
 */
function start(tag, attributes) {
  const written = [...attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${tag}${written.join('')}>`;
}

/**
 * A picture that leads to the article.
 *
 * @param {Embedded} embedded
 * @param {string} source
 */
function linked({ link, alternative, picture: [width, height] }, source) {
  return start('a', [['href', link]]) + start('img', [['src', source], ['width', width], ['height', height], ['alt', alternative]]) + '</a>';
}

/**
 * The element. Until its script runs, and where it does not, the still picture that comes with it stands in its place. That shows
 * the figure as it begins: if values differ, a link stands there, and the style sheet keeps the room.
 *
 * @param {Embedded} embedded
 */
export function element(embedded) {
  const { name, values, label, link, address, integrity } = embedded;
  /** @type {(file: string) => string} */
  const checked = (file) => (integrity?.[file] ? ` integrity="${escaped(integrity[file])}"` : '') + ' crossorigin>';
  const room = `<link rel="stylesheet" href="${escaped(address(ROOM).href)}"${checked(ROOM)}\n`;
  const script = `<script type="module" src="${escaped(address(scriptOf(name)).href)}"${checked(scriptOf(name))}</script>\n`;
  const tag = start('relu-figure', [['name', name], ...values]);
  const still = values.size === 0;
  const inside = still ? linked(embedded, address(`${name}.svg`).href) : `${start('a', [['href', link]])}${escaped(label)}</a>`;
  return `${still ? '' : room}${script}${tag}\n  ${inside}\n</relu-figure>\n`;
}

/**
 * A frame, which needs nothing of the page around it. It stands in a block: themes of WordPress centre blocks in their column,
 * and leave what stands in a line at the edge of the window.
 *
 * @param {Embedded} embedded
 */
export function frame({ name, values, label, height, address }) {
  const source = address('embed.html');
  source.search = String(new URLSearchParams([['figure', name], ...[...values].map(([key, value]) => [key, String(value)])]));
  return '<div>' + start('iframe', [
    ['src', source.href],
    ['title', label],
    ['width', '100%'],
    ['height', height],
    ['loading', 'lazy'],
    ['sandbox', 'allow-scripts allow-downloads'],
    ['allow', 'clipboard-write'],
  ]) + '</iframe></div>\n';
}

/**
 * The picture, saved beside the page that shows it.
 *
 * @param {Embedded} embedded
 */
export function picture(embedded) {
  return `${linked(embedded, `${fileOf(embedded.name)}.svg`)}\n`;
}
