/**
 * A host's page is laid out once: what stands in a figure's place until it answers, and where it fails, takes the room that
 * the figure takes.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually } from './browser.js';
import { Figure } from './figure.js';
import { NAMES, hosts, ready } from './hosts.js';

/** @typedef {import('playwright-core').Page} Page */

const { hosted } = await hosts();

/** Adds up what moves, from the first paint on. Runs in the page before its own scripts. */
function addUpShifts() {
  const shifts = { sum: 0, sources: /** @type {string[]} */ ([]) };
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = /** @type {any} */ (entry);
      shifts.sum += value;
      shifts.sources.push(...sources.map((/** @type {any} */ { node, previousRect, currentRect }) => {
        return `${node?.parentNode?.nodeName} ${node?.nodeName}.${node?.className} ${JSON.stringify([previousRect, currentRect])}`;
      }));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** @param {Page} page */
const shifts = (page) => page.evaluate(() => Reflect.get(window, 'shifts'));

/** What a host puts inside a figure. */
const CHILDREN = '<img src="SITEwww/figures/chain.svg" width="960" height="432" alt="A chain of units"><p><a href="SITE">The figure in its article</a></p>';

const BODY = `<main style="max-width: 60rem; margin: auto"><h1>A post</h1><p>Text before.</p>
  <relu-figure name="chain" weight="0.5">${CHILDREN}</relu-figure><p id="after">Text between.</p>
  <relu-figure name="curves" controls="none">${CHILDREN}</relu-figure><p>Text after.</p></main>`;

/** Holds the module of the first screen back until it is let go. @param {Page} page */
async function holdBack(page) {
  let letGo = () => {};
  /** @type {Promise<void>} */
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

for (const width of [390, 768, 1280]) {
  /** @type {() => void} */
  let go = () => {};
  test(`at ${width} px nothing moves when figures come alive, and their children are seen until then`, hosted({ body: BODY }, {
    width,
    height: 2400,
    before: [addUpShifts],
    async prepare(page) {
      go = await holdBack(page);
    },
  }, async ({ page }) => {
    const image = page.locator('relu-figure img').first();
    await image.waitFor();
    await eventually(() => image.evaluate((node) => Reflect.get(node, 'naturalWidth')), (size) => assert.ok(size > 0));
    assert.ok(await page.getByRole('link').first().isVisible());
    const { width: wide = 0, height: high = 0 } = (await image.boundingBox()) ?? {};
    assert.ok(wide > 300 && wide <= width && Math.abs(high / wide - 432 / 960) < 0.01, 'in its proportions');
    const before = await page.locator('#after').boundingBox();
    go();
    await ready(page);
    await new Figure(page, 'chain').sentence.waitFor();
    await page.waitForTimeout(400);
    assert.equal(await image.isVisible(), false);
    assert.deepEqual(await page.locator('#after').boundingBox(), before);
    const { sum, sources } = await shifts(page);
    assert.equal(sum, 0, sources.join('\n'));
  }));
}

test('where the program is kept away, the children stay, and nothing moves either', hosted({ body: BODY }, {
  height: 2400,
  before: [addUpShifts],
  prepare: (page) => page.route('**/*.wasm', (route) => route.abort()),
  remarks: [/ERR_FAILED/],
}, async ({ page }) => {
  await eventually(() => page.locator('relu-figure[failed]').count(), (count) => assert.equal(count, 2));
  for (const image of await page.locator('relu-figure img').all()) assert.ok(await image.isVisible());
  assert.equal((await shifts(page)).sum, 0);
}));

/** Boxes that are as wide as what they hold, on a wide page and on a narrow one. */
const SHRINKING = ['dialog open style="position: static"', 'div style="float: left"', 'div style="display: inline-block"', 'div style="position: absolute"', 'td', 'div style="display: flex"', 'div style="display: grid"'];

for (const [width, least] of /** @type {const} */ ([[1280, 800], [390, 250]])) {
  test(`at ${width} px it can be read in boxes that are as wide as what they hold`, hosted({
    body: SHRINKING.map((tag) => `<section style="display: flow-root; position: relative">${tag === 'td' ? '<table><tr>' : ''}<${tag}><h2>A name</h2><relu-figure name="curves"></relu-figure></${tag.split(' ')[0]}>${tag === 'td' ? '</tr></table>' : ''}</section>`).join(''),
  }, { width }, async ({ page }) => {
    await ready(page);
    const widths = await page.evaluate(() => [...document.querySelectorAll('relu-figure')].map((figure) => figure.getBoundingClientRect().width));
    widths.forEach((wide, place) => assert.ok(wide >= least && wide <= width, `${SHRINKING[place]}: ${wide}`));
    const ends = await page.evaluate(() => [...document.querySelectorAll('relu-figure')].map((figure) => figure.getBoundingClientRect().right));
    ends.forEach((end, place) => assert.ok(end <= width, `${SHRINKING[place]} sticks out to ${end}`));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'no box sticks out');
  }));
}

/** Lists of controls; each figure has some of them. */
const LISTS = ['all', 'none', '', 'weight z w1 deviation batch', 'z at-zero over beside factors kind w1 w2 x3 activation depth seed units inputs shown epochs rate'];

/** States in which more is said than by default. @type {Record<string, Record<string, string>>} */
const TALKATIVE = {
  curves: { over: 'leaky-relu+elu+gelu+silu+sigmoid+tanh' },
  chain: { kind: 'alternating', factors: '20' },
  neuron: { w3: '1', x3: '0.5' },
};

test('what is reserved is what the figures take, with all controls, some or none, in any size of text', hosted({
  body: `<main>${NAMES.map((name) => `<relu-figure name="${name}"></relu-figure>`).join('')}</main>`,
}, {}, async ({ page }) => {
  await ready(page);
  await page.waitForTimeout(1000);
  /** @param {string} what @param {readonly (readonly [window: number, width: number])[]} widths @param {number} [spare] that may be left over */
  const holds = async (what, widths, spare = 100) => {
    await page.waitForTimeout(300);
    for (const [window, width] of widths) {
      await page.setViewportSize({ width: window, height: 900 });
      const seen = await page.evaluate((wide) => {
        document.querySelector('main')?.setAttribute('style', `width: ${wide}px`);
        return [...document.querySelectorAll('relu-figure')].map((figure) => ({
          name: figure.getAttribute('name'),
          taken: figure.shadowRoot?.querySelector('.figure')?.getBoundingClientRect().height ?? 0,
          reserved: parseFloat(getComputedStyle(figure, '::before').height),
          // The bars of rows that scroll take no room in this browser, and 1 em is kept for each.
          bars: 16 * (figure.shadowRoot?.querySelectorAll('.presets, .acts').length ?? 0),
        }));
      }, width);
      for (const { name, taken, reserved, bars } of seen) {
        assert.ok(taken <= reserved + 0.5 && taken >= reserved - bars - spare, `${name} ${what} at ${width} px takes ${taken} of ${reserved}`);
      }
    }
  };
  const widths = /** @type {const} */ ([[390, 358], [640, 600], [1280, 740], [1280, 960], [1280, 1200]]);
  for (const controls of LISTS) {
    await page.evaluate((given) => document.querySelectorAll('relu-figure').forEach((figure) => figure.setAttribute('controls', given)), controls);
    // In two columns what is listed may take half a line less, and a second in what is folded away nothing.
    await holds(`controls=${controls}`, widths, controls.includes(' ') ? 300 : 100);
  }
  await page.evaluate((states) => document.querySelectorAll('relu-figure').forEach((figure) => {
    figure.setAttribute('controls', 'all');
    for (const [key, value] of Object.entries(states[figure.getAttribute('name') ?? ''] ?? {})) figure.setAttribute(key, value);
  }), TALKATIVE);
  await holds('saying more', [[320, 304], ...widths], 180);
  await page.evaluate((states) => document.querySelectorAll('relu-figure').forEach((figure) => {
    for (const key of Object.keys(states[figure.getAttribute('name') ?? ''] ?? {})) figure.removeAttribute(key);
    figure.setAttribute('style', '--relu-size: 22px; font-size: 30px');
  }), TALKATIVE);
  await holds('in 22 px', [[320, 304], [1280, 960]], 600);
}));
