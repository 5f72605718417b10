/**
 * The picture of the figure `neuron`, drawn by uPlot, for a boundary that crosses the square: the square with its points
 * in one chart, the histogram in another. Runs in the page.
 *
 * Points and bars are series whose paths are built here, each colour's in one `Path2D` that uPlot keeps until the bias
 * changes; what moves with the marked input is drawn by hooks over them.
 */

import { AXIS, BACKGROUND, INK, MUTED, PLAIN, SHADE, SIGNAL, TEXT, brief, disc, line, redraw, ring, significant, write } from './uplot-common.js';

/** @typedef {import('./uplot-common.js').Plot} Plot */
/** @typedef {import('./uplot-common.js').PlotClass} PlotClass */
/** @typedef {import('./uplot-common.js').Size} Size */
/** @typedef {import('./uplot-common.js').State} State */
/** @typedef {import('./uplot-common.js').Twin} Twin */

/** How much of its surroundings the square is shown with. */
const MARGIN = 0.12;

/** Into how many bins the range of z is cut. */
const BINS = 24;

const W1 = 1;
const W2 = 1;

/** The largest of 1, 2 and 5 times a power of ten that is at most `most`. @param {number} most */
function roundBelow(most) {
  const unit = 10 ** Math.floor(Math.log10(most));
  return unit * ([5, 2].find((factor) => factor * unit <= most) ?? 1);
}

/** @implements {Twin} */
export class UplotNeuron {
  #b = -1;
  #x1 = 0.7;
  #x2 = 0.8;
  /** What the slider changes. */
  #key = 'b';
  /** The sampled inputs, from left to right. */
  #x = new Float64Array(0);
  #y = new Float64Array(0);
  /** The unit's pre-activations there. */
  #z = new Float64Array(0);
  #active = 0;
  /** @type {number[]} */
  #edges = [];
  #bins = new Uint32Array(0);
  /** The most that the histogram shows. */
  #peak = 1;
  /** What is expected: places of the trapezium's corners along z, and its height. */
  #corners = [0, 0, 0, 0];
  #height = 0;
  /** @type {number[]} */
  #columns = [];
  /** @type {number[]} */
  #rows = [];
  /** @type {Plot[]} */
  #charts = [];
  #create;

