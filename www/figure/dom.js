/**
 * Builds elements without markup in strings.
 */

/**
 * An element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function build(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Writes a text node, and touches it only when the text changes: asking the node what it says costs as much as writing.
 *
 * @param {Text} node
 * @returns {(text: string) => void}
 */
export function writer(node) {
  let shown = node.data;
  return (text) => {
    if (text === shown) return;
    shown = text;
    node.data = text;
  };
}

/**
 * Sets an attribute only when it changes.
 *
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * What stood disabled, as long as nothing would have answered, can be used.
 *
 * @param {Element} root
 */
export function enliven(root) {
  for (const control of root.querySelectorAll(':disabled')) control.removeAttribute('disabled');
}

let serial = 0;

/** An id that no other element of this shadow has. */
export function freshId() {
  serial += 1;
  return `relu-${serial}`;
}

/**
 * Controls that have no effect now cannot be reached.
 *
 * @param {HTMLElement} element
 * @param {boolean} enabled
 */
export function enable(element, enabled) {
  if (element.classList.contains('idle') !== enabled) return;
  element.classList.toggle('idle', !enabled);
  for (const input of element.querySelectorAll('input')) input.disabled = !enabled;
}
