/**
 * Links and attributes that make no sense, or mean harm.
 */

import assert from 'node:assert/strict';
import test from 'node:test';

import { drawn, eventually, hashOf, site } from './browser.js';
import { say } from './words.js';

const { visiting } = await site({
  pages: {
    'attributes.html': (article) => article.replace('name="curves"', 'name="curves" z="99" at-zero="no" over="tanh" data-own="1"'),
    'unknown.html': (article) => article.replace('name="curves"', 'name="gone"'),
  },
});

/** @param {import('playwright-core').Page} page */
const noticeOf = (page) => page.getByRole('status').filter({ has: page.getByRole('list'), visible: true });

/**
 * The page opens with a link, tells the reader what it made of it, and works.
 *
 * @param {string} hash
 * @param {RegExp[]} told
 * @param {{ z?: string }} [state]
 */
function survives(hash, told, { z = '0.5' } = {}) {
  return visiting({ hash }, async ({ page, figure }) => {
    await drawn(page);
    if (told.length > 0) {
      const text = await noticeOf(page).innerText();
      for (const pattern of told) assert.match(text, pattern);
      assert.ok(text.length < 1500, `a notice of ${text.length} characters`);
      await page.getByRole('button', { name: say('notice.close') }).click();
    }
    assert.equal(await noticeOf(page).count(), 0);
    assert.equal(await figure.readout('z'), z);
    assert.equal(await page.locator('script, iframe, b, img[onerror]').count(), await page.locator('head script').count(), 'no element came from the link');
    assert.equal(await page.evaluate(() => Reflect.get(window, 'broken')), undefined, 'no code of the link ran');
    assert.equal(await page.evaluate(() => Reflect.get({}, 'broken')), undefined, 'no prototype was touched');
    await figure.type('-1');
    assert.equal(await figure.readout('z'), '\u22121', 'the figure still answers');
    const [heading = '', state] = (await hashOf(page)).split('?');
    assert.equal(state, 'v=1&curves.z=-1', 'and the link is clean again');
    assert.match(heading, /^#[\w%.~!*'()-]*$/, 'whatever section it names');
  });
}

/** @type {Record<string, [hash: string, told: RegExp[], state?: { z: string }]>} */
const LINKS = {
  '10,000 characters': [`?v=1&curves.z=${'9'.repeat(10000)}`, [/9{20}/]],
  '10,000 characters of keys': [`?${'curves.q=1&'.repeat(900)}`.slice(0, 10000), [/curves\.q/]],
  '10,000 keys that differ': [`?${Array.from({ length: 1500 }, (_, i) => `a.k${i}=${i}`).join('&')}`.slice(0, 10000), [/a\.k0/, /more/]],
  'a script tag': ['?v=1&curves.z=<script>broken=1</script>', [/curves\.z/, /<script>/]],
  'a script tag as a key': ['?v=1&<img src=x onerror=broken=1>=1', [/<img/]],
  'a script tag as a heading': ['%3Cscript%3Ebroken=1%3C/script%3E?v=1', []],
  'a javascript: address': ['javascript:broken=1?v=1&curves.over=javascript:broken=1', [/curves\.over/]],
  'NaN': ['?v=1&curves.z=NaN', [/curves\.z = NaN was ignored/, /from -4 to 4|from \u22124 to 4/]],
  'Infinity': ['?v=1&curves.z=-Infinity', [/curves\.z = -Infinity was ignored/]],
  '1e999': ['?v=1&curves.z=1e999', [/curves\.z = 1e999 was ignored/]],
  'a number out of range': ['?v=1&curves.z=-17.5', [/curves\.z = -17\.5 is out of range/, /[\u2212-]4 is shown/], { z: '\u22124' }],
  'an empty value': ['?v=1&curves.z=', [/curves\.z/]],
  'a value of another kind': ['?v=1&curves.at-zero=0.25', [/curves\.at-zero = 0\.25 was ignored/, /0, 0\.5, 1/]],
  'a name that does not exist': ['?v=1&curves.over=tanh+relu6', [/curves\.over = tanh\+relu6 was ignored/]],
  'the key __proto__': ['?v=1&__proto__.broken=1&curves.__proto__=1&__proto__=1', [/__proto__/]],
  'the key constructor': ['?v=1&constructor.prototype=1&curves.constructor=1&curves.tostring=1', [/constructor\.prototype/, /curves\.constructor/]],
  'percent signs that mean nothing': ['%E0%A4%A?v=1&curves.z=%ZZ&%=%', [/%ZZ/]],
  'a figure that does not exist': ['?v=1&chain.layers=5', [/chain\.layers/]],
  'a key that does not exist': ['?v=1&curves.zeta=5', [/curves\.zeta/]],
  'a later version': ['?v=9&curves.z=0.5', [/version 9/]],
  'a version that is none': ['?v=x&curves.z=0.5', [/version/]],
  'the same key twice': ['?v=1&curves.z=1&curves.z=2', [], { z: '2' }],
  'nothing but question marks': ['????&&&&====', [/=/]],
  'a line break and a null character': ['?v=1&curves.z=%00&curves.elu=%0A', [/curves\.z/, /curves\.elu/]],
};

for (const [what, [hash, told, state]] of Object.entries(LINKS)) {
  test(`a link with ${what} leaves a working page${told.length > 0 ? ' that says what it did with it' : ''}`, survives(hash, told, state));
}

test('what is good in a link is used, whatever else stands in it', visiting({ hash: '?v=1&curves.z=-2&curves.at-zero=7&curves.elu=99&curves.over=elu' }, async ({ page, figure }) => {
  await drawn(page);
  assert.equal(await figure.readout('z'), '\u22122');
  assert.ok(await figure.over('elu').isChecked());
  assert.ok(await figure.atZero('0').isChecked());
  assert.equal(await figure.parameter('elu').inputValue(), '1.5');
  const text = await noticeOf(page).innerText();
  assert.match(text, /curves\.at-zero = 7 was ignored/);
  assert.match(text, /curves\.elu = 99 is out of range; 1\.5/);
}));

test('a hostile link that is entered later is met in the same way', visiting({}, async ({ page, figure, url }) => {
  await figure.type('2');
  await page.goto(`${url}#?v=1&curves.z=<script>broken=1</script>&constructor=1`);
  await eventually(() => noticeOf(page).innerText(), (text) => assert.match(text, /<script>/));
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5'));
  assert.equal(await page.evaluate(() => Reflect.get(window, 'broken')), undefined);
}));

test('attributes in the page\u2019s own HTML are obeyed, and what makes no sense in them is told', visiting({ page: 'attributes.html' }, async ({ page, figure }) => {
  await drawn(page);
  assert.equal(await figure.readout('z'), '4', 'clamped');
  assert.ok(await figure.over('tanh').isChecked());
  assert.ok(await figure.atZero('0').isChecked());
  const text = await noticeOf(page).innerText();
  assert.match(text, /curves\.z = 99/);
  assert.match(text, /curves\.at-zero = no/);
}));

test('Reset, Back and links keep to what the page\u2019s own HTML asks for', visiting({ page: 'attributes.html' }, async ({ page, figure }) => {
  await drawn(page);
  await page.getByRole('button', { name: say('notice.close') }).click();
  assert.equal(await hashOf(page), '', 'what the page itself asks for needs no link');
  await figure.type('0.5');
  assert.equal(await hashOf(page), '#?v=1&curves.z=0.5', 'a default is written where it is a change');
  await page.reload();
  await figure.alive();
  await drawn(page);
  assert.equal(await figure.readout('z'), '0.5');
  assert.ok(await figure.over('tanh').isChecked());
  await figure.startOver();
  assert.equal(await figure.readout('z'), '4');
  assert.equal(await hashOf(page), '');
  await page.goBack();
  await eventually(() => figure.readout('z'), (z) => assert.equal(z, '0.5'));
}));

test('a figure of an unknown name says so in its place, and keeps what stands there', visiting({ page: 'unknown.html', still: true }, async ({ page, figure }) => {
  const unknown = page.locator('relu-figure[name=gone]');
  await eventually(() => unknown.getByRole('status').filter({ visible: true }).allInnerTexts(), (texts) => assert.match(texts.join(), /gone.*curves/));
  assert.ok(await unknown.locator('img').isVisible());
  assert.equal(await unknown.locator('canvas:visible').count(), 0);
  assert.equal(await figure.element.count(), 0);
}));

test('a figure that is given its right name afterwards comes alive', visiting({ page: 'unknown.html', still: true }, async ({ page, figure }) => {
  const element = page.locator('relu-figure[name=gone]');
  await eventually(() => element.getByRole('status').filter({ visible: true }).allInnerTexts(), (texts) => assert.match(texts.join(), /gone/));
  await element.evaluate((gone) => gone.setAttribute('name', 'curves'));
  await eventually(() => figure.element.locator('canvas:visible').count(), (count) => assert.equal(count, 1));
  assert.equal(await figure.readout('z'), '0.5');
}));
