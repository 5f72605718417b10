/**
 * The panel from which a lesson is given, beside the page where there is room, at its foot where there is none. The page stays
 * what it is: figures answer, and are left where they are.
 */

import { minutesOf } from './lesson-shelf.js';

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('./offer.js').Desk} Desk */
/** @typedef {import('./lesson-link.js').Lesson} Lesson */

/**
 * What the panel asks of whoever gives the lesson.
 *
 * @typedef {object} Giver
 * @property {(lesson: Lesson) => void} choose
 * @property {() => void} make
 * @property {() => void} others back to the list of lessons
 * @property {(at: number) => void} go to the step of that place
 * @property {() => void} reveal or hide the answer
 * @property {() => void} present
 * @property {() => void} edit
 * @property {(key: boolean) => void} print
 * @property {() => void} copy
 * @property {() => void} close
 */

/** Says of the page that the panel stands beside it. */
const BESIDE = 'beside-lesson';

/** Says of it that a lesson is given, which has its own button for presenting. */
const GIVEN = 'gives-lesson';

/**
 * @param {Desk} desk
 * @param {HTMLElement} editor where a lesson is made
 * @param {Giver} giver
 */
export function panel({ kit, words }, editor, giver) {
  const { build, render, freshId } = kit;
  /** @param {string[]} sentence */
  const say = (...sentence) => render(words, sentence);
  /**
   * @param {string} key
   * @param {() => void} act
   */
  const button = (key, act) => {
    const made = build('button', { type: 'button' }, say(key));
    made.addEventListener('click', act);
    return made;
  };
  const heading = build('h2', { id: freshId(), tabindex: '-1' });
  const aside = build('aside', { class: 'lesson', 'aria-labelledby': heading.id, hidden: '' });
  const status = build('p', { class: 'told', role: 'status' });
  const body = build('div', { class: 'lesson-body' });
  const head = build('div', { class: 'lesson-head' }, heading, button('lesson.close', giver.close));

  // One step.
  const progress = build('p', { class: 'progress' });
  const sentence = build('p', { class: 'sentence' });
  const question = build('p', { class: 'question' });
  const answer = build('p', { class: 'answer' });
  const now = build('div', { class: 'now', role: 'status' }, progress, sentence, question, answer);
  // What a figure says of its marks is concealed with the answer.
  const marks = build('ul', { class: 'marks' });
  const legend = build('details', {}, build('summary', {}, say('present.legend')), marks);
  /** The step that is shown. @type {Lesson['steps'][number] | undefined} */
  let shown;
  let at = 0;
  let last = 0;
  const previous = button('lesson.previous', () => at > 0 && giver.go(at - 1));
  const next = button('lesson.next', () => at < last && giver.go(at + 1));
  const reveal = button('lesson.reveal', giver.reveal);
  const walk = build('div', { class: 'walk' }, previous, next, reveal, button('lesson.present', giver.present));
  const goals = build('ul');
  const steps = build('ol', { class: 'plan' });
  const plan = build('details', {}, build('summary', {}, say('lesson.plan')), build('h3', {}, say('lesson.goals')), goals, build('h3', {}, say('lesson.all-steps')), steps);
  const edit = button('lesson.edit', giver.edit);
  const tools = build(
    'details',
    {},
    build('summary', {}, say('lesson.tools')),
    build(
      'div',
      { class: 'tools' },
      button('lesson.copy', giver.copy),
      button('lesson.worksheet', () => giver.print(false)),
      button('lesson.key', () => giver.print(true)),
      edit,
      button('lesson.others', giver.others),
    ),
  );
  const link = build('input', { type: 'text', readonly: '', 'aria-label': say('lesson.link'), hidden: '' });
  aside.append(head, body, status, link);
  document.body.append(aside);

  /**
   * @param {string} title
   * @param {Node[]} content
   */
  const show = (title, ...content) => {
    heading.textContent = title;
    // What stands there already keeps the focus.
    if (content.length !== body.childNodes.length || content.some((node, i) => body.childNodes[i] !== node)) body.replaceChildren(...content);
    link.hidden = true;
    aside.hidden = false;
    document.documentElement.classList.add(BESIDE);
    document.documentElement.classList.remove(GIVEN);
  };

  /**
   * A lesson on the list.
   *
   * @param {Lesson} lesson
   */
  const onShelf = (lesson) => {
    const choose = build('button', { type: 'button' }, lesson.title);
    choose.addEventListener('click', () => giver.choose(lesson));
    return build('li', {}, choose, ` ${say('lesson.minutes', 'minutes', String(minutesOf(lesson)))}, ${say('lesson.steps', 'steps', String(lesson.steps.length))}`);
  };

  /** @param {number} minutes */
  const lasting = (minutes) => {
    if (minutes === 0) return '';
    return ` · ${minutes === 1 ? say('lesson.minute') : say('lesson.minutes', 'minutes', String(minutes))}`;
  };

  return {
    get isOpen() {
      return !aside.hidden;
    },

    focus: () => heading.focus({ preventScroll: true }),

    /** @param {string[]} told */
    say(...told) {
      status.textContent = say(...told);
    },

    /**
     * @param {readonly Lesson[]} shelf
     * @param {Lesson | undefined} own
     */
    showShelf(shelf, own) {
      status.textContent = '';
      show(
        say('lesson.lessons'),
        build('p', {}, say('lesson.choose.why')),
        build('ul', { class: 'shelf' }, ...shelf.map(onShelf)),
        button(own && own.steps.length > 0 ? 'lesson.go-on' : 'lesson.make', giver.make),
      );
    },

    /**
     * @param {Lesson} lesson
     * @param {number} place
     * @param {boolean} revealed
     * @param {ReluFigure | undefined} figure of the step
     */
    showStep(lesson, place, revealed, figure) {
      const step = lesson.steps[place];
      if (!step) return;
      if (body.firstChild !== now || place !== at) status.textContent = '';
      at = place;
      last = lesson.steps.length - 1;
      progress.textContent = say('lesson.progress', 'step', String(at + 1), 'steps', String(last + 1)) + lasting(step.minutes);
      sentence.textContent = step.sentence;
      question.textContent = step.question;
      answer.textContent = revealed ? step.answer : '';
      previous.setAttribute('aria-disabled', String(at === 0));
      next.setAttribute('aria-disabled', String(at === last));
      reveal.hidden = step.answer === '';
      reveal.textContent = say(revealed ? 'lesson.conceal' : 'lesson.reveal');
      goals.replaceChildren(...lesson.goals.map((goal) => build('li', {}, goal)));
      steps.replaceChildren(...lesson.steps.map(({ figure, question: asked, sentence: said }, i) => {
        const go = build('button', { type: 'button' }, `${say(`${figure}.name`)}${asked || said ? `: ${asked || said}` : ''}`);
        if (i === at) go.setAttribute('aria-current', 'step');
        go.addEventListener('click', () => giver.go(i));
        return build('li', {}, go);
      }));
      edit.textContent = say(lesson.name === 'own' ? 'lesson.edit' : 'lesson.edit-copy');
      shown = step;
      legend.hidden = revealed;
      if (figure && !revealed) {
        import('./legend.js').then(({ legendOf }) => legendOf(kit, figure)).then(({ items, short }) => {
          // Another step may be shown in the meantime.
          if (shown !== step) return;
          marks.replaceChildren(...items);
          legend.open = short;
        }, () => {
          legend.hidden = true;
        });
      }
      show(lesson.title || say('lesson.untitled'), now, walk, legend, plan, tools);
      document.documentElement.classList.add(GIVEN);
    },

    /** @param {Lesson} lesson */
    showMaking(lesson) {
      if (body.firstChild !== editor) status.textContent = '';
      show(lesson.title || say('lesson.untitled'), editor);
    },

    /** Where the browser does not copy, the reader does. @param {string} address */
    showLink(address) {
      status.textContent = say('lesson.copy-yourself');
      link.value = address;
      link.hidden = false;
      link.focus();
      link.select();
    },

    close() {
      aside.hidden = true;
      document.documentElement.classList.remove(BESIDE, GIVEN);
    },
  };
}
