/**
 * A run through time that is nothing but numbers, for the buttons that play it: the built module with a figure that notes
 * what is asked of it. It is made in the page, which ships nothing of it.
 */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { DIST } from './browser.js';
import { templates } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Run
 * @property {number} at where it stands
 * @property {number} end how far it reaches
 * @property {number} stride
 * @property {boolean} busy
 * @property {number} can which actions are possible
 * @property {number} handle what is taken hold of by a press on the canvas
 * @property {number[]} acted the actions that were done
 * @property {(boolean | undefined)[]} commits the gestures that have ended
 * @property {number[]} seen where it stood in each picture
 * @property {number[]} times when each was drawn, in milliseconds
 */

/**
 * Puts the buttons of such a run into the page, as `globalThis.run` then tells of it.
 *
 * @param {Page} page
 * @param {Partial<Run>} run
 * @param {number[]} [paces]
 */
export async function makeRun(page, run, paces = [1, 5, 25, 100, 500]) {
  const file = (await readdir(join(DIST, 'www/figure'))).find((name) => /^transport-[0-9a-f]+\.js$/.test(name));
  await page.evaluate(async ([path, changed, paces, words]) => {
    const module = await import(new URL(`www/figure/${path}`, document.baseURI).href);
    /** @type {any} */
    const run = { at: 0, end: 1000, stride: 50, busy: false, can: 0, handle: -1, acted: [], commits: [], seen: [], times: [], ...changed };
    const figure = {
      value: () => run.at,
      clamp(/** @type {number} */ _, /** @type {number} */ value) {
        run.at = Math.round(Math.min(Math.max(value, 0), 1e6));
      },
      end: () => run.end,
      stride: () => run.stride,
      can: () => run.can,
      act: (/** @type {number} */ place) => run.acted.push(place),
      grab: () => run.handle,
      handleParameter: (/** @type {number} */ handle) => handle,
    };
    let waiting = false;
    const schedule = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        transport.follow(figure);
        show(figure);
        run.seen.push(run.at);
        run.times.push(performance.now());
      });
    };
    const kit = {
      name: 'training',
      words: new Map(Object.entries(words)),
      render: (/** @type {Map<string, string>} */ words, /** @type {string[]} */ [key = '', name, value]) => {
        return (words.get(key) ?? key).replace(`{${name}}`, value ?? '');
      },
      build(/** @type {string} */ tag, /** @type {Record<string, string>} */ attributes, /** @type {(Node | string)[]} */ ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.append(...children);
        return element;
      },
      writer: (/** @type {Text} */ node) => (/** @type {string} */ text) => {
        node.data = text;
      },
      schedule,
      scale: () => 1,
      figure: () => figure,
      change: (/** @type {(given: object) => void} */ by) => (by(figure), schedule()),
      commit: (/** @type {boolean | undefined} */ push) => run.commits.push(push),
      busy: () => run.busy,
    };
    const [bar, control, row] = ['div', 'div', 'div'].map((tag) => document.createElement(tag));
    const canvas = document.createElement('canvas');
    bar?.setAttribute('role', 'group');
    if (control) control.id = 'control';
    canvas.id = 'canvas';
    control?.append('control');
    document.body.replaceChildren(...[bar, control, canvas, row].flatMap((element) => element ?? []));
    const transport = new module.Transport(bar, { parameter: 0, paces }, control, canvas, kit);
    const show = module.actions(row, ['first', 'second'], kit);
    Object.assign(globalThis, { run, schedule, transport });
    schedule();
  }, /** @type {const} */ ([file ?? '', run, paces, templates]));
}

/** @param {Page} page @returns {Promise<Run>} */
export const runOf = (page) => page.evaluate(() => /** @type {any} */ (globalThis).run);

/**
 * Something happens to the run that is not the buttons' doing.
 *
 * @param {Page} page
 * @param {Partial<Run>} change
 */
export const happen = (page, change) => page.evaluate((change) => {
  const { run, schedule } = /** @type {any} */ (globalThis);
  Object.assign(run, change);
  schedule();
}, change);
