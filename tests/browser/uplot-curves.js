/**
 * The picture of the figure `curves`, drawn by uPlot: two charts with the same curves from the same samples, the same
 * overlays, axes, point, guide and tangent. Runs in the page.
 *
 * uPlot is driven as cheaply as it can be: what moves with the point is drawn by a hook over cached paths, and only a
 * changed curve brings new data. What the figure says beside its picture, a page around uPlot would say as well.
 */

import { AXIS, BACKGROUND, GRADIENT, INK, MUTED, PLAIN, RELATIVE, RIVAL, SHADE, SIGNAL, brief, disc, line, redraw, ring, write } from './uplot-common.js';

/** @typedef {import('./uplot-common.js').Plot} Plot */
/** @typedef {import('./uplot-common.js').PlotClass} PlotClass */
/** @typedef {import('./uplot-common.js').Size} Size */
/** @typedef {import('./uplot-common.js').State} State */
/** @typedef {import('./uplot-common.js').Twin} Twin */
/** @typedef {(z: number) => number} Real */
/** @typedef {{ name: string, stroke: string, width: number, dash: number[], value: Real, slope: Real, bent: boolean }} Curve */

/** Points per branch, as in the figure. */
const SAMPLES = 160;

/** @type {Real} */
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** The error function by Abramowitz and Stegun, 7.1.26. @type {Real} */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x < 0 ? -y : y;
}

/**
 * The activations that can be laid over ReLU, with the marks that the figure gives them.
 *
 * @param {number} alpha of ELU
 * @returns {Record<string, Curve>}
 */
function relatives(alpha) {
  const width = 2.1;
  return {
    'leaky-relu': { name: 'Leaky ReLU', stroke: RELATIVE, width, dash: [9, 4], bent: true, value: (z) => (z > 0 ? z : 0.01 * z), slope: (z) => (z > 0 ? 1 : 0.01) },
    elu: { name: 'ELU', stroke: RELATIVE, width, dash: [2, 3], bent: alpha !== 1, value: (z) => (z > 0 ? z : alpha * Math.expm1(z)), slope: (z) => (z > 0 ? 1 : alpha * Math.exp(z)) },
    gelu: { name: 'GELU', stroke: RELATIVE, width, dash: [9, 3, 2, 3], bent: false, value: (z) => (z / 2) * (1 + erf(z / Math.SQRT2)), slope: (z) => (1 + erf(z / Math.SQRT2)) / 2 + (z * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI) },
    silu: { name: 'SiLU', stroke: RELATIVE, width, dash: [14, 3], bent: false, value: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))) },
    sigmoid: { name: 'sigmoid', stroke: RIVAL, width, dash: [12, 3], bent: false, value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
    tanh: { name: 'tanh', stroke: RIVAL, width, dash: [5, 4], bent: false, value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  };
}

/** @implements {Twin} */
export class UplotCurves {
  /** @type {string[]} */
  #over = [];
  #alpha = 1;
  #z = 0.5;
  /** @type {Curve[]} */
  #curves = [];
  /** @type {Plot[]} */
  #charts = [];
  #create;

