/**
 * The lessons that come with the page, in the order in which they are offered.
 */

/** @typedef {import('./lesson-link.js').Lesson} Lesson */

/**
 * A lesson as its file holds it.
 *
 * @typedef {object} Written
 * @property {string} title
 * @property {string[]} goals
 * @property {{ figure: string, values: Record<string, string>, minutes: number, sentence: string, question: string, answer: string }[]} steps
 */

/**
 * @param {import('../page/kit.js').Kit} kit
 * @returns {Promise<Lesson[]>}
 */
export async function fetchShelf({ get }) {
  const files = {
    why: get(new URL('./lessons/why.json', import.meta.url)),
    dead: get(new URL('./lessons/dead.json', import.meta.url)),
    depth: get(new URL('./lessons/depth.json', import.meta.url)),
  };
  return Promise.all(Object.entries(files).map(async ([name, file]) => {
    /** @type {Written} */
    const { title, goals, steps } = await (await file).json();
    return { name, title, goals, steps: steps.map((step) => ({ ...step, values: new Map(Object.entries(step.values)) })) };
  }));
}

/**
 * How long a lesson takes, in minutes; 0 if nobody has said.
 *
 * @param {Lesson} lesson
 */
export function minutesOf({ steps }) {
  return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}
