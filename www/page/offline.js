/**
 * Has the browser keep the page for when there is no network, where it was built to be kept; says so at its foot, and offers a
 * new version when there is one.
 */

/** @typedef {import('./kit.js').Kit} Kit */

/**
 * What TypeScript does not know yet.
 *
 * @typedef {{ createScriptURL(address: string): string }} Policy
 * @typedef {{ createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy }} TrustedTypes
 */

/** The name of the policy for the one address that is run: that of the service worker. */
const POLICY = 'relu-offline';

/** So long nothing more has been loaded for the reader, in milliseconds. */
const QUIET = 2000;

/**
 * @param {Kit} kit
 * @param {(text: string, label: string, accept: () => void) => void} offer
 * @param {string} worker the address of the service worker, as seen from the page
 */
export async function keepForLater(kit, offer, worker) {
  const container = serviceWorkers();
  if (!container || savesData()) return;
  reloadWithNewVersion(container);
  await quiet();
  const registration = await container.register(trusted(new URL(worker, document.baseURI).href));
  const json = await kit.get(new URL('../words/en.offline.json', import.meta.url));
  /** @type {import('../words.js').Words} */
  const words = new Map(Object.entries(await json.json()));
  followVersions(container, registration, () => {
    const takeOver = () => registration.waiting?.postMessage('take over');
    offer(kit.word(words, 'offline.new'), kit.word(words, 'offline.reload'), takeOver);
  });
  await container.ready;
  document.querySelector('footer')?.append(kit.build('p', {}, kit.word(words, 'offline.kept')));
}

/** @returns {ServiceWorkerContainer | undefined} */
function serviceWorkers() {
  try {
    // There is none where the line can be tampered with.
    return 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  } catch {
    // A page in a frame without an origin may not ask.
    return undefined;
  }
}

function savesData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  return connection?.saveData === true;
}

/**
 * When another version takes over, all pages go over to it.
 *
 * @param {ServiceWorkerContainer} container
 */
function reloadWithNewVersion(container) {
  let kept = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    // The first one has come to a page that was there before it.
    if (kept) location.reload();
    kept = true;
  });
}

/**
 * @param {ServiceWorkerContainer} container
 * @param {ServiceWorkerRegistration} registration
 * @param {() => void} waits hears of each version that could take over
 */
function followVersions(container, registration, waits) {
  const check = () => {
    if (registration.waiting && container.controller) waits();
  };
  const follow = () => registration.installing?.addEventListener('statechange', check);
  registration.addEventListener('updatefound', follow);
  follow();
  check();
}

/** @returns {Promise<void>} */
function quiet() {
  return new Promise((resolve) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let waiting;
    const again = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        loaded.disconnect();
        if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
        else resolve();
      }, QUIET);
    };
    const loaded = new PerformanceObserver(again);
    loaded.observe({ type: 'resource' });
    again();
  });
}

/**
 * The address, where the page wants Trusted Types as one, by a policy that knows this address alone.
 *
 * @param {string} own
 * @returns {string}
 */
function trusted(own) {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
  if (!trustedTypes) return own;
  const policy = trustedTypes.createPolicy(POLICY, {
    createScriptURL(address) {
      if (address !== own) throw new TypeError(`${address} is not the service worker`);
      return address;
    },
  });
  return policy.createScriptURL(own);
}
