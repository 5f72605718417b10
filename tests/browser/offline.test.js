/**
 * Without a network: the browser keeps the page as a whole, of one version, and leaves the choice of the next to the reader.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after } from 'node:test';

import { eventually, site } from './browser.js';
import { built, changed, place } from './deployed.js';
import { Figure } from './figure.js';
import { TrainingFigure } from './training-figure.js';
import { WorkFigure, watchWorkers, seenOf } from './work-figure.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

const FIGURES = ['chain', 'neuron', 'sparsity', 'depth', 'training', 'sweep', 'limits'];

const first = await built();
const here = await place();
after(() => here.remove());
const { visiting: losing, close: loseNetwork } = await site({ kept: true });
const { visiting } = await site({ kept: true, root: here.folder });

/** @param {Page} page */
const registrations = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

/** How many versions the browser keeps. @param {Page} page */
const versions = (page) => page.evaluate(async () => (await caches.keys()).length);

/** Somebody reads, and the browser has kept the page. @param {Page} page */
async function kept(page) {
  const told = page.locator('footer').getByText(say('offline.kept'));
  let moves = 0;
  await eventually(async () => {
    moves += 1;
    await page.mouse.move(300, 300 + (moves % 2));
    return told.count();
  }, (count) => assert.equal(count, 1, 'the page says that it is kept'), 40_000);
}

/** Reads all of the page, and uses what asks for files of its own. @param {Page} page */
async function useAll(page) {
  for (const name of FIGURES) await new Figure(page, name).alive();
  await new WorkFigure(page).complete(50);
  const training = new TrainingFigure(page);
  await training.element.scrollIntoViewIfNeeded();
  await eventually(() => training.table(), (rows) => assert.equal(rows.at(-1)?.[0], '100', 'the run has come to its end'), 15_000);
  const answer = page.getByRole('textbox', { name: 'The gradient with ReLU', exact: true });
  await answer.fill('6.561e-5');
  await answer.press('Enter');
  await eventually(() => page.locator('form').filter({ has: answer }).getByRole('status').getAttribute('data-right'), (right) => assert.equal(right, 'true'));
  const program = page.locator('.program');
  await program.getByRole('textbox', { name: 'Bias b', exact: true }).fill('-0.01');
  await program.getByRole('button', { name: 'Run it' }).click();
  await eventually(() => program.locator('[data-program=output]').innerText(), (text) => assert.match(text, /47\.0%/));
}

/** @type {string[]} */
const asked = [];
test('the page is kept when it is read, and all of it works when the network has gone', losing({
  before: [watchWorkers],
  prepare: async (page) => page.context().on('request', (request) => {
    if (request.serviceWorker()) asked.push(request.url());
  }),
}, async ({ page, url }) => {
  await page.waitForLoadState('networkidle');
  assert.equal(await registrations(page), 0, 'who comes by is not made to load more');
  assert.deepEqual(asked, []);
  await kept(page);
  await loseNetwork();
  await new Figure(page, 'chain').alive();
  await page.reload();
  await useAll(page);
  assert.ok((await seenOf(page)).started > 0, 'workers are started');
  for (const address of ['index.html', '?from=elsewhere#?v=1&curves.z=2']) {
    await page.goto(url + address);
    await new Figure(page, 'curves').alive();
  }
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
}));

const saving = () => {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
};
test('who saves data is not made to load more', visiting({ before: [saving] }, async ({ page }) => {
  await page.mouse.move(300, 300);
  await page.waitForRequest(/offline-\w+\.js/);
  await page.waitForTimeout(3000);
  assert.equal(await registrations(page), 0);
  assert.equal(await versions(page), 0);
}));

test('a page is of one version, and a new one takes over when the reader says so', visiting({}, async ({ page, url }) => {
  const second = changed(changed(first, /^index\.html$/, (text) => text.replace('</h1>', ' (second)</h1>')), /words\/en\.later-/, (text) => text.replace('"The chain"', '"The chain (second)"'));
  /** What is seen of the version: in the page, and in what is loaded later. @param {Page} of */
  const seen = async (of) => {
    await of.bringToFront();
    const chain = new Figure(of, 'chain');
    await chain.alive();
    const label = chain.element.getByText(/^The chain/).first();
    return [await of.getByRole('heading', { level: 1 }).innerText(), await label.innerText()].map((text) => text.includes('(second)'));
  };
  const offer = (/** @type {Page} */ of) => of.locator('.notice').getByText(say('offline.new'));
  await kept(page);
  await page.reload();
  assert.equal(await versions(page), 1);

  // Half of it has come: the page is still that of the version before.
  await here.deploy(new Map(second).set('index.html', first.get('index.html') ?? Buffer.of()));
  const refused = page.evaluate(() => new Promise((done) => navigator.serviceWorker.ready.then((registration) => {
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => done(installing.state));
    });
    registration.update();
  })));
  assert.equal(await refused, 'redundant');
  assert.deepEqual(await seen(page), [false, false], 'what was not loaded before is no longer on the server');
  assert.equal(await versions(page), 1);

  // All of it.
  await here.deploy(second);
  const other = await page.context().newPage();
  await other.goto(url);
  await kept(other);
  assert.deepEqual(await seen(other), [false, false]);
  await offer(other).waitFor();
  await page.bringToFront();
  await page.reload();
  await kept(page);
  await offer(page).waitFor();
  assert.deepEqual(await seen(page), [false, false], 'as long as nobody said so');
  assert.equal(await versions(page), 2);
  const reloaded = other.waitForEvent('load');
  await page.locator('.notice').getByRole('button', { name: say('offline.reload') }).click();
  await reloaded;
  for (const tab of [page, other]) {
    await eventually(() => seen(tab).catch(() => []), (versions) => assert.deepEqual(versions, [true, true]));
    assert.equal(await offer(tab).count(), 0);
  }
  await eventually(() => versions(page), (count) => assert.equal(count, 1, 'what nobody needs any more is thrown away'));
  await other.close();

  // A site that is worked on takes its place.
  const farewell = await readFile(new URL('../../xtask/src/serve/farewell.js', import.meta.url));
  const unkept = (first.get('index.html') ?? '').toString().replace(/<meta name="relu-offline"[^>]*>/, '');
  await here.deploy(new Map(first).set('sw.js', farewell).set('index.html', Buffer.from(unkept)));
  await page.goto(url);
  await eventually(() => registrations(page).catch(() => 1), (count) => assert.equal(count, 0));
  await page.reload();
  assert.deepEqual(await seen(page), [false, false]);
  assert.equal(await versions(page), 0);
  assert.equal(await registrations(page), 0, 'and none comes again');
}));
