/**
 * Hosts that make it hard: a strict policy, style sheets that want all of the page, a script from elsewhere, twice.
 */

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { DIST, drawn, eventually } from './browser.js';
import { Figure } from './figure.js';
import { SCRIPT, hosts, ready } from './hosts.js';

/** @typedef {import('playwright-core').Page} Page */

const { hosted } = await hosts();

/** Counts the workers that start, by the kind of their address. Runs in the page before its own scripts. */
function watchWorkers() {
  /** @type {string[]} */
  const workers = [];
  Object.assign(window, { workers });
  const { Worker } = window;
  window.Worker = new Proxy(Worker, {
    construct(target, given) {
      const started = Reflect.construct(target, given);
      workers.push(String(given[0]));
      started.addEventListener('error', () => workers.push('error'));
      started.addEventListener('message', (/** @type {MessageEvent} */ { data }) => data.result && workers.push('result'));
      return started;
    },
  });
}

/** @param {Page} page @returns {Promise<string[]>} */
const workers = (page) => page.evaluate(() => Reflect.get(window, 'workers'));

/** What a host has to allow; SITE is where the script comes from. */
const NEEDED = {
  'default-src': "'none'",
  'script-src': "SITE 'wasm-unsafe-eval'",
  'connect-src': 'SITE',
  'style-src': 'SITE',
};

/** @param {Record<string, string>} further */
const policy = (further) => Object.entries({ ...NEEDED, ...further }).map((directive) => directive.join(' ')).join('; ');

const TRUSTED = { 'require-trusted-types-for': "'script'", 'trusted-types': 'relu-explainer' };

/** A figure whose work takes too long for a frame. */
const WORKING = '<relu-figure name="depth" networks="20" width="16"></relu-figure>';

/** @param {Page} page */
const allShown = (page) => eventually(
  () => page.locator('relu-figure[name=depth] progress').evaluate((node) => [Reflect.get(node, 'value'), Reflect.get(node, 'max')]),
  ([shown, all]) => assert.ok(all > 1 && shown === all, `${shown} of ${all}`),
  15_000,
);

test('under the strictest policy that lets it run, workers included, it breaks none of its rules', hosted({
  policy: policy({ ...TRUSTED, 'worker-src': 'blob: SITE' }),
  body: `<relu-figure name="curves" lock="elu" controls="z"></relu-figure>${WORKING}`,
}, { before: [watchWorkers] }, async ({ page }) => {
  await ready(page);
  await new Figure(page, 'curves').enter('z', '3');
  assert.equal(await new Figure(page, 'curves').readout('z'), '3');
  await allShown(page);
  const started = await workers(page);
  assert.ok(started[0]?.startsWith('blob:'), 'the workers of another origin start from a blob');
  assert.ok(started.includes('result') && !started.includes('error'), started.join());
}));

test('where a host allows no workers, or no policy of Trusted Types, the page does the work itself', async (given) => {
  await given.test('no workers', hosted({ policy: policy(TRUSTED), body: WORKING }, {
    before: [watchWorkers],
    remarks: [/worker-src|Content Security Policy/i],
  }, async ({ page }) => {
    await ready(page);
    await allShown(page);
    assert.ok(!(await workers(page)).includes('result'));
  }));
  await given.test('no Trusted Types', hosted({ policy: policy({ ...TRUSTED, 'trusted-types': "'none'", 'worker-src': 'blob: SITE' }), body: WORKING }, {
    before: [watchWorkers],
    remarks: [/trusted-types|TrustedTypePolicy/i],
  }, async ({ page }) => {
    await ready(page);
    await allShown(page);
    assert.deepEqual(await workers(page), []);
  }));
});

test('of the host’s own origin the worker needs no blob', hosted({
  own: true,
  policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; worker-src 'self'",
  body: WORKING,
}, { before: [watchWorkers] }, async ({ page }) => {
  await ready(page);
  await allShown(page);
  const addresses = (await workers(page)).filter((address) => address !== 'result');
  assert.ok(addresses.length > 0 && addresses.every((address) => address.startsWith('http')), addresses.join());
}));

/** Style sheets that want all of the page. */
const HOSTILE = `<style>
  * { all: revert !important; box-sizing: content-box !important; font-size: 40px !important; line-height: 3 !important;
    letter-spacing: 5px !important; word-spacing: 9px !important; text-transform: uppercase !important; color: red !important;
    text-indent: 50px !important; text-align: right !important; white-space: pre !important; font-family: monospace !important;
    font-style: italic !important; font-weight: 900 !important; text-shadow: 2px 2px red !important; direction: rtl !important;
    cursor: wait !important; writing-mode: vertical-rl !important; border-collapse: separate !important;
    user-select: none !important; list-style: square inside !important; hyphens: auto !important; tab-size: 1 !important; }
  canvas, button, input, dl, dt, dd, table, p, details, .figure, .controls { display: none !important; }
  html, body, main { writing-mode: horizontal-tb !important; }
  main { width: 900px !important; }
</style>`;

/** What every element inside looks like, without its colours of the system's widgets. @param {Page} page */
const looks = (page) => page.locator('relu-figure').evaluate((host) => {
  const own = ['fontSize', 'fontFamily', 'fontWeight', 'fontStyle', 'lineHeight', 'letterSpacing', 'wordSpacing', 'textTransform', 'color',
    'textIndent', 'textAlign', 'whiteSpace', 'textShadow', 'direction', 'cursor', 'writingMode', 'boxSizing', 'display', 'hyphens', 'tabSize',
    'listStyle', 'userSelect', 'borderCollapse'];
  return [...host.shadowRoot?.querySelectorAll('*') ?? []].filter((node) => !node.matches('slot, style')).map((node) => {
    const style = getComputedStyle(node);
    const { width, height } = node.getBoundingClientRect();
    return [node.className || node.localName, width, height, ...own.map((name) => `${name} ${Reflect.get(style, name)}`)].join(' | ');
  });
});

