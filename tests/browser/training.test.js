/**
 * A training run: it comes from a worker, is played and walked through, and whoever computes it, the reader sees the same.
 *
 * The numbers that are quoted are those of the crate's own runs, compiled for this machine and not for the browser: two spirals of
 * 200 points from data seed 1, 2-16-16-1 of ReLU from He's weights, cross-entropy, batches of 4, 100 epochs, seed 0, rate 0.5
 * unless another is named. An epoch is 50 updates.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { violations } from './axe.js';
import { beyondTheWindow, eventually, hashOf, site } from './browser.js';
import { tasksOf } from './tasks.js';
import { TrainingFigure } from './training-figure.js';
import { say } from './words.js';
import { seenOf, watchWorkers } from './work-figure.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.js').Visit} Visit */
/** @typedef {import('./browser.js').Visited} Visited */

const PERCENT = '\u00a0%';

/** The rows of the table by epoch: loss, accuracy, dead units, deaths and revivals by layer, zeros, two norms of the gradient. */
const ROWS = {
  0: ['0.7358', '50', '0 + 1', '0 + 0', '0 + 0', '49', '0.107', '0.512'],
  1: ['0.6088', '62.5', '0 + 2', '0 + 2', '0 + 1', '64.4', '0.077', '0.118'],
  20: ['0.1478', '92.5', '2 + 2', '2 + 7', '0 + 6', '75.5', '0.147', '0.111'],
  50: ['0.1732', '93', '8 + 1', '8 + 14', '0 + 14', '82.5', '0.0556', '0.0356'],
  100: ['0.3772', '75', '9 + 4', '9 + 23', '0 + 20', '87', '0.0219', '0.00656'],
};

/** Which units are dead at the end, by their numbers among all, and the updates that killed them. */
const KILLED = new Map([[1, 1999], [3, 1999], [4, 717], [6, 2000], [7, 1999], [9, 705], [10, 2000], [11, 1579], [16, 4937], [18, 4935], [24, 4937], [25, 4931], [27, 4931]]);

/** Four hidden layers of 64 units, batches of 4: the largest network, and a run that takes a while. */
const LARGE = '?v=1&training.rate=0.05&training.layers=4&training.width=64';

/** A page with the figure alone, beside the first one, which all pages are waited for by. @param {string} article */
const alone = (article) => {
  const head = article.slice(0, article.indexOf('<body>'));
  return `${head}<body><main><relu-figure name="training"></relu-figure><relu-figure name="curves"></relu-figure></main></body></html>`;
};

const { visiting: visitingPage } = await site({ pages: { 'training.html': alone } });

/**
 * A test on the figure alone.
 *
 * @param {Visit} visit
 * @param {(visited: Visited & { training: TrainingFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage({ page: 'training.html', ...visit }, async (visited) => {
  const training = new TrainingFigure(visited.page);
  await training.alive();
  await body({ ...visited, training });
});

/** A test on the figure when all of its run is there. @type {typeof visiting} */
const after = (visit, body) => visiting(visit, async (visited) => {
  await visited.training.complete();
  await body(visited);
});

/** @param {TrainingFigure} training @param {number} update @param {string} [message] */
const stands = (training, update, message) => eventually(() => training.update(), (shown) => assert.equal(shown, update, message));

/** @param {TrainingFigure} training @param {keyof typeof ROWS} epoch */
async function tells(training, epoch) {
  const cells = (await training.row(epoch)).slice(1).map((cell) => cell.replace(PERCENT, ''));
  assert.deepEqual(cells, ROWS[epoch], `epoch ${epoch}`);
}

test('the run comes from a worker, and read-outs, sentence and table tell what the crate found', after({ before: [watchWorkers] }, async ({ page, training }) => {
  const { started, results } = await seenOf(page);
  assert.equal(started, 1);
  assert.deepEqual(results.map(({ piece }) => piece), [0]);
  assert.equal(await training.line.isVisible(), false, 'nothing is to come any more');
  const shown = await training.readouts('update', 'epoch', 'loss', 'accuracy', 'dead', 'layers', 'died', 'revived', 'zeros');
  assert.deepEqual(shown, {
    update: '5000 / 5000',
    epoch: '100 / 100',
    loss: '0.3772',
    accuracy: `75${PERCENT}`,
    dead: '13 / 32',
    layers: '9 + 4',
    died: '0 + 0',
    revived: '0 + 0',
    zeros: `87${PERCENT}`,
  });
  for (const epoch of /** @type {const} */ ([0, 1, 20, 50, 100])) await tells(training, epoch);
  const verdict = await training.verdict();
  assert.ok(verdict.startsWith(say('training.look.progressive')));
  const stands = { update: 5000, all: 5000, where: say('training.where.end'), epoch: 100, loss: '0.3772', measure: say('training.measure.accuracy'), accuracy: `75${PERCENT}`, dead: 13, units: 32, layers: '9 + 4', silent: 4 };
  assert.ok(verdict.includes(say('training.stands', stands)), verdict);
  assert.ok((await training.alternative()).endsWith(verdict));
}));

