/**
 * What is seen of a figure: canvas, verdict, controls, read-outs and table, in the element's shadow. It follows size,
 * pixel ratio and theme, and writes what the crate says.
 */

import { schedule } from '../frame.js';
import { filled, render, renderAll, word } from '../words.js';
import { control } from './controls.js';
import { build, mark, writer } from './dom.js';
import { members, parts, readControl } from './outline.js';
import { followPointer } from './pointer.js';
import { buildTable } from './table.js';
import { buildProbes, readColours, watchRatio } from './theme.js';

/** @typedef {import('../engine.js').Engine} Engine */
/** @typedef {import('../wasm/relu_explainer.js').Figure} Figure */
/** @typedef {import('./element.js').ReluFigure} ReluFigure */

/**
 * What the view asks of its element.
 *
 * @typedef {object} Owner
 * @property {() => Figure | undefined} figure
 * @property {(change: (figure: Figure) => void) => void} change
 * @property {(change: (figure: Figure) => void) => boolean} attempt
 * @property {(push?: boolean) => void} commit
 * @property {() => void} undo
 * @property {() => void} reset
 * @property {(index: number) => void} attend a parameter's control has the focus, or none
 * @property {() => boolean} canUndo
 * @property {import('../work/crew.js').Wanted['take']} take a result of the figure's long work
 * @property {(reason: unknown) => void} fail
 * @property {() => void} settled long work has come to an end
 * @property {() => Promise<import('../share/picture.js').Sitter>} sit what it takes to take the figure along
 */

/** How long after the last input the status is spoken, in milliseconds. */
const QUIET = 600;

/** So many rows of a table are written with the picture. */
const MANY_ROWS = 100;

/** After how many milliseconds without a change longer tables are. */
const REST = 100;

/** What a host's page may want to style beside what has a part of its own. */
const PARTS = /** @type {const} */ ([
  ['button', 'button'],
  ['choice', '[type=checkbox], [type=radio]'],
  ['field', '[type=text]'],
  ['label', 'label, legend > span'],
  ['readout', 'dl > div'],
  ['slider', '[type=range]'],
]);

/** At least this many device pixels per CSS pixel on paper. */
const PRINT_RATIO = 3;

/**
 * The figures of the first module have no long work and no run, and lack what these need.
 *
 * @param {Figure} figure of the later module
 */
export function working(figure) {
  return /** @type {import('../wasm/later.js').Figure} */ (/** @type {object} */ (figure));
}

/**
 * @param {import('./controls.js').Control[]} controls
 */
function grid(controls) {
  return build('div', { class: 'controls', part: 'controls' }, ...controls.map(({ element }) => element));
}

export class FigureView {
  /** The values beside the picture, in words, by name. @type {Map<string, string>} */
  readouts = new Map();

  /** The values of its parameters as links carry them, by place. @type {string[]} */
  values = [];

  #element;
  #engine;
  #owner;
  #root;
  #fallback = document.createElement('slot');
  // A group, not a region: a host's page, or a second figure, may have a landmark of the same name.
  #live = build('section', { class: 'figure', part: 'figure', role: 'group', hidden: '' });
  #canvas = build('canvas', { part: 'canvas', role: 'img' });
  #verdict = document.createTextNode('');
  #say = writer(this.#verdict);
  #status = document.createTextNode('');
  #failure = build('p', { class: 'failure', part: 'failure', role: 'status', hidden: '' });
  /** Outside of what has the figure's own scheme. */
  #scheme = build('i', { class: 'probe scheme' });
  #details = build('details', { part: 'table' });
  /** Writes the values, by name, in the crate's order. @type {Map<string, (text: string) => void>} */
  #cells = new Map();
  /** @type {import('./controls.js').Control[]} */
  #controls = [];
  /** @type {HTMLElement[]} */
  #probes = [];
  /** @type {HTMLButtonElement[]} */
  #actions = [];
  /** @type {HTMLButtonElement[]} */
  #presets = [];
  /** @type {ResizeObserver | undefined} */
  #sizes;
  /** Of a figure that can have long work, once what sees to it is there. @type {import('./work.js').FigureWork | undefined} */
  #work;
  /** Of a figure that is a run, likewise. @type {import('./transport.js').Transport | undefined} */
  #transport;
  /** Shows which actions are possible. @type {((figure: import('../wasm/later.js').Figure) => void) | undefined} */
  #allow;
  /** @type {import('./restraint.js').Restraint | undefined} */
  #restraint;
  /** When what lies behind its ground is known, if that is to be seen. @type {Promise<void> | undefined} */
  #known;
  #speaking = 0;
  #following = 0;
  #width = 0;
  #height = 0;
  /** How many times larger than it is laid out the picture is drawn, text, strokes and handles alike. */
  #scale = 1;
  #printing = false;
  /** Whether the table was open before it was printed. */
  #opened = false;