test('a hostile style sheet changes nothing inside, and nothing outside is changed', async (given) => {
  /** @type {string[]} */
  let expected = [];
  const body = '<main><p>Text of the host.</p><relu-figure name="chain"></relu-figure></main>';
  await given.test('friendly', hosted({ head: '<style>main { width: 900px; }</style>', body }, {}, async ({ page }) => {
    await ready(page);
    expected = await looks(page);
    assert.ok(expected.length > 80);
  }));
  await given.test('hostile', hosted({ head: HOSTILE, body }, {}, async ({ page }) => {
    await ready(page);
    (await looks(page)).forEach((node, i) => assert.equal(node, expected[i]));
    await new Figure(page, 'chain').enter('weight', '0.5');
    assert.match(await new Figure(page, 'chain').readout('weight').catch(() => '0.5'), /0\.5/);
  }));
});

test('it is seen as little, and pressed as little, as its host wants', hosted({
  body: '<div id="gone" style="visibility: hidden; pointer-events: none"><relu-figure name="curves"></relu-figure></div>',
}, {}, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  assert.equal(await figure.canvas.isVisible(), false);
  const { x, y, width } = await figure.box();
  await page.mouse.click(x + width * 0.9, y + 100);
  assert.equal(await figure.element.getAttribute('z'), null);
}));

test('it has one global name, its element’s, and leaves the address, the head and the styles of its host alone', hosted({ bare: true, body: '<p>Text.</p>' }, {}, async ({ page, site }) => {
  const outside = () => page.evaluate(() => JSON.stringify({
    globals: Object.getOwnPropertyNames(window).sort(),
    href: location.href,
    entries: history.length,
    head: document.head.innerHTML,
    sheets: document.adoptedStyleSheets.length + document.styleSheets.length,
    attributes: [document.documentElement, document.body].map((node) => node.getAttributeNames()),
    storage: Object.keys(localStorage),
    text: getComputedStyle(/** @type {Element} */ (document.querySelector('p'))).font,
  }));
  const before = await outside();
  await page.evaluate(async (from) => {
    await import(from);
    const figure = document.createElement('relu-figure');
    figure.setAttribute('name', 'curves');
    document.body.append(figure);
    await Reflect.get(figure, 'ready');
  }, site + SCRIPT);
  const figure = new Figure(page, 'curves');
  await figure.enter('z', '2');
  await figure.startOver();
  assert.equal(await outside(), before);
  assert.deepEqual(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)), 0);
}));

test('two copies of the script on one page do not disturb each other', hosted({ body: '<relu-figure name="curves"></relu-figure>' }, {}, async ({ page, site }) => {
  await ready(page);
  const [same, known] = await page.evaluate(async (from) => {
    const first = customElements.get('relu-figure');
    await import(`${from}?again`);
    document.body.append(Object.assign(document.createElement('relu-figure'), { id: 'second' }));
    document.getElementById('second')?.setAttribute('name', 'chain');
    return [customElements.get('relu-figure') === first, document.getElementById('second') instanceof (first ?? Object)];
  }, site + SCRIPT);
  assert.ok(same && known);
  await ready(page);
  await new Figure(page, 'curves').enter('z', '2');
  await new Figure(page, 'chain').enter('weight', '0.5');
  assert.equal(await new Figure(page, 'curves').readout('z'), '2');
  assert.equal(await page.locator('#second').getAttribute('weight'), '0.5');
}));

test('without a document the scripts can be imported', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relu-'));
  try {
    await cp(join(DIST, 'v1'), folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    for (const script of ['relu-figure.js', 'standalone.js', 'standalone-all.js']) {
      const module = await import(join(folder, script));
      assert.deepEqual(Object.keys(module), ['ReluFigure']);
      assert.equal(typeof module.ReluFigure, 'function');
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a slide that is scaled, and a figure that is zoomed, are dragged where the hand is', hosted({
  body: '<div style="transform: scale(0.6); transform-origin: 0 0; width: 1000px"><relu-figure name="curves"></relu-figure></div>',
}, {}, async ({ page }) => {
  await ready(page);
  const figure = new Figure(page, 'curves');
  for (const zoom of ['1', '1.5']) {
    await figure.element.evaluate((node, factor) => node.setAttribute('style', `zoom: ${factor}`), zoom);
    await drawn(page);
    const { x, y, width } = await figure.box();
    const seen = [];
    for (const place of [0.3, 0.5, 0.7, 0.9]) {
      await page.mouse.move(x + width * 0.5, y + 60);
      await page.mouse.down();
      await page.mouse.move(x + width * place, y + 60);
      await page.mouse.up();
      seen.push(Number((await figure.element.getAttribute('z')) ?? 0.5));
    }
    const [a = 0, b = 0, c = 0, d = 0] = seen;
    // Equal ways of the hand are equal ways of the point, and all of the picture is 8.4 to 8.8 of z.
    for (const way of [b - a, c - b, d - c]) assert.ok(Math.abs(way - 0.2 * 8.5) < 0.15, `${seen} at zoom ${zoom}`);
    // The hand opens over the point, which is where it was let go, and nowhere else.
    const { height } = await figure.box();
    const open = [];
    for (const place of [0.2, 0.5, 0.9]) {
      for (let up = 0.04; up < 0.6; up += 0.04) {
        await page.mouse.move(x + width * place, y + height * up);
        if ((await figure.canvas.getAttribute('data-hand')) === 'open') open.push(place);
      }
    }
    assert.deepEqual([...new Set(open)], [0.9], `at zoom ${zoom}`);
  }
}));
