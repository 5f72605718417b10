/**
 * Sites as somebody deploys them, one version after the other: made from the built one, as the build would make them.
 */

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { DIST } from './browser.js';

/** The files of a site by their paths. @typedef {Map<string, Buffer>} Files */

/** @returns {Promise<Files>} the built site */
export async function built() {
  /** @type {Files} */
  const files = new Map();
  for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(DIST.length).replace(/^[\\/]/, '').replaceAll('\\', '/'), await readFile(path));
  }
  return files;
}

/** @param {Buffer} content @param {'hex' | 'base64'} digits */
const sha256 = (content, digits) => createHash('sha256').update(content).digest(digits);

/**
 * The site with a file changed: so is the name of that file, all that name it, their names, and the list of what is kept.
 *
 * @param {Files} files
 * @param {RegExp} which
 * @param {(text: string) => string} change
 * @returns {Files}
 */
export function changed(files, which, change) {
  const after = new Map(files);
  const start = [...files.keys()].find((path) => which.test(path));
  if (!start) throw new Error(`no file is called ${which}`);
  /** @param {string} path @param {(text: string) => string} edit */
  const replace = (path, edit) => {
    const text = after.get(path)?.toString() ?? '';
    const content = Buffer.from(edit(text));
    if (content.toString() === text) throw new Error(`${path} would stay as it is`);
    after.delete(path);
    if (!/-[0-9a-f]{8}\./.test(path)) {
      // Its name stays, and with it all that names it.
      after.set(path, content);
      return;
    }
    const renamed = path.replace(/-[0-9a-f]{8}\./, `-${sha256(content, 'hex').slice(0, 8)}.`);
    after.set(renamed, content);
    // What keeps its name is named as before.
    if (renamed === path) return;
    const [from, to] = [basename(path), basename(renamed)];
    for (const [other, text] of [...after]) {
      if (other !== 'sw.js' && /\.(js|css|html)$/.test(other) && text.includes(from)) replace(other, (names) => names.replaceAll(from, to));
    }
  };
  replace(start, change);
  return kept(after);
}

/** The site with the list of what its service worker keeps brought up to date. @param {Files} files */
function kept(files) {
  const worker = files.get('sw.js')?.toString() ?? '';
  const [head = '', version, list = '{}'] = /^const VERSION="(\w+)",FILES=({.*?});/.exec(worker) ?? [];
  if (!version) throw new Error('the service worker names no version');
  // Which files are kept stays; only their names are others.
  const stem = (/** @type {string} */ path) => path.replace(/-[0-9a-f]{8}\./, '.');
  const stems = new Set(Object.keys(JSON.parse(list)).map(stem));
  const names = [...files.keys()].filter((path) => stems.has(stem(path))).sort();
  const hashes = Object.fromEntries(names.map((path) => [path, `sha256-${sha256(files.get(path) ?? Buffer.of(), 'base64')}`]));
  const next = sha256(Buffer.from(JSON.stringify(hashes)), 'hex').slice(0, 16);
  return new Map(files).set('sw.js', Buffer.from(worker.replace(head, `const VERSION="${next}",FILES=${JSON.stringify(hashes)};`)));
}

/** A folder that one version is deployed to after the other. */
export async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'relu-site-'));
  await cp(DIST, folder, { recursive: true });
  return {
    folder,
    /** Nothing is left of the version before. @param {Files} files */
    async deploy(files) {
      const there = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      const old = new Set(there.map((entry) => join(entry.parentPath, entry.name)));
      for (const [path, content] of files) {
        const file = join(folder, path);
        await writeFile(file, content);
        old.delete(file);
      }
      for (const file of old) await rm(file);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
