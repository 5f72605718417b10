/**
 * Writes www/relu-figure.css, with which a host's page reserves the room that figures take: `node tests/browser/reserve.js`.
 * The heights are measured in a browser, for every width; element-layout.test.js holds the file to them.
 */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { NAMES, SCRIPT, hosts, ready } from './hosts.js';

/** From these widths on a figure has another shape, in the size of its text; narrower than the first it is not measured. */
const BANDS = [11, 14.05, 17, 22.05, 35.995, 55.995, 60.4];
const WIDEST = 75;

/** From the last but one on, controls that need no more stand in two columns. */
const TWO_COLUMNS = 55.995;

/** Windows on both sides of the one width that a figure asks of the window. */
const WINDOWS = { wide: 1400, narrow: 640 };

/**
 * How many rows of buttons a figure has that scroll where it is narrow. Their bars take room with some systems, and none in the
 * browser that measures: 1 em, which leaves that much empty with the others.
 *
 * @type {Record<string, number>}
 */
const ROWS = { chain: 1, neuron: 1, limits: 1, depth: 1, sparsity: 1, sweep: 1, training: 2 };

/**
 * States in which figures say more than they do in the beginning, and by which attributes they are told; in others it may be a
 * line more still.
 */
const LONG = /** @type {const} */ ({
  curves: { told: '[over]', states: [{ over: 'leaky-relu+elu+gelu+silu+sigmoid+tanh' }] },
  chain: { told: ':is([factors], [kind], [weight], [output])', states: [{ kind: 'alternating', factors: 20 }, { factors: 50, weight: 0.01, output: 0.001 }] },
  neuron: { told: ':is([w3], [x3], [b])', states: [{ w3: 1, x3: 0.5 }, { w1: 0.5, w2: -0.8, b: 0, x1: 0.4, x2: 0.6, w3: 0.3, x3: 0.1 }, { b: -3 }] },
  limits: { told: '[deviation]', states: [{ deviation: 1 }] },
  training: { told: ':is([twin], [unit], [weights], [seed])', states: [{ twin: 'weights', unit: 3 }, { twin: 'activation', seed: '17' }, { weights: 'normal', layers: 4, width: 8, seed: '10' }] },
});

/** A number of each figure that stands among the others, half as wide as they where there are two columns. */
const NUMBER = /** @type {Record<string, string>} */ ({
  curves: 'z', chain: 'weight', neuron: 'b', limits: 'deviation', depth: 'deviation', sparsity: 'units', sweep: 'epochs', training: 'at',
});

/** @typedef {Record<string, number[]>} Heights by the name of a figure, one for each band, in pixels */

/** @param {(name: string, band: number) => number} value @returns {Heights} */
const heightsOf = (value) => Object.fromEntries(NAMES.map((name) => [name, BANDS.map((_, band) => value(name, band))]));

/**
 * @param {import('playwright-core').Page} page
 * @param {number} window
 * @param {number} step between widths, in pixels
 * @returns {Promise<Heights>} the most that each takes
 */
async function measure(page, window, step = 8) {
  await page.setViewportSize({ width: window, height: 900 });
  const most = heightsOf(() => 0);
  for (const [band, from] of BANDS.entries()) {
    const until = (BANDS[band + 1] ?? WIDEST) * 16;
    for (let width = Math.ceil(from * 16); width < Math.min(until, window); width += step) {
      const heights = await page.evaluate((wanted) => {
        document.body.setAttribute('style', `margin: 0; width: ${wanted}px`);
        return [...document.querySelectorAll('relu-figure')].map((figure) => figure.getBoundingClientRect().height);
      }, width);
      NAMES.forEach((name, i) => {
        const list = most[name] ?? [];
        list[band] = Math.max(list[band] ?? 0, heights[i] ?? 0);
      });
    }
  }
  return most;
}

/**
 * Rules for all bands, those with the same selectors and value together, without what the band before says already.
 *
 * @param {readonly { selector: string, property: string, heights: readonly number[], skip?: (band: number) => boolean }[]} wanted
 * @returns {string}
 */
function rules(wanted) {
  return BANDS.map((from, band) => {
    /** @type {Map<string, string[]>} */
    const lines = new Map();
    for (const { selector, property, heights, skip } of wanted) {
      const em = (/** @type {number | undefined} */ height) => Math.ceil(((height ?? 0) / 16) * 100) / 100;
      if (skip?.(band) || em(heights[band]) === em(heights[band - 1])) continue;
      const line = `{ ${property}: ${em(heights[band])}; }`;
      lines.set(line, [...(lines.get(line) ?? []), `relu-figure${selector}::before`]);
    }
    if (lines.size === 0) return '';
    const text = [...lines].map(([line, selectors]) => `${selectors.join(', ')} ${line}`);
    return band === 0 ? `${text.join('\n')}\n` : `@container (min-width: ${from}em) {\n  ${text.join('\n  ')}\n}\n`;
  }).join('');
}

