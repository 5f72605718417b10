/**
 * A figure as a person sees it and takes hold of it: any of them, and the one of the function and its slope.
 */

import { SIGNAL, discs } from './marks.js';
import { pictureOf } from './picture.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** @typedef {import('./marks.js').Place} Place in CSS pixels of the canvas, unless said otherwise */

/** What all figures have in common. */
export class Figure {
  /**
   * @param {Page} page
   * @param {string} name
   * @param {number} [place] which of the page's figures of this name
   */
  constructor(page, name, place = 0) {
    this.page = page;
    this.name = name;
    this.element = page.locator(`relu-figure[name=${name}]`).nth(place);
    this.canvas = this.element.locator('canvas');
    this.sentence = this.element.locator('[part=verdict]');
    this.undo = this.element.getByRole('button', { name: say('action.undo') });
    this.reset = this.element.getByRole('button', { name: say('action.reset') });
    this.still = this.element.locator('img');
    this.tableOpener = this.element.getByText(say('table.open'));
    /** What is said at a field that refuses its text. */
    this.refusal = this.element.getByRole('alert').filter({ visible: true });
  }

  /** Waits until the figure has come alive. */
  async alive() {
    // The later ones begin when they come near the window.
    if (this.name !== 'curves') await this.element.scrollIntoViewIfNeeded();
    await this.canvas.waitFor();
    await this.skipGuess();
    await this.sentence.waitFor();
  }

  /** The figure tells nothing while it asks for a guess. */
  async skipGuess() {
    if ((await this.element.getAttribute('concealed')) === null) return;
    await this.page.locator(`[data-predict=${this.name}]`).getByRole('button', { name: say('reading.skip') }).click();
  }

  /** @param {string} key of a number */
  sliderOf(key) {
    return this.element.getByRole('slider', { name: say(`${this.name}.${key}`), exact: true });
  }

  /** @param {string} key of a number or a seed */
  fieldOf(key) {
    return this.element.getByRole('textbox', { name: say(`${this.name}.${key}`), exact: true });
  }

  /**
   * One of several names.
   *
   * @param {string} key
   * @param {string} option
   */
  choice(key, option) {
    return this.element.getByRole('radio', { name: say(`${this.name}.${key}.${option}`), exact: true });
  }

  /**
   * A name that may be chosen beside others.
   *
   * @param {string} key
   * @param {string} option
   */
  member(key, option) {
    return this.element.getByRole('checkbox', { name: say(`${this.name}.${key}.${option}`), exact: true });
  }

  /** @param {string} key of a state that has a button of its own */
  preset(key) {
    return this.element.getByRole('button', { name: say(`${this.name}.preset.${key}`), exact: true });
  }

  /** The names of the presets whose buttons say that they are shown. */
  pressedPresets() {
    return this.element.getByRole('group', { name: say('preset.legend') }).getByRole('button', { pressed: true }).allInnerTexts();
  }

  /** The sentence under the picture. */
  async verdict() {
    return (await this.sentence.innerText()).trim();
  }

  /**
   * A value beside the picture.
   *
   * @param {string} key
   */
  async readout(key) {
    const term = this.page.locator('dt').and(this.page.getByText(say(`${this.name}.readout.${key}`), { exact: true }));
    return (await this.element.locator('dl > div').filter({ has: term }).locator('dd').innerText()).trim();
  }

  /**
   * Values beside the picture.
   *
   * @template {string} Key
   * @param {Key[]} keys
   * @returns {Promise<Record<Key, string>>}
   */
  async readouts(...keys) {
    const rows = await this.element.locator('dl > div:visible').evaluateAll((nodes) => nodes.map((row) => {
      return [...row.querySelectorAll('dt, dd')].map((part) => /** @type {HTMLElement} */ (part).innerText.trim());
    }));
    const shown = new Map(rows.map(([label = '', value = '']) => [label, value]));
    const values = keys.map((key) => [key, shown.get(say(`${this.name}.readout.${key}`)) ?? 'not to be seen']);
    return Object.fromEntries(values);
  }

  /**
   * A number of the figure as it stands in the prose; the same wherever it stands.
   *
   * @param {string} key
   */
  async inProse(key) {
    const texts = new Set(await this.page.locator(`[data-bind="${this.name}.${key}"]`).allInnerTexts());
    return [...texts].join(' | ');
  }

