/**
 * The picture of the figure `chain`, drawn by uPlot, for chains in which no unit is off: the gradients in a chart with a
 * logarithmic axis, the factors in one below it. Runs in the page.
 *
 * What uPlot has no series for (the band of zero, the units, the bars between two values, the names) is drawn by hooks,
 * each colour in one path. A scale is set anew only when its range changes.
 */

import { AXIS, BACKGROUND, GRADIENT, INK, MUTED, PLAIN, RELATIVE, RIVAL, SHADE, TEXT, brief, disc, line, powerOfTen, redraw, ring, significant, write } from './uplot-common.js';

/** @typedef {import('./uplot-common.js').Plot} Plot */
/** @typedef {import('./uplot-common.js').PlotClass} PlotClass */
/** @typedef {import('./uplot-common.js').Size} Size */
/** @typedef {import('./uplot-common.js').State} State */
/** @typedef {import('./uplot-common.js').Twin} Twin */

/**
 * A chain of one kind.
 *
 * @typedef {object} Strand
 * @property {string} name as a sentence names it
 * @property {string} label in the picture
 * @property {string} stroke
 * @property {number} width
 * @property {number[]} dash
 * @property {number} slope of each of its units
 */

/** @type {Strand} */
const RELU = { name: 'ReLU', label: 'ReLU', stroke: GRADIENT, width: 3, dash: [], slope: 1 };

/** What can stand beside it: sigmoid and tanh at their best, Leaky ReLU at z = 1. @type {Record<string, Strand>} */
const RIVALS = {
  sigmoid: { name: 'sigmoid', label: 'sigmoid', stroke: RIVAL, width: 2.1, dash: [12, 3], slope: 0.25 },
  tanh: { name: 'tanh', label: 'tanh', stroke: RIVAL, width: 2.1, dash: [5, 4], slope: 1 },
  'leaky-relu': { name: 'Leaky ReLU', label: 'leaky', stroke: RELATIVE, width: 2.1, dash: [9, 4], slope: 1 },
};

/** The exponents of ten that the axis of the gradients may end at. */
const ENDS = [0, 2, 4, 8, 12, 16, 24, 32, 64, 128, 256];

/** @param {number} exponent */
const endFor = (exponent) => ENDS.find((end) => end >= exponent) ?? 512;

/** The least of the round distances that leaves each label its room. @param {number} pixels @param {number} room */
const spacing = (pixels, room) => [1, 2, 4, 8, 16, 32, 64].find((step) => step * pixels >= room) ?? 128;

/** The lower axis: from a thousandth to a little more than 1. */
const FACTORS = /** @type {[number, number]} */ ([1e-3, 10 ** 0.5]);

/** @implements {Twin} */
export class UplotChain {
  #factors = 3;
  #weight = 0.1;
  #strands = [RELU];
  /** The gradients of each strand: that of layer 1 first. @type {number[][]} */
  #gradients = [];
  /** The exponents of ten between which the upper axis runs. */
  #ends = [0, 0];
  /** @type {number[]} */
  #powers = [];
  /** @type {string[]} */
  #labels = [];
  /** @type {Plot[]} */
  #charts = [];
  #layout = { left: 0, first: 0, column: 0, middle: 0 };
  #create;