test('the buttons lead along the run, an update or an epoch a press', after({}, async ({ training }) => {
  for (const [walk, update] of /** @type {const} */ ([
    ['start', 0], ['update', 1], ['epoch', 50], ['update', 51], ['epoch', 100], ['epoch-back', 50], ['update-back', 49], ['epoch-back', 0],
  ])) {
    await training.go(walk);
    assert.equal(await training.update(), update, walk);
    assert.equal(await hashOf(training.page), `#?v=1&training.at=${update}`);
  }
  assert.equal(await training.readout('loss'), '0.7358');
  await training.go('epoch');
  assert.equal(await training.readout('loss'), '0.6088');
  await training.takeBack();
  assert.equal(await training.update(), 0);
}));

/** Notes how often the figure's attributes and the link are written. */
function watchWriting() {
  /** @type {string[]} */
  const written = [];
  Object.assign(globalThis, { written });
  for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
    const real = history[name].bind(history);
    history[name] = (state, unused, address) => {
      written.push(`link ${String(address).split('#')[1]}`);
      real(state, unused, address);
    };
  }
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function noted(name, value) {
    if (this.localName === 'relu-figure') written.push(`${name} ${value}`);
    setAttribute.call(this, name, value);
  };
}

/** @param {Page} page @returns {Promise<string[]>} */
const written = (page) => page.evaluate(() => [.../** @type {any} */ (globalThis).written]);

test('played it moves on, paused it stays and is written once, and one Undo takes the play back', after({ hash: '?v=1&training.at=100', before: [watchWriting] }, async ({ page, training }) => {
  await training.speed.selectOption({ label: say('transport.pace', { pace: 500 }) });
  const before = (await written(page)).length;
  await training.play.click();
  await eventually(() => training.update(), (update) => assert.ok(update > 400));
  assert.equal((await written(page)).length, before, 'nothing is written while it plays');
  await training.pause.click();
  await training.frame();
  const update = await training.update();
  assert.deepEqual((await written(page)).slice(before), [`at ${update}`, `link ?v=1&training.at=${update}`]);
  await page.waitForTimeout(300);
  assert.equal(await training.update(), update);
  await training.takeBack();
  assert.equal(await training.update(), 100);
  assert.equal(await hashOf(page), '#?v=1&training.at=100');
}));

test('at the end it plays from the start again, and stops at the end by itself', after({ hash: '?v=1&training.epochs=20' }, async ({ page, training }) => {
  assert.equal(await training.update(), 1000);
  await training.play.click();
  await eventually(() => training.update(), (update) => assert.ok(update > 0 && update < 900, `${update}`));
  await eventually(() => training.play.count(), (count) => assert.equal(count, 1));
  assert.equal(await training.update(), 1000);
  // The update that is looked at is the last, as at first, though the parameter was beyond it.
  assert.equal(await hashOf(page), '#?v=1&training.at=1000&training.epochs=20');
  await tells(training, 20);
}));

test('the slider of the update reaches as far as the run, no farther', after({ hash: '?v=1&training.epochs=30' }, async ({ training }) => {
  const slider = training.sliderOf('at');
  assert.equal(await slider.getAttribute('max'), '1500');
  await slider.press('Home');
  await stands(training, 0);
  await slider.press('End');
  await stands(training, 1500);
  await slider.evaluate((node) => {
    const input = /** @type {HTMLInputElement} */ (node);
    input.value = '1200';
    input.dispatchEvent(new Event('input'));
    input.dispatchEvent(new Event('change'));
  });
  await stands(training, 1200);
  await slider.press('End');
  await slider.press('ArrowRight');
  await stands(training, 1500);
}));

