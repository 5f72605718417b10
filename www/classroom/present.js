/**
 * A presentation: slides one after the other on the whole screen, moved through by keys, a clicker or buttons.
 */

import { handOver } from './handover.js';
import { giveFocusBack } from './rest.js';
import { fillScreen } from './screen.js';
import { Stage } from './stage.js';

/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('./slide.js').Slide} Slide */

/** Events of the figures that the article would take for its own. */
const OWN = ['relu-change', 'relu-attend'];

/** @param {Kit} kit */
async function sheet({ get }) {
  const response = await get(new URL('./present.css', import.meta.url));
  const made = new CSSStyleSheet();
  made.replaceSync(await response.text());
  return made;
}

/**
 * Shows slides until whoever presents them leaves.
 *
 * @param {Kit} kit
 * @param {readonly Slide[]} slides at least one
 * @param {number} start the place of the first to be shown
 * @param {Words} words with those of the classroom
 * @returns {Promise<number>} the place of the one that was shown last
 */
export async function present(kit, slides, start, words) {
  const [style, keys, { concealment }] = await Promise.all([sheet(kit), import('./shortcuts.js'), import('./slide.js')]);
  const over = new AbortController();
  const { signal } = over;
  const before = document.activeElement;

  /** @type {import('./stage.js').Acts} */
  const acts = {
    previous: () => go(stage.place - 1),
    next: () => (stage.concealed ? stage.conceal(false) : go(stage.place + 1)),
    reveal: () => stage.conceal(!stage.concealed),
    legend: () => stage.toggleLegend(),
    controls: () => stage.setDrawer(!stage.drawer),
    shortcuts: () => keys.listShortcuts(kit, words, stage.dialog),
    leave: () => stage.dialog.close(),
  };
  const stage = new Stage(kit, words, slides, concealment, acts);
  const { dialog } = stage;

  /** @param {number} place */
  const go = (place) => {
    if (place < 0 || place >= slides.length || place === stage.place) return;
    const left = stage.figure;
    stage.show(place);
    if (left) handOver(document, left);
  };

  /** What keys that are no letters do. @type {Record<string, () => void>} */
  const moves = {
    ArrowRight: acts.next,
    PageDown: acts.next,
    ' ': acts.next,
    ArrowLeft: acts.previous,
    PageUp: acts.previous,
    Home: () => go(0),
    End: () => go(slides.length - 1),
    ArrowDown: () => stage.turn(1),
    ArrowUp: () => stage.turn(-1),
  };
  const blank = () => stage.setBlank(!stage.blank);
  /** @type {Record<string, () => void>} */
  const letters = { r: acts.reveal, l: acts.legend, c: acts.controls, b: blank, '.': blank, '?': acts.shortcuts };

  const passes = giveFocusBack(stage, signal);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      // In a field it takes back what was typed, and a list it closes.
      const [target] = event.composedPath();
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) stage.rest.focus();
      else acts.leave();
      return;
    }
    if (!keys.isFree(event) && !passes(event)) return;
    const move = moves[event.key];
    const act = move ?? (keys.lettersOn() ? letters[event.key.toLowerCase()] : undefined);
    if (!act) return;
    event.preventDefault();
    if (stage.blank && move) return stage.setBlank(false);
    act();
  }, { signal });
  for (const name of OWN) dialog.addEventListener(name, (event) => event.stopPropagation());

  /** The browser keeps Escape for itself while the screen is filled: it still closes what is innermost first. */
  const shrunk = () => {
    const field = stage.figure?.shadowRoot?.activeElement;
    const inner = dialog.querySelector('dialog') ?? stage.figure?.shadowRoot?.querySelector('dialog');
    if (inner) inner.close();
    else if (field instanceof HTMLInputElement) stage.rest.focus();
    else acts.leave();
  };

  // First: what fills the screen lies above all that was there before.
  await fillScreen(shrunk, signal);
  document.adoptedStyleSheets.push(style);
  document.body.append(dialog);
  dialog.showModal();
  stage.rest.focus();
  await stage.show(Math.max(0, Math.min(start, slides.length - 1)));

  await new Promise((resolve) => {
    if (dialog.open) dialog.addEventListener('close', resolve, { once: true });
    else resolve(undefined);
  });
  over.abort();
  if (stage.figure) await handOver(document, stage.figure);
  dialog.remove();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== style);
  if (before instanceof HTMLElement) before.focus();
  return stage.place;
}
