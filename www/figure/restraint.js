/**
 * What a host's page lets a reader do with a figure: its attribute "controls" says which controls are shown, "lock" which
 * parameters a reader may not move. Scripts and attributes still can. Fetched with the first figure that has either.
 */

/** @typedef {import('../wasm/relu_explainer.js').Figure} Figure */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./controls.js').Control} Control */
/** @typedef {import('./element.js').ReluFigure} ReluFigure */
/** @typedef {import('./outline.js').Parameter} Parameter */

/**
 * What it takes from the first screen.
 *
 * @typedef {object} Kit
 * @property {Words} words
 * @property {typeof import('./dom.js').build} build
 * @property {typeof import('../fetch.js').get} get
 * @property {typeof import('../words.js').learn} learn
 * @property {typeof import('../words.js').render} render
 * @property {typeof import('./outline.js').readOutline} readOutline
 */

/** What goes when no control is wanted. */
const BESIDE = ['presets', 'transport', 'actions-of-figure', 'actions'];

/** @type {Promise<CSSStyleSheet> | undefined} */
let prepared;

/**
 * Loads what it looks like and says, once for all figures.
 *
 * @param {Kit} kit
 * @returns {Promise<CSSStyleSheet>}
 */
function prepare({ get, learn, words }) {
  const load = async () => {
    const [css, further] = await Promise.all([
      get(new URL('./restraint.css', import.meta.url)).then((response) => response.text()),
      get(new URL('../words/en.host.json', import.meta.url)).then((response) => response.json()),
    ]);
    learn(words, further);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };
  prepared ??= load().catch((reason) => {
    prepared = undefined;
    throw reason;
  });
  return prepared;
}

/**
 * The restraint of a figure.
 *
 * @param {ReluFigure} figure
 * @param {readonly Parameter[]} parameters
 * @param {Kit} kit
 * @returns {Promise<Restraint>}
 */
export async function restraint(figure, parameters, kit) {
  return new Restraint(figure, parameters, kit, await prepare(kit));
}

/** Copies of style sheets for other documents. @type {WeakMap<Document, Map<CSSStyleSheet, CSSStyleSheet>>} */
const copies = new WeakMap();

/**
 * Has a shadow wear a style sheet; one that stands in another document than this, as a frame's, a copy.
 *
 * @param {ShadowRoot} root
 * @param {CSSStyleSheet} sheet of this document
 */
export function dress(root, sheet) {
  const { ownerDocument: place, adoptedStyleSheets: worn } = root;
  let fit = sheet;
  if (place !== document) {
    const made = copies.get(place) ?? new Map();
    copies.set(place, made);
    const { CSSStyleSheet: Sheet } = place.defaultView ?? window;
    fit = made.get(sheet) ?? new Sheet();
    if (!made.has(sheet)) fit.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join('\n'));
    made.set(sheet, fit);
  }
  if (!worn.includes(fit)) worn.push(fit);
}

export class Restraint {
  #element;
  #parameters;
  #kit;
  #sheet;
  /** The places of the parameters that a reader may not move. @type {ReadonlySet<number>} */
  #locked = new Set();
  /** The places of those whose controls are shown; undefined if all are. @type {ReadonlySet<number> | undefined} */
  #listed;

  /**
   * @param {ReluFigure} element
   * @param {readonly Parameter[]} parameters
   * @param {Kit} kit
   * @param {CSSStyleSheet} sheet
   */
  constructor(element, parameters, kit, sheet) {
    this.#element = element;
    this.#parameters = parameters;
    this.#kit = kit;
    this.#sheet = sheet;
  }

