/**
 * Writes www/relu-figure.css, with which a host's page reserves the room that figures take: `node tests/browser/reserve.js`.
 * The heights are measured in a browser, for every width; element-layout.test.js holds the file to them.
 */

import { writeFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { NAMES, SCRIPT, hosts, ready } from './hosts.js';

/** From these widths on a figure has another shape, in the size of its text; narrower than the first it is not measured. */
const BANDS = [17, 22.05, 35.995, 55.995, 60.4];
const WIDEST = 75;
const STEP = 8;

/** Windows on both sides of the one width that a figure asks of the window. */
const WINDOWS = { wide: 1400, narrow: 640 };

/**
 * How many rows of buttons a figure has that scroll where it is narrow. Their bars take room with some systems, and none in the
 * browser that measures: 1 em, which leaves that much empty with the others.
 *
 * @type {Record<string, number>}
 */
const ROWS = { chain: 1, neuron: 1, limits: 1, depth: 1, sparsity: 1, sweep: 1, training: 2 };

/** @typedef {Record<string, number[]>} Heights by the name of a figure, one for each band, in pixels */

/**
 * @param {import('playwright-core').Page} page
 * @param {number} window
 * @returns {Promise<Heights>}
 */
async function measure(page, window) {
  await page.setViewportSize({ width: window, height: 900 });
  /** @type {Heights} */
  const most = Object.fromEntries(NAMES.map((name) => [name, BANDS.map(() => 0)]));
  for (const [band, from] of BANDS.entries()) {
    const until = (BANDS[band + 1] ?? WIDEST) * 16;
    for (let width = Math.ceil(from * 16); width < Math.min(until, window); width += STEP) {
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
 * @param {Heights} heights
 * @param {string} attribute
 * @param {(name: string, band: number) => boolean} wanted
 * @returns {string}
 */
function rules(heights, attribute, wanted) {
  return BANDS.map((from, band) => {
    const lines = NAMES.filter((name) => wanted(name, band)).map((name) => {
      const bars = attribute === '' && from < 50 ? ROWS[name] ?? 0 : 0;
      const em = Math.ceil(((heights[name]?.[band] ?? 0) / 16 + bars) * 100) / 100;
      return `relu-figure[name='${name}']${attribute}::before { --reserved: ${em}; }`;
    });
    if (lines.length === 0) return '';
    if (band === 0) return `${lines.join('\n')}\n`;
    return `@container (min-width: ${from}em) {\n  ${lines.join('\n  ')}\n}\n`;
  }).join('');
}

const HEAD = `/*
 * For pages that embed figures: reserves the room that each takes, so that nothing moves when it comes alive.
 * Made by tests/browser/reserve.js.
 */

/* Shapes and heights follow the size of its text. */
relu-figure:not([hidden]) { display: flow-root; container-type: inline-size; min-inline-size: min(100%, 17em); font: var(--relu-size, medium)/1.4 var(--relu-font, system-ui, sans-serif); }
relu-figure img { max-inline-size: 100%; block-size: auto; }
relu-figure::before { content: ''; float: inline-start; block-size: calc(var(--reserved, 0) * 1em); animation: relu-room 0s; }
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
}, { width: 1400 }, async ({ page }) => {
  await ready(page);
  // The last that comes to a figure is the buttons that play it.
  await page.waitForTimeout(3000);
  let css = HEAD;
  for (const [controls, attribute] of [['all', ''], ['none', '[controls]:not([controls=all])']]) {
    await page.evaluate((given) => document.querySelectorAll('relu-figure').forEach((figure) => figure.setAttribute('controls', given ?? '')), controls);
    await page.waitForTimeout(500);
    const wide = await measure(page, WINDOWS.wide);
    const narrow = await measure(page, WINDOWS.narrow);
    css += rules(wide, attribute ?? '', () => true);
    const differs = rules(narrow, attribute ?? '', (name, band) => (BANDS[band] ?? 0) * 16 < WINDOWS.narrow && Math.abs((narrow[name]?.[band] ?? 0) - (wide[name]?.[band] ?? 0)) > 100);
    css += `@media (max-width: 40rem) {\n${differs}}\n`;
  }
  writeFileSync(fileURLToPath(new URL('../../www/relu-figure.css', import.meta.url)), css + FOOT);
}));
