/**
 * One figure as a page, for a frame: `embed.html?figure=chain&weight=0.5`. What else stands in the address are attributes of
 * the element. Works without an origin, where nothing can be fetched and no module is run.
 *
 * The page around it is told how high it would like to be, `{ type: 'relu-figure', figure, height }`: when that changes, and
 * when it asks with `{ type: 'relu-figure' }`.
 */

import { engine } from '../engine.js';
import { build } from '../figure/dom.js';
import { define } from '../figure/element.js';
import { render } from '../words.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

const main = /** @type {HTMLElement} */ (document.querySelector('main'));

/** What the element understands beside the figure's parameters. */
const OWN = ['theme', 'controls', 'lock'];

/** What a page around a figure may do with it, and an address not. */
const BARRED = ['concealed', 'failed'];

/** @param {string[]} sentences */
function tell(sentences) {
  for (const sentence of sentences) main.append(build('p', { class: 'notice', role: 'status' }, sentence));
}

/**
 * Tells what of the address no figure knows.
 *
 * @param {ReluFigure} figure
 * @param {[key: string, value: string][]} wanted
 */
async function tellUnknown(figure, wanted) {
  await figure.ready;
  if (!figure.awake) return;
  const { words } = await engine();
  // What can be no parameter is of somebody else on the way, as a server's own key or a campaign's.
  const unknown = wanted.filter(([key]) => isParameter(key) && !OWN.includes(key) && !figure.hold(key));
  tell(unknown.map(([key, given]) => render(words, ['notice.unknown', 'key', `${figure.name}.${key}`, 'given', given])));
}

/** @param {Element} content */
function reportHeight(content) {
  if (parent === window) return;
  let told = 0;
  const report = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    parent.postMessage({ type: 'relu-figure', figure: content.getAttribute('name'), height }, '*');
  };
  new ResizeObserver(report).observe(document.documentElement);
  addEventListener('message', ({ data, source }) => {
    if (source !== parent || data?.type !== 'relu-figure') return;
    told = 0;
    report();
  });
}

function start() {
  define();
  // Attributes are the same in capitals.
  const wanted = [...new URLSearchParams(location.search)].map(([key, value]) => /** @type {[string, string]} */ ([key.toLowerCase(), value]));
  const given = new Map(wanted);
  const figure = /** @type {ReluFigure} */ (document.createElement('relu-figure'));
  figure.setAttribute('name', given.get('figure') || 'curves');
  const theme = given.get('theme');
  if (theme) document.documentElement.dataset['theme'] = theme;
  for (const [key, value] of wanted) {
    // Whatever else an attribute may be is the page's own affair.
    if (OWN.includes(key) || (isParameter(key) && !BARRED.includes(key))) figure.setAttribute(key, value);
  }
  document.addEventListener('relu-notice', (event) => {
    if (event instanceof CustomEvent) tell(event.detail.notices);
  });
  main.append(figure);
  reportHeight(figure);
  tellUnknown(figure, wanted);
}

/**
 * Whether a name may be that of a parameter, and of no attribute that every element has.
 *
 * @param {string} key
 */
function isParameter(key) {
  const own = ['figure', 'name', 'class', 'is', 'exportparts'].includes(key) || key in HTMLElement.prototype || key.startsWith('on');
  return !own && /^[a-z][a-z0-9-]*$/.test(key);
}

start();
