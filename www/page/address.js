/**
 * The page's address, as far as the first screen needs it.
 */

import { build } from '../figure/dom.js';

/** Whether it says more than where on the page to begin, which the browser does by itself. */
export function holdsState() {
  return location.hash.includes('?');
}

/**
 * On paper the page says where it is to be found, in the state that was printed.
 *
 * @param {Document} root
 */
export function addressOnPaper(root) {
  const address = build('p', { class: 'address' });
  addEventListener('beforeprint', () => {
    address.textContent = location.href;
    root.querySelector('footer')?.append(address);
  });
  addEventListener('afterprint', () => address.remove());
}
