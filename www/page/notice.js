/**
 * Tells the reader what of a link or an attribute could not be used, and offers what only the reader can decide.
 */

/**
 * A box at the edge of the window, empty and out of sight until it has something to say.
 *
 * @param {import('./kit.js').Kit} kit
 * @param {import('../words.js').Words} words
 */
export function noticeBox({ build, word }, words) {
  const list = build('ul');
  const close = build('button', { type: 'button' }, word(words, 'notice.close'));
  const offers = build('div');
  const box = build('div', { class: 'notice', role: 'status', hidden: '' }, offers, list, close);
  const show = () => {
    box.hidden = list.childElementCount + offers.childElementCount === 0;
  };
  close.addEventListener('click', () => {
    list.replaceChildren();
    offers.replaceChildren();
    show();
  });
  document.body.append(box);
  return {
    /** @param {readonly string[]} notices */
    notify(notices) {
      list.replaceChildren(...notices.map((notice) => build('li', {}, notice)));
      show();
    },

    /**
     * @param {string} text
     * @param {string} label of the button that accepts it
     * @param {() => void} accept
     */
    offer(text, label, accept) {
      const button = build('button', { type: 'button' }, label);
      button.addEventListener('click', accept);
      offers.replaceChildren(build('p', {}, `${text} `, button));
      show();
    },
  };
}
