/**
 * What a figure that is a run through time has beside its controls: buttons that play it and walk through it, and buttons
 * for what can be done with what it shows. Fetched with the first figure that has any.
 *
 * Playing is nothing but moving a parameter with time: the figure knows no clock.
 */

/** @typedef {import('../wasm/later.js').Figure} Figure */

/**
 * What it takes from the first screen, and asks of the figure's view.
 *
 * @typedef {object} Kit
 * @property {string} name the figure's
 * @property {import('../words.js').Words} words
 * @property {typeof import('../words.js').render} render
 * @property {typeof import('./dom.js').build} build
 * @property {typeof import('./dom.js').writer} writer
 * @property {() => void} schedule has the figure rendered in the next frame
 * @property {() => number} scale how many times larger than it is laid out the picture is drawn
 * @property {() => Figure | undefined} figure
 * @property {(change: (figure: Figure) => void) => void} change
 * @property {(push?: boolean) => void} commit
 * @property {() => boolean} busy whether results are still to come
 */

/** The longest time between two pictures that counts, in milliseconds: longer, and the machine was asleep. */
const LONGEST = 1500;

/** What is due later than in the next frame, in milliseconds, is waited for without drawing. */
const FRAME = 20;

/** So long stands a picture, in milliseconds, for those who want less motion. */
const CALM = 250;

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Where each button leads. @type {[word: string, (at: number, end: number, stride: number) => number][]} */
const WALKS = [
  ['transport.start', () => 0],
  ['transport.epoch-back', (at, _, stride) => Math.max(0, (Math.ceil(at / stride) - 1) * stride)],
  ['transport.update-back', (at) => Math.max(0, at - 1)],
  ['transport.update', (at, end) => Math.min(end, at + 1)],
  ['transport.epoch', (at, end, stride) => Math.min(end, (Math.floor(at / stride) + 1) * stride)],
];

/** How many of them lead back; the button that plays stands between. */
const BACK = 3;

/** The pace of an epoch a picture. */
const EPOCHS = 0;

export class Transport {
  #kit;
  #index;
  #label;
  #speed;
  /** The played parameter's slider, which reaches as far as the run. @type {HTMLInputElement | null} */
  #range;
  /** @type {{ button: HTMLButtonElement, to: (typeof WALKS)[number][1] }[]} */
  #walks;
  /** Where it stands, with the part of a step that is not done yet. */
  #exact = 0;
  /** The value that it has set last: if there is another, somebody else has taken over. */
  #set = 0;
  #moved = 0;
  #waiting = false;
  #timer = 0;
  /** @type {AbortController | undefined} */
  #listening;

  /** Whether time moves the parameter. */
  playing = false;

