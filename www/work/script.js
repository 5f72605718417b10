/**
 * The worker's script: where it lies, and how it is run.
 */

/**
 * A script of another origin starts no worker, but one of this page may import it.
 *
 * @returns {string}
 */
export function scriptAddress() {
  const script = new URL('../worker.js', import.meta.url);
  if (script.origin === globalThis.origin) return script.href;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(script.href)};`], { type: 'text/javascript' }));
}

/**
 * @param {string} address
 * @returns {Worker}
 */
export function run(address) {
  return new Worker(address, { type: 'module' });
}
