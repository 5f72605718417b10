/**
 * Long work: whoever does it, and in whatever order, the reader sees the same; and it can be followed, stopped and changed.
 */

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { DIST, drawn, eventually, site } from './browser.js';
import { tasksOf } from './tasks.js';
import { WorkFigure, seenOf, watchWorkers } from './work-figure.js';

/** @typedef {import('playwright-core').Page} Page */

/** Enough that it takes a while. */
const LARGE = 'networks="200" width="64" depth="50" weights="he"';
const MEDIUM = 'networks="200" width="128" depth="50" weights="he"';
const SLOW = 'networks="200" width="256" depth="100" weights="he"';

/**
 * A page with the figure alone, beside the first one, which all pages are waited for by.
 *
 * @param {string} attributes
 * @param {(article: string) => string} [changed]
 */
const pageOf = (attributes, changed = (article) => article) => (/** @type {string} */ article) => {
  const head = changed(article).slice(0, changed(article).indexOf('<body>'));
  return `${head}<body><main><relu-figure name="depth" ${attributes}></relu-figure><relu-figure name="curves"></relu-figure></main></body></html>`;
};

const { visiting } = await site({
  pages: {
    'large.html': pageOf(LARGE),
    'medium.html': pageOf(MEDIUM),
    'slow.html': pageOf(SLOW),
    'no-worker.html': pageOf(LARGE, (article) => article.replace("worker-src 'self' blob:", "worker-src 'none'")),
    'no-policy.html': pageOf(LARGE, (article) => article.replace('trusted-types relu-explainer', 'trusted-types')),
    'two.html': (article) => pageOf(SLOW)(article).replace('<relu-figure name="curves"', `<relu-figure name="depth" ${SLOW} seed="7"></relu-figure>$&`),
  },
});

/** How many cores the page is told of. @param {number} cores */
const cores = (cores) => (/** @type {Page} */ page) => page.addInitScript((count) => {
  Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => count });
}, cores);

const noWorker = () => {
  Object.defineProperty(globalThis, 'Worker', { value: undefined });
};

/** @type {Map<string, { picture: string, table: string[][], verdict: string }>} */
const seenBy = new Map();

/**
 * A page shows the whole work; it is noted under the name of who did it.
 *
 * @param {string} who
 * @param {Partial<import('./browser.js').Visit>} visit
 * @param {(page: Page) => Promise<unknown>} [check]
 */
function shows(who, visit, check) {
  return visiting({ page: 'large.html', ...visit }, async ({ page }) => {
    const figure = new WorkFigure(page);
    await figure.alive();
    await figure.complete(200);
    seenBy.set(who, await figure.seen());
    await check?.(page);
  });
}

/** @param {string} who */
function alike(who) {
  const [one, other] = [seenBy.get('one worker'), seenBy.get(who)];
  assert.ok(one && other);
  assert.equal(one.table.length > 10, true);
  assert.deepEqual(other, one);
}

/** The results of each piece by a worker's module, run here in the page. @param {Page} page @param {number[]} job */
async function doneByThePage(page, job) {
  const file = (await readdir(join(DIST, 'www'))).find((name) => /^worker-[0-9a-f]+\.js$/.test(name));
  return page.evaluate(async ([path, numbers]) => {
    const { doer, byMessage } = await import(new URL(`www/${path}`, document.baseURI).href);
    /** @type {string[]} */
    const all = [];
    await new Promise((done) => {
      const order = doer((/** @type {any} */ answer) => {
        if (!answer.result) return;
        all[answer.serial] = [...new BigUint64Array(answer.result.buffer)].map((word) => word.toString(16)).join();
        if (answer.serial === 199) done(null);
      }, 5, byMessage);
      for (let piece = 0; piece < 200; piece += 1) order({ task: { serial: piece, job: new Float64Array(numbers), piece } });
    });
    return all;
  }, /** @type {const} */ ([file ?? '', job]));
}

for (const [workers, who] of /** @type {const} */ ([[1, 'one worker'], [2, 'two workers']])) {
  test(`${who}: every result is the page's own, bit for bit`, shows(who, { before: [watchWorkers], prepare: cores(workers) }, async (page) => {
    const { started, results, job } = await seenOf(page);
    assert.equal(started, workers);
    assert.equal(new Set(results.map(({ worker }) => worker)).size, workers, 'all have a part in it');
    const expected = await doneByThePage(page, job);
    assert.equal(results.length, 200);
    for (const { piece, bits } of results) assert.equal(bits, expected[piece], `piece ${piece}`);
    assert.equal(new Set(expected).size, 200, 'no two networks are alike');
    alike(who);
  }));
}

