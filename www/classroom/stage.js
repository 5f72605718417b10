/**
 * What is seen of a presentation: one figure that fills the window, its name, what it says, and a row of buttons.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./slide.js').Slide} Slide */

/** Figures whose picture shows what is given; what it comes to, their words alone say. */
const GIVEN = new Set(['neuron', 'sparsity']);

/** How far what is said moves with a key, in parts of the room it has. */
const SCROLL = 0.5;

/**
 * What can be done with a presentation.
 *
 * @typedef {Record<'previous' | 'next' | 'reveal' | 'controls' | 'shortcuts' | 'leave', () => void>} Acts
 */

export class Stage {
  #kit;
  #words;
  #slides;
  /** Figures that have been shown; each keeps its state, and what it has computed. @type {Map<number, ReluFigure>} */
  #figures = new Map();
  #title = document.createTextNode('');
  #sentence = document.createTextNode('');
  #question = document.createTextNode('');
  #progress = document.createTextNode('');
  #status = document.createTextNode('');
  /** @type {HTMLElement} */
  #room;
  #reveal;
  #controls;
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
   * @param {Acts} acts
   */
  constructor(kit, words, slides, acts) {
    const { build, word } = kit;
    this.#kit = kit;
    this.#words = words;
    this.#slides = slides;
    const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
      const made = build('button', { type: 'button' }, label);
      made.addEventListener('click', act);
      return made;
    };
    this.#previous = button(word(words, 'present.previous'), acts.previous);
    this.#next = button(word(words, 'present.next'), acts.next);
    this.#reveal = button('', acts.reveal);
    this.#controls = button(word(words, 'present.controls'), acts.controls);
    const help = button('?', acts.shortcuts);
    help.setAttribute('aria-label', word(words, 'present.shortcuts'));
    this.#room = build('div', { class: 'room' });
    this.rest = build('div', { class: 'rest', tabindex: '-1', role: 'group', 'aria-label': word(words, 'present.stage') },
      this.#room, build('p', { class: 'question' }, this.#question));
    this.dialog = build(
      'dialog',
      { class: 'presentation', 'aria-label': word(words, 'present.name') },
      build('div', { class: 'top' },
        build('h2', {}, this.#title),
        build('div', { class: 'bar' }, build('span', { class: 'progress' }, this.#progress),
          this.#previous, this.#next, this.#reveal, this.#controls, help, button(word(words, 'present.leave'), acts.leave)),
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
    const figure = this.figure ?? this.#make(slide, place);
    figure.hidden = false;
    this.#sentence.data = slide.sentence;
    this.#progress.data = this.#say('present.progress');
    this.#previous.disabled = place === 0;
    this.#showReveal();
    await figure.ready;
    // The words of the later figures come with the first of them.
    if (this.place !== place) return;
    this.#title.data = this.#kit.word(this.#words, `${slide.figure}.name`);
    this.#showReveal();
    const said = [this.#say('present.slide'), ...(this.concealed ? [this.#question.data] : [])];
    this.#status.data = said.join(' ');
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
    if (slide.question) figure.setAttribute('concealed', concealment(slide));
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
    if (concealed) this.figure?.setAttribute('concealed', concealment(slide));
    else this.figure?.removeAttribute('concealed');
    this.#showReveal();
    const verdict = this.figure?.shadowRoot?.querySelector('[part=verdict]')?.textContent ?? '';
    this.#status.data = concealed ? this.#kit.word(this.#words, 'present.concealed') : verdict;
  }

  #showReveal() {
    const { concealed } = this;
    const question = this.#slides[this.place]?.question;
    this.#question.data = concealed ? question || this.#kit.word(this.#words, 'present.expect') : '';
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

  /** Moves on in what the figure says, or back. @param {number} direction */
  scroll(direction) {
    const said = this.figure?.shadowRoot?.querySelector('[part=words]');
    said?.scrollBy(0, direction * SCROLL * said.clientHeight);
  }
}

/**
 * What of a figure is concealed: its words, or the picture too where that is the answer.
 *
 * @param {Slide} slide
 */
function concealment({ figure }) {
  return GIVEN.has(figure) ? 'words' : 'all';
}
