/**
 * A static server for the built site, under a path of its own as on a project's pages, with the headers that a careful
 * host would send.
 */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {object} Options
 * @property {string} [path] where the site lies on the server; begins and ends with a slash
 * @property {boolean} [isolated] sends what makes the page cross-origin isolated, so that its clock is fine
 * @property {boolean} [kept] browsers may keep the article for when there is no network; else it does not say that they may, so
 *   that nothing is loaded beneath what is tried
 * @property {Record<string, string>} [folders] further folders, by the path they are served under
 * @property {Record<string, (article: string) => string>} [pages] further pages, made from the article's HTML
 */

/**
 * @typedef {object} Site
 * @property {string} url the address of the article
 * @property {() => Promise<void>} close
 */

/**
 * The policy that the article states in its own <meta>.
 *
 * @param {string} html
 * @returns {string}
 */
function policyOf(html) {
  const tag = /<meta[^>]*Content-Security-Policy[^>]*>/i.exec(html)?.[0] ?? '';
  const policy = /content="([^"]*)"/.exec(tag)?.[1];
  if (!policy) throw new Error('index.html states no Content-Security-Policy');
  return policy.replaceAll('&#39;', "'");
}

/**
 * @param {string} folder
 * @param {string} path decoded, relative to the folder
 * @returns {Promise<Buffer | undefined>} undefined if there is no such file
 */
async function read(folder, path) {
  const file = normalize(join(folder, path));
  if (!file.startsWith(normalize(folder + sep))) return undefined;
  return readFile(file).catch(() => undefined);
}

/**
 * Serves a built site on a free port of this machine.
 *
 * @param {string} root the folder of the site
 * @param {Options} [options]
 * @returns {Promise<Site>}
 */
export async function serve(root, options = {}) {
  const { path = '/', isolated = false, kept = false, folders = {}, pages = {} } = options;
  const built = await readFile(join(root, 'index.html'), 'utf8');
  const article = kept ? built : built.replace(/<meta name="relu-offline"[^>]*>\n/, '');
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `${policyOf(article)}; frame-ancestors 'self'`,
    'X-Content-Type-Options': 'nosniff',
    ...(isolated && {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    }),
  };

  /** @param {string} wanted */
  const find = async (wanted) => {
    const within = wanted.startsWith(path) ? wanted.slice(path.length) || 'index.html' : undefined;
    if (within === undefined) return undefined;
    const made = Object.hasOwn(pages, within) ? pages[within] : undefined;
    if (made) return Buffer.from(made(article));
    for (const [prefix, folder] of Object.entries(folders)) {
      if (within.startsWith(`${prefix}/`)) return read(folder, within.slice(prefix.length + 1));
    }
    return within === 'index.html' && !kept ? Buffer.from(article) : read(root, within);
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = await find(decodeURIComponent(pathname));
    const type = TYPES[extname(pathname) || '.html'] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { ...headers, 'Content-Type': body ? type : 'text/plain' });
    response.end(body ?? 'There is no such file.');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
