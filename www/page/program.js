/**
 * The program: its languages as tabs, its numbers to be changed, a button that runs it, buttons that copy.
 */

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('../article.js').Article} Article */

/** The numbers that can be changed, with their first values. @type {Record<string, string>} */
const NUMBERS = { w1: '0.01', w2: '0.01', b: '\u221210', seed: '42', points: '100' };

/**
 * @param {Kit} kit
 * @param {Document} root
 * @param {Words} words
 * @param {import('./article-loader.js').Loader} article
 */
export function program(kit, root, words, article) {
  const place = root.querySelector('.program');
  const output = place?.querySelector('[data-program=output]');
  if (!place || !output) return;
  const { build, word } = kit;
  tabs(kit, place, words);
  for (const listing of place.querySelectorAll('.listing')) copying(kit, listing, words);

  const fields = new Map(Object.entries(NUMBERS).map(([key, value]) => {
    const input = build('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', size: '6', value });
    return [key, input];
  }));
  const labels = [...fields].map(([key, input]) => build('label', {}, word(words, `reading.program.${key}`), input));
  const run = build('button', { type: 'submit' }, word(words, 'reading.run'));
  const said = build('p', { class: 'said', role: 'status' });
  const form = build('form', { class: 'numbers' }, ...labels, run, said);
  place.prepend(form);

  /** @param {Article} loaded */
  const compute = (loaded) => {
    const number = (/** @type {string} */ key) => kit.readNumber(fields.get(key)?.value ?? '');
    const seed = fields.get('seed')?.value.trim() ?? '';
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
      said.textContent = done && word(words, done);
    } catch (reason) {
      said.dataset['right'] = 'false';
      said.textContent = reason instanceof Error ? reason.message : String(reason);
    }
  };
  form.addEventListener('change', () => update(''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update('reading.ran');
  });
}

/**
 * @param {Kit} kit
 * @param {Element} place
 * @param {Words} words
 */
function tabs({ build }, place, words) {
  const panels = [...place.querySelectorAll('.listing[data-tab]')];
  const buttons = panels.map((panel, i) => {
    const heading = panel.querySelector('h3');
    const id = heading?.id ?? '';
    heading?.remove();
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', id);
    return build('button', { type: 'button', role: 'tab', id, 'aria-selected': String(i === 0), tabindex: i === 0 ? '0' : '-1' }, heading?.textContent ?? '');
  });
  const list = build('div', { role: 'tablist', 'aria-label': words.get('reading.languages') ?? '' }, ...buttons);
  panels[0]?.before(list);

  /** @param {number} chosen */
  const show = (chosen) => {
    panels.forEach((panel, i) => panel.toggleAttribute('hidden', i !== chosen));
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
    });
  };
  show(0);
  list.addEventListener('click', (event) => {
    const chosen = buttons.findIndex((button) => button === event.target);
    if (chosen >= 0) show(chosen);
  });
  list.addEventListener('keydown', (event) => {
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
function copying({ build, word }, listing, words) {
  const code = listing.querySelector('[data-program]');
  if (!code) return;
  const copy = build('button', { type: 'button', class: 'copy' }, word(words, 'reading.copy'));
  const said = build('span', { class: 'said', role: 'status' });
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? '');
      said.textContent = word(words, 'reading.copied');
    } catch {
      getSelection()?.selectAllChildren(code);
      said.textContent = word(words, 'reading.selected');
    }
  });
  listing.querySelector('pre')?.before(build('p', { class: 'tools' }, copy, said));
}
