/**
 * The list of contents: it leads to the sections, says where one is, and gets out of the way.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

/**
 * The list of contents, once the page knows that somebody reads it.
 *
 * @param {Page} page
 */
async function contentsOf(page) {
  await page.locator('nav.contents summary').focus();
  // What follows the reader has come when the numbers in the text can be dragged.
  await eventually(() => page.locator('[data-drag="curves.z"]').getAttribute('role'), (role) => assert.equal(role, 'slider'));
  const nav = page.getByRole('navigation', { name: 'Contents' });
  const details = nav.locator('details');
  return {
    summary: nav.locator('summary'),
    links: nav.getByRole('link', { includeHidden: true }),
    link: (/** @type {string} */ name) => nav.getByRole('link', { name, exact: true }),
    here: () => nav.locator('.here').textContent(),
    current: () => nav.locator('[aria-current]').allTextContents(),
    open: () => details.evaluate((node) => /** @type {HTMLDetailsElement} */ (node).open),
  };
}

test('the contents name every section, in the order of the page', visiting({}, async ({ page }) => {
  const listed = await (await contentsOf(page)).links.evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.textContent]));
  const sections = await page.locator('main h2').evaluateAll((headings) => headings.map((heading) => [`#${heading.id}`, heading.textContent]));
  assert.ok(sections.length > 10);
  assert.deepEqual(listed, sections);
}));

test('the contents lead to a section, close, and keep the state in the address', visiting({ hash: '?v=1&curves.z=2' }, async ({ page, figure }) => {
  const contents = await contentsOf(page);
  await contents.summary.click();
  assert.ok(await contents.open());
  await contents.link('Its limits').click();
  assert.equal(await hashOf(page), '#limits?v=1&curves.z=2');
  assert.equal(await contents.open(), false);
  const heading = page.getByRole('heading', { name: 'Its limits', exact: true });
  assert.ok(await heading.evaluate((node) => node === document.activeElement), 'the focus goes along');
  const top = () => heading.evaluate((node) => node.getBoundingClientRect().top);
  await eventually(top, (place) => assert.ok(place >= 0 && place < 200, `the heading is at ${place}`));
  const { bottom } = await contents.summary.evaluate((node) => ({ bottom: node.getBoundingClientRect().bottom }));
  assert.ok((await top()) >= bottom - 1, 'and the contents do not cover it');
  assert.equal(await figure.readout('z'), '2');
}));

test('the contents are used by the keyboard alone', visiting({}, async ({ page }) => {
  const contents = await contentsOf(page);
  await contents.summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await hashOf(page), '#slope');
  assert.equal(await contents.open(), false);
}));

test('the contents say where one is, and follow the scrolling', visiting({}, async ({ page }) => {
  const contents = await contentsOf(page);
  await page.mouse.move(400, 400);
  for (const [id, name] of [['dead', 'Alive or dead'], ['sources', 'Sources'], ['slope', 'Its slope'], ['exercises', 'Exercises']]) {
    await page.evaluate((heading) => document.getElementById(heading ?? '')?.scrollIntoView(), id);
    await eventually(contents.here, (here) => assert.equal(here, name));
    assert.deepEqual(await contents.current(), [name]);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await eventually(contents.here, (here) => assert.equal(here, ''));
  assert.deepEqual(await contents.current(), []);
}));

test('Escape closes the contents and gives the focus back; so does a click outside close them', visiting({}, async ({ page }) => {
  const contents = await contentsOf(page);
  await contents.summary.click();
  await contents.links.nth(4).focus();
  await page.keyboard.press('Escape');
  assert.equal(await contents.open(), false);
  assert.ok(await contents.summary.evaluate((node) => node === document.activeElement));
  await contents.summary.click();
  assert.ok(await contents.open());
  await page.locator('nav.contents ol').click({ position: { x: 2, y: 2 } });
  assert.ok(await contents.open(), 'a click inside leaves them open');
  await page.mouse.click(1200, 500);
  assert.equal(await contents.open(), false);
}));
