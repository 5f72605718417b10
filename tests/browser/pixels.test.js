/**
 * What the picture looks like up close.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, site } from './browser.js';
import { ACTIVATIONS } from './expected.js';

const { visiting } = await site();

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./figure.js').CurvesFigure} CurvesFigure */

/**
 * The height of a curve's middle in a column, in device pixels from the top, and how thick it is there.
 *
 * @param {Picture} picture
 * @param {number} column
 * @param {(parts: [number, number, number]) => number} cover how much of a pixel the curve covers, 0 to 1
 * @param {number} [top]
 * @param {number} [bottom]
 */
function crossing(picture, column, cover, top = 0, bottom = picture.height) {
  let [sum, weighed] = [0, 0];
  for (let row = top; row < bottom; row += 1) {
    const part = Math.min(1, Math.max(0, cover(picture.parts(column, row))));
    sum += part;
    weighed += part * (row + 0.5);
  }
  return { at: weighed / sum, thick: sum };
}

/** The signal's blue #0072b2 among greys: what it has more of blue than of red. @param {[number, number, number]} parts */
const blue = ([r, , b]) => (b - r) / 178;
/** The rival's purple #cc79a7 among greys: what it has more of red than of green. @param {[number, number, number]} parts */
const purple = ([r, g]) => (r - g) / 83;

/**
 * Where z stands in the picture, in device pixels.
 *
 * @param {CurvesFigure} figure
 * @param {Picture} picture
 */
async function axes(figure, picture) {
  const { left, low, right, high } = await figure.ends();
  const { ratio } = picture;
  return {
    column: (/** @type {number} */ z) => ratio * (left + ((right - left) * (z + 4)) / 8),
    row: (/** @type {number} */ value) => ratio * (low + ((high - low) * value) / 4),
  };
}

for (const ratio of [1, 2]) {
  test(`at ratio ${ratio} the corner of ReLU is exactly sharp: two straight lines that meet at the origin`, visiting({ ratio, hash: '?v=1&curves.z=-4' }, async ({ page, figure }) => {
    await drawn(page);
    const picture = await figure.picture();
    const { column, row } = await axes(figure, picture);
    const [origin, unit] = [column(0), column(1) - column(0)];
    const steepness = (row(1) - row(0)) / unit;
    const bottom = Math.ceil(row(0)) + 8 * ratio;
    for (let x = Math.ceil(column(-2)); x < column(3); x += 1) {
      const middle = x + 0.5 - origin;
      const { at, thick } = crossing(picture, x, blue, 0, bottom);
      const meant = row(0) + (middle > 0 ? steepness * middle : 0);
      // The two lines are as thick as their steepness makes them; next to the corner a column holds parts of both.
      const near = Math.abs(middle) < 2 * ratio;
      assert.ok(Math.abs(at - meant) < (near ? 0.5 : 0.25) * ratio, `column ${middle.toFixed(1)} from the corner: ${at} instead of ${meant}`);
      const straight = 3 * ratio * Math.hypot(1, middle > 0 ? steepness : 0);
      if (!near) assert.ok(Math.abs(thick - straight) < 0.25 * ratio, `column ${middle.toFixed(1)} from the corner: ${thick} thick`);
    }
  }));
}

for (const ratio of [1, 2]) {
  test(`at ratio ${ratio} a grid line of 1 px is exactly ${ratio} device ${ratio === 1 ? 'column' : 'columns'} or rows wide, without a blurred edge`, visiting({ ratio, hash: '?v=1&curves.z=-4' }, async ({ page, figure }) => {
    await drawn(page);
    const picture = await figure.picture();
    const { column, row } = await axes(figure, picture);

    /**
     * The colours along a row or a column: the ground's, and the lengths of the runs of others.
     *
     * @param {number} from
     * @param {number} to
     * @param {(place: number) => number} at
     */
    const runs = (from, to, at) => {
      /** @type {{ colour: number, length: number, start: number }[]} */
      const found = [];
      for (let place = Math.round(from); place < to; place += 1) {
        const last = found.at(-1);
        if (last && last.colour === at(place)) last.length += 1;
        else found.push({ colour: at(place), length: 1, start: place });
      }
      return found;
    };

    // Between the labels at 3 and 4, left of the curve: only vertical lines are crossed, at each whole z.
    const across = runs(column(-3.5), column(2.5), (x) => picture.at(x, Math.round(row(3.5))));
    const verticals = across.filter(({ colour }) => ![0xffffff, 0xf4f4f4].includes(colour));
    const wholes = verticals.map(({ start }) => Math.round(-4 + (8 * (start - column(-4))) / (column(4) - column(-4))) + 0);
    assert.deepEqual(wholes, [-3, -2, -1, 0, 1, 2], JSON.stringify(verticals));
    for (const { colour, length, start } of verticals) {
      assert.equal(length, ratio, `the line at column ${start}`);
      assert.ok([0xe4e4e4, 0x595959].includes(colour), `the line at column ${start} is #${colour.toString(16)}`);
    }

    const down = runs(row(3.5), row(0.5), (y) => picture.at(Math.round(column(-1.5)), y));
    const horizontals = down.filter(({ colour }) => colour !== 0xf4f4f4);
    assert.deepEqual(horizontals.map(({ start }) => Math.round((start - row(0)) / (row(1) - row(0)))), [3, 2, 1]);
    for (const { colour, length, start } of horizontals) {
      assert.deepEqual({ length, colour }, { length: ratio, colour: 0xe4e4e4 }, `the line at row ${start}`);
    }
  }));
}