  /**
   * @param {PlotClass} Plot uPlot's class
   * @param {HTMLElement} host
   * @param {Size} size of the figure's canvas
   */
  constructor(Plot, host, { width, height }) {
    host.style.display = 'flex';
    const side = height - 3.5 * TEXT;
    const left = Math.round(2.6 * TEXT + side + 1.6 * TEXT);
    this.#create = (/** @type {number} */ count) => {
      for (const chart of this.#charts) chart.destroy();
      this.#draw(count);
      this.#compute();
      this.#charts = [
        new Plot(this.#square({ width: left, height }), [this.#x, this.#y, this.#y], host),
        new Plot(this.#histogram({ width: width - left, height }, side), this.#binned(), host),
      ];
    };
    this.#create(100);
  }

  /** The canvases: the square's, the histogram's. */
  get canvases() {
    return this.#charts.map(({ ctx }) => ctx.canvas);
  }

  /** @param {State} state */
  show({ b, points, x1 }) {
    this.#b = Number(b);
    this.#x1 = Number(x1);
    this.#create(Number(points));
  }

  /**
   * @param {string} key
   * @param {number} value
   */
  change(key, value) {
    this.#key = key;
    const [square, histogram] = this.#charts;
    if (!square || !histogram) return;
    if (key === 'x1') {
      this.#x1 = value;
      redraw(square);
      redraw(histogram);
      return;
    }
    this.#b = value;
    this.#compute();
    redraw(square, () => square.setData([this.#x, this.#y, this.#y], false));
    redraw(histogram, () => {
      histogram.setData(this.#binned(), false);
      histogram.setScale('x', this.#across());
      histogram.setScale('y', { min: 0, max: 1.08 * this.#peak });
    });
  }

  /** What there is to say of the unit. */
  say() {
    const [low, high] = [this.#b, this.#b + W1 + W2];
    const below = Math.max(0, Math.min(1, -low)) ** 2 / 2;
    const above = Math.max(0, Math.min(1, high)) ** 2 / 2;
    const share = -low <= 1 ? 1 - below : above;
    const count = this.#x.length;
    const sample = this.#active / count;
    const percent = (/** @type {number} */ part) => significant(100 * part, 3);
    const error = significant(100 * Math.sqrt((sample * (1 - sample)) / count), 2);
    const z = this.#marked();
    const place = `(${brief(this.#x1)}, ${brief(this.#x2)})`;
    const state = 'active on a part';
    return {
      state,
      share: `${percent(share)}\u00a0%`,
      sample: `${percent(sample)}\u00a0%`,
      largest: brief(high),
      smallest: brief(low),
      distance: '0',
      firing: brief(-W1 - W2),
      z: brief(z),
      bias: brief(this.#b),
      verdict: [
        `Active on ${percent(share)} % of the square, exactly, and silent on ${percent(1 - share)} %, its sparsity; z runs from ${brief(low)} at (0, 0) to ${brief(high)} at (1, 1).`,
        `Of ${count} sampled inputs ${this.#active} fire: ${percent(sample)} %, with a standard error of ${error} points.`,
        `At the marked input ${place} z = ${brief(z)}: ${z > 0 ? 'active' : 'inactive on this input, not dead'}.`,
      ].join(' '),
      meaning: this.#key === 'b' ? `b = ${brief(this.#b)}; ${state}, active on ${percent(share)} %` : `${brief(this.#x1)}; z = ${brief(z)}`,
      field: brief(this.#key === 'b' ? this.#b : this.#x1),
    };
  }

  /** The pre-activation at the marked input. */
  #marked() {
    return W1 * this.#x1 + W2 * this.#x2 + this.#b;
  }

  /** Draws inputs, spread over the square: which they are does not matter here. @param {number} count */
  #draw(count) {
    if (this.#x.length === count) return;
    const inputs = Array.from({ length: count }, (_, i) => [(0.5 + 0.7548776662 * i) % 1, (0.5 + 0.569840291 * i) % 1]);
    inputs.sort(([a = 0], [b = 0]) => a - b);
    this.#x = Float64Array.from(inputs, ([x = 0]) => x);
    this.#y = Float64Array.from(inputs, ([, y = 0]) => y);
    this.#z = new Float64Array(count);
  }

  /** Computes the pre-activations, counts them in bins, and finds what the axes of the histogram show. */
  #compute() {
    const [x, y, z] = [this.#x, this.#y, this.#z];
    const [low, high] = [this.#b, this.#b + W1 + W2];
    const width = (high - low) / BINS;
    const first = Math.floor(low / width + 1e-9) * width;
    const bins = new Uint32Array(Math.ceil((high - first) / width - 1e-9));
    let active = 0;
    for (let i = 0; i < z.length; i += 1) {
      const at = W1 * (x[i] ?? 0) + W2 * (y[i] ?? 0) + this.#b;
      z[i] = at;
      if (at > 0) active += 1;
      const bin = Math.min(bins.length - 1, Math.max(0, Math.floor((at - first) / width)));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    this.#active = active;
    this.#bins = bins;
    this.#edges = Array.from({ length: bins.length + 1 }, (_, i) => first + i * width);
    const [short, long] = [Math.min(W1, W2), Math.max(W1, W2)];
    this.#height = (z.length * width) / long;
    this.#corners = [low, low + short, high - short, high];
    this.#peak = Math.max(this.#height, ...bins);
    const step = roundBelow(Math.max(1, this.#peak / 2));
    this.#rows = Array.from({ length: Math.floor(this.#peak / step) + 1 }, (_, i) => i * step);
    // As many of these as have room, 0 first.
    this.#columns = [low, 0, high].filter((at) => at === 0 || Math.abs(at) > 0.08 * (high - low));
  }

  /** @returns {any} the bins, by their middles; both colours find their counts in the same ones */
  #binned() {
    const middles = Array.from(this.#bins, (_, i) => ((this.#edges[i] ?? 0) + (this.#edges[i + 1] ?? 0)) / 2);
    return [middles, this.#bins, this.#bins];
  }

  /** What the histogram shows of z. */
  #across() {
    const [low, high] = [Math.min(0, this.#b), Math.max(0, this.#b + W1 + W2)];
    const room = 0.06 * (high - low);
    return { min: low - room, max: high + room };
  }

  /** @param {Size} size */
  #square(size) {
    const range = [-MARGIN, 1 + MARGIN];
    const splits = [0, 0.5, 1];
    const axis = { ...AXIS, grid: { show: false }, gap: 0.3 * TEXT, splits: () => splits, values: () => ['0', '0.5', '1'] };
    const series = { points: { show: false } };
    return {
      ...size,
      ...PLAIN,
      padding: [1.6 * TEXT, 1.6 * TEXT, 0, 0],
      scales: { x: { time: false, range }, y: { range } },
      axes: [{ ...axis, size: 1.9 * TEXT }, { ...axis, size: 2.6 * TEXT }],
      series: [
        {},
        { ...series, stroke: MUTED, width: 1.5, paths: (/** @type {Plot} */ chart) => ({ stroke: this.#minuses(chart), flags: 0 }) },
        { ...series, fill: SIGNAL, width: 0, paths: (/** @type {Plot} */ chart) => ({ fill: this.#discs(chart), flags: 0 }) },
      ],
      hooks: {
        drawClear: [(/** @type {Plot} */ chart) => this.#drawHalf(chart)],
        draw: [(/** @type {Plot} */ chart) => this.#drawBoundary(chart)],
      },
    };
  }

  /**
   * @param {Size} size
   * @param {number} side of the square's chart
   */
  #histogram(size, side) {
    const { min, max } = this.#across();
    const labels = (/** @type {Plot} */ _, /** @type {number[]} */ splits) => splits.map(brief);
    const bars = (/** @type {boolean} */ firing) => (/** @type {Plot} */ chart) => ({ fill: this.#bars(chart, firing), flags: 0 });
    const series = { width: 0, points: { show: false } };
    return {
      ...size,
      ...PLAIN,
      padding: [1.6 * TEXT + 0.25 * side, 0.8 * TEXT, 0, 0],
      scales: { x: { time: false, auto: false, range: [min, max] }, y: { range: [0, 1.08 * this.#peak] } },
      axes: [
        { ...AXIS, size: 1.9 * TEXT, gap: 0.4 * TEXT, splits: () => this.#columns, values: labels },
        { ...AXIS, size: 2.6 * TEXT, gap: 0.5 * TEXT, splits: () => this.#rows, values: labels },
      ],
      series: [{}, { ...series, fill: MUTED, paths: bars(false) }, { ...series, fill: SIGNAL, paths: bars(true) }],
      hooks: { draw: [(/** @type {Plot} */ chart) => this.#drawExpected(chart)] },
    };
  }

  /**
   * How a chart's values become device pixels.
   *
   * @param {Plot} chart
   */
  #placed({ bbox, scales: { x, y } }) {
    const [left, bottom] = [bbox.left, bbox.top + bbox.height];
    const [x0 = 0, x1 = 1, y0 = 0, y1 = 1] = [x?.min, x?.max, y?.min, y?.max];
    const [across, up] = [bbox.width / (x1 - x0), bbox.height / (y1 - y0)];
    return {
      x: (/** @type {number} */ at) => left + (at - x0) * across,
      y: (/** @type {number} */ at) => bottom - (at - y0) * up,
    };
  }

  /** @param {Plot} chart */
  #minuses(chart) {
    const place = this.#placed(chart);
    const path = new Path2D();
    const half = 1.2 * this.#radius();
    for (let i = 0; i < this.#z.length; i += 1) {
      if ((this.#z[i] ?? 0) > 0) continue;
      const [x, y] = [place.x(this.#x[i] ?? 0), place.y(this.#y[i] ?? 0)];
      path.moveTo(x - half, y);
      path.lineTo(x + half, y);
    }
    return path;
  }

  /** @param {Plot} chart */
  #discs(chart) {
    const place = this.#placed(chart);
    const path = new Path2D();
    const radius = this.#radius();
    for (let i = 0; i < this.#z.length; i += 1) {
      if (!((this.#z[i] ?? 0) > 0)) continue;
      const [x, y] = [place.x(this.#x[i] ?? 0), place.y(this.#y[i] ?? 0)];
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
    }
    return path;
  }

  #radius() {
    return (this.#x.length > 300 ? 2.4 : 3.4) * devicePixelRatio;
  }

  /**
   * @param {Plot} chart
   * @param {boolean} firing the bars right of 0, or those left of it
   */
  #bars(chart, firing) {
    const place = this.#placed(chart);
    const path = new Path2D();
    const zero = place.y(0);
    for (let i = 0; i < this.#bins.length; i += 1) {
      const [from = 0, to = 0] = [this.#edges[i], this.#edges[i + 1]];
      if (from + to > 0 !== firing) continue;
      const top = place.y(this.#bins[i] ?? 0);
      path.rect(place.x(from) + 0.5, top, place.x(to) - place.x(from) - 1, zero - top);
    }
    return path;
  }

  /** The half where the unit is silent, and the outline of the square. @param {Plot} chart */
  #drawHalf(chart) {
    const { ctx } = chart;
    const place = this.#placed(chart);
    const height = (/** @type {number[]} */ [x = 0, y = 0]) => W1 * x + W2 * y + this.#b;
    const corners = [[0, 0], [1, 0], [1, 1], [0, 1]];
    ctx.save();
    ctx.beginPath();
    corners.forEach((a, i) => {
      const b = corners[(i + 1) % 4] ?? a;
      const [atA, atB] = [height(a), height(b)];
      const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [a, b];
      if (atA <= 0) ctx.lineTo(place.x(ax), place.y(ay));
      if (atA > 0 !== atB > 0) {
        const part = atA / (atA - atB);
        ctx.lineTo(place.x(ax + part * (bx - ax)), place.y(ay + part * (by - ay)));
      }
    });
    ctx.fillStyle = SHADE;
    ctx.fill();
    ctx.strokeStyle = MUTED;
    ctx.lineWidth = devicePixelRatio;
    ctx.strokeRect(place.x(0), place.y(1), place.x(1) - place.x(0), place.y(0) - place.y(1));
    ctx.restore();
  }

  /** The boundary with its handles and its arrow, the marked input, and the names of the axes. @param {Plot} chart */
  #drawBoundary(chart) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const text = TEXT * ratio;
    const place = this.#placed(chart);
    const size = Math.hypot(W1, W2);
    const [nx, ny] = [W1 / size, W2 / size];
    const offset = -(0.5 * (W1 + W2) + this.#b) / size;
    /** @type {(ahead: number, aside: number) => [number, number]} */
    const at = (ahead, aside) => [place.x(0.5 + (offset + ahead) * nx + aside * ny), place.y(0.5 + (offset + ahead) * ny - aside * nx)];
    // The line leaves what is shown where one of its coordinates does.
    const reach = (0.5 + MARGIN) * Math.SQRT2 - Math.abs(offset);
    ctx.save();
    line(ctx, [...at(0, -reach), ...at(0, reach)], INK, 2.1 * ratio);
    line(ctx, [...at(0, 0), ...at(0.15, 0), ...at(0.115, 0.03), ...at(0.15, 0), ...at(0.115, -0.03)], SIGNAL, 2.4 * ratio);
    const [turn, foot] = [at(0, 0.27), at(0, 0)];
    disc(ctx, ...turn, 7.8 * ratio, BACKGROUND);
    ring(ctx, ...turn, 6.6 * ratio, INK, 2.4 * ratio);
    disc(ctx, ...foot, 9 * ratio, BACKGROUND);
    disc(ctx, ...foot, 7.5 * ratio, INK);
    const [x, y] = [place.x(this.#x1), place.y(this.#x2)];
    disc(ctx, x, y, 7.8 * ratio, BACKGROUND);
    ring(ctx, x, y, 6.6 * ratio, INK, 1.8 * ratio);
    if (this.#marked() > 0) disc(ctx, x, y, 3.6 * ratio, SIGNAL);
    else line(ctx, [x - 4.3 * ratio, y, x + 4.3 * ratio, y], INK, 1.8 * ratio);
    write(ctx, INK, 'right', 'middle');
    ctx.fillText('x\u2082', bbox.left - 0.3 * text, bbox.top + 0.5 * text);
    ctx.textBaseline = 'top';
    ctx.fillText('x\u2081', bbox.left + bbox.width, bbox.top + bbox.height + 0.3 * text);
    ctx.restore();
  }

  /** The expected counts, the marked z, the line of 0, and the names of the axes. @param {Plot} chart */
  #drawExpected(chart) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const text = TEXT * ratio;
    const place = this.#placed(chart);
    const [a = 0, b = 0, c = 0, d = 0] = this.#corners.map(place.x);
    const [low, high] = [place.y(0), place.y(this.#height)];
    const z = place.x(this.#marked());
    ctx.save();
    line(ctx, [bbox.left, low, bbox.left + bbox.width, low], MUTED, ratio);
    ctx.setLineDash([5 * ratio, 3 * ratio]);
    line(ctx, [a, low, b, high, c, high, d, low], INK, 1.5 * ratio);
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    line(ctx, [z, bbox.top, z, low], INK, ratio);
    ctx.setLineDash([]);
    disc(ctx, z, bbox.top, 5.4 * ratio, BACKGROUND);
    ring(ctx, z, bbox.top, 4.5 * ratio, INK, 1.8 * ratio);
    write(ctx, INK, 'left', 'bottom');
    ctx.fillText('n', bbox.left, bbox.top - 0.5 * text);
    ctx.textAlign = 'right';
    ctx.textBaseline = 'top';
    ctx.fillText('z', bbox.left + bbox.width + 0.6 * text, low + 0.4 * text);
    ctx.restore();
  }
}
