/**
 * The figure of a training run as a person sees it, plays it and takes hold of it; and what is known of some runs from elsewhere.
 */

import { eventually } from './browser.js';
import { Figure } from './figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./marks.js').Place} Place */
/** @typedef {import('./picture.js').Picture} Picture */

/** The buttons that lead along the run. @typedef {'start' | 'epoch-back' | 'update-back' | 'update' | 'epoch'} Walk */

/** @typedef {'lower-now' | 'lower-from-start' | 'to-death' | 'next-dead' | 'new-seed'} Action */

/** Up to here is the part of the picture, from its left, that has the planes and the units. */
const NETWORKS = 0.49;

/** @param {number} key of a pixel @param {number} width */
const placeOf = (key, width) => ({ x: key % width, y: Math.floor(key / width) });

/**
 * The pixels of the units that two pictures differ in.
 *
 * @param {Picture} one
 * @param {Picture} other
 * @param {number} top
 */
function differing(one, other, top) {
  /** @type {Set<number>} */
  const keys = new Set();
  for (let y = top; y < one.height; y += 1) {
    for (let x = 0; x < NETWORKS * one.width; x += 1) {
      if (one.at(x, y) !== other.at(x, y)) keys.add(y * one.width + x);
    }
  }
  return keys;
}

export class TrainingFigure extends Figure {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'training');
    this.line = this.element.locator('[part=work]');
    this.stop = this.line.getByRole('button', { name: say('work.stop') });
    this.goOn = this.line.getByRole('button', { name: say('work.go-on') });
    this.play = this.element.getByRole('button', { name: say('transport.play'), exact: true });
    this.pause = this.element.getByRole('button', { name: say('transport.pause'), exact: true });
    this.speed = this.element.getByRole('combobox', { name: say('transport.speed') });
  }

  /** Unfolds the controls that are folded away. */
  async unfold() {
    for (const key of ['network', 'data', 'descent', 'twin']) await this.element.getByText(say(`training.group.${key}`), { exact: true }).click();
  }

  /** @override */
  async table() {
    const details = this.element.locator('details').filter({ has: this.page.getByText(say('table.open')) });
    if (!(await details.evaluate((node) => /** @type {HTMLDetailsElement} */ (node).open))) await this.tableOpener.click();
    const rows = details.locator('tr');
    await rows.first().waitFor();
    return rows.evaluateAll((nodes) => nodes.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  }

  /** @param {Walk} key */
  walk(key) {
    return this.element.getByRole('button', { name: say(`transport.${key}`), exact: true });
  }

  /** @param {Walk} key */
  async go(key) {
    await this.walk(key).click();
    await this.frame();
  }

  /** @param {Action} key */
  action(key) {
    return this.element.getByRole('button', { name: say(`training.action.${key}`), exact: true });
  }

  /** @param {Action} key */
  async act(key) {
    await this.action(key).click();
    await this.frame();
  }

  /** How much of the work is shown, and of how much, though the line may be hidden. */
  async progress() {
    const numbers = ((await this.line.textContent()) ?? '').match(/\d+/g) ?? [];
    return numbers.slice(0, 2).map(Number);
  }

  /** Waits until all that is to come has come, and is shown. @param {number} [patience] in milliseconds */
  async complete(patience = 20_000) {
    await this.frame();
    await eventually(() => this.progress(), ([shown, all]) => {
      if (!all || shown !== all) throw new Error(`${shown} of ${all}`);
    }, patience);
    await this.frame();
  }

  /** The update that is shown. */
  async update() {
    return Number((await this.readout('update')).split(' / ')[0]);
  }

  /** All that is seen: the pixels, the table, the sentence. */
  async seen() {
    return {
      picture: await this.canvas.evaluate((node) => /** @type {HTMLCanvasElement} */ (node).toDataURL()),
      table: await this.table(),
      verdict: await this.verdict(),
    };
  }

  /** The row of the table of an epoch. @param {number} epoch */
  async row(epoch) {
    return (await this.table()).find(([first]) => first === String(epoch)) ?? [];
  }

  /**
   * Finds by the keyboard where the mark of a unit is: it is the one that changes whichever other unit is chosen in its stead.
   *
   * @param {number} unit
   * @param {[number, number]} others of the same layer
   */
  async findUnit(unit, others) {
    const before = await this.fieldOf('unit').inputValue();
    const pictures = [];
    for (const number of [unit, ...others]) {
      await this.enter('unit', String(number));
      pictures.push(await this.picture());
    }
    await this.enter('unit', before);
    const [own, one, other] = pictures;
    if (!own || !one || !other) throw new Error('three units are three pictures');
    // Below the plane, in which lines change, too.
    const top = Math.round(0.47 * own.height);
    const second = differing(own, other, top);
    const both = [...differing(own, one, top)].filter((key) => second.has(key)).map((key) => placeOf(key, own.width));
    if (both.length < 8) throw new Error(`unit ${unit} is not to be seen: ${both.length} pixels`);
    const middle = (/** @type {'x' | 'y'} */ axis) => {
      const all = both.map((place) => place[axis]);
      return (Math.min(...all) + Math.max(...all) + 1) / 2 / own.ratio;
    };
    return { x: middle('x'), y: middle('y') };
  }
}
