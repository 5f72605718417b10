/**
 * The grammar of a lesson in a link. One that comes with the page is named: `lesson=dead&step=3`. One's own stands there
 * whole: `lesson=own&title=TITLE&goal=GOAL&slide=FIGURE,key=value,...;SENTENCE;QUESTION;ANSWER&step=3`, with a part for each goal
 * and each step. A blank in a text is a "+".
 */

/** @typedef {import('../page/hash.js').LessonPart} LessonPart */
/** @typedef {import('./slide.js').Slide} Slide */

/** @typedef {Slide & { minutes: number }} Step `minutes` is 0 where nobody has said how long it takes */

/**
 * @typedef {object} Lesson
 * @property {string} name that of one that comes with the page, or "own"
 * @property {string} title
 * @property {string[]} goals
 * @property {Step[]} steps
 */

/** Longer links are cut by some programs that pass them on. */
export const PASSED_ON = 8000;

/** Where the tab keeps somebody's own lesson, whether or not a link has room for it. */
const KEPT = 'relu-explainer-lesson';

/** The name of the lesson that somebody makes in the page. */
export const OWN = 'own';

/** @param {string} text */
function encode(text) {
  // Half of a character has no place in an address.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('%20', '+');
}

/**
 * @param {string} raw
 * @returns {string} the text as it stands if its percent signs make no sense
 */
function decode(raw) {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return raw;
  }
}

/**
 * @param {string} raw
 * @param {readonly string[]} figures the names there are
 * @returns {Step | undefined} undefined if it is none
 */
function readStep(raw, figures) {
  const [where = '', sentence = '', question = '', answer = '', ...more] = raw.split(';');
  const [figure = '', ...pairs] = where.split(',');
  const values = pairs.map((pair) => /^([a-z0-9-]+)=(.*)$/s.exec(pair));
  if (more.length > 0 || !figures.includes(figure) || values.includes(null)) return undefined;
  return {
    figure,
    values: new Map(values.map((value) => [value?.[1] ?? '', decode(value?.[2] ?? '')])),
    sentence: decode(sentence),
    question: decode(question),
    answer: decode(answer),
    minutes: 0,
  };
}

/** @param {Step} step */
function writeStep({ figure, values, sentence, question, answer }) {
  const where = [figure, ...[...values].map(([key, value]) => `${key}=${encode(value)}`)].join(',');
  return [where, encode(sentence), encode(question), encode(answer)].join(';').replace(/;+$/, '');
}

/**
 * What the parts of a link say.
 *
 * @param {readonly LessonPart[]} parts
 * @param {readonly string[]} figures the names there are
 * @returns {{ lesson: Lesson, step: string | undefined, unread: string[] }} `lesson` without steps if it comes with the page; what
 *   could not be read
 */
export function readParts(parts, figures) {
  /** @type {Lesson} */
  const lesson = { name: '', title: '', goals: [], steps: [] };
  const [, name = ''] = parts.find(([part]) => part === 'lesson') ?? [];
  lesson.name = decode(name);
  /** @type {string | undefined} */
  let step;
  /** @type {string[]} */
  const unread = [];
  for (const [part, raw] of parts) {
    const read = part === 'slide' && lesson.name === OWN ? readStep(raw, figures) : undefined;
    if (part === 'lesson') continue;
    if (part === 'step') step = decode(raw);
    else if (part === 'title' && lesson.name === OWN) lesson.title = decode(raw);
    else if (part === 'goal' && lesson.name === OWN) lesson.goals.push(decode(raw));
    else if (read) lesson.steps.push(read);
    else unread.push(`${part}=${decode(raw)}`);
  }
  return { lesson, step, unread };
}

/**
 * @param {Lesson} lesson
 * @param {number} [at] the place of the step that it is at
 * @returns {LessonPart[]}
 */
export function writeParts(lesson, at = 0) {
  /** @type {LessonPart[]} */
  const parts = [['lesson', lesson.name]];
  if (lesson.name === OWN) {
    if (lesson.title !== '') parts.push(['title', encode(lesson.title)]);
    for (const goal of lesson.goals) parts.push(['goal', encode(goal)]);
    for (const step of lesson.steps) parts.push(['slide', writeStep(step)]);
  }
  // At the end, where those who find links in a text cut off what looks like punctuation.
  parts.push(['step', String(at + 1)]);
  return parts;
}

/**
 * Has the tab keep somebody's own lesson, as far as it lets pages keep anything.
 *
 * @param {Lesson} lesson
 */
export function keep(lesson) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(writeParts(lesson)));
  } catch {
    // Then it lasts as long as the page, or in the address.
  }
}

/**
 * What the tab has kept.
 *
 * @param {readonly string[]} figures the names there are
 * @returns {Lesson | undefined}
 */
export function kept(figures) {
  try {
    const { lesson } = readParts(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]'), figures);
    return lesson.steps.length > 0 ? lesson : undefined;
  } catch {
    return undefined;
  }
}
