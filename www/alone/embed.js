/**
 * One figure as a page, for a frame: `embed.html?figure=chain&weight=0.5`. What else stands in the address are attributes of
 * the element. Works without an origin, where nothing can be fetched and no module is run.
 *
 * The page around it is told how high it would like to be: `{ type: 'relu-figure', figure, height }`.
 */

import { build } from '../figure/dom.js';
import { define } from '../figure/element.js';

const main = /** @type {HTMLElement} */ (document.querySelector('main'));

/** @param {string[]} sentences */
function tell(sentences) {
  for (const sentence of sentences) main.append(build('p', { class: 'notice', role: 'status' }, sentence));
}

/**
 * Whether a name can be an attribute of the element: parameters, and what the element itself understands.
 *
 * @param {string} name
 */
function isAttribute(name) {
  return /^[a-z][a-z0-9-]*$/.test(name) && !['id', 'class', 'style', 'name', 'hidden'].includes(name) && !name.startsWith('on');
}

/** @param {Element} content */
function reportHeight(content) {
  if (parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    parent.postMessage({ type: 'relu-figure', figure: content.getAttribute('name'), height }, '*');
  }).observe(document.documentElement);
}

function start() {
  const wanted = new URLSearchParams(location.search);
  const figure = document.createElement('relu-figure');
  figure.setAttribute('name', wanted.get('figure') ?? 'curves');
  const unread = [];
  for (const [name, value] of wanted) {
    if (name === 'figure') continue;
    if (name === 'theme') document.documentElement.dataset['theme'] = value;
    if (isAttribute(name)) figure.setAttribute(name, value);
    else unread.push(`${name}: not a setting of a figure`);
  }
  document.addEventListener('relu-notice', (event) => {
    if (event instanceof CustomEvent) tell(event.detail.notices);
  });
  main.append(figure);
  reportHeight(figure);
  define();
  tell(unread);
}

start();
