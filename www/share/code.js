/**
 * The part of the menu that has programs which recompute what a figure shows. They are texts that a module of their own makes.
 */

import { fileOf } from './embed.js';

/**
 * What the menu makes its parts of.
 *
 * @typedef {object} Tools
 * @property {import('./picture.js').Sitter} sitter
 * @property {import('./picture.js').Sitter['build']} build
 * @property {(key: string, ...gaps: string[]) => string} say
 * @property {(label: string, ...content: Node[]) => HTMLElement} group
 * @property {(label: string, text: string, rows: number) => { field: HTMLTextAreaElement, copy: HTMLElement }} text
 * @property {(label: string, options: readonly (readonly [value: string, name: string])[], chosen: (value: string) => void) => HTMLSelectElement} select
 * @property {(label: string, press: () => unknown) => HTMLElement} button
 * @property {(file: string, content: Blob) => Promise<void>} save
 * @property {(text: string) => void} tell
 */

/** The languages, the endings of their files, and how they are called. */
const LANGUAGES = /** @type {const} */ ([
  ['numpy', 'py', 'share.code.numpy'],
  ['rust', 'rs', 'share.code.rust'],
  ['pytorch', 'py', 'share.code.pytorch'],
]);

/**
 * @param {import('./picture.js').Sitter} sitter
 * @returns {Promise<((language: string) => string) | undefined>} undefined if they could not be had
 */
async function programs({ element }) {
  try {
    const { start } = await import('../programs.js');
    const figureProgram = await start();
    const values = [...element.values()].flatMap(([key, value]) => [key, String(value)]);
    return (language) => figureProgram(element.name, language, values);
  } catch {
    return undefined;
  }
}

/**
 * The group of the menu, hidden until it is known that there are programs.
 *
 * @param {Tools} tools
 * @returns {HTMLElement | undefined} undefined in a file that carries no programs
 */
export function code({ sitter, build, say, group, text, select, button, save, tell }) {
  const label = say('share.code');
  const { field, copy } = text(label, '', 8);
  const all = group(label, field);
  all.hidden = true;
  programs(sitter).then((source) => {
    if (!source) return;
    const write = (/** @type {string} */ language) => {
      field.value = source(language);
    };
    const languages = LANGUAGES.map(([language, , key]) => /** @type {const} */ ([language, say(key)]));
    const choice = select(say('share.code.language'), languages, write);
    const keep = button(say('share.save'), () => {
      const [language, ending] = LANGUAGES.find(([known]) => known === choice.value) ?? LANGUAGES[0];
      return save(`${fileOf(sitter.element.name)}-${language}.${ending}`, new Blob([field.value], { type: 'text/plain;charset=utf-8' }));
    });
    write(choice.value);
    all.append(build('div', { class: 'row' }, choice, copy, keep));
    all.hidden = false;
  }).catch((reason) => tell(say('share.failed', 'why', String(reason))));
  return all;
}