/**
 * Rules for what figures take at one setting of "controls", in wide windows and in narrow ones.
 *
 * @param {Heights} wide
 * @param {Heights} narrow
 * @param {string} attribute
 */
function reserved(wide, narrow, attribute) {
  const of = (/** @type {Heights} */ heights) => NAMES.map((name) => ({ selector: `[name='${name}']${attribute}`, property: '--reserved', heights: heights[name] ?? [] }));
  const differs = of(narrow).filter((_, i) => BANDS.some((from, band) => from * 16 < WINDOWS.narrow && Math.abs((narrow[NAMES[i] ?? '']?.[band] ?? 0) - (wide[NAMES[i] ?? '']?.[band] ?? 0)) > 100));
  const skip = (/** @type {number} */ band) => (BANDS[band] ?? 0) * 16 >= WINDOWS.narrow;
  return `${rules(of(wide))}@media (max-width: 40rem) {\n${rules(differs.map((rule) => ({ ...rule, skip })))}}\n`;
}

/** With room for the bars of rows that scroll. @param {Heights} heights @returns {Heights} */
const barred = (heights) => heightsOf((name, band) => (heights[name]?.[band] ?? 0) + ((BANDS[band] ?? 0) < 50 ? 16 * (ROWS[name] ?? 0) : 0));

/** The most parameters that a figure has. */
const MANY = 29;

const SUM = ['--reserved', '--longer', ...Array.from({ length: MANY }, (_, i) => `--c${i}`)].map((property) => `var(${property}, 0)`).join(' + ');

const HEAD = `/*
 * For pages that embed figures: reserves the room that each takes, so that nothing moves when it comes alive.
 * Made by tests/browser/reserve.js.
 */

/* Shapes and heights follow the size of its text. Where a box is as wide as what it holds, a figure would be nothing. */
relu-figure:not([hidden]) { display: flow-root; container-type: inline-size; contain-intrinsic-inline-size: min(60em, 80vw); min-inline-size: min(100%, 17em); max-inline-size: 100%; font: var(--relu-size, medium)/1.4 var(--relu-font, system-ui, sans-serif) !important; }
relu-figure img { max-inline-size: 100%; block-size: auto; }
relu-figure::before { content: ''; float: inline-start; block-size: calc((${SUM}) * 1em); animation: relu-room 0s; }
/* Moves nothing: without it WebKit forgets how wide the container is when the figure begins, and reserves as for the narrowest. */
@keyframes relu-room { from { color: inherit; } }

`;

const FOOT = `
@media print { relu-figure::before { content: none; } }
@media (scripting: none) { relu-figure::before { content: none; } }
`;

const { hosted } = await hosts();