  /**
   * @param {ReluFigure} element
   * @param {Engine} loaded
   * @param {Owner} [owner] without one the view can only say that the figure failed
   */
  constructor(element, loaded, owner) {
    this.#element = element;
    this.#engine = loaded;
    this.#owner = owner;
    this.#root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    this.#root.replaceChildren(this.#fallback, this.#live, this.#failure, this.#scheme);
    this.#dress();
  }

  /** What has been in another document, as a frame's, has lost its style sheets; and there those of this one are refused. */
  #dress() {
    const { sheets } = this.#engine;
    const worn = this.#root.adoptedStyleSheets;
    try {
      worn.unshift(...sheets.filter((sheet) => !worn.includes(sheet)));
    } catch {
      import('./restraint.js').then(({ dress }) => sheets.forEach((sheet) => dress(this.#root, sheet)));
    }
  }

  /** The canvas of the picture; opaque, as what draws on it could not ask for any more. */
  canvas() {
    if (!this.#canvas.getContext('2d', { alpha: false })) throw new Error('this browser gives the canvas no 2D context');
    return this.#canvas;
  }

  /**
   * Builds what stands around the canvas, once: a figure that is revived finds it standing.
   *
   * @param {string} name
   * @param {import('./outline.js').Outline} outline
   */
  build(name, outline) {
    const owner = this.#owner;
    if (!owner || this.#live.childElementCount > 0) return;
    const { words } = this.#engine;
    this.#probes = buildProbes(outline.colours);
    const shared = { name, words, change: owner.change, attempt: owner.attempt, commit: owner.commit };
    this.#controls = outline.parameters.map((parameter, index) => control(shared, parameter, index));
    const undo = build('button', { type: 'button' }, word(words, 'action.undo'));
    const reset = build('button', { type: 'button' }, word(words, 'action.reset'));
    undo.addEventListener('click', owner.undo);
    reset.addEventListener('click', owner.reset);
    const share = build('button', { type: 'button', 'aria-haspopup': 'dialog' }, word(words, 'action.share'));
    share.addEventListener('click', () => this.#share(share, owner));
    this.#actions = [undo, reset, share];
    this.#presets = outline.presets.map((preset, place) => {
      const button = build('button', { type: 'button' }, word(words, `${name}.preset.${preset}`));
      button.addEventListener('click', () => {
        if (button.ariaPressed === 'true') return;
        owner.change((present) => present.adoptPreset(place));
        owner.commit(true);
      });
      return button;
    });
    const examples = { class: 'presets', part: 'presets', role: 'group', 'aria-label': word(words, 'preset.legend') };
    this.#details.replaceChildren(build('summary', {}, word(words, 'table.open')));
    this.#details.addEventListener('toggle', () => this.#showTable());

    const values = build('dl', { class: 'readouts', part: 'readouts' });
    for (const key of outline.readouts) {
      const cell = document.createTextNode('');
      this.#cells.set(key, writer(cell));
      const label = word(words, `${name}.readout.${key}`);
      values.append(build('div', { class: key }, build('dt', {}, label), build('dd', {}, cell)));
    }
    const progress = outline.works ? [this.#employ(name, owner)] : [];
    const transport = build('div', { class: 'transport', part: 'transport', role: 'group' });
    const acts = build('div', { class: 'acts', part: 'actions-of-figure' });
    if (outline.played || outline.actions.length > 0) this.#accompany(name, outline, owner, transport, acts);
    const folds = outline.groups.map(({ key, first }, place) => {
      const folded = this.#controls.slice(first, outline.groups[place + 1]?.first);
      return build('details', { class: 'fold', part: 'group' }, build('summary', {}, word(words, `${name}.group.${key}`)), grid(folded));
    });
    if (this.#presets.length > 0) this.#live.append(build('div', examples, ...this.#presets));
    this.#live.append(
      build('div', { class: 'stage', part: 'stage' }, this.#canvas),
      build(
        'div',
        { class: 'words', part: 'words' },
        ...(outline.played ? [transport] : []),
        build('p', { class: 'verdict', part: 'verdict' }, this.#verdict),
        values,
        ...progress,
        ...(outline.actions.length > 0 ? [acts] : []),
        grid(this.#controls.slice(0, outline.groups[0]?.first)),
        ...folds,
        build('div', { class: 'actions', part: 'actions' }, ...this.#actions, this.#details),
      ),
      build('p', { class: 'status', role: 'status' }, this.#status),
      ...this.#probes,
    );
    this.#live.addEventListener('focusin', ({ target }) => {
      owner.attend(this.#controls.findIndex(({ element }) => target instanceof Node && element.contains(target)));
    });
    this.#live.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.#live.contains(relatedTarget))) owner.attend(-1);
    });
    // The probes alone have transitions: the system, the element's attribute or the host's page has changed their colours.
    for (const place of [this.#live, this.#scheme]) place.addEventListener('transitionrun', () => this.refresh());
    for (const [part, selector] of PARTS) {
      for (const element of this.#live.querySelectorAll(selector)) element.part.add(part);
    }
    this.#live.classList.add(name);
    this.#live.setAttribute('aria-label', word(words, `${name}.name`));
    this.#grip(owner);
  }

  /**
   * The line that tells of long work; its place is kept from the start.
   *
   * @param {string} name
   * @param {Owner} owner
   */
  #employ(name, { take, fail, settled }) {
    const { words } = this.#engine;
    const line = build('div', { class: 'work', part: 'work' });
    import('./work.js').then(({ FigureWork }) => {
      const done = () => {
        this.settle();
        settled();
      };
      this.#work = new FigureWork(line, { name, words, build, writer, render }, { take, fail, done });
      schedule(this.#element);
    }).catch(fail);
    return line;
  }

  /**
   * What plays a run and walks through it, and what can be done with what it shows; its place is kept from the start.
   *
   * @param {string} name
   * @param {import('./outline.js').Outline} outline
   * @param {Owner} owner
   * @param {HTMLElement} bar
   * @param {HTMLElement} row
   */
  #accompany(name, { played, actions: keys, works }, { figure, change, commit, fail }, bar, row) {
    import('./transport.js').then(({ Transport, actions }) => {
      /** @type {import('./transport.js').Kit} */
      const kit = {
        name,
        words: this.#engine.words,
        render,
        build,
        writer,
        schedule: () => schedule(this.#element),
        scale: () => this.#scale,
        figure: () => /** @type {import('../wasm/later.js').Figure | undefined} */ (/** @type {object | undefined} */ (figure())),
        change: (by) => change((present) => by(working(present))),
        commit,
        busy: () => this.#work?.busy ?? works,
      };
      const control = this.#controls[played?.parameter ?? -1];
      if (played && control) this.#transport = new Transport(bar, played, control.element, this.#canvas, kit);
      this.#allow = actions(row, keys, kit);
      kit.schedule();
    }).catch(fail);
  }

  /**
   * @param {HTMLElement} button
   * @param {Owner} owner
   */
  async #share(button, { sit }) {
    try {
      const { open } = await import('../share/menu.js');
      await open(button, await sit());
      this.#failure.hidden = true;
    } catch (reason) {
      this.#failure.textContent = String(reason);
      this.#failure.hidden = false;
    }
  }

  /** What the element cannot tell of the picture. @returns {Promise<Pick<import('../share/picture.js').Sitter, 'canvas' | 'size' | 'theme' | 'stopped'>>} */
  async sit() {
    await this.#known;
    const size = /** @type {[number, number]} */ ([this.#width / this.#scale, this.#height / this.#scale]);
    return { canvas: this.#canvas, size, theme: this.#theme(), stopped: this.#work?.stopped };
  }

  /**
   * Colours, the size of the text that the picture is laid out for, and the width of its main stroke.
   *
   * @returns {[Uint32Array, number, number]}
   */
  #theme() {
    const style = getComputedStyle(this.#canvas);
    const text = parseFloat(style.getPropertyValue('--relu-text')) || parseFloat(style.fontSize);
    return [readColours(this.#probes, (known) => (this.#known = known.then(() => this.refresh(), () => {}))), text, parseFloat(style.getPropertyValue('--stroke'))];
  }

  /** @param {Owner} owner */
  #grip(owner) {
    followPointer(this.#canvas, {
      grab: (x, y, finger) => {
        const figure = owner.figure();
        const handle = figure?.grab(x / this.#scale, y / this.#scale, finger) ?? -1;
        return this.#restraint?.bars(figure?.handleParameter(handle) ?? -1) ? -1 : handle;
      },
      begin: (handle) => {
        const index = owner.figure()?.handleParameter(handle) ?? -1;
        this.#controls[index]?.focus();
      },
      drag: (handle, x, y) => owner.change((figure) => figure.drag(handle, x / this.#scale, y / this.#scale)),
      end: () => owner.commit(),
      tap: (x, y) => {
        owner.change((figure) => figure.tap(x / this.#scale, y / this.#scale));
        owner.commit();
      },
      reset: owner.reset,
    });
  }

  /**
   * Shows the figure and follows size, ratio and theme until the signal.
   *
   * @param {AbortSignal} signal
   */
  connect(signal) {
    this.#dress();
    this.#failure.hidden = true;
    this.#live.hidden = false;
    this.#fallback.hidden = true;
    this.conceal();
    this.#sizes = new ResizeObserver(([entry]) => {
      if (!entry) return;
      // What was not to be seen has heard of no change of its colours.
      if (this.#width === 0) this.refresh();
      this.#width = Math.round(entry.contentRect.width);
      this.#height = Math.round(entry.contentRect.height);
      // What nobody sees does not play.
      if (this.#width === 0) this.#transport?.pause();
      this.#fit();
    });
    this.#sizes.observe(this.#canvas);
    watchRatio(() => this.#fit(), signal);
    addEventListener('beforeprint', () => this.#print(true), { signal });
    addEventListener('afterprint', () => this.#print(false), { signal });
    this.refresh();
    this.settle();
  }

  /**
   * Shows no more, and lets no more be moved, than the host's page wants.
   *
   * @param {import('./restraint.js').Restraint} restraint
   */
  restrain(restraint) {
    this.#restraint = restraint;
    const figure = this.#owner?.figure();
    this.#transport?.pause();
    if (figure) restraint.apply(this.#live, this.#controls, figure);
    this.settle();
  }

  /** While the reader is asked for a guess, nothing of the figure tells the answer. */
  conceal() {
    this.#live.inert = this.#element.hasAttribute('concealed');
  }

  disconnect() {
    this.#sizes?.disconnect();
    this.#work?.leave();
    this.#transport?.leave();
    clearTimeout(this.#speaking);
    clearTimeout(this.#following);
  }

  /**
   * Fits the picture to the canvas's size, on which that of its text may depend. Drawn at once: a canvas that changes its
   * size is blank until it is.
   */
  #fit() {
    this.refresh();
    this.#element.render();
  }

  #resize() {
    const ratio = this.#printing ? Math.max(PRINT_RATIO, devicePixelRatio) : devicePixelRatio;
    this.#owner?.figure()?.resize(this.#width / this.#scale, this.#height / this.#scale, ratio * this.#scale);
  }

  /** Reads the theme anew and draws everything with it. */
  refresh() {
    const figure = this.#owner?.figure();
    if (!figure) return;
    const { colorScheme } = getComputedStyle(this.#element);
    for (const scheme of ['light', 'dark']) this.#live.classList.toggle(scheme, colorScheme.replace('only', '').trim() === scheme);
    const theme = this.#theme();
    this.#scale = parseFloat(getComputedStyle(this.#canvas).fontSize) / theme[1];
    figure.setTheme(...theme);
    this.#resize();
    schedule(this.#element);
  }

  /** @param {boolean} printing */
  #print(printing) {
    this.#transport?.pause();
    this.#printing = printing;
    this.#live.classList.toggle('printing', printing);
    // A closed table would be missing on paper.
    if (printing) this.#opened = this.#details.open;
    this.#details.open = printing || this.#opened;
    this.refresh();
    // Paper does not wait for the next frame.
    this.#element.render();
    this.settle();
  }

  /**
   * Draws and writes; called once per frame. Reads nothing from the document.
   *
   * @param {Figure} figure
   * @returns {number} not 0 if a parameter has changed
   */
  render(figure) {
    this.#work?.follow(working(figure));
    this.#transport?.follow(working(figure));
    this.#allow?.(working(figure));
    figure.draw();
    const { words } = this.#engine;
    const [verdict, values] = figure.report().split('\x1d');
    this.#say(renderAll(words, parts(verdict)));
    const fillings = members(values);
    let place = 0;
    for (const [key, write] of this.#cells) {
      const text = filled(words, fillings[place] ?? '');
      this.readouts.set(key, text);
      write(text);
      place += 1;
    }
    const changed = figure.changed();
    this.#controls.forEach((shown, index) => {
      if ((changed >>> index) & 1) this.#show(figure, shown, index);
    });
    const [undo] = this.#actions;
    if (undo && undo.disabled === this.#owner?.canUndo()) undo.disabled = !undo.disabled;
    if (this.#details.open) this.#followTable();
    return changed;
  }

  /** A table of many rows takes longer than the picture: it follows when the hand rests. */
  #followTable() {
    const rows = this.#details.querySelector('table')?.rows.length ?? 0;
    clearTimeout(this.#following);
    if (rows <= MANY_ROWS) this.#showTable();
    else this.#following = setTimeout(() => this.#showTable(), REST);
  }

  /**
   * @param {Figure} figure
   * @param {import('./controls.js').Control} control
   * @param {number} index
   */
  #show(figure, control, index) {
    const shown = readControl(figure.control(index));
    this.values[index] = shown.value;
    control.show(shown);
    this.#restraint?.hold(control.element, index);
  }

  /** A gesture has ended: the text alternative and the table follow, and the status is spoken when it is quiet. */
  settle() {
    const figure = this.#owner?.figure();
    if (!figure) return;
    const [preset, description] = figure.description().split('\x1d');
    mark(this.#canvas, 'aria-label', renderAll(this.#engine.words, parts(description)));
    this.#showTable();
    // What a slider says may depend on others, which need not be told while the gesture lasts.
    this.#controls.forEach((control, index) => this.#show(figure, control, index));
    this.#presets.forEach((button, place) => mark(button, 'aria-pressed', String(place === Number(preset))));
    clearTimeout(this.#speaking);
    const before = this.#status.data;
    this.#speaking = setTimeout(() => {
      // As long as results come, what it would say changes; it is said when they are there.
      if (this.#work?.busy || this.#transport?.playing) return;
      if (before !== '' || this.#element.matches(':focus-within')) this.#status.data = this.#verdict.data;
    }, QUIET);
  }

  #showTable() {
    const figure = this.#owner?.figure();
    if (!figure || !(this.#details.open || this.#printing)) return;
    const old = this.#details.querySelector('table');
    const table = buildTable(this.#engine.words, figure.table(), old);
    if (table === old) return;
    old?.remove();
    this.#details.append(table);
  }

  /**
   * Shows the static picture again, and why.
   *
   * @param {string} why
   */
  fail(why) {
    this.disconnect();
    this.#live.hidden = true;
    this.#fallback.hidden = false;
    this.#failure.textContent = why;
    this.#failure.hidden = false;
  }
}