test('at a ratio of 1.5 grid lines are sharp as well', visiting({ ratio: 1.5, hash: '?v=1&curves.z=-4' }, async ({ page, figure }) => {
  await drawn(page);
  const picture = await figure.picture();
  const { column, row } = await axes(figure, picture);
  const colours = new Set();
  for (let x = Math.round(column(-3.5)); x < column(2.5); x += 1) colours.add(picture.at(x, Math.round(row(3.5))));
  assert.deepEqual([...colours].sort(), [0xffffff, 0xf4f4f4, 0xe4e4e4, 0x595959].sort());
}));

test('a slanted line is smooth, not a staircase', visiting({ hash: '?v=1&curves.z=-4' }, async ({ page, figure }) => {
  await drawn(page);
  const picture = await figure.picture();
  const { column, row } = await axes(figure, picture);
  const bottom = Math.round(row(0)) - 8;
  /** @type {number[]} */
  const places = [];
  for (let x = Math.round(column(1)); x < column(3.5); x += 1) places.push(crossing(picture, x, blue, 0, bottom).at);
  const steps = places.slice(1).map((at, i) => (places[i] ?? NaN) - at);
  const even = (row(0) - row(1)) / (column(1) - column(0));
  const worst = Math.max(...steps.map((step) => Math.abs(step - even)));
  assert.ok(worst < 0.15, `from column to column it rises by ${even.toFixed(3)} px, at worst ${worst.toFixed(3)} px off`);
}));

for (const [name, option] of /** @type {const} */ ([['sigmoid', 'sigmoid'], ['tanh', 'tanh']])) {
  test(`the curve of ${name} runs where it must, and smoothly`, visiting({ hash: `?v=1&curves.z=-4&curves.over=${option}` }, async ({ page, figure }) => {
    await drawn(page);
    const picture = await figure.picture();
    const { column, row } = await axes(figure, picture);
    const [top, bottom] = [Math.round(row(3)), Math.round(row(-1.5))];
    let compared = 0;
    for (let x = Math.round(column(-2)); x < column(2.5); x += 1) {
      const { at, thick } = crossing(picture, x, purple, top, bottom);
      const z = -4 + (8 * (x + 0.5 - column(-4))) / (column(4) - column(-4));
      const meant = row(ACTIVATIONS[name].value(z));
      // Dashes leave gaps, and where the curves cross the other one takes part of the column.
      if (thick < 1.9 || Math.abs(meant - row(Math.max(0, z))) < 8) continue;
      compared += 1;
      assert.ok(Math.abs(at - meant) < 0.35, `z = ${z.toFixed(2)}: ${at} instead of ${meant}`);
    }
    assert.ok(compared > 150, `${compared} columns compared`);
  }));
}

test('the same state gives the same pixels, drawn at once or reached by many steps', visiting({ hash: '?v=1&curves.z=1&curves.over=elu+gelu' }, async ({ page, figure }) => {
  await drawn(page);
  const atOnce = await figure.picture();
  await figure.over('gelu').uncheck();
  await figure.dragTo(-3);
  await figure.over('tanh').check();
  for (const key of ['Home', 'PageUp', 'End']) await figure.press(key);
  await figure.over('tanh').uncheck();
  await figure.over('gelu').check();
  await figure.type('1');
  // What is attended to stands out.
  await figure.fieldOf('z').blur();
  await drawn(page);
  assert.ok(atOnce.equals(await figure.picture()));
}));

test('at z = 0 both one-sided slopes are open circles and the convention is a filled one', visiting({ ratio: 2, hash: '?v=1&curves.z=-4' }, async ({ page, figure }) => {
  const { left, right } = await figure.ends();
  /** The colours straight above one another at z = 0 in the lower panel: rings are hollow, the disc is not. */
  const marks = async () => {
    await drawn(page);
    const picture = await figure.picture();
    const x = Math.round(((left + right) / 2) * picture.ratio);
    /** @type {{ colour: number, length: number, middle: number }[]} */
    const runs = [];
    for (let y = Math.round(0.66 * picture.height); y < 0.92 * picture.height; y += 1) {
      const colour = picture.at(x, y);
      const last = runs.at(-1);
      if (last && last.colour === colour) last.length += 1;
      else runs.push({ colour, length: 1, middle: y });
    }
    for (const run of runs) run.middle += run.length / 2;
    const filled = runs.filter(({ colour, length }) => colour === 0xd55e00 && length >= 12);
    const hollow = runs.filter(({ colour, length }, i) => {
      return colour === 0xffffff && length >= 6 && [runs[i - 1], runs[i + 1]].every((edge) => edge && edge.colour !== 0x595959);
    });
    return { filled, hollow };
  };
  const zero = await marks();
  assert.deepEqual([zero.filled.length, zero.hollow.length], [1, 1], 'slope 0: the lower circle is filled');
  await figure.atZero('1').check();
  const one = await marks();
  assert.deepEqual([one.filled.length, one.hollow.length], [1, 1], 'slope 1: the upper circle is filled');
  await figure.atZero('0.5').check();
  const half = await marks();
  assert.deepEqual([half.filled.length, half.hollow.length], [1, 2], 'slope 1/2: both are open, a disc stands between');
  const [low = NaN, high = NaN, between = NaN] = [zero, one, half].map(({ filled }) => filled[0]?.middle);
  assert.ok(Math.abs(between - (low + high) / 2) < 1.5);
}));
