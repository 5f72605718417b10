/**
 * What is seen of a presentation: one figure that fills the window, its name, what it says, and a row of buttons.
 */

import { Said } from './said.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./slide.js').Slide} Slide */

/**
 * What can be done with a presentation.
 *
 * @typedef {Record<'previous' | 'next' | 'reveal' | 'legend' | 'controls' | 'shortcuts' | 'leave', () => void>} Acts
 */

export class Stage {
  #kit;
  #words;
  #slides;
  #concealment;
  /** Figures that have been shown; each keeps its state, and what it has computed. @type {Map<number, ReluFigure>} */
  #figures = new Map();
  #title = document.createTextNode('');
  #sentence = document.createTextNode('');
  #said;
  #legend;
  /** Whether the legend is short enough to be seen without being asked for. */
  #short = false;
  /** Whether it was asked for, or away. @type {boolean | undefined} */
  #asked;
  #progress = document.createTextNode('');
  #status = document.createTextNode('');
  /** @type {HTMLElement} */
  #room;
  #reveal;
  #controls;
  #legendary;
  #previous;
  #next;

  /** The window of the presentation. @type {HTMLDialogElement} */
  dialog;

  /** Where the focus rests. @type {HTMLElement} */
  rest;

  /** The slide that is shown, by place. */
  place = -1;

