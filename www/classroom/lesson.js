/**
 * Lessons: steps through the figures of the page, each with a sentence, a question and its answer. One is given from a panel
 * beside the page; whoever wants to makes one of their own there. Fetched when a reader asks for it, or the address does.
 */

import { editing } from './lesson-editor.js';
import { OWN, PASSED_ON, keep, kept, readParts, writeParts } from './lesson-link.js';
import { panel } from './lesson-panel.js';
import { fetchShelf } from './lesson-shelf.js';

/** @typedef {import('./offer.js').Desk} Desk */
/** @typedef {import('./lesson-link.js').Lesson} Lesson */
/** @typedef {import('./lesson-link.js').Step} Step */
/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/hash.js').LessonPart} LessonPart */

/**
 * @param {Desk} desk
 * @returns {Promise<Lessons>}
 */
export async function start(desk) {
  const style = desk.kit.get(new URL('./lesson.css', import.meta.url)).then(desk.adoptSheet);
  const [shelf] = await Promise.all([fetchShelf(desk.kit), style]);
  return new Lessons(desk, shelf);
}

export class Lessons {
  #desk;
  #shelf;
  #panel;
  #editor;
  /** The lesson that is given or made. @type {Lesson | undefined} */
  #lesson;
  #at = 0;
  /** Somebody's own lesson, though it may not be given at present. @type {Lesson | undefined} */
  #own;
  #making = false;
  #revealed = false;
  /** The figure whose words wait for the answer. @type {ReluFigure | undefined} */
  #concealed;
  /** Where it was arrived at last, as links say it. */
  #reached = '';
  /** @type {HTMLElement | undefined} */
  #opener;