test('the whole figure is worked by keyboard alone', after({}, async ({ page, training }) => {
  const focused = () => page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.textContent || active?.getAttribute('type') || active?.localName || '';
  });
  /** @param {string} text @param {string} key */
  const until = async (text, key = 'Tab') => {
    for (let i = 0; i < 80; i += 1) {
      if (await focused() === text) return;
      await page.keyboard.press(key);
    }
    assert.fail(`\u201c${text}\u201d is not reached, but \u201c${await focused()}\u201d`);
  };
  await until(say('transport.start'));
  await page.keyboard.press('Enter');
  await stands(training, 0);
  await until(say('transport.update'));
  await page.keyboard.press('Space');
  await stands(training, 1);
  await until(say('transport.epoch'));
  await page.keyboard.press('Enter');
  await stands(training, 50);
  await until(say('transport.play'), 'Shift+Tab');
  await page.keyboard.press('Space');
  await eventually(() => training.update(), (update) => assert.ok(update > 100));
  assert.equal(await focused(), say('transport.pause'), 'the focus stays');
  await page.keyboard.press('Space');
  await training.frame();
  const paused = await training.update();
  await page.waitForTimeout(200);
  assert.equal(await training.update(), paused);
  // The first dead unit after none, at the end of the run.
  await until('range');
  await page.keyboard.press('End');
  await stands(training, 5000);
  await page.keyboard.press('ArrowLeft');
  await stands(training, 4999);
  await page.keyboard.press('PageDown');
  await stands(training, 4949);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await stands(training, 5000);
  await until(say('training.action.next-dead'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await stands(training, 1999);
  assert.equal(await training.fieldOf('unit').inputValue(), '1');
}));

test('a tap on a dead unit leads to the update that killed it, and the certificate names it', after({}, async ({ page, training }) => {
  for (const [unit, others] of /** @type {[number, [number, number]][]} */ ([[4, [1, 16]], [25, [18, 32]], [27, [18, 32]]])) {
    const place = await training.findUnit(unit, others);
    await training.click(place);
    const update = KILLED.get(unit) ?? NaN;
    assert.equal(await training.fieldOf('unit').inputValue(), String(unit));
    assert.equal(await training.update(), update, `unit ${unit}`);
    const [layer, number] = unit > 16 ? [2, unit - 16] : [1, unit];
    const verdict = await training.verdict();
    assert.ok(verdict.includes(say('training.unit.killed', { unit: number, layer, update, points: 200 })), verdict);
    assert.ok(verdict.includes(say(layer === 1 ? 'training.return.never' : 'training.return.deeper')), verdict);
    assert.equal(await hashOf(page), `#?v=1&training.at=${update}&training.unit=${unit}`);
    await training.takeBack();
    assert.equal(await training.update(), 5000);
  }
}));

test('a button chooses one dead unit after the other, and another leads back to its death', after({}, async ({ training }) => {
  assert.equal(await training.action('to-death').isEnabled(), false, 'no unit is chosen');
  await training.act('next-dead');
  assert.deepEqual([await training.fieldOf('unit').inputValue(), await training.update()], ['1', 1999]);
  // At that update others are dead than at the end.
  await training.enter('at', '5000');
  for (const [unit, update] of KILLED) {
    await training.enter('unit', String(unit));
    const verdict = await training.verdict();
    const [layer, number] = unit > 16 ? [2, unit - 16] : [1, unit];
    assert.ok(verdict.includes(say('training.unit.dead', { unit: number, layer, update, points: 200 })), verdict);
    await training.act('to-death');
    assert.equal(await training.update(), update, `unit ${unit}`);
    assert.equal(await training.action('to-death').isEnabled(), false, 'it is there');
    await training.enter('at', '5000');
  }
}));

