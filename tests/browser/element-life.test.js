/**
 * Figures that come and go in a host's page: many of them, hidden at first, moved, taken out, in light and dark.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually } from './browser.js';
import { Figure } from './figure.js';
import { hosts, ready } from './hosts.js';
import { GRADIENT, SIGNAL } from './marks.js';
import { pictureOf } from './picture.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

const { hosted } = await hosts('--js-flags=--expose-gc');

/** Notes the memories of the page's WebAssembly, its long tasks and requests. Runs in the page before its own scripts. */
function watch() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  /** @type {number[]} */
  const tasks = [];
  Object.assign(window, { memories, tasks });
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiateStreaming(...given);
    memories.push(...Object.values(made.instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return made;
  };
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
}

const KINDS = ['curves', 'chain', 'neuron', 'limits', 'sparsity'];

test('twenty figures share one program, and no task at their start is long', hosted({
  body: Array.from({ length: 20 }, (_, i) => `<relu-figure name="${KINDS[i % KINDS.length]}"></relu-figure>`).join(''),
}, { before: [watch] }, async ({ page }) => {
  await ready(page);
  const { names, alive, tasks, memories } = await page.evaluate(() => ({
    names: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.wasm')),
    alive: performance.now(),
    tasks: Reflect.get(window, 'tasks'),
    memories: Reflect.get(window, 'memories').length,
  }));
  assert.equal(names.length, 2, 'the first module and the later figures’');
  assert.equal(memories, 2);
  assert.equal(await page.locator('relu-figure canvas').count(), 20);
  // A machine that does other things at the same time takes longer; alone it is less than half of this.
  assert.ok(alive < 5000, `alive after ${Math.round(alive)} ms`);
  // Nor does the longest task tell of the page alone: the best of a few starts does.
  let longest = Math.max(0, ...tasks);
  for (let more = 0; more < 3 && longest > 200; more += 1) {
    await page.reload();
    await ready(page);
    longest = Math.min(longest, await page.evaluate(() => Math.max(0, ...Reflect.get(window, 'tasks'))));
  }
  assert.ok(longest <= 200, `${longest} ms`);
  // Each has a state of its own.
  await new Figure(page, 'curves', 3).enter('z', '3');
  assert.equal(await new Figure(page, 'curves', 2).readout('z'), '0.5');
}));

test('in a tab that is not shown, and in closed details, it is drawn when it is shown', hosted({
  body: `<div id="tab" hidden><relu-figure name="curves" z="2"></relu-figure></div>
    <details><summary>More</summary><relu-figure name="chain"></relu-figure></details>`,
}, {}, async ({ page }) => {
  await page.evaluate(() => customElements.whenDefined('relu-figure'));
  await page.waitForTimeout(300);
  await page.evaluate(() => document.getElementById('tab')?.removeAttribute('hidden'));
  const curves = new Figure(page, 'curves');
  await curves.canvas.waitFor();
  await drawn(page);
  assert.ok((await curves.picture()).colours().has(SIGNAL), 'there is a picture');
  assert.equal(await curves.readout('z'), '2');

  await page.getByText('More').click();
  const chain = new Figure(page, 'chain');
  await chain.sentence.waitFor();
  await drawn(page);
  assert.ok((await chain.picture()).colours().has(GRADIENT));
  await chain.enter('weight', '0.5');
  assert.equal(await chain.element.getAttribute('weight'), '0.5');
}));

/** @param {Page} page */
const ground = (page) => new Figure(page, 'curves').ground();

test('it follows the theme of the system, an attribute, and colours that its host changes, also while it is hidden', hosted({
  head: '<style>.night relu-figure { --relu-background: #102030; --relu-ink: #fafafa; }</style>',
  body: '<div id="tab"><relu-figure name="curves"></relu-figure></div>',
}, { scheme: 'light' }, async ({ page }) => {
  await ready(page);
  const turns = (/** @type {number} */ colour) => eventually(() => ground(page), (seen) => assert.equal(seen?.toString(16), colour.toString(16)));
  await turns(0xffffff);
  await page.emulateMedia({ colorScheme: 'dark' });
  await turns(0x121417);
  await page.locator('relu-figure').evaluate((node) => node.setAttribute('theme', 'light'));
  await turns(0xffffff);
  await page.evaluate(() => document.body.classList.add('night'));
  await turns(0x102030);
  // Without the attribute a scheme of the host's own counts for more than the system's.
  await page.evaluate(() => {
    document.body.classList.remove('night');
    document.querySelector('relu-figure')?.removeAttribute('theme');
    document.documentElement.style.colorScheme = 'only light';
  });
  await turns(0xffffff);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'));
  await turns(0x121417);
  await page.evaluate(() => {
    document.documentElement.style.colorScheme = 'light dark';
    document.body.classList.add('night');
  });
  await turns(0x102030);
  await page.evaluate(() => {
    document.getElementById('tab')?.setAttribute('hidden', '');
    document.body.classList.remove('night');
  });
  await drawn(page);
  await page.evaluate(() => document.getElementById('tab')?.removeAttribute('hidden'));
  await turns(0xffffff);
}));

