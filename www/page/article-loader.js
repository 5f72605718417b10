/**
 * Loads what the article computes beside its figures, when it is first asked for.
 */

/** @typedef {import('../article.js').Article} Article */
/** @typedef {() => Promise<Article>} Loader */

/**
 * @param {import('./kit.js').Kit} kit
 * @param {import('../words.js').Words} words takes the article's own
 * @returns {Loader}
 */
export function loader(kit, words) {
  /** @type {Promise<Article> | undefined} */
  let loading;
  const load = async () => {
    const { start } = await import('../article.js');
    const article = await start(kit.get);
    for (const [key, template] of Object.entries(article.words)) words.set(key, template);
    return article;
  };
  return () => {
    loading ??= load().catch((reason) => {
      loading = undefined;
      throw reason;
    });
    return loading;
  };
}