  /**
   * @param {HTMLElement} bar where its buttons stand
   * @param {{ parameter: number, paces: readonly number[] }} played
   * @param {HTMLElement} control that of the played parameter
   * @param {HTMLCanvasElement} canvas
   * @param {Kit} kit
   */
  constructor(bar, { parameter, paces }, control, canvas, kit) {
    const { words, render, build, writer } = kit;
    this.#kit = kit;
    this.#index = parameter;
    this.#walks = WALKS.map(([word, to]) => {
      const button = build('button', { type: 'button', part: 'button' }, render(words, [word]));
      onPress(button, () => this.#walk(to));
      return { button, to };
    });
    const label = document.createTextNode('');
    const play = build('button', { type: 'button', class: 'play', part: 'button' }, label);
    play.addEventListener('click', () => (this.playing ? this.pause() : this.#play()));
    const write = writer(label);
    this.#label = () => write(render(words, [this.playing ? 'transport.pause' : 'transport.play']));
    this.#speed = build('select', { part: 'select' }, ...[...paces, EPOCHS].map((pace) => {
      return build('option', { value: String(pace) }, render(words, paceSentence(pace)));
    }));
    this.#speed.value = String(paces.at(-1) ?? EPOCHS);
    const buttons = this.#walks.map(({ button }) => button);
    bar.setAttribute('aria-label', render(words, ['transport.name']));
    bar.replaceChildren(
      ...buttons.slice(0, BACK),
      play,
      ...buttons.slice(BACK),
      build('label', {}, build('span', {}, render(words, ['transport.speed'])), this.#speed),
    );
    this.#label();
    this.#range = control.querySelector('input[type=range]');
    control.addEventListener('pointerdown', () => this.pause());
    canvas.addEventListener('pointerdown', ({ offsetX, offsetY, pointerType, button }) => {
      const figure = this.playing && button === 0 && kit.figure();
      if (!figure) return;
      const handle = figure.grab(offsetX / kit.scale(), offsetY / kit.scale(), pointerType === 'touch');
      if (handle >= 0 && figure.handleParameter(handle) === parameter) this.pause();
    });
  }

  /**
   * Moves on if it plays, and shows which ways are open; called in every frame, before the figure is drawn.
   *
   * @param {Figure} figure
   */
  follow(figure) {
    if (this.playing) this.#advance(figure);
    const [at, end, stride] = this.#where(figure);
    for (const { button, to } of this.#walks) allow(button, to(at, end, stride) !== at);
    this.#stretch(at, end);
  }

  /**
   * Has the slider reach to the end of the run; as long as that is still to come, not less far than before.
   *
   * @param {number} at
   * @param {number} end
   */
  #stretch(at, end) {
    const range = this.#range;
    if (!range || end <= 0 || Number(range.max) === end) return;
    if (this.#kit.busy() && end < Number(range.max)) return;
    range.max = String(end);
    range.value = String(at);
  }

  /**
   * Where the figure stands, how far it can go, and how long an epoch is.
   *
   * @param {Figure} figure
   * @returns {[at: number, end: number, stride: number]}
   */
  #where(figure) {
    const end = figure.end();
    return [Math.min(Number(figure.value(this.#index)), end), end, figure.stride()];
  }

  /** @param {Figure} figure */
  #advance(figure) {
    if (Number(figure.value(this.#index)) !== this.#set) return this.#rest();
    const end = figure.end();
    const now = performance.now();
    if (this.#exact >= end) {
      // What comes next has the figure rendered when it is there.
      this.#waiting = true;
      if (!this.#kit.busy()) this.#pauseAfterwards();
      return;
    }
    // The time that was waited is not caught up with.
    if (this.#waiting) this.#moved = now;
    this.#waiting = false;
    const elapsed = Math.min(now - this.#moved, LONGEST);
    const pace = Number(this.#speed.value);
    if (!calm.matches || elapsed >= CALM) {
      this.#moved = now;
      const further = pace === EPOCHS ? figure.stride() : (elapsed * pace) / 1000;
      this.#exact = Math.min(end, this.#exact + further);
      this.#put(figure, Math.floor(this.#exact));
    }
    const due = pace === EPOCHS ? 0 : ((Math.floor(this.#exact) + 1 - this.#exact) / pace) * 1000;
    const wait = Math.max(due, calm.matches ? CALM - (now - this.#moved) : 0);
    clearTimeout(this.#timer);
    if (wait > FRAME) this.#timer = setTimeout(this.#kit.schedule, wait);
    else this.#kit.schedule();
  }

  /**
   * @param {Figure} figure
   * @param {number} value
   */
  #put(figure, value) {
    figure.clamp(this.#index, value);
    this.#set = Number(figure.value(this.#index));
  }

  /** @param {(typeof WALKS)[number][1]} to */
  #walk(to) {
    this.pause();
    this.#kit.change((figure) => figure.clamp(this.#index, to(...this.#where(figure))));
    this.#kit.commit();
  }

  #play() {
    this.#kit.change((figure) => {
      const end = figure.end();
      const at = Number(figure.value(this.#index));
      this.#exact = at >= end && !this.#kit.busy() ? 0 : at;
      this.#put(figure, this.#exact);
    });
    this.playing = true;
    this.#waiting = false;
    this.#moved = performance.now();
    this.#label();
    this.#listening = new AbortController();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.pause();
    }, this.#listening);
  }

  /** Ends the gesture that playing is. */
  pause() {
    if (!this.playing) return;
    this.#rest();
    this.#kit.commit();
  }

  /** What is shown is written when it has been drawn. */
  #pauseAfterwards() {
    this.#rest();
    queueMicrotask(() => this.#kit.commit());
  }

  /** Time moves nothing any more. */
  #rest() {
    this.playing = false;
    this.#listening?.abort();
    clearTimeout(this.#timer);
    this.#label();
  }

  /** The figure is gone. */
  leave() {
    if (this.playing) this.#rest();
  }
}

/**
 * Buttons for what can be done with what the figure shows.
 *
 * @param {HTMLElement} row where they stand
 * @param {readonly string[]} keys
 * @param {Kit} kit
 * @returns {(figure: Figure) => void} shows what is possible; called in every frame
 */
export function actions(row, keys, { name, words, render, build, change, commit }) {
  const buttons = keys.map((key, place) => {
    const button = build('button', { type: 'button', part: 'button' }, render(words, [`${name}.action.${key}`]));
    onPress(button, () => {
      change((figure) => figure.act(place));
      commit(true);
    });
    return button;
  });
  row.replaceChildren(...buttons);
  return (figure) => {
    const possible = figure.can();
    buttons.forEach((button, place) => allow(button, ((possible >>> place) & 1) === 1));
  };
}

/** Buttons that would do nothing now: they keep the focus, which one that is disabled would lose. @type {WeakSet<Element>} */
const idle = new WeakSet();

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} possible
 */
function allow(button, possible) {
  if (idle.has(button) !== possible) return;
  if (possible) idle.delete(button);
  else idle.add(button);
  button.setAttribute('aria-disabled', String(!possible));
}

/**
 * @param {HTMLButtonElement} button
 * @param {() => void} act
 */
function onPress(button, act) {
  button.addEventListener('click', () => {
    if (!idle.has(button)) act();
  });
}

/** @param {number} pace */
function paceSentence(pace) {
  if (pace === EPOCHS) return ['transport.pace.epochs'];
  return pace === 1 ? ['transport.pace.one'] : ['transport.pace', 'pace', String(pace)];
}
