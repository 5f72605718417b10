/**
 * The small network at the corner, trained for as many steps as the reader likes.
 */

/** How many steps may be chosen. */
const STEPS = ['1', '10', '100', '1000', '10000'];

/**
 * @param {import('./kit.js').Kit} kit
 * @param {Document} root
 * @param {import('../words.js').Words} words
 * @param {import('./article-loader.js').Loader} article
 */
export function cornerSteps({ build, word, buildTable }, root, words, article) {
  const table = root.querySelector('[data-corner]');
  if (!table) return;
  const standard = table.getAttribute('data-corner') ?? '';
  const choices = STEPS.map((steps) => {
    const input = build('input', { type: 'radio', name: 'corner-steps', value: steps });
    input.checked = steps === standard;
    return build('label', {}, input, ` ${steps}`);
  });
  const choice = build('fieldset', { class: 'steps' }, build('legend', {}, word(words, 'reading.steps')), ...choices);
  choice.addEventListener('change', async (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const { cornerTable } = await article();
    table.replaceChildren(...buildTable(words, cornerTable(Number(event.target.value))).children);
  });
  table.parentElement?.before(choice);
}
