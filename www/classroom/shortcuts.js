/**
 * Keys that stand for something wherever they are pressed: which presses are free for it, whether letters count, and the
 * list of them all.
 */

/** @typedef {import('../page/kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */

/** Where the browser keeps that letters do not count. */
const KEY = 'relu-explainer-shortcuts';

/** What takes keys when it has the focus. */
const CONTROLS = 'a[href], audio, button, input, select, summary, textarea, video, [contenteditable], [role=slider], [role=spinbutton], [role=tab], [role=textbox]';

/** Keys, and what they are for. */
const LIST = [
  ['shortcuts.open-keys', 'shortcuts.open'],
  ['shortcuts.next-keys', 'shortcuts.next'],
  ['shortcuts.previous-keys', 'shortcuts.previous'],
  ['shortcuts.ends-keys', 'shortcuts.ends'],
  ['shortcuts.scroll-keys', 'shortcuts.scroll'],
  ['shortcuts.reveal-keys', 'shortcuts.reveal'],
  ['shortcuts.legend-keys', 'shortcuts.legend'],
  ['shortcuts.controls-keys', 'shortcuts.controls'],
  ['shortcuts.blank-keys', 'shortcuts.blank'],
  ['shortcuts.list-keys', 'shortcuts.list'],
  ['shortcuts.leave-keys', 'shortcuts.leave'],
];

let letters = remembered();

/** @type {Promise<unknown> | undefined} */
let dressed;

/**
 * Has the style sheet of the list rule the page, once.
 *
 * @param {Kit['get']} get
 */
function dress(get) {
  dressed ??= get(new URL('./shortcuts.css', import.meta.url)).then(async (response) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await response.text());
    document.adoptedStyleSheets.push(sheet);
  });
  return dressed;
}

function remembered() {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Whether letters and signs count as shortcuts. */
export function lettersOn() {
  return letters;
}

/** @param {boolean} on */
function setLetters(on) {
  letters = on;
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // A page that may store nothing remembers it for this visit.
  }
}

/**
 * Whether a key press belongs to nobody else: no control, no input method, no command of the browser.
 *
 * @param {KeyboardEvent} event
 */
export function isFree(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  const [target] = event.composedPath();
  return !(target instanceof Element && target.closest(CONTROLS));
}

/**
 * Lists all shortcuts, with the switch for letters, until it is closed.
 *
 * @param {Kit} kit
 * @param {Words} words
 * @param {HTMLElement} parent
 */
export async function listShortcuts({ build, get, word }, words, parent) {
  await dress(get);
  if (parent.querySelector('.shortcuts')) return;
  const on = build('input', { type: 'checkbox' });
  on.checked = letters;
  on.addEventListener('change', () => setLetters(on.checked));
  const close = build('button', { type: 'submit' }, word(words, 'shortcuts.close'));
  const rows = LIST.map(([keys = '', meaning = '']) => {
    return build('div', {}, build('dt', {}, build('kbd', {}, word(words, keys))), build('dd', {}, word(words, meaning)));
  });
  const name = word(words, 'shortcuts.name');
  const box = build(
    'dialog',
    { class: 'shortcuts', 'aria-label': name },
    build('h2', {}, name),
    build('dl', {}, ...rows),
    build('form', { method: 'dialog' }, build('label', {}, on, ' ', word(words, 'shortcuts.letters')), close),
  );
  box.addEventListener('close', () => box.remove());
  // Escape closes the list alone.
  box.addEventListener('keydown', (event) => event.stopPropagation());
  parent.append(box);
  box.showModal();
  close.focus();
}
