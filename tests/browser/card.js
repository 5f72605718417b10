/**
 * Makes www/og.png, the picture that links to a published page show, from the SVG that the crate drew of it.
 */

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { launch } from './browser.js';

const SVG = new URL('../../www/og.svg', import.meta.url);
const PNG = new URL('../../www/og.png', import.meta.url);

/** Under this word the PNG says what it was made from; a test of xtask reads it. */
const KEYWORD = 'SHA-256 of the SVG';

/** The checksum of a PNG's chunk. @param {Buffer} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/**
 * @param {string} keyword
 * @param {string} text
 */
function textChunk(keyword, text) {
  const content = Buffer.from(`tEXt${keyword}\0${text}`, 'latin1');
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(content.length - 4, 0);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return chunk;
}

const svg = await readFile(SVG);
const [, width, height] = /^<svg width="(\d+)" height="(\d+)"/.exec(svg.toString()) ?? [];
if (!width || !height) throw new Error('www/og.svg does not say its size: run `cargo xtask fill`');
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const png = await page.screenshot();
  // Behind the signature and the header, which comes first.
  const header = 8 + 8 + 13 + 4;
  const source = textChunk(KEYWORD, createHash('sha256').update(svg).digest('hex'));
  await writeFile(PNG, Buffer.concat([png.subarray(0, header), source, png.subarray(header)]));
  console.log(fileURLToPath(PNG));
} finally {
  await browser.close();
}