test('without workers the page does it itself, and shows the same', shows('slices', { before: [noWorker] }, async () => alike('slices')));

test('where the policy forbids workers, it does so too', shows('forbidden', {
  page: 'no-worker.html',
  complaints: [/worker/i],
}, async () => alike('forbidden')));

test('where a host allows no policy of Trusted Types, it does so too', shows('untrusted', {
  page: 'no-policy.html',
  complaints: [/trusted/i],
}, async () => alike('untrusted')));

test('results are shown as they come; when all are there, the line is hidden, and nothing has moved', visiting({ page: 'medium.html', before: [watchWorkers] }, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  const at = () => figure.sliderOf('width').boundingBox();
  await figure.enter('networks', '40');
  const before = await at();
  await page.evaluate(() => {
    /** @type {string[]} */
    const shifts = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const { sources } of /** @type {{ sources: { node?: Node, previousRect: DOMRect, currentRect: DOMRect }[] }[]} */ (/** @type {unknown} */ (list.getEntries()))) {
        for (const { node, previousRect, currentRect } of sources) shifts.push(`${node?.parentElement?.className} ${node?.textContent} ${JSON.stringify([previousRect, currentRect])}`);
      }
    }).observe({ type: 'layout-shift' });
  });
  /** @type {number[]} */
  const steps = [];
  await eventually(async () => {
    const [shown = 0, all = 0] = await figure.progress();
    assert.equal(all, 40);
    if (shown !== steps.at(-1)) steps.push(shown);
    return shown;
  }, (shown) => assert.equal(shown, 40), 30_000);
  assert.ok(steps.length > 4, `seen at ${steps}`);
  assert.deepEqual(steps, steps.toSorted((a, b) => a - b));
  await drawn(page);
  // The button had no focus, so it need not stay.
  assert.equal(await figure.stop.isVisible(), false);
  assert.deepEqual(await at(), before);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).shifts), []);
}));

test('a change cancels what is being done, and begins what is wanted now', visiting({ page: 'slow.html', before: [watchWorkers] }, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await eventually(() => figure.progress(), ([shown = 0]) => assert.ok(shown > 1), 10_000);
  const old = (await seenOf(page)).job.join();
  const since = Date.now();
  for (const [key, text] of /** @type {const} */ ([['depth', '5'], ['width', '16']])) await figure.enter(key, text);
  await figure.complete(200);
  assert.ok(Date.now() - since < 3000, `only after ${Date.now() - since} ms`);
  const { dropped, results, job, ordered } = await seenOf(page);
  assert.ok(dropped > 0);
  assert.ok(results.filter((result) => result.job === old).length < 200);
  const last = ordered.filter((order) => order.job === job.join()).map(({ piece }) => piece);
  assert.deepEqual(last, Array.from({ length: 200 }, (_, piece) => piece), 'each piece once, in order');
  const after = (await seenOf(page)).ordered.findLastIndex((order) => order.job === old);
  assert.ok(after < ordered.length - 200);
}));

test('Stop keeps what is there, and Go on does the rest', visiting({ page: 'medium.html', before: [watchWorkers] }, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await figure.enter('networks', '60');
  await eventually(() => figure.progress(), ([shown = 0]) => assert.ok(shown > 2), 10_000);
  await figure.stop.click();
  await figure.frame();
  const kept = await figure.progress();
  assert.ok((kept[0] ?? 0) > 2 && (kept[0] ?? 60) < 60, `${kept}`);
  await page.waitForTimeout(400);
  assert.deepEqual(await figure.progress(), kept, 'nothing is done any more');
  const half = await figure.verdict();
  await figure.goOn.press('Enter');
  await figure.complete(60);
  // The button that was pressed keeps the focus, and its place, until the reader leaves it.
  assert.ok(await figure.stop.isVisible());
  const { results, job } = await seenOf(page);
  const pieces = new Set(results.filter((result) => result.job === job.join()).map(({ piece }) => piece));
  assert.equal(pieces.size, 60);
  assert.ok(half.length > 0);
}));

/** Has the first workers break after a few results each. @param {number} workers */
const breaking = (workers) => (/** @type {Page} */ page) => page.addInitScript((count) => {
  const Real = Worker;
  let started = 0;
  Object.assign(globalThis, {
    Worker: class extends Real {
      /**
       * @param {string} address
       * @param {WorkerOptions} options
       */
      constructor(address, options) {
        super(address, options);
        started += 1;
        if (started > count) return;
        let results = 0;
        this.addEventListener('message', (event) => {
          if (event.data.result) results += 1;
          if (results <= 3) return;
          event.stopImmediatePropagation();
          this.dispatchEvent(new ErrorEvent('error', { message: 'broken' }));
        });
      }
    },
  });
}, workers);

