/**
 * What must be settled before the first paint, in a classic script in the page's head: the chosen theme, with its switch,
 * and whether the figures may be expected to run.
 */

(() => {
  const KEY = 'relu-explainer-theme';
  const root = document.documentElement;

  /** @returns {string | null} */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  /** @param {string} theme */
  const remember = (theme) => {
    try {
      if (theme === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // A page that may store nothing keeps the theme for this visit.
    }
  };

  /** @param {string} theme */
  const apply = (theme) => {
    const forced = theme === 'light' || theme === 'dark';
    for (const element of [root, ...document.querySelectorAll('relu-figure')]) {
      if (forced) element.setAttribute('theme', theme);
      else element.removeAttribute('theme');
    }
  };

  const theme = remembered() ?? 'system';
  apply(theme);
  addEventListener('DOMContentLoaded', () => {
    apply(theme);
    const field = document.querySelector('fieldset.theme');
    if (!(field instanceof HTMLFieldSetElement)) return;
    const chosen = field.querySelector(`input[value="${theme === 'light' || theme === 'dark' ? theme : 'system'}"]`);
    if (chosen instanceof HTMLInputElement) chosen.checked = true;
    field.disabled = false;
    field.addEventListener('change', (event) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      remember(event.target.value);
      apply(event.target.value);
    });
  });
})();

(() => {
  const root = document.documentElement;
  const { currentScript } = document;
  // From a disk no module is loaded, unless the page holds all it needs; nor is one by a browser that knows none.
  const alone = currentScript instanceof HTMLScriptElement && currentScript.src === '';
  if ((location.protocol === 'file:' && !alone) || !('noModule' in HTMLScriptElement.prototype)) return;
  root.classList.add('expecting-figures');
  addEventListener('error', (event) => {
    if (event.target instanceof HTMLScriptElement) root.classList.remove('expecting-figures');
  }, true);
})();
