/**
 * A presentation as a person sees it.
 */

import assert from 'node:assert/strict';

import { drawn, eventually } from './browser.js';
import { Figure } from './figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

/** A figure in the presentation: the one that is seen. */
class ShownFigure extends Figure {
  /**
   * @param {Page} page
   * @param {string} name
   */
  constructor(page, name) {
    super(page, name);
    this.element = page.locator(`dialog.presentation relu-figure[name=${name}]:not([hidden])`);
    this.canvas = this.element.locator('canvas');
    this.sentence = page.locator('dialog.presentation .said .verdict');
  }

  /** What is said of it, on all pages. @override */
  async verdict() {
    return (await this.sentence.locator('p').allTextContents()).join(' ');
  }
}

export class Presentation {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: say('present.name'), exact: true });
    this.button = page.getByRole('button', { name: say('present.open'), exact: true });
    this.list = page.getByRole('dialog', { name: say('shortcuts.name'), exact: true });
  }

  /** Waits until the page, which sees that somebody is there, offers it. */
  async offered() {
    let moves = 0;
    await eventually(async () => {
      moves += 1;
      await this.page.mouse.move(200, 300 + (moves % 2));
      return this.button.isVisible();
    }, (visible) => assert.ok(visible, 'the page offers no presentation'), 5000);
  }

  /** Has it begin with the first slide, by its key. */
  async begin() {
    await this.offered();
    await this.page.keyboard.press('p');
    await this.at(1, 'curves');
  }

  /** @param {string} name */
  figure(name) {
    return new ShownFigure(this.page, name);
  }

  /**
   * Waits until a slide is shown, drawn and told.
   *
   * @param {number} number
   * @param {string} name of its figure
   */
  async at(number, name) {
    await this.dialog.getByText(`${number} of 8`, { exact: true }).waitFor();
    await this.figure(name).canvas.waitFor();
    await eventually(() => this.dialog.getByRole('heading').first().innerText(), (title) => assert.equal(title, say(`${name}.name`)));
    await drawn(this.page);
  }

  async gone() {
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** The names of the figures that are seen. */
  order() {
    return this.dialog.locator('relu-figure:visible').evaluateAll((all) => all.map((figure) => figure.getAttribute('name')));
  }

  /** What is said to those who listen. */
  async spoken() {
    return (await this.dialog.locator('.spoken').textContent() ?? '').trim();
  }

  /** The sentences that are in view, whole. */
  seen() {
    return this.dialog.locator('.said .verdict').evaluate((verdict) => {
      const room = (/** @type {Element} */ (verdict.parentElement)).getBoundingClientRect();
      const within = [...verdict.children].filter((sentence) => {
        const { left, right, top, bottom } = sentence.getBoundingClientRect();
        return left >= room.left - 1 && right <= room.right + 1 && top >= room.top - 1 && bottom <= room.bottom + 1;
      });
      return within.map(({ textContent }) => textContent).join(' ');
    });
  }

  /** The size of the text of the picture, where the picture is, and the window. */
  measure() {
    return this.dialog.locator('relu-figure:not([hidden]) canvas').evaluate((canvas) => {
      const { left, top, bottom, width, height } = canvas.getBoundingClientRect();
      return { size: parseFloat(getComputedStyle(canvas).fontSize), box: { left, top, bottom, width, height }, window: { width: innerWidth, height: innerHeight } };
    });
  }

  /**
   * What is painted of the first figure: how high the digits left of its axes are, and how thick ReLU and the dashed curve
   * beside it, on the left where both are nearly level. In pixels of the picture, which are pixels of the screen.
   */
  painted() {
    return this.dialog.locator('relu-figure:not([hidden]) canvas').evaluate((node) => {
      const canvas = /** @type {HTMLCanvasElement} */ (node);
      const context = canvas.getContext('2d') ?? (() => { throw new Error('no picture'); })();
      const { width, height } = canvas;
      if (Math.abs(width - canvas.getBoundingClientRect().width) > 1) throw new Error('the picture is stretched');
      const { data } = context.getImageData(0, 0, width, height);
      const at = (/** @type {number} */ x, /** @type {number} */ y) => data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3);
      /** @type {(holds: (y: number) => boolean) => number[]} the lengths of the runs of rows for which it holds */
      const runs = (holds) => {
        const found = [];
        for (let y = 0, length = 0; y <= height; y += 1) {
          if (y < height && holds(y)) length += 1;
          else if (length > 0) {
            found.push(length);
            length = 0;
          }
        }
        return found;
      };
      const dark = (/** @type {Uint8ClampedArray} */ [r = 0, g = 0, b = 0]) => r + g + b < 330;
      const near = (/** @type {number[]} */ colour) => (/** @type {Uint8ClampedArray} */ pixel) => colour.every((part, i) => Math.abs(part - (pixel[i] ?? 0)) < 40);
      // Left of the axes there are their digits alone, and signs, which are flat.
      const digits = runs((y) => {
        for (let x = 44; x < 78; x += 1) if (dark(at(x, y))) return true;
        return false;
      }).filter((rows) => rows > 5);
      const thickness = (/** @type {number[]} */ colour) => {
        const is = near(colour);
        let most = 0;
        for (let x = 110; x < 300; x += 1) most = Math.max(most, ...runs((y) => is(at(x, y))));
        return most;
      };
      return { digits, curve: thickness([0, 0x72, 0xb2]), beside: thickness([0, 0x9e, 0x73]) };
    });
  }

  /** Where the handle of the first figure is, in the window: the middle of what is as blue and far thicker than the curve. */
  handle() {
    return this.dialog.locator('relu-figure:not([hidden]) canvas').evaluate((node) => {
      const canvas = /** @type {HTMLCanvasElement} */ (node);
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const blue = (/** @type {number} */ i) => (data[i] ?? 255) < 40 && Math.abs((data[i + 1] ?? 0) - 0x72) < 30 && Math.abs((data[i + 2] ?? 0) - 0xb2) < 30;
      const [places, rows] = [[0], [0]].map(() => /** @type {number[]} */ ([]));
      for (let x = 0; x < width; x += 1) {
        let [run, best, end] = [0, 0, 0];
        for (let y = 0; y < height; y += 1) {
          run = blue(4 * (y * width + x)) ? run + 1 : 0;
          if (run > best) [best, end] = [run, y];
        }
        if (best >= 24) {
          places?.push(x);
          rows?.push(end - best / 2);
        }
      }
      if (!places?.length || !rows) throw new Error('there is no handle');
      const middle = (/** @type {number[]} */ all) => all.reduce((sum, one) => sum + one, 0) / all.length;
      const box = canvas.getBoundingClientRect();
      return { x: box.left + middle(places), y: box.top + middle(rows) };
    });
  }
}
