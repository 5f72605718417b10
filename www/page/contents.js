/**
 * The list of contents says where one is, and closes when the reader turns to something else.
 */

/** @param {Document} root */
export function followContents(root) {
  const details = root.querySelector('.contents details');
  const here = root.querySelector('.contents .here');
  if (!(details instanceof HTMLDetailsElement) || !here) return;
  const links = [...details.querySelectorAll('a')];
  const headings = links.map((link) => root.getElementById(link.hash.slice(1)));
  const shown = document.createTextNode('');
  here.append(shown);

  let current = -1;
  const look = () => {
    // The last heading that has passed the upper third of the window.
    let last = -1;
    headings.forEach((heading, i) => {
      if (heading && heading.getBoundingClientRect().top < innerHeight / 3) last = i;
    });
    if (last === current) return;
    links[current]?.removeAttribute('aria-current');
    links[last]?.setAttribute('aria-current', 'true');
    current = last;
    shown.data = links[last]?.textContent ?? '';
  };
  let due = false;
  addEventListener('scroll', () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      look();
    });
  }, { passive: true });
  look();
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  });
  addEventListener('click', (event) => {
    if (event.target instanceof Node && !details.contains(event.target)) details.open = false;
  });
}
