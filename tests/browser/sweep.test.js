/**
 * The sweep: training runs by the hundred in workers; how it is stopped and goes on, what it says, and how it is worked by
 * keyboard and by hand.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { Figure } from './figure.js';
import { tasksOf } from './tasks.js';
import { say } from './words.js';
import { seenOf, watchWorkers } from './work-figure.js';

const { visiting: visitingPage } = await site();

/** The figure with its line of the work. */
class SweepFigure extends Figure {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    super(page, 'sweep');
    this.line = this.element.locator('[part=work]');
    this.stop = this.line.getByRole('button', { name: say('work.stop') });
    this.goOn = this.line.getByRole('button', { name: say('work.go-on') });
  }

  /** How many runs are shown, and of how many. */
  async runs() {
    return (await this.readout('done')).split(' / ').map(Number);
  }

  /** @param {number} runs */
  async complete(runs) {
    await eventually(() => this.runs(), (shown) => assert.deepEqual(shown, [runs, runs]), 60_000);
    await this.frame();
  }
}

/**
 * A test on the figure, which stands in the middle of the window.
 *
 * @param {import('./browser.js').Visit} visit
 * @param {(visited: import('./browser.js').Visited & { sweep: SweepFigure }) => Promise<void>} body
 */
const visiting = (visit, body) => visitingPage(visit, async (visited) => {
  const sweep = new SweepFigure(visited.page);
  await sweep.alive();
  await sweep.show();
  await body({ ...visited, sweep });
});

/** Runs that are over soon. */
const QUICK = '?v=1&sweep.shown=he+leaky&sweep.batch=50&sweep.epochs=5';

test('the default runs in workers, and comes to the sentence and the table of its still picture', visiting({ before: [watchWorkers] }, async ({ page, devtools, sweep }) => {
  const tasks = await tasksOf(devtools, () => sweep.complete(320));
  assert.ok(Math.max(...tasks) < 50, `the longest task took ${Math.max(...tasks)} ms`);
  const { results } = await seenOf(page);
  assert.equal(new Set(results.map(({ piece }) => piece)).size, 320, 'every run is a worker\u2019s');
  const still = await sweep.element.evaluate((node) => ({
    verdict: node.querySelector(':scope > p')?.textContent ?? '',
    table: [...node.querySelectorAll('table tr')].map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  }));
  assert.deepEqual(still, { verdict: await sweep.verdict(), table: await sweep.table() });
  assert.equal(still.table.length, 10);
}));

test('it is stopped, says how many runs there are, and goes on to the same end', visiting({ hash: QUICK.replace('epochs=5', 'epochs=100').replace('batch=50', 'batch=4') }, async ({ sweep }) => {
  await eventually(() => sweep.runs(), ([done = 0]) => assert.ok(done > 2), 15_000);
  await sweep.stop.click();
  await sweep.frame();
  const [done = NaN] = await sweep.runs();
  assert.ok(done < 160, `${done} runs`);
  assert.ok((await sweep.verdict()).includes(say('sweep.partial', { done, all: 160 })));
  await sweep.page.waitForTimeout(300);
  assert.deepEqual(await sweep.runs(), [done, 160], 'nothing goes on by itself');
  const early = await sweep.table();
  await sweep.goOn.click();
  await sweep.complete(160);
  assert.ok(!(await sweep.verdict()).includes('So far'));
  const late = await sweep.table();
  assert.notDeepEqual(late, early);
  // As in the table of the default, which has the same runs of He.
  const still = await sweep.element.evaluate((node) => [...node.querySelectorAll('table tr')].map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent ?? '')));
  assert.deepEqual(late.map((row) => row.slice(0, 3)), still);
}));

test('set-up and rate are pointed at by keyboard, and no run is done anew', visiting({ hash: QUICK, before: [watchWorkers] }, async ({ page, sweep }) => {
  await sweep.complete(160);
  const rows = new Map((await sweep.table()).slice(1).map((row) => [row[0] ?? '', row]));
  const { ordered } = await seenOf(page);
  await sweep.choice('rate', '0.5').focus();
  for (const rate of ['1', '2']) {
    await page.keyboard.press('ArrowRight');
    await sweep.frame();
    assert.equal(await sweep.readout('dead'), `${rows.get(rate)?.[1]}\u00a0%`);
  }
  await sweep.choice('setup', 'he').focus();
  await page.keyboard.press('ArrowLeft');
  await sweep.frame();
  assert.equal(await hashOf(page), `#${QUICK.replace('&sweep.batch', '&sweep.setup=clipped&sweep.rate=2&sweep.batch')}`);
  await sweep.choice('setup', 'leaky').check();
  await sweep.frame();
  assert.equal(await sweep.readout('dead'), `${rows.get('2')?.[3]}\u00a0%`);
  assert.equal((await seenOf(page)).ordered.length, ordered.length);
}));

test('a press on the picture points at the nearest rate', visiting({ hash: QUICK }, async ({ page, sweep }) => {
  await sweep.complete(160);
  const box = await sweep.canvas.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + 70, box.y + 100);
  await sweep.frame();
  assert.ok(await sweep.choice('rate', '0.001').isChecked());
}));

test('another set of set-ups begins anew; without any there is nothing to do', visiting({ hash: QUICK }, async ({ sweep }) => {
  await sweep.complete(160);
  await sweep.member('shown', 'xavier').check();
  await sweep.complete(240);
  assert.equal((await sweep.table())[0]?.length, 7);
  for (const name of ['he', 'xavier', 'leaky']) await sweep.member('shown', name).uncheck();
  await sweep.frame();
  assert.equal(await sweep.verdict(), say('sweep.nothing'));
  assert.ok(!(await sweep.line.isVisible()));
}));
