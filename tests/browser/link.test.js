/**
 * The page's address, the browser's history, Undo and the element's attributes.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { eventually, hashOf, site } from './browser.js';
import { atPoint, brief } from './expected.js';

const { visiting } = await site();

/** @typedef {import('playwright-core').Page} Page */

/** Counts what the page writes into the browser's history. */
function countEntries() {
  const entries = { replaced: 0, pushed: 0 };
  const { replaceState, pushState } = history;
  history.replaceState = (...given) => {
    entries.replaced += 1;
    return replaceState.apply(history, given);
  };
  history.pushState = (...given) => {
    entries.pushed += 1;
    return pushState.apply(history, given);
  };
  Object.assign(window, { entries });
}

/**
 * @param {Page} page
 * @returns {Promise<{ replaced: number, pushed: number }>}
 */
const entriesOf = (page) => page.evaluate(() => ({ ...Reflect.get(window, 'entries') }));

test('an untouched page has no hash', visiting({}, async ({ page }) => {
  assert.equal(await hashOf(page), '');
}));

test('the hash is written when a drag ends, and not while it lasts', visiting({ before: [countEntries] }, async ({ page, figure }) => {
  await figure.take();
  await figure.pull(3, 300);
  assert.equal(await figure.readout('z'), '3', 'the figure has followed');
  assert.deepEqual(await entriesOf(page), { replaced: 0, pushed: 0 }, 'nothing is written yet');
  assert.equal(await hashOf(page), '');
  await page.mouse.up();
  assert.deepEqual(await entriesOf(page), { replaced: 1, pushed: 0 });
  assert.equal(await hashOf(page), '#?v=1&curves.z=3');
}));

test('keys write the hash when they are released, choices at once', visiting({}, async ({ page, figure }) => {
  await figure.slider.focus();
  await page.keyboard.down('ArrowLeft');
  await figure.frame();
  assert.equal(await hashOf(page), '');
  await page.keyboard.up('ArrowLeft');
  assert.equal(await hashOf(page), '#?v=1&curves.z=0.4');
  await figure.atZero('0.5').check();
  await figure.over('sigmoid').check();
  await figure.over('elu').check();
  assert.equal(await hashOf(page), '#?v=1&curves.z=0.4&curves.at-zero=0.5&curves.over=elu+sigmoid');
}));

test('a link restores the figure, whichever way the set is joined', visiting({ hash: '?v=1&curves.z=-1.25&curves.at-zero=1&curves.over=leaky-relu+tanh&curves.leaky=0.2' }, async ({ page, figure, url }) => {
  const restored = async () => {
    assert.equal(await figure.readout('z'), '\u22121.25');
    assert.ok(await figure.atZero('1').isChecked());
    assert.ok(await figure.over('tanh').isChecked());
    assert.ok(await figure.over('leaky-relu').isChecked());
    assert.equal(await figure.over('elu').isChecked(), false);
    assert.equal(await figure.parameter('leaky').inputValue(), '0.2');
    assert.equal(await page.locator('[data-bind="curves.z"]').first().innerText(), '\u22121.25');
  };
  await restored();
  await page.goto('about:blank');
  await page.goto(`${url}#?curves.leaky=2e-1&curves.over=tanh%2Bleaky-relu&curves.at-zero=1&curves.z=%E2%88%921.25`);
  await figure.alive();
  await figure.frame();
  await restored();
}));

test('what the page writes, it reads back to the same picture and the same link', visiting({}, async ({ page, figure, url }) => {
  await figure.type('1e-3');
  await figure.over('gelu').check();
  await figure.over('tanh').check();
  await figure.atZero('1').check();
  // What is attended to stands out in the picture.
  await figure.atZero('1').blur();
  await figure.frame();
  const [hash, picture, said] = [await hashOf(page), await figure.picture(), await figure.said()];
  await page.goto('about:blank');
  await page.goto(url + hash);
  await figure.alive();
  await figure.frame();
  assert.deepEqual(await figure.said(), said);
  assert.ok(picture.equals(await figure.picture()), 'equal pixels');
  assert.equal(await hashOf(page), hash);
  await page.reload();
  await figure.alive();
  await figure.frame();
  assert.deepEqual(await figure.said(), said);
}));

test('a new hash in the address bar is obeyed, and what it does not name returns to its default', visiting({ hash: '?v=1&curves.z=2&curves.over=elu' }, async ({ page, figure, url }) => {
  await page.goto(`${url}#?v=1&curves.at-zero=1`);
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5'));
  assert.equal(await figure.over('elu').isChecked(), false);
  assert.ok(await figure.atZero('1').isChecked());
}));

