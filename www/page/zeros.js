/**
 * What zeros buy in the reader's own browser: products with and without them, timed when the reader asks for it.
 * Nothing is stored or sent.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../work/members.js').Member} Member */
/** @typedef {import('../worker.js').Answer} Answer */

/** The share of zeros, where no figure shows another; and what is left of a figure's if it is to be timed. */
const SHARE = 0.5;
const [LEAST, MOST] = [0.05, 0.95];

/** How long the page may be deaf where it has to do the work itself, in milliseconds. */
const SLICE = 5;

/**
 * @param {import('./kit.js').Kit} kit
 * @param {Document} root
 * @param {readonly ReluFigure[]} figures
 * @param {import('../words.js').Words} words
 * @param {import('./reading.js').Loader} article
 */
export function zeros({ buildTable, enliven, parts, readNumber, render, word }, root, figures, words, article) {
  const place = root.querySelector('.zeros');
  const button = place?.querySelector('button');
  const bar = place?.querySelector('progress');
  const table = place?.querySelector('[data-zeros]');
  const said = place?.querySelector('.said');
  if (!(place instanceof HTMLElement) || !button || !bar || !table || !said) return;

  const label = button.textContent;
  /** Has the measurement that is under way end. @type {(() => void) | undefined} */
  let stop;
  const show = (/** @type {boolean} */ measuring) => {
    place.toggleAttribute('data-measuring', measuring);
    bar.value = 0;
    button.textContent = measuring ? word(words, 'zeros.stop') : label;
  };
  const share = () => {
    const figure = figures.find(({ name }) => name === 'sparsity');
    const shown = readNumber((figure?.readouts().get('zeros') ?? '').replace('%', '')) / 100;
    return shown >= LEAST && shown <= MOST ? shown : SHARE;
  };
  let tabled = '';
  /** @param {string} text the crate's */
  const tabulate = (text) => {
    if (text === tabled) return;
    tabled = text;
    table.replaceChildren(...buildTable(words, text).children);
  };

  button.addEventListener('click', async () => {
    if (stop) {
      stop();
      // It may be stopped before there are words.
      article().then(() => {
        if (!stop) said.textContent = word(words, 'zeros.stopped');
      }, () => {});
      return;
    }
    /** @type {Member | undefined} */
    let member;
    let over = false;
    const end = () => {
      over = true;
      stop = undefined;
      member?.order({ compare: undefined });
      member?.dismiss();
      show(false);
    };
    stop = end;
    /** @param {string} sentence */
    const endWith = (sentence) => {
      if (over) return;
      end();
      said.textContent = sentence;
    };
    const fail = (/** @type {unknown} */ why) => {
      endWith(render(words, ['zeros.failed', 'why', why instanceof Error ? why.message : String(why)]));
    };
    try {
      const [, { slices, worker }] = await Promise.all([article(), import('../figure/work.js')]);
      if (over) return;
      show(true);
      said.textContent = word(words, 'zeros.running');
      const asked = share();
      /** @param {(why: string) => void} refused @returns {(answer: Answer) => void} */
      const hearing = (refused) => (answer) => {
        if (over) return;
        if ('refused' in answer) return refused(answer.refused);
        if ('unmeasured' in answer) return fail(answer.unmeasured);
        if ('coarse' in answer) return endWith(render(words, ['zeros.coarse', 'step', String(Math.round(answer.coarse))]));
        if (!('progress' in answer)) return;
        bar.value = answer.progress;
        tabulate(answer.table);
        if (answer.verdict === undefined) return;
        place.setAttribute('data-measured', '');
        endWith(parts(answer.verdict).map((sentence) => render(words, sentence)).join(' '));
      };
      const onThePage = () => {
        if (over) return;
        member?.dismiss();
        member = slices(hearing(fail));
        member.order({ compare: { share: asked, longestGo: SLICE } });
      };
      try {
        // A worker that breaks, or never begins, is not tried again.
        member = worker(hearing(onThePage), onThePage);
        member.order({ compare: { share: asked, longestGo: Infinity } });
      } catch {
        onThePage();
      }
    } catch (reason) {
      fail(reason);
    }
  });
  enliven(place);
}