test('a tenth of the rate from here on keeps the run up to here; to start again with it makes another', after({ hash: '?v=1&training.at=1234' }, async ({ page, training }) => {
  const loss = await training.readout('loss');
  await training.act('lower-now');
  await training.complete();
  assert.equal(await hashOf(page), '#?v=1&training.at=1234&training.change=1234');
  assert.deepEqual([await training.update(), await training.readout('loss')], [1234, loss]);
  assert.ok((await training.verdict()).includes(say('training.setup.later', { update: 1234, rate: '0.05' })));
  // Of the crate's run with that change.
  assert.deepEqual((await training.row(20)).slice(1, 4), ['0.1478', `92.5${PERCENT}`, '2 + 2']);
  assert.deepEqual((await training.row(50)).slice(1, 4), ['0.06071', `97${PERCENT}`, '2 + 1']);
  assert.deepEqual((await training.row(100)).slice(1, 4), ['0.05664', `97${PERCENT}`, '2 + 1']);
  await training.go('update-back');
  assert.equal(await training.readout('effective'), '0.5');
  await training.enter('at', '1235');
  assert.equal(await training.readout('effective'), '0.05');

  await training.startOver();
  await training.enter('at', '1234');
  await training.act('lower-from-start');
  await training.complete();
  assert.equal(await hashOf(page), '#?v=1&training.at=0&training.rate=0.05');
  assert.equal(await training.update(), 0);
  assert.deepEqual((await training.row(20)).slice(1, 4), ['0.501', `60${PERCENT}`, '0 + 1']);
  assert.deepEqual((await training.row(50)).slice(1, 4), ['0.1249', `95.5${PERCENT}`, '0 + 0']);
  assert.deepEqual((await training.row(100)).slice(1, 4), ['0.01828', `100${PERCENT}`, '0 + 0']);
  assert.ok(!(await training.verdict()).includes('From update'));
}));

test('a twin is computed and told beside the run, and the difference stands in words', after({ before: [watchWorkers] }, async ({ page, training }) => {
  await training.adopt('clipped');
  await training.complete();
  const { results, job } = await seenOf(page);
  const pieces = results.filter((result) => result.job === job.join()).map(({ piece }) => piece);
  assert.deepEqual(pieces.toSorted(), [0, 1], 'the run and its twin');
  const verdict = await training.verdict();
  assert.ok(verdict.startsWith(say('training.look.clipped')), verdict);
  assert.ok(verdict.includes(say('training.twin.by.clip.only-other', { other: '1' })), verdict);
  assert.ok(verdict.includes(say('training.twin.fewer', { other: 1, own: 13, units: 32, measure: say('training.measure.accuracy'), theirs: `99${PERCENT}`, ours: `75${PERCENT}` })), verdict);
  assert.deepEqual(await training.readouts('dead', 'twin-dead', 'twin-accuracy'), { dead: '13 / 32', 'twin-dead': '1 / 32', 'twin-accuracy': `99${PERCENT}` });
  assert.deepEqual((await training.row(100)).slice(-2), ['0 + 1', `99${PERCENT}`]);
}));

test('a change while a run comes cancels it, and what is shown is what a fresh page shows of that state', visiting({ hash: `${LARGE}&training.batch=1&training.epochs=300`, before: [watchWorkers] }, async ({ page, training, url }) => {
  const comes = () => eventually(() => training.progress(), ([shown = 0, all = 0]) => assert.ok(shown > 2 && shown < all, `${shown} of ${all}`), 10_000);
  await comes();
  const old = (await seenOf(page)).job.join();
  await training.enter('rate', '0.04');
  await comes();
  await training.unfold();
  await training.enter('batch', '4');
  await training.enter('epochs', '40');
  await training.enter('layers', '2');
  await training.enter('width', '8');
  await training.enter('rate', '0.2');
  await training.complete();
  const { dropped, results } = await seenOf(page);
  assert.ok(dropped >= 2, `${dropped} dropped`);
  assert.ok(results.every((result) => result.job !== old), 'the first run never came to its end');
  await training.fieldOf('rate').blur();
  await training.show();
  const shown = await training.seen();
  assert.ok(shown.verdict.includes('2-8-8-1'), shown.verdict);
  const link = await hashOf(page);
  const fresh = await page.context().newPage();
  await fresh.setViewportSize({ width: 1280, height: 900 });
  await fresh.goto(url + link);
  const other = new TrainingFigure(fresh);
  await other.alive();
  await other.complete();
  assert.deepEqual(await other.seen(), shown);
}));

/** How many cores the page is told of. @param {number} count */
const cores = (count) => (/** @type {Page} */ page) => page.addInitScript((count) => {
  Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => count });
}, count);

const noWorker = () => {
  Object.defineProperty(globalThis, 'Worker', { value: undefined });
};

