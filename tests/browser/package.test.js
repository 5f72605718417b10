/**
 * The npm package, as a registry gets it: in an empty project, without a bundler and with one, and its types.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { eventually, launch } from './browser.js';

const PACKAGE = fileURLToPath(new URL('../../target/npm', import.meta.url));
const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.css': 'text/css', '.wasm': 'application/wasm' };

let project = '';
let url = '';
/** @type {import('node:http').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'relu-package-'));
  const npm = (/** @type {string[]} */ ...words) => execFileSync('npm', words, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const [{ filename }] = JSON.parse(npm('pack', PACKAGE, '--json'));
  npm('install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
  server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const body = await readFile(join(project, path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { 'Content-Type': TYPES[extname(path)] ?? 'image/svg+xml' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address && typeof address === 'object') url = `http://127.0.0.1:${address.port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  await rm(project, { recursive: true, force: true });
});

/**
 * A page of the project comes alive.
 *
 * @param {string} name
 * @param {string} script what starts it
 */
async function comesAlive(name, script) {
  await writeFile(join(project, name), `<!doctype html><title>${name}</title>${script}<relu-figure name="chain" weight="0.5"></relu-figure>`);
  const page = await browser.newPage();
  try {
    await page.goto(`${url}/${name}`);
    const verdict = page.locator('relu-figure [part=verdict]');
    await eventually(() => verdict.innerText({ timeout: 10_000 }), (text) => assert.match(text, /0\.125/), 10_000);
  } finally {
    await page.close();
  }
}

test('without a bundler, its files are served as they lie there', async () => {
  await comesAlive('plain.html', '<script type="module" src="node_modules/relu-explainer/relu-figure.js"></script>');
  const map = '<script type="importmap">{ "imports": { "relu-explainer": "./node_modules/relu-explainer/relu-figure.js" } }</script>';
  await comesAlive('mapped.html', `${map}<script type="module">import 'relu-explainer';</script>`);
});

test('a bundler makes one file of it that still defines the element', async () => {
  await writeFile(join(project, 'main.js'), "import 'relu-explainer/standalone';\n");
  const { warnings } = await build({ absWorkingDir: project, entryPoints: ['main.js'], bundle: true, minify: true, format: 'esm', outfile: 'bundled.js', logLevel: 'silent' });
  assert.deepEqual(warnings, []);
  await comesAlive('bundled.html', '<script type="module" src="bundled.js"></script>');
});

test('on a server it can be imported and does nothing', () => {
  const program = "const { ReluFigure } = await import('relu-explainer'); const all = await import('relu-explainer/standalone-all'); console.log(typeof ReluFigure, Object.keys(all).join());";
  const said = execFileSync('node', ['--input-type=module', '-e', program], { cwd: project, encoding: 'utf8' });
  assert.equal(said.trim(), 'function ReluFigure');
});

test('of the conditions of its entries the types come first, and every file that it names is there', async () => {
  const folder = join(project, 'node_modules/relu-explainer');
  const { exports, version, name } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  assert.match(`${name} ${version}`, /^relu-explainer \d+\.\d+\.\d+$/);
  assert.notEqual(version, '0.0.0');
  for (const entry of Object.values(exports)) {
    if (typeof entry === 'object') assert.deepEqual(Object.keys(entry), ['types', 'default']);
    for (const path of typeof entry === 'object' ? Object.values(entry) : [entry]) await access(join(folder, path));
  }
});

test('its types say what the element gives, to every way of resolving modules', async () => {
  await writeFile(join(project, 'typed.ts'), `
    import { ReluFigure } from 'relu-explainer';
    import 'relu-explainer/standalone';
    import 'relu-explainer/relu-figure.css';
    const figure: ReluFigure = document.createElement('relu-figure');
    figure.addEventListener('relu-change', ({ detail }) => { const state: Record<string, number | string> = detail.state; });
    figure.addEventListener('relu-input', ({ detail }) => { const nothing: null = detail; });
    figure.name = figure.lock = 'chain';
    export const numbers = customElements.get('relu-figure')!.numbers().then(({ geluGrad }): number => geluGrad(-1.5));
    export const changes: Map<string, number | string> = figure.changes();
    // @ts-expect-error values alone have changed
    figure.addEventListener('relu-input', ({ detail }) => detail.state);
    export const svg: Promise<string> = figure.toSVG({ width: 640, theme: 'dark' });
    // @ts-expect-error a colour is no theme
    figure.toPNG({ theme: 'blue' });
  `);
  for (const module of ['bundler', 'nodenext']) {
    const kind = module === 'bundler' ? 'es2022' : 'nodenext';
    execFileSync('node', [TSC, '--strict', '--noEmit', '--target', 'es2022', '--module', kind, '--moduleResolution', module, '--lib', 'es2022,dom', '--types', '', '--noUncheckedSideEffectImports', 'typed.ts'], { cwd: project, encoding: 'utf8' });
  }
});
