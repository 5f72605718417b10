/**
 * The program: its languages as tabs, its numbers to be changed, a button that runs it, buttons that copy.
 */

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {Awaited<ReturnType<import('./reading.js').Loader>>} Article */

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {Words} words
 * @param {import('./reading.js').Loader} article
 */
export function program(kit, root, words, article) {
  const place = root.querySelector('.program');
  const output = place?.querySelector('[data-program=output]');
  const form = place?.querySelector('form');
  const said = form?.querySelector('.said');
  if (!place || !output || !form || !(said instanceof HTMLElement)) return;
  tabs(place);
  for (const listing of place.querySelectorAll('.listing')) copying(kit, listing, words);
  const label = (/** @type {string} */ name) => form.querySelector(`label:has([name=${name}])`)?.textContent ?? '';
  const written = (/** @type {string} */ name) => new FormData(form).get(name)?.toString() ?? '';

  /** @param {Article} loaded */
  const compute = (loaded) => {
    const number = (/** @type {string} */ key) => {
      const [given, read] = [written(key), kit.readNumber(written(key))];
      if (Number.isNaN(read)) throw new Error(kit.render(words, ['reading.number', 'given', given, 'label', label(key)]));
      return read;
    };
    const seed = written('seed').trim();
    if (!/^\d{1,20}$/.test(seed) || BigInt(seed) >= 2n ** 64n) {
      throw new Error(kit.render(words, ['reading.seed', 'given', seed]));
    }
    /** @type {[number, number, number, bigint, number]} */
    const numbers = [number('w1'), number('w2'), number('b'), BigInt(seed), number('points')];
    // All or nothing: code and output belong together.
    const texts = new Map([...place.querySelectorAll('code[data-program]')].map((code) => {
      return [code, loaded.programSource(code.getAttribute('data-program') ?? '', ...numbers)];
    }));
    const printed = loaded.programOutput(...numbers);
    for (const [code, text] of texts) code.textContent = text;
    output.textContent = printed;
  };
  const update = async (/** @type {string} */ done) => {
    try {
      compute(await article());
      delete said.dataset['right'];
      said.textContent = done && kit.word(words, done);
    } catch (reason) {
      said.dataset['right'] = 'false';
      said.textContent = reason instanceof Error ? reason.message : String(reason);
    }
  };
  form.addEventListener('change', () => update(''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update('reading.ran').then(() => output.scrollIntoView({ block: 'nearest' }));
  });
  kit.enliven(place);
}

/** @param {Element} place */
function tabs(place) {
  const panels = [...place.querySelectorAll('.listing[data-tab]')];
  const list = place.querySelector('[role=tablist]');
  const buttons = [...place.querySelectorAll('[role=tab]')].filter((button) => button instanceof HTMLButtonElement);
  /** @param {number} chosen */
  const show = (chosen) => {
    panels.forEach((panel, i) => panel.classList.toggle('chosen', i === chosen));
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
    });
  };
  panels.forEach((panel, i) => {
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', buttons[i]?.id ?? '');
  });
  show(0);
  list?.addEventListener('click', (event) => {
    const chosen = buttons.findIndex((button) => button === event.target);
    if (chosen >= 0) show(chosen);
  });
  list?.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const now = buttons.findIndex((button) => button.tabIndex === 0);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const chosen = (to + buttons.length) % buttons.length;
    show(chosen);
    buttons[chosen]?.focus();
  });
}

/**
 * @param {Kit} kit
 * @param {Element} listing
 * @param {Words} words
 */
function copying({ word }, listing, words) {
  const code = listing.querySelector('[data-program]');
  const said = listing.querySelector('.said');
  if (!code || !said) return;
  listing.querySelector('.copy')?.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? '');
      said.textContent = word(words, 'reading.copied');
    } catch {
      getSelection()?.selectAllChildren(code);
      said.textContent = word(words, 'reading.selected');
    }
  });
}
