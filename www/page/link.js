/**
 * Ties the page's address to its figures. Only this module reads and writes the hash: a gesture replaces the entry in
 * the browser's history, a reset or a preset makes one of its own, so that Back means something.
 */

import { LONGEST, VERSION, readLink, writeLink } from './hash.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./hash.js').LessonPart} LessonPart */
/** @typedef {import('../classroom/slide.js').Slide} Slide */

/**
 * Whoever gives a lesson that an address holds.
 *
 * @typedef {object} Teacher
 * @property {(parts: readonly LessonPart[]) => Promise<{ slide: Slide | undefined, notices: string[] }>} read the step that the
 *   lesson is at, and what of the parts could not be used
 * @property {(first: boolean) => Promise<void>} arrive the figures stand as the address says; `first` if the page has just been opened
 */

/** More than a reader wants to be told. */
const MOST_NOTICES = 4;

export class PageLink {
  #render;
  #holdsState;
  #figures;
  #words;
  #notify;
  /** How often the address has been read: what is read later counts. */
  #reads = 0;
  /** What the address says of a lesson. @type {readonly LessonPart[]} */
  #lesson = [];
  /** The step that the lesson is at. @type {Slide | undefined} */
  #slide;

  /** @type {Teacher | undefined} */
  teacher;

  /**
   * @param {Kit} kit
   * @param {readonly ReluFigure[]} figures in the order of the page
   * @param {Words} words
   * @param {(notices: string[]) => void} notify says what of a link could not be used
   */
  constructor({ holdsState, render }, figures, words, notify) {
    this.#render = render;
    this.#holdsState = holdsState;
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
    if (this.#holdsState()) await this.#read(true);
    else if (changes.length > 0) this.#write(changes.includes(true));
    addEventListener('hashchange', () => this.#read(false));
    document.addEventListener('relu-change', (event) => this.#write(event instanceof CustomEvent && event.detail.push));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /**
   * @param {boolean} push
   * @param {string} [heading] that of the address unless given
   */
  #write(push, heading = readLink(location.hash).heading) {
    const address = this.#address(heading);
    if (address === location.href) return;
    try {
      if (push) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
    } catch {
      // Where a page may not name its state, as in some frames and files, it has it all the same.
    }
  }

  /**
   * The address says from now on where a lesson is.
   *
   * @param {readonly LessonPart[]} lesson nothing if there is none any more
   * @param {Slide | undefined} slide the step that it is at
   * @param {boolean} push
   */
  teach(lesson, slide, push) {
    this.#lesson = lesson;
    this.#slide = slide;
    this.#write(push, '');
  }

  /**
   * How long the hash would be with a lesson, as the figures stand, and how long it may be.
   *
   * @param {readonly LessonPart[]} lesson
   * @returns {[length: number, most: number]}
   */
  lengthOf(lesson) {
    return [this.#hash(readLink(location.hash).heading, lesson).length, LONGEST];
  }

  /** @param {readonly LessonPart[]} lesson */
  fits(lesson) {
    const [length, most] = this.lengthOf(lesson);
    return length <= most;
  }

  /**
   * The address of a lesson and nothing else.
   *
   * @param {readonly LessonPart[]} lesson
   */
  addressOf(lesson) {
    return new URL(writeLink('', [], lesson), location.href).href;
  }

  /** @param {string} heading */
  #address(heading) {
    const hash = this.#hash(heading, this.#lesson);
    // A lesson that would be cut is left out: half of it is none.
    return `${location.pathname}${location.search}${hash.length > LONGEST ? this.#hash(heading, []) : hash}`;
  }

  /**
   * @param {string} heading
   * @param {readonly LessonPart[]} lesson
   */
  #hash(heading, lesson) {
    return writeLink(heading, this.#figures.map((figure) => [figure.name, this.#values(figure)]), lesson);
  }

  /**
   * What a link says of a figure. If it said nothing, the figure of a lesson's step would be read as the step has it.
   *
   * @param {ReluFigure} figure
   */
  #values(figure) {
    const changes = figure.changes();
    const [key] = figure.name === this.#slide?.figure ? this.#slide.values.keys() : [];
    const initial = changes.size === 0 && key !== undefined ? figure.hold(key)?.shown().value : undefined;
    return initial === undefined ? changes : new Map([[key ?? '', initial]]);
  }

  /**
   * What the address says of a lesson, and of the figure of the step that it is at, if it does not say otherwise.
   *
   * @param {import('./hash.js').Link} link
   * @returns {Promise<string[]>} what of it could not be used
   */
  async #readLesson(link) {
    if (!this.teacher || link.lesson.length + this.#lesson.length === 0) return [];
    const { slide, notices } = await this.teacher.read(link.lesson);
    this.#lesson = slide ? link.lesson : [];
    this.#slide = slide;
    if (slide && !link.values.some(([figure]) => figure === slide.figure)) {
      for (const [key, text] of slide.values) link.values.push([slide.figure, key, text]);
    }
    return notices;
  }

  /** @param {boolean} first */
  async #read(first) {
    this.#reads += 1;
    const serial = this.#reads;
    const link = readLink(location.hash);
    const lessonNotices = await this.#readLesson(link);
    if (serial !== this.#reads) return;
    // A figure that the link names begins at once; one that nobody has come near to stands as it did in the beginning.
    const named = this.#figures.filter((figure) => link.values.some(([name]) => name === figure.name));
    for (const figure of named) figure.wake();
    await Promise.all(named.map((figure) => figure.ready));
    if (serial !== this.#reads) return;
    const notices = [...lessonNotices, ...link.unread.map((part) => this.#say('notice.unread', part))];
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
    if (this.#lesson.length > 0) await this.teacher?.arrive(first);
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