for (const [broken, started] of /** @type {const} */ ([[1, 2], [2, 2]])) {
  test(`${broken} of the workers break, and everything is shown nevertheless`, shows(`${broken} broken`, {
    before: [watchWorkers],
    prepare: async (page) => {
      await breaking(broken)(page);
      await cores(1)(page);
    },
  }, async (page) => {
    alike(`${broken} broken`);
    const seen = await seenOf(page);
    assert.equal(seen.started, started);
    assert.equal(seen.ended, broken);
  }));
}

test('a figure that is taken away has nothing done any more, and one that comes back begins anew', visiting({ page: 'slow.html', before: [watchWorkers] }, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await eventually(() => figure.progress(), ([shown = 0]) => assert.ok(shown > 1), 10_000);
  await page.evaluate(() => {
    const element = document.querySelector('relu-figure[name=depth]');
    Object.assign(globalThis, { element });
    element?.remove();
  });
  // What was being done when the order came may still be answered.
  await page.waitForTimeout(200);
  const before = await seenOf(page);
  await page.waitForTimeout(400);
  const after = await seenOf(page);
  assert.deepEqual([after.ordered.length, after.results.length], [before.ordered.length, before.results.length]);
  await page.evaluate(() => document.querySelector('main')?.prepend(/** @type {any} */ (globalThis).element));
  await eventually(() => figure.progress(), ([shown = 0]) => assert.ok(shown > 1), 10_000);
}));

test('two figures that have work at once are served in turn', visiting({ page: 'two.html', before: [watchWorkers], prepare: cores(1) }, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await page.locator('relu-figure[name=depth]').nth(1).scrollIntoViewIfNeeded();
  const counts = async () => {
    const { results } = await seenOf(page);
    const jobs = [...new Set(results.map(({ job }) => job))];
    return jobs.map((job) => results.filter((result) => result.job === job).length);
  };
  await eventually(counts, (done) => assert.equal(done.length, 2), 10_000);
  const [first = 0] = await counts();
  await eventually(counts, ([, second = 0]) => assert.ok(second >= 8), 20_000);
  const [later = 0, second = 0] = await counts();
  assert.ok(Math.abs(later - first - second) <= 4, `${later - first} and ${second} meanwhile`);
}));

test('an unoccupied crew is dismissed', visiting({
  page: 'large.html',
  before: [watchWorkers],
  prepare: (page) => page.clock.install().then(() => cores(2)(page)),
}, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await eventually(async () => (await page.clock.runFor(50), figure.progress()), (progress) => assert.deepEqual(progress, [200, 200]), 20_000);
  assert.equal((await seenOf(page)).ended, 0);
  await page.clock.runFor(25_000);
  assert.equal((await seenOf(page)).ended, 2);
}));

for (const [who, before] of /** @type {const} */ ([['workers', []], ['slices', [noWorker]]])) {
  test(`200 networks of width 64 and depth 50 by ${who}: no task of the page is long`, visiting({ page: 'large.html', before: [...before] }, async ({ page, devtools }) => {
    const figure = new WorkFigure(page);
    await figure.alive();
    await figure.complete(200);
    await figure.show();
    const tasks = await tasksOf(devtools, async () => {
      await figure.enter('seed', '1');
      await figure.complete(200);
    });
    assert.ok(tasks.length > 100, `${tasks.length} tasks`);
    assert.ok(Math.max(...tasks) < 50, `the longest took ${tasks.toSorted((a, b) => b - a).slice(0, 5)} ms`);
  }));
}

test('a slice is at most 8 ms long', visiting({
  page: 'large.html',
  before: [noWorker, () => {
    /** @type {number[]} */
    const slices = [];
    Object.assign(globalThis, { slices });
    const { scheduler } = /** @type {any} */ (globalThis);
    const post = scheduler.postTask.bind(scheduler);
    scheduler.postTask = (/** @type {() => void} */ task, /** @type {unknown} */ options) => post(() => {
      const start = performance.now();
      task();
      slices.push(performance.now() - start);
    }, options);
  }],
}, async ({ page }) => {
  const figure = new WorkFigure(page);
  await figure.alive();
  await figure.complete(200);
  /** @type {number[]} */
  const slices = await page.evaluate(() => /** @type {any} */ (globalThis).slices);
  const sorted = slices.toSorted((a, b) => a - b);
  const most = sorted[Math.floor(sorted.length * 0.75)] ?? NaN;
  // The clock runs on while other programs have the machine: a few slices seem longer than they are.
  assert.ok(slices.length > 10 && most <= 8, `${slices.length} slices, three quarters of them within ${most} ms`);
}));
