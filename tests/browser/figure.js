/**
 * The figure of the function and its slope, as a person sees it and takes hold of it.
 */

import { pictureOf } from './picture.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** The colour of the forward signal, 0xRRGGBB: the curve and its handle. */
const SIGNAL = 0x0072b2;

/**
 * Where ReLU's point stands at z = -4 (left, low) and at z = 4 (right, high), in CSS pixels of the canvas.
 *
 * @typedef {{ left: number, low: number, right: number, high: number }} Ends
 */

export class CurvesFigure {
  /**
   * @param {Page} page
   * @param {() => Promise<Ends>} ends
   * @param {number} [place] which of the page's figures of this name
   */
  constructor(page, ends, place = 0) {
    this.page = page;
    this.ends = ends;
    this.element = page.locator('relu-figure[name=curves]').nth(place);
    this.canvas = this.element.locator('canvas');
    this.slider = this.element.getByRole('slider', { name: say('curves.z') });
    this.field = this.element.getByRole('textbox', { name: say('curves.z') });
    this.undo = this.element.getByRole('button', { name: say('action.undo') });
    this.reset = this.element.getByRole('button', { name: say('action.reset') });
    this.sentence = this.element.locator('p:visible:not([role=status])').filter({ hasText: /^At z = / });
    this.still = this.element.locator('img');
    this.tableOpener = this.element.getByText(say('table.open'));
  }

  /** Waits until the figure has come alive. */
  async alive() {
    await this.canvas.waitFor();
    await this.sentence.waitFor();
  }

  /** @param {string} name an activation that can be laid over ReLU */
  over(name) {
    return this.element.getByRole('checkbox', { name: say(`curves.over.${name}`), exact: true });
  }

  /** @param {'0' | '0.5' | '1'} slope that ReLU is given at 0 */
  atZero(slope) {
    return this.element.getByRole('radio', { name: say(`curves.at-zero.${slope}`), exact: true });
  }

  /** @param {'leaky' | 'elu'} key the parameter of an activation */
  parameter(key) {
    return this.element.getByRole('textbox', { name: say(`curves.${key}`) });
  }

  /** The sentence under the picture. */
  async verdict() {
    return (await this.sentence.innerText()).trim();
  }

  /**
   * A value beside the picture.
   *
   * @param {'z' | 'value' | 'slope' | 'state'} key
   */
  async readout(key) {
    const term = this.page.locator('dt').and(this.page.getByText(say(`curves.readout.${key}`), { exact: true }));
    return (await this.element.locator('dl > div').filter({ has: term }).locator('dd').innerText()).trim();
  }

  /** All that the figure says of its point in words. */
  async said() {
    return {
      z: await this.readout('z'),
      value: await this.readout('value'),
      slope: await this.readout('slope'),
      state: await this.readout('state'),
      verdict: await this.verdict(),
      slider: await this.slider.getAttribute('aria-valuetext'),
      field: await this.field.inputValue(),
    };
  }

  /** The picture's pixels. */
  picture() {
    return pictureOf(this.canvas);
  }

  /**
   * Where the handle is seen: the middle of the only place that is the signal's colour far around.
   *
   * @returns {Promise<{ x: number, y: number }>} in CSS pixels of the viewport
   */
  async handle() {
    const picture = await this.picture();
    const reach = Math.round(4 * picture.ratio);
    let count = 0;
    let [x, y] = [0, 0];
    for (let row = reach; row < picture.height - reach; row += 1) {
      for (let column = reach; column < picture.width - reach; column += 1) {
        const arms = [[0, 0], [reach, 0], [-reach, 0], [0, reach], [0, -reach], [reach, reach], [-reach, -reach], [reach, -reach], [-reach, reach]];
        if (arms.every(([dx = 0, dy = 0]) => picture.at(column + dx, row + dy) === SIGNAL)) {
          count += 1;
          x += column + 0.5;
          y += row + 0.5;
        }
      }
    }
    if (count === 0) throw new Error('no handle is seen in the picture');
    const box = await this.box();
    return { x: box.x + x / count / picture.ratio, y: box.y + y / count / picture.ratio };
  }

  /** The canvas in the viewport. */
  async box() {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the canvas is not to be seen');
    return box;
  }

  /**
   * Finds by the keyboard where the point stands at both ends of the axis.
   *
   * @returns {Promise<Ends>}
   */
  async findEnds() {
    const box = await this.box();
    const seen = [];
    for (const key of ['Home', 'End']) {
      await this.press(key);
      const { x, y } = await this.handle();
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
  async press(key) {
    await this.slider.press(key);
    await this.frame();
  }

  /** @param {string} text typed into the field of z, and committed */
  async type(text) {
    await this.field.fill(text);
    await this.field.press('Enter');
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