/** What a host writes, the colour that its figure then draws with, and what that is drawn on. */
const WRITTEN = /** @type {const} */ ([
  ['--relu-background: oklch(1 0 0); --relu-ink: lab(0 0 0)', 0xffffff, 0x000000],
  ['--relu-background: color-mix(in srgb, red, blue)', 0x800080, 0x1a1a1a],
  ['--relu-background: color(srgb 0 0.2 1.5 / 1)', 0x0033ff, 0x1a1a1a],
  ['--relu-background: white; --relu-ink: rgb(255 0 0 / 0.2)', 0xffffff, 0xffcccc],
  // The page's own ground: a box of black that covers 0.4 of #ffffcc, which the host writes as oklab.
  ['--relu-background: transparent', 0x99997a, 0x1a1a1a],
  ['--relu-background: rgb(255 255 255 / 60%)', 0xd6d6ca, 0x1a1a1a],
  ['--relu-background: banana; --relu-ink: ;', 0xffffff, 0x1a1a1a],
  ['--relu-background: none; --relu-ink: 12px', 0xffffff, 0x1a1a1a],
  ['--relu-size: 0', 0xffffff, 0x1a1a1a],
]);

test('it draws with the colours that its host writes, however it writes them, on screen and in files', hosted({
  head: '<style>html { background: color-mix(in oklab, #ffffcc, #ffffcc); } main { background: rgb(0 0 0 / 0.4); }</style>',
  body: `<main>${WRITTEN.map(([style]) => `<relu-figure name="curves" style="${style}"></relu-figure>`).join('')}</main>`,
}, {}, async ({ page }) => {
  await ready(page);
  for (const [place, [style, ground, ink]] of WRITTEN.entries()) {
    const figure = page.locator('relu-figure').nth(place);
    const svg = await figure.evaluate((node) => Reflect.get(node, 'toSVG').call(node));
    /** @param {number} colour */
    const hex = (colour) => `#${colour.toString(16).padStart(6, '0').toUpperCase()}`;
    assert.match(svg, new RegExp(`<rect [^>]*fill="${hex(ground)}"`), style);
    assert.ok(svg.includes(`fill="${hex(ink)}"`), `${style}: text is not ${hex(ink)}`);
    const drawn = await pictureOf(figure.locator('canvas'));
    assert.equal(drawn.at(1, 1).toString(16), ground.toString(16), style);
    assert.ok(drawn.colours().size > 3, style);
  }
}));

test('parts and properties reach what they name', hosted({
  head: `<style>relu-figure { --relu-signal: #123456; --relu-font: monospace; --relu-size: 20px; --relu-stroke: 6; }
    relu-figure::part(button) { border-radius: 17px; } relu-figure::part(canvas) { opacity: 0.5; }
    relu-figure::part(label) { letter-spacing: 2px; } relu-figure::part(slider) { margin-top: 3px; } relu-figure::part(field) { border-width: 4px; }</style>`,
  body: '<relu-figure name="curves"></relu-figure>',
}, {}, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  const style = (/** @type {import('playwright-core').Locator} */ found, /** @type {string} */ name) => found.evaluate((node, wanted) => Reflect.get(getComputedStyle(node), wanted), name);
  assert.equal(await style(figure.undo, 'borderRadius'), '17px');
  assert.equal(await style(figure.canvas, 'opacity'), '0.5');
  assert.equal(await style(figure.sliderOf('z'), 'marginTop'), '3px');
  assert.equal(await style(figure.fieldOf('z'), 'borderTopWidth'), '4px');
  assert.equal(await style(figure.element.locator('label').first(), 'letterSpacing'), '2px');
  assert.equal(await style(figure.sentence, 'fontFamily'), 'monospace');
  assert.equal(await style(figure.undo, 'fontSize'), '20px');
  assert.ok((await figure.picture()).colours().has(0x123456), 'the signal has the host’s colour');
}));

test('taken out and put in a thousand times it leaves nothing behind', hosted({
  body: '<div id="a"></div><div id="b"></div><relu-figure name="curves" z="1"></relu-figure>',
}, { before: [watch] }, async ({ page, devtools }) => {
  await ready(page);
  await devtools.send('Performance.enable');
  /** @param {number} times */
  const move = (times) => page.evaluate(async (count) => {
    const figure = /** @type {any} */ (document.querySelector('relu-figure'));
    const places = [document.getElementById('a'), document.getElementById('b')];
    for (let i = 0; i < count; i += 1) {
      figure.remove();
      places[i % 2]?.append(figure);
      // Every other time it comes alive in between.
      if (i % 2 === 0) await new Promise((done) => setTimeout(done, 0));
    }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  }, times);
  const measure = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (/** @type {string} */ wanted) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
    const memory = await page.evaluate(() => Reflect.get(window, 'memories').map((/** @type {WebAssembly.Memory} */ each) => each.buffer.byteLength));
    return { memory, listeners: metric('JSEventListeners'), nodes: metric('Nodes'), heap: metric('JSHeapUsedSize') };
  };
  await move(100);
  const before = await measure();
  await move(1000);
  const after = await measure();
  assert.deepEqual(after.memory, before.memory, 'the program’s memory has not grown');
  assert.ok(after.listeners <= before.listeners, `${before.listeners} listeners, then ${after.listeners}`);
  assert.ok(after.nodes <= before.nodes + 5, `${before.nodes} nodes, then ${after.nodes}`);
  assert.ok(after.heap - before.heap < 300_000, `${after.heap - before.heap} bytes of JavaScript`);
  const figure = new Figure(page, 'curves');
  await figure.enter('z', '3');
  assert.equal(await figure.readout('z'), '3');
}));

