/**
 * Keeps the article for when there is no network, as the site's service worker. A version is kept as a whole or not at all, and
 * a page is given the files of one version alone: the build puts its name and its files before this script.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { clients, registration } = worker;

/** What a name that begins so belongs to: other sites of the same origin keep their own. */
const OURS = `relu-explainer ${registration.scope} `;
const CACHE = OURS + VERSION;
const PAGE = 'index.html';

/** The windows that this version has given its page to. @type {Set<string>} */
const given = new Set();
let tidied = false;

/** @param {string} path as seen from the site's folder */
const addressOf = (path) => new URL(path, registration.scope).href;

/**
 * The file of the site that is asked for, as seen from its folder.
 *
 * @param {string} address
 * @returns {string | undefined} undefined of what lies elsewhere
 */
function pathOf(address) {
  const { scope } = registration;
  return address.startsWith(scope) ? address.slice(scope.length).replace(/[?#].*/, '') : undefined;
}

/** @returns {Promise<string[]>} the caches of all versions of this site */
async function versions() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

/**
 * A file of any version: but for the page itself, all names carry the hash of what they name.
 *
 * @param {string} address
 */
async function find(address) {
  for (const cacheName of await versions()) {
    const kept = await caches.match(address, { cacheName, ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
  }
  return undefined;
}

/** @param {string} path */
const own = (path) => caches.match(addressOf(path), { cacheName: CACHE, ignoreVary: true });

/**
 * Fetches a file of this version; what is not as it was built is refused, such as the page of another version, or what a
 * hotel's network says instead. It gives way to whatever the reader waits for.
 *
 * @param {string} path
 * @param {string} integrity
 */
async function fetched(path, integrity) {
  /** @param {RequestCache} cache */
  const ask = async (cache) => {
    const response = await fetch(addressOf(path), { cache, integrity, priority: 'low' });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  };
  const response = path === PAGE ? await ask('reload') : await ask('default').catch(() => ask('reload'));
  // A server may name the page otherwise; a browser opens no page with an answer that was sent on.
  return response.redirected ? new Response(response.body, response) : response;
}

/** One file after the other: the line is the reader's. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    for (const [path, integrity] of Object.entries(FILES)) {
      const known = path === PAGE ? undefined : await find(addressOf(path));
      await cache.put(addressOf(path), known ?? await fetched(path, integrity));
    }
  } catch (reason) {
    await caches.delete(CACHE);
    throw reason;
  }
}

/** Throws other versions away when no window is left that may still ask for their files. */
async function tidy() {
  if (tidied) return;
  const windows = await clients.matchAll({ type: 'window' });
  const others = (await versions()).filter((name) => name !== CACHE);
  // What a newer version keeps already is not ours to throw away.
  if (registration.installing || registration.waiting || !windows.every(({ id }) => given.has(id))) return;
  tidied = true;
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {FetchEvent} event */
async function page(event) {
  const kept = await own(PAGE);
  if (!kept) return fetch(event.request);
  given.add(event.resultingClientId);
  return kept;
}

/**
 * @param {Request} request
 * @param {string} path
 */
async function file(request, path) {
  return await (path in FILES ? own(path) : find(request.url)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));

// Who came first is served too: the rest of that page may be asked for when the network has gone.
worker.addEventListener('activate', (event) => event.waitUntil(clients.claim().then(tidy)));

worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === undefined) return;
  if (request.mode !== 'navigate') event.respondWith(file(request, path));
  else if (path === '' || path === PAGE) event.respondWith(page(event));
  else return;
  event.waitUntil(tidy());
});
