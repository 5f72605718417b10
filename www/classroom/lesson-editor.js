/**
 * Where somebody makes a lesson: states of figures are added as they stand, and put in order; each gets a sentence, a question
 * and an answer.
 */

import { PASSED_ON, writeParts } from './lesson-link.js';

/** @typedef {import('./offer.js').Desk} Desk */
/** @typedef {import('./lesson-link.js').Lesson} Lesson */
/** @typedef {import('./lesson-link.js').Step} Step */
/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */

/**
 * @typedef {object} Maker
 * @property {(at: number, push: boolean) => void} change the lesson has changed: the step that is written, and whether that deserves an
 *   entry in the browser's history
 * @property {(at: number) => void} go to the step of that place
 * @property {() => void} done
 */

/** The texts of a step. @type {['sentence' | 'question' | 'answer', string][]} */
const TEXTS = [['sentence', 'lesson.sentence'], ['question', 'lesson.question'], ['answer', 'lesson.answer']];

/**
 * @param {Desk} desk
 * @param {Maker} maker
 */
export function editing({ kit: { build, render, freshId, word }, figures, words, link }, maker) {
  /** @param {string[]} sentence */
  const say = (...sentence) => render(words, sentence);
  /** @type {Lesson} */
  let lesson = { name: '', title: '', goals: [], steps: [] };
  let at = 0;
  /** The steps as the list has them. */
  let listed = '';

  /**
   * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field
   * @param {string} key
   * @param {Field} field
   */
  const labelled = (key, field) => {
    field.id = freshId();
    return [build('label', { for: field.id }, say(key)), field];
  };
  /**
   * @param {string} text
   * @param {() => void} act
   * @param {Record<string, string>} [attributes]
   */
  const button = (text, act, attributes = {}) => {
    const made = build('button', { type: 'button', ...attributes }, text);
    made.addEventListener('click', act);
    return made;
  };

  const title = build('input', { type: 'text', autocomplete: 'off' });
  const goals = build('textarea', { rows: '3' });
  const choice = build('select', {}, ...figures.map(({ name }) => build('option', { value: name }, word(words, `${name}.name`))));
  const told = build('p', { class: 'told', role: 'status' });
  const length = build('p', { class: 'too-long', role: 'alert' });
  const list = build('ol', { class: 'made' });
  const legend = build('legend');
  const texts = TEXTS.map(([key, label]) => ({ key, label, field: build('textarea', { rows: '3' }) }));
  const fields = build('fieldset', {}, legend, ...texts.flatMap(({ label, field }) => labelled(label, field)), button(say('lesson.take'), take));
  const add = button(say('lesson.add'), addState);
  const element = build(
    'div',
    { class: 'making' },
    ...labelled('lesson.title', title),
    ...labelled('lesson.goals-lines', goals),
    build('div', { class: 'add' }, ...labelled('lesson.figure', choice), add),
    told,
    length,
    list,
    fields,
    button(say('lesson.done'), maker.done),
  );

  // The figure that was touched last is the one that is meant.
  for (const kind of ['pointerdown', 'focusin', 'relu-change']) {
    document.addEventListener(kind, ({ target }) => {
      const figure = figures.find((candidate) => target instanceof Node && candidate.contains(target));
      if (figure) choice.value = figure.name;
    }, { passive: true });
  }

  title.addEventListener('change', () => {
    lesson.title = title.value.trim();
    maker.change(at, false);
  });
  goals.addEventListener('change', () => {
    lesson.goals = goals.value.split('\n').map((goal) => goal.trim()).filter((goal) => goal !== '');
    maker.change(at, false);
  });
  for (const { key, field } of texts) {
    field.addEventListener('change', () => {
      const step = lesson.steps[at];
      if (!step) return;
      // A step that is written anew is not the one that stands in the history.
      lesson.steps[at] = { ...step, [key]: field.value.trim() };
      maker.change(at, false);
    });
  }

  /** @param {string} name */
  const nameOf = (name) => word(words, `${name}.name`);

  /** What a figure shows now. @param {ReluFigure} figure */
  const stateOf = (figure) => new Map([...figure.values()].map(([key, value]) => [key, String(value)]));

  async function addState() {
    const figure = figures.find(({ name }) => name === choice.value);
    if (!figure) return;
    figure.wake();
    await figure.ready;
    lesson.steps.splice(lesson.steps.length === 0 ? 0 : at + 1, 0, { figure: figure.name, values: stateOf(figure), sentence: '', question: '', answer: '', minutes: 0 });
    at = lesson.steps.length === 1 ? 0 : at + 1;
    maker.change(at, true);
    told.textContent = say('lesson.added', 'step', String(at + 1), 'figure', nameOf(figure.name));
  }

  function take() {
    const step = lesson.steps[at];
    const figure = figures.find(({ name }) => name === step?.figure);
    if (!step || !figure) return;
    lesson.steps[at] = { ...step, values: stateOf(figure) };
    maker.change(at, true);
    told.textContent = say('lesson.taken', 'step', String(at + 1));
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  function move(from, to) {
    const [step] = lesson.steps.splice(from, 1);
    if (!step) return;
    lesson.steps.splice(to, 0, step);
    at = to;
    maker.change(at, true);
    told.textContent = say('lesson.moved', 'step', String(to + 1));
    const buttons = list.children[to]?.querySelectorAll('button');
    const [, up, down] = buttons ?? [];
    const same = to < from ? up : down;
    // At an end the way on is closed; the focus stays with the step.
    (same?.getAttribute('aria-disabled') === 'true' ? (to < from ? down : up) : same)?.focus();
  }

  /** @param {number} place */
  function remove(place) {
    lesson.steps.splice(place, 1);
    at = Math.max(0, Math.min(at > place ? at - 1 : at, lesson.steps.length - 1));
    maker.change(at, true);
    told.textContent = say('lesson.removed', 'step', String(place + 1));
    const next = list.children[Math.min(place, lesson.steps.length - 1)];
    (next?.querySelector('button') ?? add).focus();
  }

  /**
   * @param {Step} step
   * @param {number} i
   */
  const row = ({ figure }, i) => {
    const number = String(i + 1);
    const go = button(say('lesson.go', 'step', number, 'figure', nameOf(figure)), () => maker.go(i));
    if (i === at) go.setAttribute('aria-current', 'step');
    /**
     * @param {string} sign
     * @param {string} key
     * @param {number} to
     */
    const way = (sign, key, to) => {
      const possible = to >= 0 && to < lesson.steps.length;
      return button(sign, () => possible && move(i, to), { 'aria-label': say(key, 'step', number), 'aria-disabled': String(!possible) });
    };
    return build(
      'li',
      {},
      go,
      way('\u2191', 'lesson.up', i - 1),
      way('\u2193', 'lesson.down', i + 1),
      button('\u00d7', () => remove(i), { 'aria-label': say('lesson.remove', 'step', number) }),
    );
  };

  return {
    element,

    focus: () => title.focus({ preventScroll: true }),

    /**
     * @param {Lesson} made
     * @param {number} place of the step that is being written
     */
    show(made, place) {
      if (made !== lesson) told.textContent = '';
      lesson = made;
      at = place;
      const focused = document.activeElement;
      if (focused !== title) title.value = lesson.title;
      if (focused !== goals) goals.value = lesson.goals.join('\n');
      const order = [at, ...lesson.steps.map(({ figure }) => figure)].join();
      // Made anew only where it differs: a button that is being pressed stays what it is.
      if (order !== listed) {
        const held = [...list.querySelectorAll('button')].indexOf(/** @type {HTMLButtonElement} */ (focused));
        list.replaceChildren(...lesson.steps.map(row));
        if (held >= 0) list.querySelectorAll('button')[held]?.focus();
        listed = order;
      }
      const step = lesson.steps[at];
      fields.hidden = !step;
      if (!step) told.textContent = say('lesson.empty');
      if (step) legend.textContent = say('lesson.step', 'step', String(at + 1), 'figure', nameOf(step.figure));
      for (const { key, field } of texts) {
        if (focused !== field) field.value = step?.[key] ?? '';
      }
      const [written, most] = link.lengthOf(writeParts(lesson, at));
      if (written > most) length.textContent = say('lesson.too-long', 'length', String(written), 'most', String(most));
      else length.textContent = written > PASSED_ON ? say('lesson.long', 'length', String(written), 'most', String(PASSED_ON)) : '';
    },
  };
}
