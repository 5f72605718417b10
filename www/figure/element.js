/**
 * <relu-figure name="...">: one interactive figure.
 *
 * Its attributes are its state; they are read when they change and written when a gesture ends. What stands inside it
 * in the document (a static picture, a table) is shown until the figure is ready, and again if it fails; it then has the
 * attribute "failed". Further attributes: "theme", light or dark; "controls", which of them a reader is shown; "lock", which
 * parameters a reader may not move. These, and the name, are properties as well.
 *
 * Events: "relu-input" when a value has changed, at most once a frame; "relu-change" when a gesture has ended (detail.state:
 * what it led to, detail.push: whether it deserves an entry of its own in the browser's history); "relu-notice" when a value
 * could not be used; "relu-settled" when its long work has come to an end; "relu-failure" when the figure cannot run. All that a
 * host's page can use is listed in www/custom-elements.json.
 */

import { engine, isFirst, laterEngine, replaceInstance } from '../engine.js';
import { get } from '../fetch.js';
import { schedule, unschedule } from '../frame.js';
import { readNumber, writeNumber } from '../number.js';
import { numbers } from '../numbers.js';
import { learn, render, word } from '../words.js';
import { build } from './dom.js';
import { FigureView, working } from './view.js';
import { History } from './history.js';
import { call, near } from './near.js';
import { readControl, readOutline } from './outline.js';

/** @typedef {import('../engine.js').Engine} Engine */
/** @typedef {import('../wasm/relu_explainer.js').Figure} Figure */
/** @typedef {import('./outline.js').Parameter} Parameter */

/**
 * A parameter as a number in the text holds it. `commit` of the figure ends the gesture.
 *
 * @typedef {object} Hold
 * @property {number} from the position of the smallest number
 * @property {number} to and of the largest
 * @property {() => import('./outline.js').Shown} shown
 * @property {(stride: string, up: boolean) => void} step by a key press
 * @property {(position: number) => void} slide to a place between `from` and `to`
 * @property {(value: number) => boolean} assign says whether the value was accepted
 */

