/**
 * The crate's third module: what the article computes beside its figures.
 */

import init, { cornerTable, judgeAnswer, programOutput, programSource } from './wasm/article.js';

/**
 * @typedef {object} Article
 * @property {typeof cornerTable} cornerTable
 * @property {typeof judgeAnswer} judgeAnswer
 * @property {typeof programOutput} programOutput
 * @property {typeof programSource} programSource
 * @property {Record<string, string>} words templates of the sentences that it says
 */

/**
 * @param {(url: URL) => Promise<Response>} get
 * @returns {Promise<Article>}
 */
export async function start(get) {
  const json = get(new URL('./words/en.article.json', import.meta.url)).then((response) => response.json());
  const [words] = await Promise.all([json, init()]);
  return { cornerTable, judgeAnswer, programOutput, programSource, words };
}
