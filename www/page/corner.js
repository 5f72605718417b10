/**
 * The small network at the corner, trained for as many steps as the reader likes.
 */

/**
 * @param {import('./kit.js').Kit} kit
 * @param {Document} root
 * @param {import('../words.js').Words} words
 * @param {import('./reading.js').Loader} article
 */
export function cornerSteps({ buildTable }, root, words, article) {
  const table = root.querySelector('[data-corner]');
  const choice = root.querySelector('fieldset.steps');
  if (!table || !(choice instanceof HTMLFieldSetElement)) return;
  choice.addEventListener('change', async (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const steps = Number(event.target.value);
    const { cornerTable } = await article();
    table.replaceChildren(...buildTable(words, cornerTable(steps)).children);
  });
  choice.disabled = false;
}