test('after a reset, Back brings the state before it and Forward the reset one', visiting({}, async ({ page, figure }) => {
  await figure.type('-2');
  await figure.over('sigmoid').check();
  const before = await hashOf(page);
  await figure.startOver();
  assert.equal(await hashOf(page), '');
  assert.equal(await figure.readout('z'), '0.5');
  await page.goBack();
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '\u22122'));
  assert.equal(await hashOf(page), before);
  assert.ok(await figure.over('sigmoid').isChecked());
  await page.goForward();
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5'));
  assert.equal(await figure.over('sigmoid').isChecked(), false);
}));

test('gestures make no entries in the history: Back leaves the page as before', visiting({ before: [countEntries] }, async ({ page, figure }) => {
  for (const z of ['1', '2', '3']) await figure.type(z);
  assert.equal((await entriesOf(page)).pushed, 0);
}));

test('Undo takes gestures back one by one, in the picture, the link and the prose', visiting({}, async ({ page, figure }) => {
  assert.ok(await figure.undo.isDisabled());
  await figure.dragTo(-1);
  await figure.over('tanh').check();
  await figure.frame();
  await figure.undo.click();
  await figure.frame();
  assert.equal(await figure.over('tanh').isChecked(), false);
  assert.equal(await figure.readout('z'), '\u22121');
  assert.equal(await hashOf(page), '#?v=1&curves.z=-1');
  await figure.undo.click();
  await figure.frame();
  assert.equal(await figure.readout('z'), '0.5');
  assert.equal(await hashOf(page), '');
  assert.equal(await page.locator('[data-bind="curves.z"]').first().innerText(), '0.5');
}));

test('Reset can be undone', visiting({}, async ({ figure }) => {
  await figure.type('3');
  await figure.startOver();
  await figure.undo.click();
  await figure.frame();
  assert.equal(await figure.readout('z'), '3');
}));

test('the attributes say the state when a gesture ends, and not while it lasts', visiting({}, async ({ page, figure }) => {
  const attribute = () => figure.element.getAttribute('z');
  assert.equal(await attribute(), null, 'a default is not written');
  await figure.take();
  await figure.pull(3);
  assert.equal(await attribute(), null);
  await page.mouse.up();
  assert.equal(await attribute(), '3');
  await figure.over('elu').check();
  assert.equal(await figure.element.getAttribute('over'), 'elu');
  await figure.startOver();
  assert.equal(await attribute(), null);
}));

test('an attribute that is set from outside is obeyed, one that is taken away means the default', visiting({}, async ({ page, figure }) => {
  await figure.element.evaluate((node) => {
    node.setAttribute('z', '-0.5');
    node.setAttribute('over', 'silu');
  });
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '\u22120.5'));
  assert.ok(await figure.over('silu').isChecked());
  assert.equal(await page.locator('[data-bind="curves.state"]').first().innerText(), 'inactive');
  await figure.element.evaluate((node) => node.removeAttribute('z'));
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5'));
  await figure.undo.click();
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '\u22120.5'));
}));

test('an attribute that makes no sense is ignored or clamped, and the reader is told', visiting({}, async ({ page, figure }) => {
  await figure.element.evaluate((node) => {
    node.setAttribute('z', '17');
    node.setAttribute('at-zero', 'maybe');
  });
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '4'));
  const notice = page.getByRole('status').filter({ has: page.getByRole('list') });
  await eventually(() => notice.innerText(), (text) => {
    assert.match(text, /curves\.z = 17/);
    assert.match(text, /curves\.at-zero = maybe/);
  });
  assert.ok(await figure.atZero('0').isChecked());
}));

test('a link may name a section, and a section keeps the state', visiting({ hash: 'slope?v=1&curves.z=3', height: 600 }, async ({ page, figure }) => {
  const heading = page.getByRole('heading', { name: 'Its slope' });
  await eventually(() => heading.boundingBox(), (box) => assert.ok(box && box.y >= 0 && box.y < 600, 'scrolled to the section'));
  assert.equal(await figure.readout('z'), '3');
  await figure.type('2');
  assert.equal(await hashOf(page), '#slope?v=1&curves.z=2');
}));

test('every state of z has the same words however it was reached', visiting({}, async ({ figure, page }) => {
  for (const z of [-1, 3]) {
    await figure.dragTo(z);
    const dragged = await figure.said();
    await figure.startOver();
    await figure.type(brief(z));
    assert.deepEqual(await figure.said(), dragged);
    await figure.startOver();
    await page.evaluate((hash) => { location.hash = hash; }, `?v=1&curves.z=${z}`);
    await eventually(() => figure.readout('z'), (shown) => assert.equal(shown, atPoint(z).z));
    assert.deepEqual(await figure.said(), dragged);
  }
}));
