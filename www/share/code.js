/**
 * Programs that recompute what a figure shows. They are texts that the article's module makes; a file without that module has
 * none.
 */

/**
 * @typedef {(name: string, language: string, values: string[]) => string} FigureProgram
 */

/** The languages, the endings of their files, and how they are called. */
export const LANGUAGES = /** @type {const} */ ([
  ['numpy', 'py', 'share.code.numpy'],
  ['rust', 'rs', 'share.code.rust'],
  ['pytorch', 'py', 'share.code.pytorch'],
]);

/**
 * @param {import('./picture.js').Sitter} sitter
 * @returns {Promise<((language: string) => string) | undefined>} undefined if there are no programs
 */
export async function programs({ element, get }) {
  try {
    const { start } = await import('../article.js');
    const { figureProgram } = /** @type {{ figureProgram?: FigureProgram }} */ (/** @type {object} */ (await start(get)));
    if (!figureProgram) return undefined;
    const values = [...element.values()].flatMap(([key, value]) => [key, String(value)]);
    return (language) => figureProgram(element.name, language, values);
  } catch {
    return undefined;
  }
}