  /**
   * @param {Kit} kit
   * @param {Words} words
   * @param {readonly Slide[]} slides
   * @param {typeof import('./slide.js').concealment} concealment
   * @param {Acts} acts
   */
  constructor(kit, words, slides, concealment, acts) {
    const { build, word } = kit;
    this.#kit = kit;
    this.#words = words;
    this.#slides = slides;
    this.#concealment = concealment;
    /** @type {(label: string, act: () => void, name?: string) => HTMLButtonElement} a sign has a name */
    const button = (label, act, name) => {
      const made = build('button', { type: 'button', ...(name ? { 'aria-label': name, title: name } : {}) }, label);
      made.addEventListener('click', act);
      return made;
    };
    this.#previous = button('\u2190', acts.previous, word(words, 'present.previous'));
    this.#next = button('\u2192', acts.next, word(words, 'present.next'));
    this.#reveal = button('', acts.reveal);
    this.#legendary = button(word(words, 'present.legend'), acts.legend);
    this.#controls = button(word(words, 'present.controls'), acts.controls);
    const help = button('?', acts.shortcuts, word(words, 'present.shortcuts'));
    const leave = button('\u00d7', acts.leave, word(words, 'present.leave'));
    this.#room = build('div', { class: 'room' });
    this.#said = new Said(kit, words);
    this.#legend = build('ul', { class: 'legend', 'aria-label': word(words, 'present.legend') });
    this.rest = build('div', { class: 'rest', tabindex: '-1', role: 'group', 'aria-label': word(words, 'present.stage') },
      this.#legend, this.#room, this.#said.element);
    this.dialog = build(
      'dialog',
      { class: 'presentation', 'aria-label': word(words, 'present.name') },
      build('div', { class: 'top' },
        build('h2', {}, this.#title),
        build('div', { class: 'bar' }, build('span', { class: 'progress' }, this.#progress),
          this.#previous, this.#next, this.#reveal, this.#legendary, this.#controls, help, leave),
        build('p', { class: 'sentence' }, this.#sentence)),
      this.rest,
      build('p', { class: 'spoken', role: 'status' }, this.#status),
    );
    this.#controls.setAttribute('aria-pressed', 'false');
  }

  /** The figure that is shown. */
  get figure() {
    return this.#figures.get(this.place);
  }

  /** Whether the answer is concealed. */
  get concealed() {
    return this.figure?.hasAttribute('concealed') ?? false;
  }

  /** Whether nothing is shown at all. */
  get blank() {
    return this.dialog.classList.contains('blank');
  }

  /** Whether the figure's controls stand beside it. */
  get drawer() {
    return this.dialog.classList.contains('drawer');
  }

  /**
   * Shows a slide.
   *
   * @param {number} place
   */
  async show(place) {
    const slide = this.#slides[place];
    if (!slide || place === this.place) return;
    this.setBlank(false);
    if (this.figure) this.figure.hidden = true;
    this.place = place;
    this.#asked = undefined;
    const figure = this.figure ?? this.#make(slide, place);
    figure.hidden = false;
    this.#said.follow(figure);
    this.#sentence.data = slide.sentence;
    this.#progress.data = this.#say('present.progress');
    this.#previous.disabled = place === 0;
    this.#showReveal();
    await figure.ready;
    // The words of the later figures come with the first of them.
    if (this.place !== place) return;
    this.#title.data = this.#kit.word(this.#words, `${slide.figure}.name`);
    this.#said.follow(figure);
    this.#explain(figure);
    this.#showReveal();
    const said = [this.#say('present.slide'), ...(this.concealed ? [this.#question()] : [])];
    this.#status.data = said.join(' ');
  }

  /** Has the legend say what the marks of a figure stand for now. @param {ReluFigure} figure */
  async #explain(figure) {
    const made = import('./legend.js').then(({ legendOf }) => legendOf(this.#kit, figure));
    const { items, short } = await made.catch(() => ({ items: [], short: false }));
    if (figure !== this.figure) return;
    this.#legend.replaceChildren(...items);
    this.#short = short;
    this.#showLegend();
  }

  #showLegend() {
    const shown = this.#asked ?? this.#short;
    this.#legend.hidden = !shown;
    this.#legend.classList.toggle('long', !this.#short);
    this.#legendary.setAttribute('aria-pressed', String(shown));
  }

  /** Shows what the marks of the figure stand for, or hides it. */
  toggleLegend() {
    this.#asked = this.#legend.hidden !== false;
    this.#showLegend();
  }

  /** What is asked of the class. */
  #question() {
    return this.#slides[this.place]?.question || this.#kit.word(this.#words, 'present.expect');
  }

  /**
   * @param {Slide} slide
   * @param {number} place
   */
  #make(slide, place) {
    const figure = /** @type {ReluFigure} */ (document.createElement('relu-figure'));
    figure.setAttribute('name', slide.figure);
    for (const [key, value] of slide.values) figure.setAttribute(key, value);
    const theme = document.documentElement.getAttribute('theme');
    if (theme) figure.setAttribute('theme', theme);
    if (slide.question) figure.setAttribute('concealed', this.#concealment(slide));
    figure.addEventListener('relu-change', () => {
      if (figure === this.figure) this.#explain(figure);
    });
    this.#figures.set(place, figure);
    this.#room.append(figure);
    figure.wake();
    return figure;
  }

  /** @param {string} key of a sentence about the slide */
  #say(key) {
    const [number, count] = [this.place + 1, this.#slides.length].map(String);
    return this.#kit.render(this.#words, [key, 'number', number ?? '', 'count', count ?? '', 'title', this.#title.data]);
  }

  /** Conceals the answer, or reveals it. @param {boolean} concealed */
  conceal(concealed) {
    const slide = this.#slides[this.place];
    if (!slide || concealed === this.concealed) return;
    if (concealed) this.figure?.setAttribute('concealed', this.#concealment(slide));
    else this.figure?.removeAttribute('concealed');
    this.#showReveal();
    this.#status.data = concealed ? this.#kit.word(this.#words, 'present.concealed') : this.#said.text;
  }

  #showReveal() {
    const { concealed } = this;
    this.#said.show(concealed ? this.#question() : '', this.#slides[this.place]?.answer ?? '');
    this.dialog.classList.toggle('concealed', concealed);
    this.#reveal.textContent = this.#kit.word(this.#words, concealed ? 'present.reveal' : 'present.conceal');
    this.#next.disabled = !concealed && this.place === this.#slides.length - 1;
  }

  /** Shows nothing, or all again. @param {boolean} blank */
  setBlank(blank) {
    if (blank === this.blank) return;
    this.dialog.classList.toggle('blank', blank);
    this.#status.data = blank ? this.#kit.word(this.#words, 'present.blank') : '';
  }

  /** Has the figure's controls beside it, or not. @param {boolean} open */
  setDrawer(open) {
    this.dialog.classList.toggle('drawer', open);
    this.#controls.setAttribute('aria-pressed', String(open));
  }

  /** Moves on in what is said, or back. @param {number} direction */
  turn(direction) {
    this.#said.turn(direction);
  }
}