/** The first worker breaks in the middle of a run, when a part of it has come. */
function breakFirst() {
  const Real = Worker;
  const broken = { started: 0, broke: 0 };
  Object.assign(globalThis, {
    broken,
    Worker: class extends Real {
      /**
       * @param {string} address
       * @param {WorkerOptions} options
       */
      constructor(address, options) {
        super(address, options);
        broken.started += 1;
        if (broken.started > 1) return;
        let parts = 0;
        this.addEventListener('message', (event) => {
          if (event.data.part || event.data.result) parts += 1;
          if (parts <= 1) return;
          event.stopImmediatePropagation();
          broken.broke += 1;
          this.dispatchEvent(new ErrorEvent('error', { message: 'broken' }));
        });
      }
    },
  });
}

/** A run and its twin, large enough that each comes in many parts. */
const PAIR = '?v=1&training.layers=3&training.width=32&training.epochs=60&training.twin=rate';

/** @type {Map<string, Awaited<ReturnType<TrainingFigure['seen']>>>} */
const seenBy = new Map();

for (const [who, visit] of /** @type {[string, Partial<Visit>][]} */ ([
  ['one worker', { prepare: cores(1) }],
  ['two workers', { prepare: cores(2) }],
  ['slices', { before: [noWorker] }],
  ['a worker that breaks, and another', { before: [breakFirst], prepare: cores(1) }],
])) {
  test(`a run and its twin by ${who}: the same picture, sentence and table`, visiting({ hash: PAIR, ...visit, before: [...(visit.before ?? []), watchWorkers].slice(0, visit.before ? 1 : 2) }, async ({ page, training }) => {
    await training.complete(60_000);
    await training.show();
    seenBy.set(who, await training.seen());
    if (who.endsWith('another')) {
      const broken = await page.evaluate(() => /** @type {any} */ (globalThis).broken);
      assert.deepEqual(broken, { started: 2, broke: 1 });
    } else if (who !== 'slices') {
      assert.equal((await seenOf(page)).started, who === 'one worker' ? 1 : 2);
    }
    const first = seenBy.get('one worker');
    assert.ok(first && first.table.length >= 8);
    assert.deepEqual(seenBy.get(who), first);
  }));
}

/** Frames stop while the tab is hidden, as they do in a browser. */
function hideable() {
  const real = requestAnimationFrame;
  /** @type {FrameRequestCallback[]} */
  const held = [];
  let hidden = false;
  globalThis.requestAnimationFrame = (callback) => (hidden ? held.push(callback) : real(callback));
  Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden });
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  Object.assign(globalThis, {
    hide: (/** @type {boolean} */ now) => {
      hidden = now;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!hidden) for (const callback of held.splice(0)) real(callback);
    },
  });
}

/** @param {Page} page @param {boolean} hidden */
const hide = (page, hidden) => page.evaluate((now) => /** @type {any} */ (globalThis).hide(now), hidden);

test('while the tab is hidden the run goes on, and is there when it is shown again; a play has paused', visiting({ hash: PAIR, before: [hideable, watchWorkers] }, async ({ page, training }) => {
  await eventually(() => training.progress(), ([shown = 0]) => assert.ok(shown > 2), 10_000);
  await training.play.click();
  await training.frame();
  await hide(page, true);
  assert.equal(await training.play.count(), 1, 'it has paused');
  await eventually(() => seenOf(page), ({ results }) => assert.equal(results.length, 2), 60_000);
  await hide(page, false);
  await training.complete();
  const at = await training.update();
  await page.waitForTimeout(300);
  assert.equal(await training.update(), at);
  await training.startOver();
  await page.evaluate((link) => { location.hash = link; }, PAIR);
  await training.complete(60_000);
  const first = seenBy.get('one worker');
  assert.deepEqual(await training.table(), first?.table);
  assert.equal(await training.verdict(), first?.verdict);
}));

test('a run that leaves the finite numbers says at which update, and in which parameter', after({ hash: '?v=1&training.data=wave' }, async ({ training }) => {
  assert.equal(await training.update(), 0);
  const verdict = await training.verdict();
  assert.ok(verdict.includes(say('training.diverged', { update: 37, symbol: 'w\u2085', unit: 3, layer: 2, epoch: 0 })), verdict);
  assert.equal((await training.table()).length, 2);
  assert.equal(await training.line.isVisible(), false, 'nothing is to come any more');
  for (const walk of /** @type {const} */ (['start', 'update', 'epoch'])) assert.equal(await training.walk(walk).isEnabled(), false, walk);
  await training.enter('rate', '0.1');
  await training.complete();
  assert.ok(!(await training.verdict()).includes('finite'));
}));

