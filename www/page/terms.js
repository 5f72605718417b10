/**
 * While a control is attended to, the terms of the formulas that it governs light up: `data-term="chain.weight"` names
 * the figure's parameters.
 */

/** @param {Document} root */
export function lightTerms(root) {
  const terms = [...root.querySelectorAll('[data-term]')].map((element) => ({
    element,
    parameters: (element.getAttribute('data-term') ?? '').split(' '),
  }));
  root.addEventListener('relu-attend', (event) => {
    if (!(event instanceof CustomEvent && event.target instanceof Element)) return;
    const attended = `${event.target.getAttribute('name')}.${event.detail.parameter}`;
    for (const { element, parameters } of terms) element.classList.toggle('lit', parameters.includes(attended));
  });
}
