/**
 * A figure stands concealed in the article until the reader has made a guess.
 */

/**
 * Resolves when a figure is not concealed, or not any more.
 *
 * @param {Element} figure
 * @returns {Promise<void>}
 */
export function revealed(figure) {
  return new Promise((resolve) => {
    const concealed = () => figure.hasAttribute('concealed');
    if (!concealed()) return resolve();
    const observer = new MutationObserver(() => {
      if (concealed()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(figure, { attributes: true, attributeFilter: ['concealed'] });
  });
}