  /**
   * @param {PlotClass} Plot uPlot's class
   * @param {HTMLElement} host
   * @param {Size} size of the figure's canvas
   */
  constructor(Plot, host, { width, height }) {
    const upper = Math.round(0.62 * height);
    this.#create = () => {
      for (const chart of this.#charts) chart.destroy();
      this.#curves = this.#chosen();
      this.#charts = [
        new Plot(this.#options({ width, height: upper }, 'value', [-1.6, 4.1], [-1, 0, 1, 2, 3, 4]), this.#data('value'), host),
        new Plot(this.#options({ width, height: height - upper }, 'slope', [-0.25, 1.6], [0, 0.5, 1, 1.5]), this.#data('slope'), host),
      ];
    };
    this.#create();
  }

  /** The canvases, upper and lower. */
  get canvases() {
    return this.#charts.map(({ ctx }) => ctx.canvas);
  }

  /** @param {State} state */
  show({ over }) {
    this.#over = String(over).split('+');
    this.#create();
  }

  /**
   * @param {string} key
   * @param {number} value
   */
  change(key, value) {
    if (key === 'z') {
      this.#z = value;
      for (const chart of this.#charts) redraw(chart);
    } else {
      this.#alpha = value;
      this.#curves = this.#chosen();
      for (const [i, chart] of this.#charts.entries()) {
        redraw(chart, () => chart.setData(this.#data(i === 0 ? 'value' : 'slope'), false));
      }
    }
  }

  /** What there is to say of the point. */
  say() {
    const z = this.#z;
    const fixed = (/** @type {number} */ number) => number.toFixed(4).replace('-', '\u2212');
    const state = z > 0 ? 'active' : z < 0 ? 'inactive' : 'at the corner';
    const [value, slope] = [brief(Math.max(0, z)), z > 0 ? '1' : '0'];
    const others = this.#curves.map((curve) => `${curve.name} there: ${fixed(curve.value(z))}, slope ${fixed(curve.slope(z))}.`);
    const verdict = [`At z = ${brief(z)} the unit is ${state}: output ${value}, slope ${slope}.`, ...others].join(' ');
    return { z: brief(z), value, slope, state, convention: '0', verdict, field: brief(z), meaning: `z = ${brief(z)}, ${state}, slope ${slope}` };
  }

  /** @returns {Curve[]} */
  #chosen() {
    const all = relatives(this.#alpha);
    return this.#over.flatMap((name) => all[name] ?? []);
  }

  /** The places of the samples: ReLU's vertices alone, if nothing curved is shown. */
  #places() {
    return this.#curves.length === 0 ? [-4, 0, 4] : Array.from({ length: 2 * SAMPLES + 1 }, (_, i) => (4 * (i - SAMPLES)) / SAMPLES);
  }

  /**
   * @param {'value' | 'slope'} what
   * @returns {any} uPlot's data: the places, and the values of each series there, undefined or null for none
   */
  #data(what) {
    const places = this.#places();
    if (what === 'value') {
      const relu = places.map((z) => (z === -4 || z === 0 || z === 4 ? Math.max(0, z) : undefined));
      return [places, relu, ...this.#curves.map(({ value }) => places.map(value))];
    }
    const left = (/** @type {Real} */ slope) => places.map((z) => (z <= 0 ? slope(z) : null));
    const right = (/** @type {Real} */ slope) => places.map((z) => (z >= 0 ? slope(Math.max(z, Number.MIN_VALUE)) : null));
    return [
      places,
      left(() => 0),
      right(() => 1),
      ...this.#curves.flatMap(({ slope, bent }) => (bent ? [left(slope), right(slope)] : [places.map(slope), places.map(() => null)])),
    ];
  }

  /**
   * @param {{ width: number, height: number }} size
   * @param {'value' | 'slope'} what
   * @param {[number, number]} range
   * @param {number[]} splits
   */
  #options(size, what, range, splits) {
    const own = { width: 3, points: { show: false }, spanGaps: true };
    const line = (/** @type {Curve} */ { stroke, width, dash }) => ({ stroke, width, dash, points: { show: false } });
    return {
      ...size,
      ...PLAIN,
      padding: [8, 14, 0, 0],
      scales: { x: { time: false, range: [-4, 4] }, y: { range } },
      axes: [
        { ...AXIS, splits: () => [-4, -3, -2, -1, 0, 1, 2, 3, 4], values: (/** @type {Plot} */ _, /** @type {number[]} */ at) => at.map((z) => (what === 'slope' ? String(z) : '')), size: what === 'slope' ? 28 : 8 },
        { ...AXIS, splits: () => splits, values: (/** @type {Plot} */ _, /** @type {number[]} */ at) => at.map(String), size: 42 },
      ],
      series: what === 'value'
        ? [{}, { ...own, stroke: SIGNAL }, ...this.#curves.map(line)]
        : [{}, { ...own, stroke: GRADIENT, spanGaps: false }, { ...own, stroke: GRADIENT, spanGaps: false }, ...this.#curves.flatMap((curve) => [line(curve), line(curve)])],
      hooks: {
        drawClear: [(/** @type {Plot} */ chart) => this.#drawGround(chart)],
        draw: [(/** @type {Plot} */ chart) => this.#drawMarks(chart, what)],
      },
    };
  }

  /** The half where the unit is silent. @param {Plot} chart */
  #drawGround({ ctx, bbox }) {
    ctx.fillStyle = SHADE;
    ctx.fillRect(bbox.left, bbox.top, bbox.width / 2, bbox.height);
  }

  /**
   * @param {Plot} chart
   * @param {'value' | 'slope'} what
   */
  #drawMarks(chart, what) {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const x = (/** @type {number} */ z) => chart.valToPos(z, 'x', true);
    const y = (/** @type {number} */ value) => chart.valToPos(value, 'y', true);
    ctx.save();
    write(ctx, INK, 'left', 'bottom');
    ctx.fillText(what === 'value' ? 'f(z)' : 'f\u2032(z)', bbox.left, bbox.top - 4);
    const z = this.#z;
    const [value, slope] = [Math.max(0, z), z > 0 ? 1 : 0];
    line(ctx, [x(z), bbox.top, x(z), bbox.top + bbox.height], MUTED, ratio);
    for (const curve of this.#curves) disc(ctx, x(z), y(curve[what](z)), 3.9 * ratio, curve.stroke);
    if (what === 'value') {
      const [from, to] = [Math.max(-4, z - 1.3), Math.min(4, z + 1.3)];
      ctx.setLineDash([7 * ratio, 5 * ratio]);
      line(ctx, [x(from), y(value + slope * (from - z)), x(to), y(value + slope * (to - z))], GRADIENT, 2.1 * ratio);
      ctx.setLineDash([]);
      disc(ctx, x(z), y(value), 9.6 * ratio, BACKGROUND);
      disc(ctx, x(z), y(value), 8.1 * ratio, SIGNAL);
    } else {
      for (const end of [0, 1]) ring(ctx, x(0), y(end), 4.5 * ratio, GRADIENT, 1.8 * ratio);
      disc(ctx, x(0), y(0), 4.8 * ratio, GRADIENT);
      disc(ctx, x(z), y(slope), 6 * ratio, GRADIENT);
    }
    ctx.restore();
  }
}
