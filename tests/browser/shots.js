/**
 * Pictures of the running page for people to look at, in target/shots.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DIST, drawn, launch } from './browser.js';
import { CurvesFigure } from './figure.js';
import { serve } from './server.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const FOLDER = fileURLToPath(new URL('../../target/shots', import.meta.url));

/** Everything at once: all that can be laid over, the point on the left. */
const FULL = '#?v=1&curves.z=-1&curves.at-zero=0.5&curves.over=leaky-relu+elu+gelu+silu+sigmoid+tanh&curves.leaky=0.2';

/** The other figures at work: a chain with a layer off, a unit seen on a slice. */
const WORKING = '#?v=1&chain.factors=20&chain.weight=0.5&chain.beside=sigmoid+tanh+leaky-relu&chain.off=12&neuron.w1=0.5&neuron.w2=-0.8&neuron.b=0&neuron.x1=0.4&neuron.x2=0.6&neuron.w3=0.3&neuron.x3=0.1&neuron.points=1000';

/** A dead unit, and a chain of ReLU and sigmoid in turn. */
const DEAD = '#?v=1&chain.factors=4&chain.weight=1&chain.layers=of-factors&chain.kind=alternating&neuron.w1=0.01&neuron.w2=0.01&neuron.b=-10';

/**
 * @typedef {object} Shot
 * @property {string} name of the file
 * @property {number} width
 * @property {number} [height] of the window, which is then all that is shown
 * @property {string} [hash]
 * @property {Partial<ContextOptions>} [context]
 * @property {(page: Page) => Promise<unknown>} [prepare]
 * @property {string} [figure] the name of the figure that is shown alone
 */

/** @param {Page} page */
const print = async (page) => {
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
};

/** The slides of the presentation, in their order. */
const SLIDES = ['curves', 'chain', 'neuron', 'sparsity', 'depth', 'sweep', 'training', 'limits'];

/** So long the figures that compute are given to come to something, in milliseconds. */
const COMPUTING = 6000;

/**
 * Presents a slide.
 *
 * @param {number} place
 */
const presenting = (place) => async (/** @type {Page} */ page) => {
  await page.mouse.move(200, 300);
  await page.mouse.move(200, 310);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  const shown = page.getByRole('dialog').locator('relu-figure:not([hidden]) [part=verdict]');
  await shown.waitFor();
  await page.keyboard.press('Home');
  for (let moves = 0; moves < place; moves += 1) {
    await page.keyboard.press('PageDown');
    await shown.waitFor();
  }
  await page.waitForTimeout(COMPUTING);
};

/** @type {Shot[]} */
const SHOTS = [
  { name: 'page-1280', width: 1280 },
  { name: 'page-390', width: 390, context: { deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
  { name: 'page-320', width: 320 },
  { name: 'page-1280-dark', width: 1280, context: { colorScheme: 'dark' } },
  { name: 'page-390-dark', width: 390, context: { colorScheme: 'dark', deviceScaleFactor: 2 } },
  { name: 'page-1280-forced-colours', width: 1280, hash: FULL, context: { forcedColors: 'active' } },
  { name: 'page-1280-without-javascript', width: 1280, context: { javaScriptEnabled: false } },
  { name: 'page-print', width: 800, context: { colorScheme: 'dark' }, prepare: print },
  { name: 'figure-ratio-1', width: 1280, figure: 'curves' },
  { name: 'figure-ratio-2', width: 1280, figure: 'curves', context: { deviceScaleFactor: 2 } },
  { name: 'figure-full-1280', width: 1280, hash: FULL, figure: 'curves', context: { deviceScaleFactor: 2 } },
  { name: 'figure-full-1280-dark', width: 1280, hash: FULL, figure: 'curves', context: { deviceScaleFactor: 2, colorScheme: 'dark' } },
  { name: 'figure-full-390', width: 390, hash: FULL, figure: 'curves', context: { deviceScaleFactor: 3 } },
  ...['chain', 'neuron'].flatMap((figure) => [
    { name: `${figure}-1280`, width: 1280, figure },
    { name: `${figure}-1280-working`, width: 1280, hash: WORKING, figure, context: { deviceScaleFactor: 2 } },
    { name: `${figure}-1280-dead-dark`, width: 1280, hash: DEAD, figure, context: { colorScheme: /** @type {const} */ ('dark') } },
    { name: `${figure}-768`, width: 768, hash: WORKING, figure },
    { name: `${figure}-390`, width: 390, hash: DEAD, figure, context: { deviceScaleFactor: 2 } },
    { name: `${figure}-320`, width: 320, hash: WORKING, figure },
    { name: `${figure}-forced-colours`, width: 1280, hash: DEAD, figure, context: { forcedColors: /** @type {const} */ ('active') } },
  ]),
  ...SLIDES.flatMap((figure, place) => [
    { name: `present-${figure}`, width: 1280, height: 720, prepare: presenting(place) },
    { name: `present-${figure}-dark`, width: 1280, height: 720, prepare: presenting(place), context: { colorScheme: /** @type {const} */ ('dark') } },
  ]),
  {
    name: 'figure-refusal',
    width: 1280,
    figure: 'curves',
    async prepare(page) {
      const figure = new CurvesFigure(page, () => Promise.reject(new Error('not asked for')));
      await figure.field.fill('12');
      await figure.field.press('Enter');
    },
  },
];

const server = await serve(DIST, { path: '/shots/' });
const browser = await launch();
await mkdir(FOLDER, { recursive: true });
try {
  for (const { name, width, height, hash = '', context, prepare, figure } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height: height ?? 900 }, ...context });
    await page.goto(server.url + hash);
    if (context?.javaScriptEnabled === false) {
      // The note of the still picture is late on purpose.
      await page.waitForTimeout(4500);
    } else {
      await new CurvesFigure(page, () => Promise.reject(new Error('not asked for'))).alive();
      await prepare?.(page);
      await drawn(page);
      await drawn(page);
    }
    const file = join(FOLDER, `${name}.png`);
    if (figure) await page.locator(`relu-figure[name=${figure}]`).screenshot({ path: file });
    else await page.screenshot({ path: file, fullPage: height === undefined });
    if (prepare === print) await writeFile(join(FOLDER, `${name}.pdf`), await page.pdf({ format: 'A4' }));
    await page.close();
    console.log(file);
  }
} finally {
  await browser.close();
  await server.close();
}
