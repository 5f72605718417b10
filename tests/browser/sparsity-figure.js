/**
 * The figure of a layer's units and the inputs that they fire for, as a person sees it and takes hold of it.
 */

import { Figure } from './figure.js';
import { INK, discs, rings } from './marks.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./marks.js').Place} Place */

/** How large the ring of B is, in CSS pixels. */
const RADIUS = 6.6;

/** A row of the table. */
export class UnitRow {
  /** @param {string[]} cells */
  constructor(cells) {
    const [unit = NaN, fires = NaN, share = NaN, first = NaN, second = NaN, exact = NaN] = cells.map((cell) => Number(cell.replace('\u00a0%', '')));
    this.unit = unit;
    this.fires = fires;
    this.share = share;
    this.first = first === 1;
    this.second = second === 1;
    /** On how much of the cube, in per cent. */
    this.exact = exact;
  }
}

export class SparsityFigure extends Figure {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'sparsity');
  }

  /** Where the point A of the plane is seen. */
  async point() {
    const [point, ...others] = discs(await this.picture(), INK);
    if (!point || others.length > 0) throw new Error(`${point ? others.length + 1 : 'no'} points are seen`);
    return point;
  }

  /** Where B is seen in the plane. */
  async second() {
    const [ring, ...others] = rings(await this.picture(), RADIUS, false);
    if (!ring || others.length > 0) throw new Error(`${ring ? others.length + 1 : 'no'} rings are seen`);
    return ring;
  }

  /** Where columns of the raster are taken hold of: the small dots above it. */
  async heads() {
    const picture = await this.picture();
    const points = discs(picture, INK);
    // A dot of the plane is larger, and lies lower.
    const heads = discs(picture, INK, 2).filter(({ x, y }) => points.every((point) => Math.hypot(point.x - x, point.y - y) > 3));
    const top = Math.min(...heads.map(({ y }) => y));
    return heads.filter(({ y }) => y - top < 2);
  }

  /** Where each handle is: A's in the plane, B's above its column. */
  async handles() {
    const [second] = await this.heads();
    if (!second) throw new Error('no handle of B is seen');
    return { first: await this.point(), second };
  }

  /** The rows of the table below its heads. */
  async units() {
    return (await this.table()).slice(1).map((row) => new UnitRow(row));
  }

  /** The code of A: the numbers of the units that fire for it. */
  async code() {
    const units = await this.units();
    return new Set(units.filter(({ first }) => first).map(({ unit }) => unit));
  }

  /**
   * Puts A somewhere by the keyboard.
   *
   * @param {number} x1
   * @param {number} x2
   */
  async put(x1, x2) {
    await this.enter('x1', String(x1));
    await this.enter('x2', String(x2));
  }

  /** Finds by the keyboard where a point of the plane is. */
  async findPlane() {
    await this.put(0, 0);
    const from = await this.point();
    await this.put(1, 1);
    const to = await this.point();
    return (/** @type {number} */ x1, /** @type {number} */ x2) => ({ x: from.x + x1 * (to.x - from.x), y: from.y + x2 * (to.y - from.y) });
  }

  /** Finds by the keyboard where the column of an input is. @param {number} count of inputs */
  async findColumns(count) {
    const before = await this.fieldOf('second').inputValue();
    await this.enter('second', '1');
    const [first] = await this.heads();
    await this.enter('second', String(count));
    const last = (await this.heads()).at(-1);
    await this.enter('second', before);
    if (!first || !last) throw new Error('no column is seen to be taken hold of');
    return (/** @type {number} */ input) => ({ x: first.x + ((input - 1) * (last.x - first.x)) / (count - 1), y: first.y });
  }
}
