/**
 * Programs that recompute what a figure shows. They are texts that a module of their own makes; a file without it has none.
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
export async function programs({ element }) {
  try {
    const { start } = await import('../programs.js');
    const figureProgram = await start();
    const values = [...element.values()].flatMap(([key, value]) => [key, String(value)]);
    return (language) => figureProgram(element.name, language, values);
  } catch {
    return undefined;
  }
}