  /**
   * @param {Desk} desk
   * @param {readonly Lesson[]} shelf the lessons that come with the page
   */
  constructor(desk, shelf) {
    this.#desk = desk;
    this.#shelf = shelf;
    this.#own = kept(desk.figures.map(({ name }) => name));
    this.#editor = editing(desk, {
      change: (at, push) => this.#changed(at, push),
      go: (at) => this.#go(at, true),
      done: () => this.#give(),
    });
    this.#panel = panel(desk, this.#editor.element, {
      choose: (lesson) => this.#begin(lesson),
      make: () => this.#make(this.#own ?? { name: OWN, title: '', goals: [], steps: [] }),
      others: () => this.#leave(false),
      go: (at) => this.#go(at, true),
      reveal: () => this.#reveal(!this.#revealed),
      present: () => this.present(),
      edit: () => this.#edit(),
      print: (key) => this.#print(key),
      copy: () => this.#copy(),
      close: () => this.close(),
    });
  }

  /**
   * Opens the panel, or closes it.
   *
   * @param {HTMLElement} opener where the focus goes back to
   */
  open(opener) {
    if (this.#panel.isOpen) return this.close();
    this.#opener = opener;
    this.#show();
    this.#panel.focus();
  }

  close() {
    this.#leave(false);
    this.#panel.close();
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener?.focus({ preventScroll: true });
  }

  /**
   * What the parts of an address say, and the step that they lead to. The figures do not stand there yet.
   *
   * @param {readonly LessonPart[]} parts none if the address holds no lesson any more
   * @returns {Promise<{ slide: Step | undefined, notices: string[] }>}
   */
  async read(parts) {
    const { kit: { render }, words, figures } = this.#desk;
    if (parts.length === 0) {
      if (this.#making) this.#make({ name: OWN, title: this.#own?.title ?? '', goals: this.#own?.goals ?? [], steps: [] });
      else this.#leave(true);
      if (!this.#making) this.#panel.close();
      return { slide: undefined, notices: [] };
    }
    /** @param {string} given */
    const short = (given) => (given.length > 40 ? `${given.slice(0, 40)}\u2026` : given);
    const { lesson: read, step, unread } = readParts(parts, figures.map(({ name }) => name));
    const notices = unread.map((part) => render(words, ['lesson.unread', 'given', short(part)]));
    const lesson = read.name === OWN ? read : this.#shelf.find(({ name }) => name === read.name);
    if (!lesson) notices.unshift(render(words, ['lesson.unknown', 'given', short(read.name)]));
    else if (lesson.steps.length === 0) notices.unshift(render(words, ['lesson.without-steps']));
    if (!lesson || lesson.steps.length === 0) {
      this.#leave(true);
      return { slide: undefined, notices };
    }
    const asked = /^\d{1,4}$/.test(step ?? '1') ? Number(step ?? '1') - 1 : NaN;
    this.#at = Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), lesson.steps.length - 1);
    if (asked !== this.#at) notices.push(render(words, ['lesson.no-step', 'given', short(step ?? ''), 'step', String(this.#at + 1)]));
    this.#lesson = lesson;
    if (lesson.name === OWN) this.#own = lesson;
    else this.#making = false;
    return { slide: lesson.steps[this.#at], notices };
  }

  /**
   * The figures stand as the address says.
   *
   * @param {boolean} first the page has just been opened
   */
  async arrive(first) {
    const step = this.#step();
    if (!step) return;
    const same = this.#reached === this.#here();
    this.#reached = this.#here();
    if (!same) await this.#ask(step);
    this.#show();
    if (first || !same) this.#figure(step)?.scrollIntoView();
  }

  /** @returns {Step | undefined} */
  #step() {
    return this.#lesson?.steps[this.#at];
  }

  /** Where the lesson is, as links say it. */
  #here() {
    return this.#lesson ? writeParts(this.#lesson, this.#at).join() : '';
  }

  /** @param {Step} step */
  #figure(step) {
    return this.#desk.figures.find(({ name }) => name === step.figure);
  }

  /** @param {Lesson} lesson */
  #begin(lesson) {
    this.#lesson = lesson;
    this.#making = false;
    return this.#go(0, true);
  }

  /**
   * Goes to a step: its figure takes over its state, as one gesture.
   *
   * @param {number} at
   * @param {boolean} push
   */
  async #go(at, push) {
    const lesson = this.#lesson;
    const step = lesson?.steps[at];
    const figure = step && this.#figure(step);
    if (!lesson || !step || !figure) return;
    figure.wake();
    await figure.ready;
    if (this.#lesson !== lesson || !lesson.steps.includes(step)) return;
    this.#at = lesson.steps.indexOf(step);
    this.#reached = this.#here();
    const notices = figure.adopt(step.values);
    this.#desk.link.teach(this.#parts(), step, push);
    this.#desk.notify(notices);
    await this.#ask(step);
    this.#show();
    figure.scrollIntoView();
  }

  /**
   * Conceals what the figure says of the answer until it is revealed.
   *
   * @param {Step} step
   */
  async #ask(step) {
    this.#uncover();
    this.#revealed = this.#making || step.answer === '';
    const figure = this.#figure(step);
    if (!figure) return;
    figure.removeAttribute('concealed');
    if (this.#revealed) return;
    // Who waits for the figure to be shown is told that it was.
    await null;
    if (this.#step() !== step || this.#revealed) return;
    figure.setAttribute('concealed', 'words');
    this.#concealed = figure;
  }

  #uncover() {
    this.#concealed?.removeAttribute('concealed');
    this.#concealed = undefined;
  }

  /** @param {boolean} revealed */
  #reveal(revealed) {
    const step = this.#step();
    this.#revealed = revealed;
    this.#uncover();
    if (!revealed && step) {
      this.#concealed = this.#figure(step);
      this.#concealed?.setAttribute('concealed', 'words');
    }
    this.#show();
  }

  /** Shows the panel as things stand. */
  #show() {
    this.#opener?.setAttribute('aria-expanded', 'true');
    if (this.#making && this.#lesson) {
      this.#editor.show(this.#lesson, this.#at);
      this.#panel.showMaking(this.#lesson);
      return;
    }
    const step = this.#step();
    if (this.#lesson && step) this.#panel.showStep(this.#lesson, this.#at, this.#revealed, this.#figure(step));
    else this.#panel.showShelf(this.#shelf, this.#own);
  }

  /**
   * No lesson is given any more.
   *
   * @param {boolean} told whether the address says so already
   */
  #leave(told) {
    this.#uncover();
    if (!told && this.#lesson) this.#desk.link.teach([], undefined, true);
    this.#lesson = undefined;
    this.#reached = '';
    this.#at = 0;
    if (!told) this.#making = false;
    if (this.#panel.isOpen) this.#show();
  }

  /**
   * Makes or changes a lesson.
   *
   * @param {Lesson} lesson
   * @param {number} [at]
   */
  #make(lesson, at = 0) {
    this.#uncover();
    this.#lesson = lesson;
    this.#own = lesson;
    this.#making = true;
    this.#revealed = true;
    this.#changed(at, true);
    this.#editor.focus();
  }

  #edit() {
    const lesson = this.#lesson;
    if (!lesson) return;
    // What comes with the page stays as it is.
    const copied = () => ({ ...lesson, name: OWN, goals: [...lesson.goals], steps: lesson.steps.map((step) => ({ ...step, minutes: 0 })) });
    this.#make(lesson.name === OWN ? lesson : copied(), this.#at);
  }

  /** The lesson is given as it was made. */
  async #give() {
    this.#making = false;
    if (this.#step()) await this.#go(this.#at, false);
    else this.#leave(false);
    this.#panel.focus();
  }

  /**
   * The lesson is another than before.
   *
   * @param {number} at the step that is written
   * @param {boolean} push
   */
  #changed(at, push) {
    this.#at = at;
    this.#reached = this.#here();
    if (this.#lesson) keep(this.#lesson);
    this.#desk.link.teach(this.#parts(), this.#step(), push);
    this.#show();
  }

  /** What the address says of the lesson: nothing if it does not fit. */
  #parts() {
    const lesson = this.#lesson;
    if (!lesson || lesson.steps.length === 0) return [];
    const parts = writeParts(lesson, this.#at);
    return this.#desk.link.fits(parts) ? parts : [];
  }

  /**
   * Has the whole screen show the lesson, and goes on with the step that was shown last.
   *
   * @returns {Promise<void> | undefined} undefined if there is none to be shown
   */
  present() {
    return this.#step() && this.#presented();
  }

  async #presented() {
    const { kit, words, link } = this.#desk;
    const lesson = this.#lesson;
    if (!lesson) return;
    const { present } = await import('./present.js');
    const at = await present(kit, lesson.steps, this.#at, words);
    if (this.#lesson !== lesson || at === this.#at || !lesson.steps[at]) return;
    // Its figure stands as the presentation has left it.
    this.#uncover();
    this.#at = at;
    this.#revealed = true;
    this.#reached = this.#here();
    link.teach(this.#parts(), this.#step(), true);
    this.#show();
  }

  async #copy() {
    if (!this.#lesson) return;
    const parts = writeParts(this.#lesson);
    const [length, most] = this.#desk.link.lengthOf(parts);
    if (length > most) return this.#panel.say('lesson.too-long', 'length', String(length), 'most', String(most));
    const address = this.#desk.link.addressOf(parts);
    try {
      await navigator.clipboard.writeText(address);
      if (length > PASSED_ON) this.#panel.say('lesson.long', 'length', String(length), 'most', String(PASSED_ON));
      else this.#panel.say('lesson.copied');
    } catch {
      this.#panel.showLink(address);
    }
  }

  /** @param {boolean} key with the answers */
  async #print(key) {
    const lesson = this.#lesson;
    if (!lesson) return;
    const { printLesson } = await import('./worksheet.js');
    const parts = writeParts(lesson);
    const address = this.#desk.link.fits(parts) ? this.#desk.link.addressOf(parts) : '';
    await printLesson(this.#desk, lesson, { key, address }, (...sentence) => this.#panel.say(...sentence));
  }
}