/** Without a document the module can still be imported. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

export class ReluFigure extends Base {
  /** @type {Engine | undefined} */
  #engine;
  /** @type {Figure | undefined} */
  #figure;
  /** @type {FigureView | undefined} */
  #view;
  /** @type {readonly Parameter[]} */
  #parameters = [];
  #history = new History();
  /**
   * What its attributes asked for in the beginning: where Reset, and a link that says nothing, lead back to.
   *
   * @type {Map<string, number | string> | undefined}
   */
  #initial;
  /** What a script asked for before there was a figure. @type {Record<string, number | string> | undefined} */
  #wanted;
  /** What the host's page restricts, once it has asked for that. @type {import('./restraint.js').Restraint | undefined} */
  #restraint;
  /** Whether a change has not been told yet; whether the next frame has nothing to tell of. */
  #untold = false;
  #told = false;
  /** @type {AbortController | undefined} */
  #connected;
  /** The name of the figure that all of this is of. @type {string | undefined} */
  #born;
  /** Resolves what waits for it; undefined once it has. @type {(() => void) | undefined} */
  #answer;
  #ready = this.#awaited();
  #observer = globalThis.MutationObserver && new MutationObserver((changes) => this.#attributesChanged(changes));

  /**
   * The crate's numbers for scripts, fetched at the first call:
   * `const { gelu } = await customElements.get('relu-figure').numbers()`.
   *
   * @returns {Promise<import('../numbers.js').Numbers>}
   */
  static numbers() {
    return numbers();
  }

  /** The figure's name. */
  get name() {
    return this.getAttribute('name') ?? '';
  }

  set name(name) {
    this.#write('name', name);
  }

  /** Its colours, light or dark; the system's if empty. */
  get theme() {
    return this.getAttribute('theme') ?? '';
  }

  set theme(theme) {
    this.#write('theme', theme);
  }

  /** Which controls a reader is shown. */
  get controls() {
    return this.getAttribute('controls') ?? '';
  }

  set controls(controls) {
    this.#write('controls', controls);
  }

  /** What a reader may not move. */
  get lock() {
    return this.getAttribute('lock') ?? '';
  }

  set lock(lock) {
    this.#write('lock', lock);
  }

  /**
   * @param {string} attribute
   * @param {string | null | undefined} value
   */
  #write(attribute, value) {
    if (value === null || value === undefined) this.removeAttribute(attribute);
    else this.setAttribute(attribute, value);
  }

  /**
   * Resolves when the figure answers, or has said in its place why it cannot. One that is taken out, or becomes another, has
   * another such promise for its next life.
   *
   * @returns {Promise<void>}
   */
  get ready() {
    this.#listen();
    return this.#ready;
  }

  /** @returns {Promise<void>} */
  #awaited() {
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Whether it answers. */
  get awake() {
    return this.#figure !== undefined;
  }

  /** Has it begin now, though it may be far from the window. */
  wake() {
    call(this);
  }

  /**
   * The values that differ from their defaults. Those that are set take over as one gesture, and all others return to their
   * defaults; what cannot be used is named in "relu-notice".
   *
   * @returns {Record<string, number | string>}
   */
  get state() {
    return this.#wanted ?? Object.fromEntries(this.#figure ? this.values() : this.#history.present);
  }

  set state(state) {
    if (typeof (state ?? {}) !== 'object') throw new TypeError(`state is ${state}; it must be an object`);
    this.#listen();
    this.#wanted = { ...state };
    if (!this.#figure) return;
    this.#takeWanted();
    this.commit();
  }

  #takeWanted() {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.#wanted = undefined;
    this.#restore(new Map());
    this.#notify(Object.entries(wanted).map(([key, value]) => this.#read(key, String(value))));
  }

  connectedCallback() {
    for (const key of /** @type {const} */ (['name', 'theme', 'controls', 'lock', 'state'])) {
      // Set before the element was known, it hides the property.
      if (!Object.hasOwn(this, key)) continue;
      const value = this[key];
      Reflect.deleteProperty(this, key);
      Reflect.set(this, key, value);
    }
    if (this.#born !== this.name) {
      // Another figure than it was: begun anew, as if it had just been inserted.
      this.#born = this.name;
      this.#parameters = [];
      this.#history.restart(new Map());
      this.#view = this.#restraint = this.#initial = undefined;
    }
    this.#connected = new AbortController();
    this.#observer.observe(this, { attributes: true });
    this.#start(this.#connected.signal);
  }

  /** To be moved, where the browser can do that, changes nothing. */
  connectedMoveCallback() {}

  disconnectedCallback() {
    this.#connected?.abort();
    this.#observer.disconnect();
    unschedule(this);
    this.#view?.disconnect();
    this.#release();
    if (!this.#answer) this.#ready = this.#awaited();
  }

  /** @param {AbortSignal} signal */
  async #start(signal) {
    try {
      const first = isFirst(this.name);
      if (!first) await near(this);
      if (signal.aborted) return;
      const loaded = await (first ? engine() : laterEngine());
      if (signal.aborted) return;
      // What looks and speaks otherwise has a view of its own.
      if (loaded !== this.#engine) this.#view = undefined;
      this.#engine = loaded;
      this.#engine.instances.addEventListener('replaced', () => this.#revive(), { signal });
      this.#create();
      await this.#restrain();
      if (signal.aborted) return;
      this.#readAttributes();
      const before = this.#initial;
      this.#initial ??= this.#values();
      const wanted = this.#wanted;
      this.#takeWanted();
      // What comes back can still be undone.
      if (before) this.#history.record(this.#values());
      else this.#history.restart(this.#values());
      if (wanted) this.#reflect();
      this.#told = true;
      this.#view?.connect(signal);
      this.toggleAttribute('failed', false);
    } catch (reason) {
      if (signal.aborted) return;
      this.#fail(reason);
    }
    this.#answer?.();
    this.#answer = undefined;
  }

  /** Makes the crate's figure, and the view if there is none yet. */
  #create() {
    if (!this.#engine) return;
    this.#view ??= new FigureView(this, this.#engine, {
      figure: () => this.#figure,
      change: (change) => this.#change(change, this.#restraint),
      attempt: (change) => this.#attempt(change),
      commit: (push) => this.commit(push),
      undo: () => this.#takeBack(this.#restraint),
      reset: () => this.#startOver(this.#restraint),
      attend: (index) => this.attend(this.#parameters[index]?.key ?? ''),
      canUndo: () => this.#history.canUndo && !this.#restraint?.whole,
      take: (...result) => this.#show((figure) => working(figure).take(...result)),
      fail: (reason) => this.#fail(reason),
      settled: () => this.#dispatch('relu-settled'),
      sit: () => this.#sit(),
    });
    this.#figure = new this.#engine.Figure(this.name, this.#view.canvas());
    const outline = readOutline(this.#figure.outline());
    this.#parameters = outline.parameters;
    this.#view.build(this.name, outline);
  }

  #release() {
    const figure = this.#figure;
    this.#figure = undefined;
    try {
      figure?.free();
    } catch {
      // A figure of a thrown away instance is gone already.
    }
  }

  /** The crate's instance was replaced: the same figure, with the values it had after the last gesture. */
  #revive() {
    this.#release();
    try {
      this.#create();
      this.#restore(this.#history.present);
      this.#view?.refresh();
    } catch (reason) {
      this.#fail(reason);
    }
  }

  /** @param {unknown} reason */
  #fail(reason) {
    this.#release();
    this.toggleAttribute('failed', true);
    this.#view ??= this.#engine && new FigureView(this, this.#engine);
    const why = reason instanceof Error ? reason.message : String(reason);
    if (this.#view && this.#engine) {
      this.#view.fail(render(this.#engine.words, ['figure.failed', 'why', why]));
    }
    this.#dispatch('relu-failure', { why });
  }

  /**
   * Runs code of the crate that draws or computes. What it throws is a trap or an import that failed, and leaves
   * the instance in an unknown state; it is replaced once. A second failure in a row is the figure's own.
   *
   * @param {(figure: Figure) => void} work
   */
  #guard(work) {
    if (!this.#figure || !this.#engine) return;
    try {
      work(this.#figure);
    } catch (reason) {
      this.#failures += 1;
      if (this.#failures > 1) return this.#fail(reason);
      replaceInstance(this.#engine);
    }
  }

  /**
   * Has a function called in every frame in which the figure is drawn anew, after it.
   *
   * @param {() => void} follower
   */
  follow(follower) {
    this.#followers.add(follower);
  }

  /** @type {Set<() => void>} */
  #followers = new Set();

  /** Failures since the figure was last drawn whole. */
  #failures = 0;

  /** Brings picture and read-outs up to date; called once per frame. */
  render() {
    this.#guard((figure) => {
      const changed = this.#view?.render(figure);
      this.#failures = 0;
      for (const follower of this.#followers) follower();
      this.#tell(changed);
      this.#untold = this.#told = false;
    });
  }

  /**
   * @param {(figure: Figure) => void} change
   * @param {import('./restraint.js').Restraint} [restraint] of whoever asks for it
   */
  #change(change, restraint) {
    this.#untold = true;
    this.#show(restraint ? restraint.keeping(change) : change);
  }

  /** @param {(figure: Figure) => void} change of what is seen */
  #show(change) {
    this.#guard(change);
    schedule(this);
  }

  /** @param {unknown} changed whether anything has */
  #tell(changed) {
    if (changed && !this.#told) this.#dispatch('relu-input');
  }

  /**
   * @param {string} type
   * @param {object} [detail]
   */
  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /**
   * A change that the crate may refuse.
   *
   * @param {(figure: Figure) => void} change
   * @returns {boolean} whether it was accepted
   */
  #attempt(change) {
    let refused = false;
    this.#change((figure) => {
      try {
        change(figure);
      } catch (reason) {
        if (reason instanceof WebAssembly.RuntimeError) throw reason;
        refused = true;
      }
    });
    return !refused;
  }

  /**
   * Has the marks that a parameter governs stand out, or none, and tells the page.
   *
   * @param {string} key
   */
  attend(key) {
    this.#show((figure) => figure.attend(this.#parameters.findIndex((parameter) => parameter.key === key)));
    this.#dispatch('relu-attend', { parameter: key });
  }

  /**
   * What a number in the text needs to show a parameter and to move it.
   *
   * @param {string} key
   * @returns {Hold | undefined} undefined if the figure has no such parameter, or does not answer yet
   */
  hold(key) {
    const index = this.#parameters.findIndex((parameter) => parameter.key === key);
    const parameter = this.#parameters[index];
    if (!parameter) return undefined;
    return {
      from: parameter.from,
      to: parameter.to,
      shown: () => readControl(this.#figure?.control(index) ?? ''),
      step: (stride, up) => this.#change((figure) => figure.step(index, stride, up)),
      slide: (position) => this.#change((figure) => figure.slide(index, position, (parameter.to - parameter.from) / 200, false)),
      assign: (value) => this.#attempt((figure) => figure.assign(index, value)),
    };
  }

  /**
   * The gesture is over: attributes, table and text alternative follow.
   *
   * @param {boolean} [push] whether it deserves an entry of its own in the browser's history
   */
  commit(push = false) {
    if (!this.#figure) return;
    if (this.#history.record(this.#values())) this.#settled(push);
  }

  /** @param {boolean} push */
  #settled(push) {
    this.#reflect();
    schedule(this);
    this.#view?.settle();
    // What a gesture has changed is told before its end.
    this.#tell(this.#untold);
    this.#told ||= this.#untold;
    this.#dispatch('relu-change', { push, state: Object.fromEntries(this.#values()) });
  }

  /** Takes the last gesture back. */
  undo() {
    this.#takeBack();
  }

  /** @param {import('./restraint.js').Restraint} [restraint] */
  #takeBack(restraint) {
    this.#listen();
    const past = this.#history.undo();
    if (!past) return;
    this.#restore(past, restraint);
    if (restraint) this.#history.amend(this.#values());
    this.#settled(false);
  }

  /** Every parameter to what it was in the beginning, as a part of a gesture. */
  restart() {
    this.#listen();
    this.#restore(this.#initial ?? new Map());
  }

  /** Every parameter to what it was in the beginning. */
  reset() {
    this.#startOver();
  }

  /** @param {import('./restraint.js').Restraint} [restraint] */
  #startOver(restraint) {
    this.#listen();
    this.#restore(this.#initial ?? new Map(), restraint);
    this.commit(true);
  }

  /**
   * The values that differ from their defaults.
   *
   * @returns {Map<string, number | string>}
   */
  values() {
    this.#listen();
    return this.#values();
  }

  #values() {
    /** @type {Map<string, number | string>} */
    const values = new Map();
    this.#parameters.forEach(({ key, standard }, index) => {
      const value = this.#figure?.value(index);
      if (value !== undefined && String(value) !== standard) values.set(key, value);
    });
    return values;
  }

  /**
   * The values that differ from those in the beginning: what a link has to say.
   *
   * @returns {Map<string, number | string>}
   */
  changes() {
    const values = this.values();
    /** @type {Map<string, number | string>} */
    const changes = new Map();
    for (const { key, standard } of this.#parameters) {
      const value = values.get(key) ?? standard;
      if (String(value) !== String(this.#initial?.get(key) ?? standard)) changes.set(key, value);
    }
    return changes;
  }

  /**
   * The values beside the picture, in words.
   *
   * @returns {Map<string, string>}
   */
  readouts() {
    return this.#view?.readouts ?? new Map();
  }

  /**
   * The value of a parameter, a number or one name, in words.
   *
   * @param {string} key
   * @returns {string | undefined}
   */
  told(key) {
    const index = this.#parameters.findIndex((parameter) => parameter.key === key);
    const value = this.#view?.values[index];
    if (value === undefined || !this.#engine) return undefined;
    const isNumber = this.#parameters[index]?.kind === 'number';
    return isNumber ? writeNumber(Number(value)) : word(this.#engine.words, `${this.name}.${key}.${value}`);
  }

  /**
   * The picture as SVG, under a title, a legend and what it shows.
   *
   * @param {import('../share/picture.js').Options} [options]
   * @returns {Promise<string>}
   */
  async toSVG(options) {
    const { finished, svg } = await import('../share/picture.js');
    return svg(await finished(this, () => this.#sit()), options);
  }

  /**
   * The same picture as PNG.
   *
   * @param {import('../share/picture.js').Options} [options]
   * @returns {Promise<Blob>}
   */
  async toPNG(options) {
    const { finished, png } = await import('../share/picture.js');
    return png(await finished(this, () => this.#sit()), options);
  }

  /** What the marks of the picture stand for. */
  async legend() {
    const { legend } = await import('../share/picture.js');
    return legend(await this.#sit());
  }

  /** @returns {Promise<import('../share/picture.js').Sitter>} */
  async #sit() {
    this.wake();
    await this.ready;
    const figure = this.#figure;
    if (!figure || !this.#view || !this.#engine) throw new Error(`${this.name} does not answer`);
    const values = this.#parameters.map((_, index) => figure.value(index));
    const { words } = this.#engine;
    return { element: this, figure, values, words, build, get, laterEngine, learn, render, ...(await this.#view.sit()) };
  }

  /**
   * @param {Map<string, number | string>} values
   * @param {import('./restraint.js').Restraint} [restraint]
   */
  #restore(values, restraint) {
    this.#change((figure) => {
      this.#parameters.forEach(({ key, kind, standard }, index) => {
        figure.assign(index, values.get(key) ?? (kind === 'number' ? Number(standard) : standard));
      });
    }, restraint);
  }

  /**
   * Takes over the values of a link: those named are set, the others return to what they were in the beginning.
   *
   * @param {ReadonlyMap<string, string>} texts
   * @param {boolean} [first] the page has just been opened: there is nothing to take back
   * @returns {string[]} what could not be used, in sentences
   */
  adopt(texts, first = false) {
    if (!this.#engine) return [];
    this.restart();
    const notices = [...texts].map(([key, text]) => this.#read(key, text));
    if (first) this.#history.restart(this.#values());
    else this.#history.record(this.#values());
    this.#reflect();
    this.#view?.settle();
    return notices.filter((notice) => notice !== '');
  }

  /**
   * Reads one value, forgivingly: a number out of range becomes the nearest allowed, what cannot be read is ignored.
   *
   * @param {string} key
   * @param {string} text
   * @returns {string} what was done instead, in a sentence; empty if nothing
   */
  #read(key, text) {
    const { words } = /** @type {Engine} */ (this.#engine);
    const given = text.length > 40 ? `${text.slice(0, 40)}\u2026` : text;
    const said = ['key', `${this.name}.${key}`, 'given', given];
    const index = this.#parameters.findIndex((parameter) => parameter.key === key);
    const parameter = this.#parameters[index];
    if (!parameter || !this.#figure) return render(words, ['notice.unknown', ...said]);
    const value = parameter.kind === 'number' ? readNumber(text) : text;
    if (!this.#attempt((present) => present.clamp(index, value))) {
      return render(words, ['notice.ignored', ...said, 'allowed', parameter.allowed]);
    }
    const used = this.#figure?.value(index);
    const clamped = typeof value === 'number' && value !== used;
    return clamped ? render(words, ['notice.clamped', ...said, 'used', String(used)]) : '';
  }

  #readAttributes() {
    const notices = [];
    for (const { key } of this.#parameters) {
      const text = this.getAttribute(key);
      if (text !== null) notices.push(this.#read(key, text));
    }
    this.#notify(notices);
    schedule(this);
  }

  /** Attributes that a script has just set count before it asks for anything else. */
  #listen() {
    const changes = this.#observer.takeRecords();
    if (changes.length > 0) this.#attributesChanged(changes);
  }

  /** @param {MutationRecord[]} changes */
  #attributesChanged(changes) {
    if (this.#born !== this.name) {
      this.disconnectedCallback();
      this.connectedCallback();
      return;
    }
    const names = new Set(changes.map((change) => change.attributeName ?? ''));
    if (names.has('concealed')) this.#view?.conceal();
    // A figure that is not there yet reads them all when it is.
    if (!this.#figure) return;
    if (names.has('controls') || names.has('lock')) this.#restrain().catch((reason) => this.#fail(reason));
    const values = this.#values();
    const notices = [];
    let heard = false;
    for (const { key, kind, standard } of this.#parameters) {
      if (!names.has(key)) continue;
      const text = this.getAttribute(key);
      // What the figure itself has just written says what it already is.
      if ((text ?? standard) === String(values.get(key) ?? standard)) continue;
      heard = true;
      if (text === null) {
        this.#change((figure) => {
          const index = this.#parameters.findIndex((parameter) => parameter.key === key);
          figure.assign(index, kind === 'number' ? Number(standard) : standard);
        });
      } else {
        notices.push(this.#read(key, text));
      }
    }
    this.#notify(notices);
    if (heard) this.commit();
  }

  /** @param {string[]} notices */
  #notify(notices) {
    const said = notices.filter((notice) => notice !== '');
    if (said.length > 0) this.#dispatch('relu-notice', { notices: said });
  }

  /** Follows the attributes that restrict what a reader can do; what that takes is fetched with the first of them. */
  async #restrain() {
    if (!this.#engine || !(this.#restraint || this.hasAttribute('controls') || this.hasAttribute('lock'))) return;
    const view = this.#view;
    const { words } = this.#engine;
    const { restraint } = await import('./restraint.js');
    const made = await restraint(this, this.#parameters, { get, learn, words, build, render, readOutline });
    // Another figure in the meantime has a restraint of its own.
    if (!this.#figure || view !== this.#view) return;
    this.#restraint ??= made;
    this.#notify(this.#restraint.read());
    this.#view?.restrain(this.#restraint);
    schedule(this);
  }

  /** Writes the state into the attributes. */
  #reflect() {
    const values = this.#values();
    for (const { key } of this.#parameters) {
      const value = values.get(key);
      if (value === undefined) this.removeAttribute(key);
      else if (this.getAttribute(key) !== String(value)) this.setAttribute(key, String(value));
    }
  }
}

/** Makes the element known to the document, if there is one; a second copy of this script changes nothing. */
export function define() {
  const { customElements: known } = globalThis;
  if (known && !known.get('relu-figure')) known.define('relu-figure', ReluFigure);
}