/** What a task may take at the most, in milliseconds: beyond it a browser calls it long. */
const LONG = 50;

/**
 * @param {string} what
 * @param {number[]} tasks
 */
function short(what, tasks) {
  const longest = tasks.toSorted((a, b) => b - a).slice(0, 5).map((task) => Math.round(task * 10) / 10);
  process.stdout.write(`# ${what}: the longest tasks took ${longest} ms\n`);
  assert.ok(tasks.length > 60, `${tasks.length} tasks`);
  assert.ok((longest[0] ?? Infinity) < LONG, `${what}: ${longest} ms`);
}

for (const [what, hash] of /** @type {const} */ ([['the default run', '?v=1'], ['4 layers of 64 units', LARGE], ['4 layers of 64 units, a chosen unit and a twin', `${LARGE}&training.unit=200&training.twin=activation`]])) {
  test(`${what}: no task is long while it comes, while it plays, and while the rate is dragged`, after({ hash }, async ({ page, devtools, training }) => {
    await training.show();
    short(`${what} comes`, await tasksOf(devtools, async () => {
      await training.act('new-seed');
      await training.complete(60_000);
    }));
    await training.go('start');
    short(`${what} plays`, await tasksOf(devtools, async () => {
      await training.play.click();
      await page.waitForTimeout(1900);
      // The run may be at its end.
      if (await training.pause.count() > 0) await training.pause.click({ timeout: 300 }).catch(() => {});
    }));
    assert.ok(await training.update() > 100);
    short(`the rate of ${what} is dragged`, await tasksOf(devtools, () => training.sliderOf('rate').evaluate(async (node) => {
      const input = /** @type {HTMLInputElement} */ (node);
      const [min, max] = [Number(input.min), Number(input.max)];
      for (let step = 0; step <= 30; step += 1) {
        input.value = String(min + ((max - min) * step) / 30);
        input.dispatchEvent(new Event('input'));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      }
      input.dispatchEvent(new Event('change'));
    })));
    await training.takeBack();
    await training.complete();
    short(`the update of ${what} is dragged`, await tasksOf(devtools, () => training.sliderOf('at').evaluate(async (node) => {
      const input = /** @type {HTMLInputElement} */ (node);
      for (let step = 0; step <= 40; step += 1) {
        input.value = String(((step * 17) % 41) * (Number(input.max) / 41));
        input.dispatchEvent(new Event('input'));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      }
      input.dispatchEvent(new Event('change'));
    })));
  }));
}

/** What makes the figure say and show as much as it can. */
const FULL = '?v=1&training.at=4937&training.unit=24&training.twin=batch&training.clip=1&training.momentum=0.5&training.decay=0.001&training.normalisation=batch&training.shift=-12.5&training.seed=18446744073709551615&training.change=1234&training.layers=4&training.width=64&training.epochs=100';

for (const [width, theme] of /** @type {const} */ ([[320, 'light'], [320, 'dark'], [1280, 'light'], [1280, 'dark']])) {
  test(`at ${width} px, ${theme}: nothing is cut, and axe finds nothing wrong with everything open`, after({ width, hash: FULL, context: { colorScheme: theme } }, async ({ page, training }) => {
    await training.unfold();
    await training.table();
    assert.deepEqual(await beyondTheWindow(page), { found: [], overflow: 0 });
    // The page of the figure alone has no heading and no header.
    assert.deepEqual((await violations(page)).filter((found) => !/^(landmark|page-has-heading|region)/.test(found)), []);
    const small = await training.element.locator('input:visible, button:visible, summary:visible, select:visible').evaluateAll((nodes) => nodes.flatMap((node) => {
      const labels = node instanceof HTMLInputElement || node instanceof HTMLSelectElement ? [...(node.labels ?? [])] : [];
      const { width, height } = (labels[0]?.contains(node) && node.getAttribute('type') !== 'text' ? labels[0] : node).getBoundingClientRect();
      const name = node.getAttribute('aria-label') ?? (labels.map((label) => label.textContent).join(' ') || node.textContent);
      return !name || width < 24 || height < 24 ? [`${name} ${width} x ${height}`] : [];
    }));
    assert.deepEqual(small, []);
  }));
}
