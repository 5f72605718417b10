/**
 * What a figure shows of its long work: how far it is, and a button that stops it or has it go on. Fetched with the first
 * figure that can have any.
 */

import { undertake } from '../work/crew.js';

// For the article, which has a worker of its own: the module that knows the address runs once.
export { slices, worker } from '../work/members.js';

/** @typedef {Pick<import('../wasm/later.js').Figure, 'beginWork' | 'progress' | 'take'>} Working a figure that can have long work */

/**
 * What it takes from the first screen.
 *
 * @typedef {object} Kit
 * @property {typeof import('./dom.js').build} build
 * @property {typeof import('./dom.js').writer} writer
 * @property {typeof import('../words.js').render} render
 */

/**
 * What it asks of the figure.
 *
 * @typedef {object} Owner
 * @property {(piece: number, result: Float64Array) => void} take
 * @property {() => void} done all of it is shown
 * @property {(why: Error) => void} fail
 */

export class FigureWork {
  #owner;
  #line;
  #bar;
  #button;
  #say;
  #show;
  #sentence;
  /** @type {import('../work/crew.js').Undertaking | undefined} */
  #undertaking;
  #stopped = false;

  /** Whether results are still to come. */
  busy = false;

  /**
   * @param {HTMLElement} line where it is shown
   * @param {import('../words.js').Words} words
   * @param {Kit} kit
   * @param {Owner} owner
   */
  constructor(line, words, { build, writer, render }, owner) {
    this.#owner = owner;
    this.#line = line;
    const label = document.createTextNode('');
    const told = document.createTextNode('');
    // Said once, at the end: a bar that speaks of every step would drown the rest.
    this.#bar = build('progress', { 'aria-hidden': 'true' });
    this.#button = build('button', { type: 'button' }, label);
    this.#button.addEventListener('click', () => (this.#stopped ? this.#goOn() : this.#stop()));
    line.replaceChildren(this.#bar, build('span', {}, told), this.#button);
    this.#say = writer(told);
    const name = writer(label);
    this.#show = (/** @type {boolean} */ stopped) => name(render(words, [stopped ? 'work.go-on' : 'work.stop']));
    this.#sentence = (/** @type {number} */ shown, /** @type {number} */ all) => {
      return render(words, ['work.shown', 'shown', String(shown), 'all', String(all)]);
    };
    this.#show(false);
  }

  /**
   * Begins what a change has made necessary, and shows how far it is; called in every frame, before the figure is drawn.
   *
   * @param {Working} figure
   */
  follow(figure) {
    const job = figure.beginWork();
    const [shown = 0, all = 0] = figure.progress();
    if (job) this.#begin(job, all);
    this.#bar.max = Math.max(1, all);
    this.#bar.value = shown;
    this.#say(this.#sentence(shown, all));
    const complete = shown === all;
    this.#line.classList.toggle('done', complete);
    this.#line.classList.toggle('none', all === 0);
    if (!complete || !this.busy) return;
    this.busy = false;
    this.#undertaking = undefined;
    if (all > 0) this.#owner.done();
  }

  /**
   * @param {Float64Array} job
   * @param {number} pieces
   */
  #begin(job, pieces) {
    this.leave();
    this.#stopped = false;
    this.#show(false);
    this.busy = pieces > 0;
    if (pieces === 0) return;
    this.#undertaking = undertake({
      job,
      pieces,
      take: this.#owner.take,
      fail: (why) => this.#owner.fail(new Error(why)),
    });
  }

  #stop() {
    if (!this.busy) return;
    this.#undertaking?.stop();
    this.#stopped = true;
    this.busy = false;
    this.#show(true);
    // What is there is now the result.
    this.#owner.done();
  }

  #goOn() {
    this.#stopped = false;
    this.busy = true;
    this.#show(false);
    this.#undertaking?.goOn();
  }

  /** The figure is gone, or wants something else. */
  leave() {
    this.#undertaking?.stop();
    this.#undertaking = undefined;
    this.busy = false;
  }
}
