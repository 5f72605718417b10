/**
 * On paper the page says where it is to be found, in the state that was printed.
 */

import { build } from '../figure/dom.js';

/** @param {Document} root */
export function addressOnPaper(root) {
  const address = build('p', { class: 'address' });
  addEventListener('beforeprint', () => {
    address.textContent = location.href;
    root.querySelector('footer')?.append(address);
  });
  addEventListener('afterprint', () => address.remove());
}