test('the heights are measured', hosted({
  bare: true,
  body: `<script type="module" src="SITE${SCRIPT}"></script>${NAMES.map((name) => `<relu-figure name="${name}"></relu-figure>`).join('')}`,
}, { width: WINDOWS.wide }, async ({ page }) => {
  await ready(page);
  // The last that comes to a figure is the buttons that play it.
  await page.waitForTimeout(3000);
  /** @param {(name: string) => string} controls */
  const show = async (controls) => {
    const given = NAMES.map(controls);
    await page.evaluate((wanted) => document.querySelectorAll('relu-figure').forEach((figure, i) => figure.setAttribute('controls', wanted[i] ?? '')), given);
    await page.waitForTimeout(300);
  };
  const all = await measure(page, WINDOWS.wide);
  let css = HEAD + reserved(barred(all), barred(await measure(page, WINDOWS.narrow)), '');

  css += '\n/* Where it says more from the start. */\n';
  const longer = heightsOf(() => 0);
  for (const place of [0, 1, 2]) {
    const states = NAMES.map((name) => Object.entries(LONG).find(([key]) => key === name)?.[1].states[place] ?? {});
    await page.evaluate((wanted) => document.querySelectorAll('relu-figure').forEach((figure, i) => Reflect.set(figure, 'state', wanted[i])), states);
    await page.waitForTimeout(3000);
    const heights = await measure(page, WINDOWS.wide, 16);
    for (const name of NAMES) longer[name] = BANDS.map((_, band) => Math.max(longer[name]?.[band] ?? 0, (heights[name]?.[band] ?? 0) - (all[name]?.[band] ?? 0)));
  }
  css += rules(Object.entries(LONG).map(([name, { told }]) => ({ selector: `[name='${name}']${told}`, property: '--longer', heights: longer[name] ?? [] })));
  await page.evaluate(() => document.querySelectorAll('relu-figure').forEach((figure) => Reflect.set(figure, 'state', {})));
  await page.waitForTimeout(3000);

  css += '\n/* Without controls. */\n';
  await show(() => 'none');
  css += reserved(await measure(page, WINDOWS.wide), await measure(page, WINDOWS.narrow), '[controls=none]');

  css += '\n/* With some of them: what is beside them, and each that is listed. In two columns that may be half a line too much. */\n';
  const manifest = JSON.parse(await readFile(new URL('../../www/custom-elements.json', import.meta.url), 'utf8'));
  /** @type {string[]} */
  const attributes = manifest.modules.flatMap((/** @type {any} */ module) => module.declarations).flatMap((/** @type {any} */ { attributes: own = [] }) => own.map((/** @type {any} */ { name }) => name));
  const keys = await page.evaluate((names) => [...document.querySelectorAll('relu-figure')].map((figure) => names.filter((key) => /** @type {any} */ (figure).hold(key))), attributes);
  assert.ok(keys.every((own) => own.length <= MANY), 'a figure has more parameters than are added up');
  await show((name) => NUMBER[name] ?? '');
  const one = await measure(page, WINDOWS.wide, 32);
  const oneNarrow = await measure(page, WINDOWS.narrow, 32);
  /** The height of that one control, in each band. */
  const line = heightsOf(() => 0);
  for (const [band, from] of BANDS.entries()) {
    const tall = await page.evaluate((width) => {
      document.body.setAttribute('style', `margin: 0; width: ${width}px`);
      return [...document.querySelectorAll('relu-figure')].map((figure) => Math.max(...[...figure.shadowRoot?.querySelectorAll('.control.number') ?? []].map((control) => control.getBoundingClientRect().height)));
    }, from * 16 + 8);
    NAMES.forEach((name, i) => Object.assign(line[name] ?? [], { [band]: (tall[i] ?? 0) + 6.4 }));
  }
  const two = (/** @type {number} */ band) => (BANDS[band] ?? 0) >= TWO_COLUMNS;
  const beside = (/** @type {Heights} */ heights) => heightsOf((name, band) => (heights[name]?.[band] ?? 0) - (line[name]?.[band] ?? 0) * (two(band) ? 0.5 : 1));
  css += reserved(barred(beside(one)), barred(beside(oneNarrow)), ":where([controls]):not([controls=''], [controls=all], [controls=none])");
  /** @type {{ selector: string, property: string, heights: number[] }[]} */
  const each = [];
  for (let place = 0; place < Math.max(...keys.map((own) => own.length)); place += 1) {
    await show((name) => keys[NAMES.indexOf(name)]?.[place] ?? 'none');
    const heights = await measure(page, WINDOWS.wide, 48);
    // In the widest shape.
    const shapes = await page.evaluate(() => [...document.querySelectorAll('relu-figure')].map((figure) => {
      const shown = [...figure.shadowRoot?.querySelectorAll('.control:not(.tucked, details *)') ?? []].map((control) => control.getBoundingClientRect()).filter(({ height }) => height > 2);
      if (shown.length === 0) return 'folded away';
      return shown.every(({ width }) => width < 0.6 * figure.getBoundingClientRect().width) ? 'half' : 'whole';
    }));
    NAMES.forEach((name, i) => {
      const key = keys[i]?.[place];
      if (!key) return;
      const more = BANDS.map((_, band) => {
        const [lines = 0, grown] = [line[name]?.[band], (heights[name]?.[band] ?? 0) - (one[name]?.[band] ?? 0)];
        if (two(band) && shapes[i] === 'half') return lines / 2 + Math.max(0, grown);
        // Beside others it is in a frame of its own.
        return Math.max(0, lines + grown + (shapes[i] === 'folded away' ? 16 : 0));
      });
      each.push({ selector: `[name='${name}'][controls~='${key}']`, property: `--c${place}`, heights: more.map((height) => Math.ceil(height / 4) * 4) });
    });
  }
  css += rules(each);
  writeFileSync(fileURLToPath(new URL('../../www/relu-figure.css', import.meta.url)), css + FOOT);
}));
