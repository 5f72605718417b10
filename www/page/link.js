/**
 * Ties the page's address to its figures. Only this module reads and writes the hash: a gesture replaces the entry in
 * the browser's history, a reset or a preset makes one of its own, so that Back means something.
 */

import { VERSION, readLink, writeLink } from './hash.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./kit.js').Kit} Kit */

/** More than a reader wants to be told. */
const MOST_NOTICES = 4;

export class PageLink {
  #render;
  #figures;
  #words;
  #notify;
  /** How often the address has been read: what is read later counts. */
  #reads = 0;

  /**
   * @param {Kit} kit
   * @param {readonly ReluFigure[]} figures in the order of the page
   * @param {Words} words
   * @param {(notices: string[]) => void} notify says what of a link could not be used
   */
  constructor({ render }, figures, words, notify) {
    this.#render = render;
    this.#figures = figures;
    this.#words = words;
    this.#notify = notify;
  }

  /**
   * Takes over the address, and follows it from now on.
   *
   * @param {readonly boolean[]} changes what the reader has changed before: whether each deserves an entry of its own
   */
  async connect(changes) {
    if (location.hash.includes('?')) await this.#read(true);
    else if (changes.length > 0) this.#write(changes.includes(true));
    addEventListener('hashchange', () => this.#read(false));
    document.addEventListener('relu-change', (event) => this.#write(event instanceof CustomEvent && event.detail.push));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** @param {boolean} push */
  #write(push) {
    const { heading } = readLink(location.hash);
    const address = this.#address(heading);
    if (address === location.href) return;
    if (push) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }

  /** @param {string} heading */
  #address(heading) {
    const hash = writeLink(heading, this.#figures.map((figure) => [figure.name, figure.changes()]));
    return `${location.pathname}${location.search}${hash}`;
  }

  /** @param {boolean} first */
  async #read(first) {
    this.#reads += 1;
    const serial = this.#reads;
    const link = readLink(location.hash);
    // A figure that the link names begins at once; one that nobody has come near to stands as it did in the beginning.
    const named = this.#figures.filter((figure) => link.values.some(([name]) => name === figure.name));
    for (const figure of named) figure.wake();
    await Promise.all(named.map((figure) => figure.ready));
    if (serial !== this.#reads) return;
    const notices = link.unread.map((part) => this.#say('notice.unread', part));
    if (link.version !== VERSION) notices.push(this.#say('notice.version', String(link.version)));
    for (const figure of this.#figures) {
      const own = link.values.filter(([name]) => name === figure.name);
      if (own.length > 0) figure.removeAttribute('concealed');
      else if (!figure.awake) continue;
      notices.push(...figure.adopt(new Map(own.map(([, key, text]) => [key, text])), first));
    }
    for (const [name, key] of link.values) {
      if (!this.#figures.some((figure) => figure.name === name)) notices.push(this.#say('notice.unread', `${name}.${key}`));
    }
    const more = notices.length - MOST_NOTICES;
    const shown = notices.slice(0, MOST_NOTICES);
    if (more > 0) shown.push(this.#render(this.#words, ['notice.more', 'count', String(more)]));
    this.#notify(shown);
    if (link.heading) document.getElementById(link.heading)?.scrollIntoView();
  }

  /**
   * @param {string} key
   * @param {string} part
   */
  #say(key, part) {
    const given = part.length > 40 ? `${part.slice(0, 40)}\u2026` : part;
    return this.#render(this.#words, [key, 'given', given]);
  }

  /**
   * A link to a section keeps the state.
   *
   * @param {MouseEvent} event
   */
  #follow(event) {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const anchor = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const heading = anchor?.getAttribute('href')?.slice(1) ?? '';
    const target = heading && document.getElementById(heading);
    if (!target) return;
    event.preventDefault();
    anchor?.closest('nav details')?.removeAttribute('open');
    history.pushState(null, '', this.#address(heading));
    target.scrollIntoView();
    target.setAttribute('tabindex', '-1');
    target.focus({ preventScroll: true });
  }
}