test('a figure that is moved keeps what can be taken back; one that is taken out while it is held can be held again', hosted({
  body: '<div id="a"></div><relu-figure name="curves"></relu-figure>',
}, {}, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  await figure.enter('z', '3');
  const { x, y, width } = await figure.box();
  await page.mouse.move(x + width / 2, y + 60);
  await page.mouse.down();
  await page.evaluate(() => {
    const node = document.querySelector('relu-figure');
    if (node) document.getElementById('a')?.append(node);
  });
  await page.mouse.up();
  await ready(page);
  await eventually(() => figure.undo.isEnabled(), (enabled) => assert.ok(enabled));
  await figure.takeBack();
  assert.equal(await figure.readout('z'), '0.5');
  await figure.show();
  const box = await figure.box();
  await page.mouse.click(box.x + box.width * 0.9, box.y + 60);
  await drawn(page);
  assert.ok(Number(await figure.element.getAttribute('z')) > 2);
}));

test('it becomes another figure whole, wherever it is then, and a promise is of one life', hosted({
  body: '<div id="a"></div><iframe></iframe><relu-figure name="chain" weight="0.5"></relu-figure>',
}, {}, async ({ page }) => {
  await ready(page);
  /** @param {string} body of a function of the figure and another place */
  const run = (body) => page.evaluate((text) => {
    const { constructor: Asynchronous } = async () => {};
    return Reflect.construct(Asynchronous, ['figure', 'place', text])(document.querySelector('relu-figure') ?? Reflect.get(window, 'kept'), document.getElementById('a'));
  }, body);
  const labels = () => page.locator('relu-figure').evaluate((node) => [...node.shadowRoot?.querySelectorAll('label, legend') ?? []].map((label) => label.textContent));

  assert.match(await run('place.append(figure); return figure.toSVG();'), /^<svg/, 'moved');
  assert.match(await run("figure.setAttribute('name', 'neuron'); return figure.toSVG();"), new RegExp(say('neuron.name')), 'renamed');
  assert.equal(await run("const picture = figure.toSVG(); figure.remove(); return picture.catch(String);"), 'Error: neuron is in no document');
  assert.equal(await run("window.kept = document.createElement('relu-figure'); kept.name = 'curves'; return kept.toPNG().catch(String);"), 'Error: curves is in no document');

  // Renamed while it is nowhere, and locked with it.
  assert.deepEqual(await run(`
    window.kept = document.createElement('relu-figure');
    kept.setAttribute('name', 'chain');
    place.append(kept);
    await kept.toSVG();
    kept.remove();
    kept.name = 'curves';
    kept.lock = 'z';
    let told = false;
    const answers = kept.ready.then(() => { told = true; });
    await new Promise((done) => setTimeout(done, 100));
    const before = told;
    place.append(kept);
    await answers;
    return [before, kept.hold('weight'), kept.hold('z').from];
  `), [false, undefined, -4]);
  assert.ok((await labels()).every((label) => label !== say('chain.weight')));
  assert.ok(await page.getByRole('slider', { name: say('curves.z') }).isDisabled());

  // Renamed, and locked in the same breath.
  const notices = await run(`
    const notices = [];
    figure.addEventListener('relu-notice', ({ detail }) => notices.push(...detail.notices));
    figure.setAttribute('name', 'chain');
    figure.setAttribute('lock', 'weight');
    await figure.ready;
    return notices;
  `);
  assert.deepEqual(notices, []);
  assert.ok(await page.getByRole('slider', { name: say('chain.weight') }).isDisabled());
  assert.ok(await new Figure(page, 'chain').sliderOf('factors').isEnabled());

  // To another document and back.
  const display = () => run(`return getComputedStyle(figure.shadowRoot.querySelector('.controls')).display`);
  const abroad = await run(`
    const inner = document.querySelector('iframe').contentDocument;
    window.kept = figure;
    inner.body.append(figure);
    await figure.ready;
    await new Promise((done) => setTimeout(done, 300));
    const { display } = inner.defaultView.getComputedStyle(figure.shadowRoot.querySelector('.controls'));
    place.append(figure);
    await figure.ready;
    return display;
  `);
  assert.deepEqual([abroad, await display()], ['grid', 'grid']);
  assert.equal(await page.locator('relu-figure .fixed').evaluate((node) => getComputedStyle(node).borderRadius), '4px');
}));