  /**
   * Reads the attributes.
   *
   * @returns {string[]} what could not be used, in sentences
   */
  read() {
    /** @type {string[]} */
    const notices = [];
    /** @type {(attribute: string) => Set<number>} */
    const places = (attribute) => {
      const text = this.#element.getAttribute(attribute) ?? '';
      const words = [...new Set(text.toLowerCase().split(/\s+/).filter((key) => key !== ''))];
      const keys = words.filter((key) => !['all', 'none'].includes(key));
      const found = keys.map((key) => this.#parameters.findIndex((parameter) => parameter.key === key));
      found.forEach((place, i) => {
        if (place < 0) notices.push(this.#unknown(attribute, keys[i] ?? ''));
      });
      return new Set(words.includes('all') ? this.#parameters.keys() : found.filter((place) => place >= 0));
    };
    this.#locked = places('lock');
    this.#listed = this.#element.getAttribute('controls')?.trim() ? places('controls') : undefined;
    return notices;
  }

  /**
   * @param {string} attribute
   * @param {string} key
   */
  #unknown(attribute, key) {
    const given = key.length > 40 ? `${key.slice(0, 40)}\u2026` : key;
    return this.#kit.render(this.#kit.words, ['host.unknown', 'figure', this.#element.name, 'attribute', attribute, 'given', given]);
  }

  /** Whether there is nothing that a reader may move. */
  get whole() {
    return this.#locked.size === this.#parameters.length;
  }

  /**
   * Whether a parameter may not be moved by a reader.
   *
   * @param {number} place
   */
  bars(place) {
    return this.#locked.has(place);
  }

  /**
   * A change that leaves what a reader may not move as it was: a preset, an action, Reset or a handle may move several
   * parameters at once.
   *
   * @param {(figure: Figure) => void} change
   * @returns {(figure: Figure) => void}
   */
  keeping(change) {
    if (this.#locked.size === 0) return change;
    return (figure) => {
      const before = [...this.#locked].map((place) => /** @type {const} */ ([place, figure.value(place)]));
      change(figure);
      for (const [place, value] of before) {
        if (figure.value(place) !== value) figure.assign(place, value);
      }
    };
  }

  /**
   * Shows what is to be shown, and says what may not be moved.
   *
   * @param {HTMLElement} live what is seen of the figure
   * @param {readonly Control[]} controls by the place of their parameters
   * @param {Figure} figure
   */
  apply(live, controls, figure) {
    const root = this.#element.shadowRoot;
    if (root) dress(root, this.#sheet);
    const listed = this.#listed ?? new Set(controls.keys());
    const held = this.#held(figure);
    controls.forEach(({ element }, place) => {
      // What a hand can move in the picture stays within reach of the keyboard.
      const tucked = !listed.has(place) && held.has(place);
      element.hidden = !listed.has(place) && !tucked;
      element.classList.toggle('tucked', tucked);
      this.#tell(element, place);
      this.hold(element, place);
    });
    const played = this.#kit.readOutline(figure.outline()).played?.parameter;
    const still = played !== undefined && this.#locked.has(played);
    for (const part of BESIDE) {
      const gone = listed.size === 0 || (part === 'transport' && still) || (part === 'actions-of-figure' && this.whole);
      live.querySelector(`[part=${part}]`)?.toggleAttribute('hidden', gone);
    }
    // Presets and Reset would do nothing; Undo asks itself whether it would.
    for (const button of live.querySelectorAll('.presets button, .actions > button:nth-of-type(2)')) {
      button.toggleAttribute('disabled', this.whole);
    }
    for (const grid of live.querySelectorAll('.controls')) {
      const bare = grid.querySelector('.control:not([hidden], .tucked)') === null;
      grid.classList.toggle('bare', bare);
      grid.closest('.fold')?.toggleAttribute('hidden', bare);
    }
  }

  /**
   * The places of what a hand can move in the picture; both coordinates of a point, though its handle names the first.
   *
   * @param {Figure} figure
   */
  #held(figure) {
    const stem = (/** @type {number} */ place) => this.#parameters[place]?.key.replace(/\d$/, '');
    const stems = new Set();
    for (let handle = 0, place = 0; (place = figure.handleParameter(handle)) >= 0; handle += 1) {
      if (!this.#locked.has(place)) stems.add(stem(place));
    }
    return new Set([...this.#parameters.keys()].filter((place) => stems.has(stem(place)) && !this.#locked.has(place)));
  }

  /**
   * @param {HTMLElement} element a control
   * @param {number} place
   */
  #tell(element, place) {
    const { build, render, words } = this.#kit;
    const label = element.querySelector('label, span');
    const told = label?.querySelector('.fixed');
    if (!this.#locked.has(place)) {
      told?.remove();
      if (told) {
        // What has no effect now stays out of reach, but for buttons, which always have one.
        for (const button of element.querySelectorAll('button')) button.disabled = false;
        for (const input of element.querySelectorAll('input')) input.disabled = element.classList.contains('idle');
      }
    } else if (!told) {
      label?.append(build('span', { class: 'fixed', part: 'fixed' }, render(words, ['host.fixed'])));
    }
  }

  /**
   * Keeps a control that a reader may not use disabled; called whenever it has been brought up to date.
   *
   * @param {HTMLElement} element
   * @param {number} place
   */
  hold(element, place) {
    if (!this.#locked.has(place)) return;
    for (const input of element.querySelectorAll('input, button')) input.toggleAttribute('disabled', true);
  }
}
