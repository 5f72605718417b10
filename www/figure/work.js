/**
 * What a figure shows of its long work: how far it is, how long the rest will take, and a button that stops it or has it go
 * on. Fetched with the first figure that can have any.
 */

import { undertake } from '../work/crew.js';

// For the article, which has a worker of its own: the module that knows the address runs once.
export { slices, worker } from '../work/members.js';

/** @typedef {import('../wasm/later.js').Figure} Figure */

/**
 * What it takes from the first screen.
 *
 * @typedef {object} Kit
 * @property {string} name the figure's
 * @property {import('../words.js').Words} words
 * @property {typeof import('./dom.js').build} build
 * @property {typeof import('./dom.js').writer} writer
 * @property {typeof import('../words.js').render} render
 */

/**
 * What it asks of the figure.
 *
 * @typedef {object} Owner
 * @property {import('../work/crew.js').Wanted['take']} take
 * @property {() => void} done all of it is shown
 * @property {(why: Error) => void} fail
 */

/** The rest is estimated when so much of the whole is done, or so many milliseconds are over. */
const SHARE = 0.05;
const WHILE = 1000;

/** And said anew after so many at the earliest. */
const OFTEN = 500;

export class FigureWork {
  #owner;
  #line;
  #bar;
  #button;
  #say;
  #sayLeft;
  #show;
  #kit;
  /** @type {import('../work/crew.js').Undertaking | undefined} */
  #undertaking;
  /** How many milliseconds were worked before it was last begun or went on, when that was, and when the rest was last said. */
  #worked = 0;
  #since = 0;
  #said = 0;

  /** Whether results are still to come. */
  busy = false;

  /** Whether a reader has stopped it. */
  stopped = false;

  /**
   * @param {HTMLElement} line where it is shown
   * @param {Kit} kit
   * @param {Owner} owner
   */
  constructor(line, kit, owner) {
    const { words, build, writer, render } = kit;
    this.#kit = kit;
    this.#owner = owner;
    this.#line = line;
    const label = document.createTextNode('');
    const told = document.createTextNode('');
    const left = document.createTextNode('');
    // Said once, at the end: a bar that speaks of every step would drown the rest.
    this.#bar = build('progress', { part: 'progress', 'aria-hidden': 'true' });
    this.#button = build('button', { type: 'button', part: 'button' }, label);
    this.#button.addEventListener('click', () => (this.stopped ? this.#goOn() : this.#stop()));
    line.replaceChildren(this.#bar, build('span', {}, told), build('span', { class: 'left' }, left), this.#button);
    this.#say = writer(told);
    this.#sayLeft = writer(left);
    const name = writer(label);
    this.#show = (/** @type {boolean} */ stopped) => name(render(words, [stopped ? 'work.go-on' : 'work.stop']));
    this.#show(false);
  }

  /**
   * Begins what a change has made necessary, and shows how far it is; called in every frame, before the figure is drawn.
   *
   * @param {Figure} figure
   */
  follow(figure) {
    const job = figure.beginWork();
    if (job) this.#begin(job, figure.pieces());
    const [shown = 0, all = 0] = figure.progress();
    const { name, words, render } = this.#kit;
    this.#bar.max = Math.max(1, all);
    this.#bar.value = shown;
    this.#say(render(words, [`${name}.work.shown`, 'shown', String(shown), 'all', String(all)]));
    this.#estimate(shown, all);
    const complete = shown === all;
    this.#line.classList.toggle('done', complete);
    this.#line.classList.toggle('none', all === 0);
    if (!complete || !this.busy) return;
    this.busy = false;
    this.#undertaking = undefined;
    if (all > 0) this.#owner.done();
  }

  /**
   * Says how long the rest will take, if it goes on as it has gone.
   *
   * @param {number} shown
   * @param {number} all
   */
  #estimate(shown, all) {
    const { words, render } = this.#kit;
    if (!this.busy || shown === all) return this.#sayLeft('');
    const now = performance.now();
    const worked = this.#worked + now - this.#since;
    if (now - this.#said < OFTEN || shown === 0 || (shown < SHARE * all && worked < WHILE)) return;
    this.#said = now;
    const seconds = Math.round(((all - shown) * worked) / shown / 1000);
    this.#sayLeft(seconds > 0 ? render(words, ['work.left', 'seconds', String(seconds)]) : '');
  }

  /**
   * @param {Float64Array} job
   * @param {Uint32Array} its how many pieces it has, and whether they come in parts
   */
  #begin(job, [pieces = 0, streams]) {
    this.leave();
    this.stopped = false;
    this.#show(false);
    this.#sayLeft('');
    this.#worked = 0;
    this.#said = 0;
    this.#since = performance.now();
    this.busy = pieces > 0;
    if (pieces === 0) return;
    this.#undertaking = undertake({
      job,
      pieces,
      streams: streams === 1,
      take: this.#owner.take,
      fail: (why) => this.#owner.fail(new Error(why)),
    });
  }

  #stop() {
    if (!this.busy) return;
    this.#undertaking?.stop();
    this.stopped = true;
    this.busy = false;
    this.#worked += performance.now() - this.#since;
    this.#sayLeft('');
    this.#show(true);
    // What is there is now the result.
    this.#owner.done();
  }

  #goOn() {
    this.stopped = false;
    this.busy = true;
    this.#since = performance.now();
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
