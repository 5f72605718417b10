/**
 * What is said on a slide: the question, or the answer and what the figure says. It is large, so that it may not all have room
 * at once; it stands in pages, and no page ends within a sentence that has room on one.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */

/** A sentence, and what is left at the end. */
const SENTENCE = /[^ ].*?(?:[.!?](?= |$)|$)/g;

export class Said {
  #build;
  #question;
  #answer;
  #verdict;
  #pages;
  #more;
  /** Stands where the text ends. */
  #end;
  #ended = true;
  /** Sees what the figure writes. @type {MutationObserver} */
  #follower;
  /** Sees whether the end is in view, without asking for a layout. @type {IntersectionObserver} */
  #sight;

  /** @type {HTMLElement} */
  element;

  /**
   * @param {Kit} kit
   * @param {Words} words
   */
  constructor({ build, word }, words) {
    this.#build = build;
    this.#question = build('p', { class: 'question' });
    this.#answer = build('p', { class: 'answer' });
    this.#verdict = build('div', { class: 'verdict' });
    this.#end = build('span', { class: 'end' });
    this.#pages = build('div', { class: 'pages' }, this.#question, this.#answer, this.#verdict);
    this.#more = build('button', { type: 'button', 'aria-label': word(words, 'present.more') });
    this.#more.addEventListener('click', () => (this.#ended ? this.#first() : this.turn(1)));
    this.element = build('div', { class: 'said' }, this.#pages, this.#more);
    this.#follower = new MutationObserver(([first]) => this.#tell(first?.target.textContent ?? ''));
    this.#sight = new IntersectionObserver((seen) => {
      this.#ended = seen.at(-1)?.isIntersecting ?? true;
      this.#more.hidden = this.#ended && this.#pages.scrollLeft === 0;
      this.#more.textContent = this.#ended ? '\u2191' : '\u2193';
    }, { root: this.#pages });
  }

  /** What is said, for those who listen. */
  get text() {
    return [this.#answer.textContent, ...[...this.#verdict.children].map(({ textContent }) => textContent)].filter(Boolean).join(' ');
  }

  /**
   * Says what a figure says, as long as it is shown. Until it answers it says nothing.
   *
   * @param {ReluFigure} figure
   */
  follow(figure) {
    this.#follower.disconnect();
    const verdict = figure.shadowRoot?.querySelector('[part=verdict]');
    this.#tell(verdict?.textContent ?? '');
    if (verdict) this.#follower.observe(verdict, { characterData: true, childList: true, subtree: true });
  }

  /**
   * Asks, or answers.
   *
   * @param {string} question empty if nothing is asked any more
   * @param {string} answer
   */
  show(question, answer) {
    this.#question.textContent = question;
    this.#answer.textContent = question ? '' : answer;
    this.#verdict.hidden = question !== '';
    this.#first();
    this.#mark();
  }

  /** @param {string} text */
  #tell(text) {
    const sentences = text.match(SENTENCE) ?? [];
    const there = this.#verdict.children;
    while (there.length > sentences.length) there[there.length - 1]?.remove();
    while (there.length < sentences.length) this.#verdict.append(this.#build('p'));
    sentences.forEach((sentence, i) => {
      const place = /** @type {HTMLElement} */ (there[i]);
      if (place.textContent !== sentence) place.textContent = sentence;
    });
    this.#mark();
  }

  #mark() {
    const last = this.#verdict.hidden ? this.#question : this.#verdict.lastElementChild ?? this.#answer;
    if (last.lastElementChild !== this.#end) last.append(this.#end);
    // It may have come into view, or gone, with what stands before it.
    this.#sight.disconnect();
    this.#sight.observe(this.#end);
  }

  #first() {
    this.#pages.scrollLeft = 0;
  }

  /**
   * Goes a page on, or back.
   *
   * @param {number} direction
   */
  turn(direction) {
    const { width } = this.#pages.getBoundingClientRect();
    this.#pages.scrollLeft = width * (Math.round(this.#pages.scrollLeft / width) + direction);
  }
}