  /** The table's rows, each a list of texts; the heads of its columns come first. */
  async table() {
    if (!(await this.element.locator('details').evaluate((node) => /** @type {HTMLDetailsElement} */ (node).open))) await this.tableOpener.click();
    const rows = this.element.locator('details tr');
    await rows.first().waitFor();
    return rows.evaluateAll((nodes) => nodes.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  }

  /** The picture's text alternative. */
  async alternative() {
    return (await this.canvas.getAttribute('aria-label')) ?? '';
  }

  /** The picture's pixels. */
  picture() {
    return pictureOf(this.canvas);
  }

  /**
   * The colour of the picture's ground, 0xRRGGBB: of its first pixel, without a copy of them all, which are many on paper.
   * A figure that has been out of sight has none until it is drawn.
   */
  ground() {
    return this.canvas.evaluate((node) => {
      if (/** @type {HTMLCanvasElement} */ (node).width === 0) return undefined;
      const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
      context?.drawImage(/** @type {HTMLCanvasElement} */ (node), 0, 0);
      const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
      return red * 65536 + green * 256 + blue;
    });
  }

  /** The canvas in the viewport. */
  async box() {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the canvas is not to be seen');
    return box;
  }

  /**
   * A place of the canvas in the viewport.
   *
   * @param {Place} place
   */
  async inView({ x, y }) {
    const box = await this.box();
    return { x: box.x + x, y: box.y + y };
  }

  /** Brings the picture into the window: all of it if there is room. */
  async show() {
    await this.canvas.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    await this.frame();
  }

  /**
   * @param {string} parameter
   * @param {string} key pressed on its slider
   */
  async step(parameter, key) {
    await this.sliderOf(parameter).press(key);
    await this.frame();
  }

  /**
   * @param {string} parameter
   * @param {string} text typed into its field, and committed
   */
  async enter(parameter, text) {
    await this.fieldOf(parameter).fill(text);
    await this.fieldOf(parameter).press('Enter');
    await this.frame();
  }

  /** @param {string} key of a preset */
  async adopt(key) {
    await this.preset(key).click();
    await this.frame();
  }

  /**
   * Clicks on a place of the picture.
   *
   * @param {Place} place
   */
  async click(place) {
    await this.show();
    const { x, y } = await this.inView(place);
    await this.page.mouse.click(x, y);
    await this.frame();
  }

  /**
   * Drags from a place of the picture to others with the mouse.
   *
   * @param {Place} from
   * @param {Place[]} way
   */
  async drag(from, ...way) {
    await this.show();
    const start = await this.inView(from);
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    for (const place of way) {
      const { x, y } = await this.inView(place);
      await this.page.mouse.move(x, y, { steps: 4 });
    }
    await this.frame();
    await this.page.mouse.up();
    await this.frame();
  }

  /** Presses Undo. */
  async takeBack() {
    await this.undo.click();
    await this.frame();
  }

  /** Presses Reset. */
  async startOver() {
    await this.reset.click();
    await this.frame();
  }

  /** Waits for the next drawing. */
  frame() {
    return this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(null), 0))));
  }
}

/**
 * Where ReLU's point stands at z = -4 (left, low) and at z = 4 (right, high), in CSS pixels of the canvas.
 *
 * @typedef {{ left: number, low: number, right: number, high: number }} Ends
 */

export class CurvesFigure extends Figure {
  /**
   * @param {Page} page
   * @param {() => Promise<Ends>} ends
   * @param {number} [place] which of the page's figures of this name
   */
  constructor(page, ends, place = 0) {
    super(page, 'curves', place);
    this.ends = ends;
    this.slider = this.sliderOf('z');
    this.field = this.fieldOf('z');
    this.sentence = this.element.locator('p:visible:not([role=status])').filter({ hasText: /^At z = / });
  }

  /** @param {string} name an activation that can be laid over ReLU */
  over(name) {
    return this.member('over', name);
  }

  /** @param {'0' | '0.5' | '1'} slope that ReLU is given at 0 */
  atZero(slope) {
    return this.choice('at-zero', slope);
  }

  /** @param {'leaky' | 'elu'} key the parameter of an activation */
  parameter(key) {
    return this.fieldOf(key);
  }

  /** All that the figure says of its point in words. */
  async said() {
    return {
      ...(await this.readouts('z', 'value', 'slope', 'state')),
      verdict: await this.verdict(),
      slider: await this.slider.getAttribute('aria-valuetext'),
      field: await this.field.inputValue(),
    };
  }

  /**
   * Where the handle is seen: the only place that is the signal's colour far around.
   *
   * @returns {Promise<Place>} in the viewport
   */
  async handle() {
    const [handle] = discs(await this.picture(), SIGNAL);
    if (!handle) throw new Error('no handle is seen in the picture');
    return this.inView(handle);
  }

  /**
   * Finds by the keyboard where the point stands at both ends of the axis.
   *
   * @returns {Promise<Ends>}
   */
  async findEnds() {
    const seen = [];
    for (const key of ['Home', 'End']) {
      await this.press(key);
      const { x, y } = await this.handle();
      // Where the slider was out of sight, the page has scrolled to it.
      const box = await this.box();
      seen.push(x - box.x, y - box.y);
    }
    const [left = NaN, low = NaN, right = NaN, high = NaN] = seen;
    return { left, low, right, high };
  }

  /**
   * Where ReLU's point at z is now, in the viewport.
   *
   * @param {number} z
   */
  async at(z) {
    const { left, low, right, high } = await this.ends();
    const box = await this.box();
    return { x: box.x + left + ((right - left) * (z + 4)) / 8, y: box.y + low + ((high - low) * Math.max(0, z)) / 4 };
  }

  /** @param {string} key pressed on the slider of z */
  press(key) {
    return this.step('z', key);
  }

  /** @param {string} text typed into the field of z, and committed */
  type(text) {
    return this.enter('z', text);
  }

  /** Takes hold of the handle with the mouse. */
  async take() {
    await this.canvas.scrollIntoViewIfNeeded();
    const { x, y } = await this.handle();
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
  }

  /**
   * Moves what the mouse holds to where z is.
   *
   * @param {number} z
   * @param {number} [steps]
   */
  async pull(z, steps = 5) {
    const { x, y } = await this.at(z);
    await this.page.mouse.move(x, y, { steps });
    await this.frame();
  }

  /**
   * Drags the handle with the mouse to where z is.
   *
   * @param {number} z
   */
  async dragTo(z) {
    await this.take();
    await this.pull(z);
    await this.page.mouse.up();
    await this.frame();
  }
}
