/**
 * What a figure can be shared by: a link to its state, code that embeds it, its picture and its table as files, programs that
 * recompute it, a citation. A dialog, fetched when it is first asked for.
 */

import { citation } from './cite.js';
import { code } from './code.js';
import { element, fileOf, frame, picture, scriptOf } from './embed.js';

/** @typedef {import('./picture.js').Sitter} Sitter */
/** @typedef {(key: string, ...gaps: string[]) => string} Say */

/** How many pixels per CSS pixel a PNG can have. */
const SCALES = [1, 2, 4];

/** Words and style sheet, once they are there. @type {Promise<{ words: Record<string, string>, sheet: CSSStyleSheet }> | undefined} */
let loading;

/** @param {Sitter['get']} get */
async function load(get) {
  const json = get(new URL('../words/en.share.json', import.meta.url)).then((response) => response.json());
  const style = get(new URL('./menu.css', import.meta.url)).then((response) => response.text());
  const [words, css] = await Promise.all([json, style]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return { words, sheet };
}

/**
 * The height of a figure with nothing unfolded, as a frame begins with it; a pixel more where a summary stands in a row with
 * buttons, which are a little higher.
 *
 * @param {HTMLElement} figure
 */
function foldedHeight(figure) {
  const heightOf = (/** @type {Element | null} */ element) => element?.getBoundingClientRect().height ?? 0;
  let height = heightOf(figure);
  for (const details of figure.shadowRoot?.querySelectorAll('details[open]') ?? []) {
    height += 1 + heightOf(details.firstElementChild) - heightOf(details);
  }
  return Math.ceil(height);
}

/**
 * Opens the menu of a figure. It closes with Escape, with its button and with a press beside it; the focus then returns to the
 * button that opened it.
 *
 * @param {HTMLElement} opener
 * @param {Sitter} sitter
 */
export async function open(opener, sitter) {
  loading ??= load(sitter.get).catch((reason) => {
    loading = undefined;
    throw reason;
  });
  const [{ words, sheet }, files] = await Promise.all([loading, import('./picture.js')]);
  sitter.learn(sitter.words, words);
  const root = opener.getRootNode();
  if (!(root instanceof ShadowRoot) || root.querySelector('dialog')) return;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const menu = new Menu(sitter, files);
  opener.closest('section')?.append(menu.dialog);
  menu.dialog.addEventListener('close', () => {
    menu.dialog.remove();
    opener.focus();
  });
  menu.dialog.showModal();
}

class Menu {
  dialog;
  #sitter;
  #files;
  #build;
  /** @type {Say} */
  #say;
  #said;

  /**
   * @param {Sitter} sitter
   * @param {typeof import('./picture.js')} files
   */
  constructor(sitter, files) {
    this.#sitter = sitter;
    this.#files = files;
    this.#build = sitter.build;
    this.#say = (key, ...gaps) => sitter.render(sitter.words, [key, ...gaps]);
    this.#said = this.#build('p', { class: 'said', role: 'status' });
    const title = this.#say('share.name', 'name', this.#say(`${sitter.element.name}.name`));
    const close = this.#button(this.#say('share.close'), () => this.dialog.close());
    this.dialog = this.#build(
      'dialog',
      { class: 'share', part: 'share', 'aria-label': title },
      this.#build('div', { class: 'head' }, this.#build('p', { class: 'title' }, title), close),
      this.#link(),
      this.#pictures(),
      this.#embedding(),
      this.#code() ?? '',
      this.#citation(),
      this.#said,
    );
    // What is pressed here is meant for the menu, not for what listens on the page, such as a presentation.
    this.dialog.addEventListener('keydown', (event) => event.stopPropagation());
    this.dialog.addEventListener('click', ({ target }) => {
      if (target === this.dialog) this.dialog.close();
    });
  }

  /**
   * @param {string} label
   * @param {() => unknown} press
   */
  #button(label, press) {
    const button = this.#build('button', { type: 'button' }, label);
    button.addEventListener('click', async () => {
      try {
        await press();
      } catch (reason) {
        this.#tell(this.#say('share.failed', 'why', reason instanceof Error ? reason.message : String(reason)));
      }
    });
    return button;
  }

  /** @param {string} text */
  #tell(text) {
    this.#said.textContent = text;
  }

  /**
   * @param {string} label
   * @param {Node[]} content
   */
  #group(label, ...content) {
    return this.#build('div', { class: 'group', role: 'group', 'aria-label': label }, this.#build('p', { class: 'label', 'aria-hidden': 'true' }, label), ...content);
  }

  /**
   * A text to be taken along, and the button that copies it; where that is refused, the text is selected.
   *
   * @param {string} label
   * @param {string} text
   * @param {number} rows
   */
  #text(label, text, rows) {
    const field = this.#build('textarea', { readonly: '', spellcheck: 'false', autocomplete: 'off', rows: String(rows), 'aria-label': label });
    field.value = text;
    const copy = this.#button(this.#say('share.copy'), async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        this.#tell(this.#say('reading.copied'));
      } catch {
        field.focus();
        field.select();
        this.#tell(this.#say('reading.selected'));
      }
    });
    return { field, copy };
  }

  /**
   * @param {string} label
   * @param {readonly (readonly [value: string, name: string])[]} options
   * @param {(value: string) => void} chosen
   */
  #select(label, options, chosen) {
    const select = this.#build('select', { 'aria-label': label }, ...options.map(([value, name]) => this.#build('option', { value }, name)));
    select.addEventListener('change', () => chosen(select.value));
    return select;
  }

  /**
   * @param {string} file
   * @param {Blob} content
   */
  async #save(file, content) {
    const { save } = await import('./save.js');
    save(file, content);
    this.#tell(this.#say('share.saved', 'file', file));
  }

  #link() {
    const label = this.#say('share.link');
    const { field, copy } = this.#text(label, this.#files.link(this.#sitter.element), 2);
    const found = this.#files.article().protocol.startsWith('http');
    const hint = this.#build('p', { class: 'hint', ...(found && { hidden: '' }) }, this.#say('share.link.file'));
    return this.#group(label, field, hint, this.#build('div', { class: 'row' }, copy));
  }

  #pictures() {
    const { svg, csv, pictured } = this.#files;
    const name = fileOf(this.#sitter.element.name);
    const pngs = SCALES.map((scale) => this.#button(this.#say('share.png', 'scale', String(scale)), async () => {
      const { png, captioned } = await pictured(this.#sitter, { scale });
      await this.#save(`${name}${scale === 1 ? '' : `@${scale}x`}.png`, png);
      if (!captioned) this.#tell(this.#say('share.png.bare'));
    }));
    const vector = this.#button(this.#say('share.svg'), async () => {
      await this.#save(`${name}.svg`, new Blob([await svg(this.#sitter)], { type: 'image/svg+xml' }));
    });
    const table = this.#button(this.#say('share.csv'), async () => {
      await this.#save(`${name}.csv`, new Blob([await csv(this.#sitter)], { type: 'text/csv;charset=utf-8' }));
    });
    return this.#group(this.#say('share.files'), this.#build('div', { class: 'row' }, ...pngs, vector, table));
  }

  /** The integrity of the files that other pages load; none if it cannot be had. @returns {Promise<Record<string, string>>} */
  async #integrity() {
    try {
      return await (await this.#sitter.get(this.#files.embedded('integrity.json'))).json();
    } catch {
      return {};
    }
  }

  #embedding() {
    const { element: figure, canvas, size: [width, height] } = this.#sitter;
    /** @type {import('./embed.js').Embedded} */
    const embedded = {
      name: figure.name,
      values: figure.values(),
      label: this.#say(`${figure.name}.name`),
      alternative: canvas.getAttribute('aria-label') ?? '',
      link: this.#files.link(figure),
      picture: [width, height],
      height: foldedHeight(figure),
      address: this.#files.embedded,
      integrity: undefined,
    };
    const label = this.#say('share.embed');
    const { field, copy } = this.#text(label, '', 5);
    const hint = this.#build('p', { class: 'hint', hidden: '' });
    const write = (/** @type {string} */ kind) => {
      field.value = kind === 'frame' ? frame(embedded) : kind === 'picture' ? picture(embedded) : element(embedded);
      const hints = [];
      if (kind === 'picture') hints.push(this.#say('share.embed.beside', 'file', `${fileOf(figure.name)}.svg`));
      if (kind === 'element' && embedded.values.size > 0) hints.push(this.#say('share.embed.changed'));
      if (kind === 'element' && embedded.integrity && !embedded.integrity[scriptOf(figure.name)]) hints.push(this.#say('share.embed.unchecked'));
      hint.textContent = hints.join(' ');
      hint.hidden = hints.length === 0;
    };
    const select = this.#select(this.#say('share.embed.kind'), [
      ['element', this.#say('share.embed.element')],
      ['frame', this.#say('share.embed.frame')],
      ['picture', this.#say('share.embed.picture')],
    ], write);
    write('element');
    this.#integrity().then((integrity) => {
      embedded.integrity = integrity;
      write(select.value);
    });
    return this.#group(label, field, hint, this.#build('div', { class: 'row' }, select, copy));
  }

  #code() {
    return code({
      sitter: this.#sitter,
      build: this.#build,
      say: this.#say,
      group: (...given) => this.#group(...given),
      text: (...given) => this.#text(...given),
      select: (...given) => this.#select(...given),
      button: (...given) => this.#button(...given),
      save: (...given) => this.#save(...given),
      tell: (text) => this.#tell(text),
    });
  }

  #citation() {
    const label = this.#say('share.cite');
    const { field, copy } = this.#text(label, '', 7);
    this.#files.version(this.#sitter).then((version) => {
      field.value = citation(([key = '', ...gaps]) => this.#say(key, ...gaps), this.#files.article().href, version);
    }).catch((reason) => this.#tell(this.#say('share.failed', 'why', String(reason))));
    return this.#group(label, field, this.#build('div', { class: 'row' }, copy));
  }
}