  /**
   * @param {PlotClass} Plot uPlot's class
   * @param {HTMLElement} host
   * @param {Size} size of the figure's canvas
   */
  constructor(Plot, host, { width, height }) {
    const [left, right, top, bottom] = [Math.round(3.4 * TEXT), width - 0.6 * TEXT, 1.7 * TEXT, height - 0.7 * TEXT];
    const between = 7.9 * TEXT;
    const middle = top + 0.6 * (bottom - top - between);
    const upper = Math.round(middle + 5.9 * TEXT);
    this.#create = () => {
      for (const chart of this.#charts) chart.destroy();
      const columns = this.#factors + 1;
      const half = 0.5 / columns;
      const gutter = Math.max(0, (4.6 * TEXT - half * (right - left)) / (1 - half));
      const column = (right - left - gutter) / columns;
      this.#layout = { left, first: left + gutter, column, middle };
      this.#compute();
      const x = { time: false, range: [0.5 - gutter / column, columns + 0.5] };
      const padding = [top, width - right, upper - middle, 0];
      this.#charts = [
        new Plot(this.#upper({ width, height: upper }, x, padding), this.#data(), host),
        new Plot(this.#lower({ width, height: height - upper }, x, [middle + between - upper, width - right, height - bottom, 0]), [[1, columns], [null, null]], host),
      ];
    };
    this.#create();
  }

  /** The canvases, upper and lower. */
  get canvases() {
    return this.#charts.map(({ ctx }) => ctx.canvas);
  }

  /** @param {State} state */
  show({ factors, beside }) {
    this.#factors = Number(factors);
    this.#strands = [RELU, ...String(beside).split('+').flatMap((name) => RIVALS[name] ?? [])];
    this.#create();
  }

  /**
   * @param {string} _key the weight: nothing else changes
   * @param {number} value
   */
  change(_key, value) {
    this.#weight = value;
    const [upper, lower] = this.#charts;
    const moved = this.#compute();
    if (!upper || !lower) return;
    redraw(upper, () => {
      upper.setData(this.#data(), false);
      if (moved) upper.setScale('y', this.#range());
    });
    redraw(lower);
  }

  /** What there is to say of the chains. */
  say() {
    const [own, ...beside] = this.#strands.map((strand, i) => ({ name: strand.name, end: this.#gradients[i]?.[0] ?? NaN }));
    const end = own?.end ?? NaN;
    const times = (/** @type {number} */ ratio) => significant(ratio, ratio < 1e7 && Number.isInteger(ratio) ? 7 : 3);
    const weight = this.#weight;
    const said = [`With ReLU, the gradient reaching layer 1 is ${significant(end, 6)}.`];
    for (const rival of beside) {
      const ratio = end / rival.end;
      said.push(ratio === 1 ? `With ${rival.name} it is the same.` : `That is ${times(ratio)} times larger than with ${rival.name} (${significant(rival.end, 6)}).`);
    }
    const chains = ['The chain', 'Both chains'][beside.length] ?? 'All chains';
    if (weight < 1) said.push(`${chains} lose a factor ${times(1 / weight)} a layer to the weight.`);
    else if (weight > 1) said.push(`${chains} gain a factor ${times(weight)} a layer from the weight.`);
    else said.push(`The weight, ${brief(weight)}, takes nothing.`);
    const sigmoid = weight ** this.#factors * 0.25 ** this.#factors;
    return {
      layers: String(this.#factors + 2),
      factors: String(this.#factors),
      weight: brief(weight),
      slope: '1',
      end: significant(end, 6),
      sigmoid: significant(sigmoid, 6),
      ratio: times(end / sigmoid),
      verdict: said.join(' '),
      meaning: brief(weight),
      field: brief(weight),
    };
  }

  /**
   * Multiplies, and finds the range of the upper axis.
   *
   * @returns {boolean} whether it is another one
   */
  #compute() {
    const count = this.#factors;
    let [low, high] = [1, 1];
    this.#gradients = this.#strands.map(({ slope }) => {
      const gradients = new Array(count + 1);
      let gradient = 1;
      gradients[count] = gradient;
      for (let layer = count; layer > 0; layer -= 1) {
        gradient *= this.#weight * slope;
        gradients[layer - 1] = gradient;
      }
      // What is multiplied by the same factor again and again is most extreme at its end.
      low = Math.min(low, gradient);
      high = Math.max(high, gradient);
      return gradients;
    });
    const [from, to] = [-Math.max(2, endFor(-Math.log10(low))), endFor(Math.log10(high))];
    if (from === this.#ends[0] && to === this.#ends[1]) return false;
    this.#ends = [from, to];
    const step = spacing((this.#layout.middle - 1.7 * TEXT) / (1.08 * (to - from)), 1.25 * TEXT);
    const exponents = [];
    for (let exponent = Math.ceil(from / step) * step; exponent <= to; exponent += step) exponents.push(exponent);
    this.#powers = exponents.map((exponent) => 10 ** exponent);
    this.#labels = exponents.map((exponent) => (exponent === 0 ? '1' : powerOfTen(exponent)));
    return true;
  }

  /** The range of the upper axis: no mark is cut at an edge. */
  #range() {
    const [from = 0, to = 0] = this.#ends;
    const room = 0.04 * (to - from);
    return { min: 10 ** (from - room), max: 10 ** (to + room) };
  }

  /** @returns {any} uPlot's data: the layers, and the gradients of each strand, the own last, so that it lies on top */
  #data() {
    return [Array.from({ length: this.#factors + 1 }, (_, i) => i + 1), ...this.#gradients.toReversed()];
  }

  /**
   * @param {Size} size
   * @param {object} x its horizontal scale
   * @param {number[]} padding
   */
  #upper(size, x, padding) {
    const { min, max } = this.#range();
    const series = this.#strands.toReversed().map(({ stroke, width, dash }) => {
      const size = 2 * Math.min(1.5 * width, 0.36 * this.#layout.column);
      return { stroke, width, dash, points: { show: true, size, width: 0, fill: stroke } };
    });
    return {
      ...size,
      ...PLAIN,
      padding,
      scales: { x, y: { distr: 3, range: [min, max] } },
      axes: [{ show: false }, { ...this.#axis(), splits: () => this.#powers, values: () => this.#labels }],
      series: [{}, ...series],
      hooks: {
        drawClear: [(/** @type {Plot} */ chart) => this.#drawUnits(chart)],
        draw: [(/** @type {Plot} */ chart) => this.#drawNames(chart)],
      },
    };
  }

  /**
   * @param {Size} size
   * @param {object} x its horizontal scale
   * @param {number[]} padding
   */
  #lower(size, x, padding) {
    const powers = [0.001, 0.01, 0.1, 1];
    const labels = [powerOfTen(-3), powerOfTen(-2), powerOfTen(-1), '1'];
    return {
      ...size,
      ...PLAIN,
      padding,
      scales: { x, y: { distr: 3, range: FACTORS } },
      axes: [{ show: false }, { ...this.#axis(), splits: () => powers, values: () => labels }],
      series: [{}, { show: false }],
      hooks: {
        draw: [(/** @type {Plot} */ chart) => this.#drawFactors(chart)],
      },
    };
  }

  #axis() {
    return { ...AXIS, size: this.#layout.left, gap: TEXT / 2, filter: (/** @type {Plot} */ _, /** @type {number[]} */ splits) => splits };
  }

  /** Where a layer stands, in device pixels. @param {number} layer */
  #x(layer) {
    return (this.#layout.first + (layer - 0.5) * this.#layout.column) * devicePixelRatio;
  }

  /** The name of the axis, the gradient's way, the band of zero and the row of units. @param {Plot} chart */
  #drawUnits({ ctx, bbox }) {
    const ratio = devicePixelRatio;
    const text = TEXT * ratio;
    const { left, top, width } = bbox;
    const [right, middle] = [left + width, this.#layout.middle * ratio];
    ctx.save();
    write(ctx, INK, 'left', 'bottom');
    ctx.fillText('\u03b4', left, top - 0.45 * text);
    const [head, barb, way] = [right - 5 * text, 0.35 * text, top - 0.9 * text];
    line(ctx, [right, way, head, way, head + barb, way - barb, head, way, head + barb, way + barb], MUTED, 1.5 * ratio);

    ctx.fillStyle = SHADE;
    ctx.fillRect(left, middle + 0.5 * text, width, 1.2 * text);
    write(ctx, MUTED, 'right', 'middle');
    ctx.fillText('0', left - 0.5 * text, middle + 1.1 * text);

    const row = middle + 3.7 * text;
    const output = this.#x(this.#factors + 1);
    line(ctx, [this.#x(1), row, output, row], MUTED, ratio);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    const every = spacing(this.#layout.column, 1.8 * TEXT);
    const radius = Math.min(0.38 * this.#layout.column, 0.62 * TEXT) * ratio;
    for (let layer = 1; layer <= this.#factors; layer += 1) {
      if (layer === 1 || layer % every === 0) ctx.fillText(String(layer), this.#x(layer), row + 0.95 * text);
    }
    ctx.beginPath();
    for (let layer = 1; layer <= this.#factors; layer += 1) {
      const x = this.#x(layer);
      ctx.moveTo(x + radius, row);
      ctx.arc(x, row, radius, 0, 2 * Math.PI);
    }
    ctx.fillStyle = GRADIENT;
    ctx.fill();
    ring(ctx, output, row, radius, INK, 1.5 * ratio);
    ctx.restore();
  }

  /** The line of 1, and the names of the chains at their ends, apart from each other. @param {Plot} chart */
  #drawNames(chart) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const text = TEXT * ratio;
    ctx.save();
    const named = this.#strands.map(({ label }, i) => ({ label, y: chart.valToPos(this.#gradients[i]?.[0] ?? 1, 'y', true) }));
    named.sort((a, b) => a.y - b.y);
    const radius = Math.min(0.38 * this.#layout.column, 0.62 * TEXT) * ratio;
    const right = this.#x(1) - Math.max(radius, 0.5 * text) - 0.2 * text;
    write(ctx, INK, 'right', 'middle');
    let free = -Infinity;
    for (const { label, y } of named) {
      const at = Math.max(y, free);
      free = at + 1.1 * text;
      ctx.fillStyle = BACKGROUND;
      ctx.fillRect(right - 0.6 * text * label.length, at - 0.55 * text, 0.6 * text * label.length + 0.2 * text, 1.1 * text);
      ctx.fillStyle = INK;
      ctx.fillText(label, right, at);
    }
    const one = chart.valToPos(1, 'y', true);
    line(ctx, [bbox.left, one, bbox.left + bbox.width, one], MUTED, ratio);
    ctx.restore();
  }

  /** Each layer's factor in two bars, with their numbers where there is room; the handle. @param {Plot} chart */
  #drawFactors(chart) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const text = TEXT * ratio;
    const y = (/** @type {number} */ value) => chart.valToPos(value, 'y', true);
    const [one, weighted] = [y(1), y(this.#weight)];
    const column = this.#layout.column * ratio;
    const strands = this.#strands.slice(0, Math.max(2, Math.floor(this.#layout.column / 6)));
    const each = (0.84 * column) / strands.length;
    const width = Math.min(0.4 * each, 1.4 * text);
    const pair = Math.min(each, 2 * width + 2.4 * text);
    const middleOf = (/** @type {number} */ layer, /** @type {number} */ i) => this.#x(layer) + (i + 0.5 - 0.5 * strands.length) * pair;
    ctx.save();
    write(ctx, INK, 'left', 'bottom');
    ctx.fillText('w \u00b7 f\u2032(z)', bbox.left, bbox.top - 0.45 * text);
    line(ctx, [bbox.left, one, bbox.left + bbox.width, one], MUTED, ratio);
    strands.forEach(({ slope, stroke }, i) => {
      // A slope of 1 takes nothing, and is seen to take nothing.
      const taken = Math.max(y(Math.max(this.#weight * slope, FACTORS[0])) - weighted, 2 * ratio);
      ctx.beginPath();
      for (let layer = 1; layer <= this.#factors; layer += 1) ctx.rect(middleOf(layer, i), weighted, width, taken);
      ctx.fillStyle = stroke;
      ctx.fill();
    });
    ctx.beginPath();
    for (let layer = 1; layer <= this.#factors; layer += 1) {
      for (let i = 0; i < strands.length; i += 1) ctx.rect(middleOf(layer, i) - width, one, width, weighted - one);
    }
    ctx.fillStyle = MUTED;
    ctx.fill();
    if (column > 5.6 * text * strands.length) {
      ctx.textAlign = 'center';
      const at = Math.min(one, weighted) - 0.25 * text;
      const weight = brief(this.#weight);
      const aside = 0.5 * width + 0.5 * text;
      for (let layer = 1; layer <= this.#factors; layer += 1) {
        strands.forEach(({ slope }, i) => {
          const middle = middleOf(layer, i);
          ctx.fillText(weight, middle - aside, at);
          ctx.fillText(String(slope), middle + aside, at);
        });
      }
    }
    const handle = middleOf(this.#factors, 0) - 0.5 * width;
    disc(ctx, handle, weighted, 9 * ratio, BACKGROUND);
    disc(ctx, handle, weighted, 7.5 * ratio, INK);
    ctx.restore();
  }
}
