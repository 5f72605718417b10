/**
 * The program behind the figures, as a page of the built site loaded it. Runs in the page.
 */

/** @typedef {typeof import('../../target/bindings/wasm/relu_explainer.js')} Crate */

/**
 * Finds the module that exports the crate among those that the page has loaded, whatever its file is called.
 *
 * @returns {Promise<Crate>}
 */
export async function findCrate() {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  for (const url of loaded.filter((name) => new URL(name).pathname.endsWith('.js'))) {
    const module = await import(url);
    if ('Figure' in module && 'relu' in module) return module;
  }
  throw new Error('no module of this page exports the crate');
}
