/**
 * www/custom-elements.json lists all that a host's page can use of the element, and nothing else.
 */

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';

import { NAMES, hosts, ready } from './hosts.js';

const { hosted } = await hosts();

const sources = new URL('../../www/', import.meta.url);
const text = (/** @type {string} */ path) => readFile(new URL(path, sources), 'utf8');

/** @typedef {{ name: string, description: string, kind?: string, static?: boolean, type?: { text: string } }} Entry */

const manifest = JSON.parse(await text('custom-elements.json'));
const [module] = manifest.modules;
const [element] = module.declarations;

/** @param {string} kind @returns {string[]} */
const listed = (kind) => element[kind].map((/** @type {Entry} */ { name }) => name).sort();

/** @param {Iterable<string>} names */
const sorted = (names) => [...new Set(names)].sort();

test('it describes the element, and everything in it has a description', () => {
  assert.match(manifest.schemaVersion, /^2\./);
  assert.equal(module.path, 'relu-figure.js');
  assert.deepEqual([element.name, element.tagName, element.customElement], ['ReluFigure', 'relu-figure', true]);
  const exported = module.exports.map((/** @type {any} */ { kind, name }) => `${kind} ${name}`);
  assert.deepEqual(exported, ['js ReluFigure', 'custom-element-definition relu-figure']);
  for (const kind of ['attributes', 'members', 'events', 'cssProperties', 'cssParts', 'slots']) {
    for (const { name, description } of /** @type {Entry[]} */ (element[kind])) assert.match(description ?? '', /\w.*\.$/, `${kind}: ${name}`);
    assert.equal(new Set(listed(kind)).size, listed(kind).length, `${kind} are named once`);
  }
});

test('its events are those that the element dispatches', async () => {
  const code = await text('figure/element.js');
  assert.deepEqual(listed('events'), sorted([...code.matchAll(/#dispatch\('(relu-[a-z]+)'/g)].map(([, name = '']) => name)));
});

test('its custom properties are those that the style sheet asks for', async () => {
  const css = await text('figure/figure.css');
  assert.deepEqual(listed('cssProperties'), sorted([...css.matchAll(/var\((--relu-[a-z]+)/g)].map(([, name = '']) => name)));
});

test('its parts are those that the code names', async () => {
  const files = (await readdir(new URL('figure', sources), { recursive: true })).filter((file) => file.endsWith('.js'));
  const code = (await Promise.all(files.map((file) => text(`figure/${file}`)))).join('\n');
  const added = /const PARTS = [^;]*;/.exec(code)?.[0] ?? '';
  const named = [...code.matchAll(/\bpart: '([a-z-]+)'/g), ...added.matchAll(/\['([a-z-]+)', /g)];
  assert.deepEqual(listed('cssParts'), sorted(named.map(([, name = '']) => name)));
});

test('its attributes and members are those that the element has', hosted({
  body: NAMES.map((name) => `<relu-figure name="${name}" hidden></relu-figure>`).join(''),
}, {}, async ({ page, site }) => {
  await ready(page, '[name=curves]');
  const { members, parameters } = await page.evaluate(async ([from, names]) => {
    const { engine, isFirst, laterEngine } = await import(`${from}www/engine.js`);
    const { readOutline } = await import(`${from}www/figure/outline.js`);
    const known = /** @type {any} */ (customElements.get('relu-figure'));
    /** @type {string[]} */
    const members = [];
    for (const [owner, prefix] of [[known, 'static '], [known.prototype, '']]) {
      for (const [name, { value, set, get }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
        if (['length', 'name', 'prototype'].includes(name) && owner === known) continue;
        if (name === 'constructor' || name.endsWith('Callback')) continue;
        members.push(`${prefix}${typeof value === 'function' ? 'method' : 'field'} ${name}${get && !set ? ' read-only' : ''}`);
      }
    }
    /** @type {Record<string, string[]>} */
    const parameters = {};
    for (const name of names) {
      const { Figure } = await (isFirst(name) ? engine() : laterEngine());
      const figure = new Figure(name, document.createElement('canvas'));
      for (const { key } of readOutline(figure.outline()).parameters) (parameters[key] ??= []).push(name);
      figure.free();
    }
    return { members, parameters };
  }, /** @type {const} */ ([site, NAMES]));
  const described = element.members.map((/** @type {any} */ { name, kind, static: of, readonly }) => {
    return `${of ? 'static ' : ''}${kind} ${name}${readonly ? ' read-only' : ''}`;
  });
  assert.deepEqual(sorted(described), sorted(members));

  const own = ['concealed', 'controls', 'failed', 'lock', 'name', 'theme'];
  const keys = Object.keys(parameters);
  assert.deepEqual(own.filter((name) => keys.includes(name)), [], 'no parameter has the name of another attribute');
  assert.deepEqual(listed('attributes'), sorted([...own, ...keys]));
  for (const { name, description } of /** @type {Entry[]} */ (element.attributes)) {
    for (const figure of parameters[name] ?? []) assert.ok(description.includes(figure), `${name} is a parameter of ${figure}`);
  }
}));
