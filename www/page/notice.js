/**
 * Tells the reader what of a link or an attribute could not be used.
 */

/**
 * A box at the edge of the window, empty and out of sight until it has something to say.
 *
 * @param {import('./kit.js').Kit} kit
 * @param {import('../words.js').Words} words
 * @returns {(notices: readonly string[]) => void}
 */
export function noticeBox({ build, word }, words) {
  const list = build('ul');
  const close = build('button', { type: 'button' }, word(words, 'notice.close'));
  const box = build('div', { class: 'notice', role: 'status', hidden: '' }, list, close);
  close.addEventListener('click', () => {
    box.hidden = true;
  });
  document.body.append(box);
  return (notices) => {
    list.replaceChildren(...notices.map((notice) => build('li', {}, notice)));
    box.hidden = notices.length === 0;
  };
}
