/**
 * A lesson on paper: a sheet for those who answer, with the figures as they stand at each step and room to write, and a key
 * for whoever has the answers. The figures are drawn by what draws them on the page; what they say of the answer is left out, and
 * where the picture is the answer there is room to sketch it.
 */

/** @typedef {import('./offer.js').Desk} Desk */
/** @typedef {import('./lesson-link.js').Lesson} Lesson */
/** @typedef {import('./lesson-link.js').Step} Step */
/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/** So many lines an answer may take. */
const LINES = 6;

/** A longer address nobody types: it is followed where the sheet is a file. */
const TYPED = 200;

/** How often it is looked whether a figure's long work is done, in milliseconds. */
const OFTEN = 50;

/** What of the page says that it is the sheet that is printed. */
const PRINTED = 'prints-worksheet';

/** @type {(() => void) | undefined} */
let dismiss;

/**
 * Prints a lesson, and takes the sheet away afterwards.
 *
 * @param {Desk} desk
 * @param {Lesson} lesson
 * @param {{ key: boolean, address: string }} how `key`: the answers and no figures; `address` is where the lesson is found, if a
 *   link holds it
 * @param {(...sentence: string[]) => void} say tells how far it is
 */
export async function printLesson(desk, lesson, { key, address }, say) {
  dismiss?.();
  const { kit: { get }, adoptSheet } = desk;
  const [style, { concealment }] = await Promise.all([get(new URL('./worksheet.css', import.meta.url)), import('./slide.js')]);
  const sheet = await adoptSheet(style);
  const { article, figures } = compose(desk, lesson, key, address, concealment);
  // The sheet's figures are none of the page's: their state is not in its address.
  for (const kind of ['relu-change', 'relu-notice']) article.addEventListener(kind, (event) => event.stopPropagation());
  document.body.append(article);
  document.documentElement.classList.add(PRINTED);
  const ended = new AbortController();
  dismiss = () => {
    ended.abort();
    dismiss = undefined;
    article.remove();
    document.documentElement.classList.remove(PRINTED);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
  let drawn = 0;
  for (const figure of figures) {
    drawn += 1;
    say('worksheet.preparing', 'figure', String(drawn), 'figures', String(figures.length));
    await complete(figure, ended.signal);
    if (ended.signal.aborted) return;
  }
  say('worksheet.printing');
  addEventListener('afterprint', () => dismiss?.(), { once: true, signal: ended.signal });
  print();
}

/**
 * @param {Desk} desk
 * @param {Lesson} lesson
 * @param {boolean} key
 * @param {string} address
 * @param {typeof import('./slide.js').concealment} concealment
 */
function compose({ kit: { build, render }, words }, lesson, key, address, concealment) {
  /** @param {string[]} sentence */
  const say = (...sentence) => render(words, sentence);
  const title = lesson.title || say('lesson.untitled');
  /** @type {ReluFigure[]} */
  const figures = [];

  /** @param {Step} step */
  const picture = (step) => {
    if (step.question && concealment(step) === 'all') return build('div', { class: 'sketch' }, build('p', {}, say('worksheet.sketch')));
    const figure = build(/** @type {'div'} */ ('relu-figure'), { name: step.figure, theme: 'light', ...Object.fromEntries(step.values) });
    figures.push(/** @type {ReluFigure} */ (/** @type {HTMLElement} */ (figure)));
    return figure;
  };
  const room = () => build('div', { class: 'room' }, ...Array.from({ length: LINES }, () => build('div', { class: 'line' })));

  /** @param {Step} step */
  const said = (step) => [
    ...(step.question ? [build('p', { class: 'question' }, step.question)] : []),
    ...(key ? [build('p', { class: 'answer' }, step.answer ? say('worksheet.answer', 'answer', step.answer) : say('worksheet.no-answer'))] : []),
    ...(!key && step.question ? [room()] : []),
  ];

  /**
   * @param {Step} step
   * @param {number} i
   */
  const section = (step, i) => build(
    'section',
    { class: 'step' },
    build('h2', {}, say('lesson.step', 'step', String(i + 1), 'figure', say(`${step.figure}.name`))),
    ...(step.sentence ? [build('p', {}, step.sentence)] : []),
    build('div', { class: key ? 'answered' : 'asked' }, ...(key ? [] : [picture(step)]), build('div', {}, ...said(step))),
  );
  const blanks = build('p', { class: 'blanks' }, build('span', {}, say('worksheet.name')), build('span', {}, say('worksheet.date')));
  const article = build(
    'article',
    { class: 'worksheet', 'aria-hidden': 'true', inert: '' },
    build('h1', {}, key ? say('worksheet.key', 'title', title) : title),
    ...(key ? [] : [blanks]),
    ...(address ? [build('p', { class: 'where' }, `${say('worksheet.link')} `, build('a', { href: address }, address.length > TYPED ? say('worksheet.follow') : address))] : []),
    ...(lesson.goals.length > 0 ? [build('h2', {}, say('lesson.goals')), build('ul', {}, ...lesson.goals.map((goal) => build('li', {}, goal)))] : []),
    ...lesson.steps.map(section),
  );
  return { article, figures };
}

/**
 * Has a figure begin, and resolves when all that it shows is there.
 *
 * @param {ReluFigure} figure
 * @param {AbortSignal} signal
 */
async function complete(figure, signal) {
  figure.wake();
  await figure.ready;
  // Of a figure that failed there is nothing to wait for; its place says so.
  const work = figure.shadowRoot?.querySelector('[part~="work"]');
  while (work && !figure.hasAttribute('failed') && !signal.aborted) {
    if (work.classList.contains('done') || work.classList.contains('none')) return;
    await new Promise((resolve) => setTimeout(resolve, OFTEN));
  }
}
