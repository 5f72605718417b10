/**
 * What lies behind a figure whose ground is transparent, or lets it be seen: the colours of the host's page. An image on its
 * ground is not known.
 */

/**
 * An element's parent, out of every shadow that it stands in.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function around(element) {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/**
 * @param {HTMLElement} probe in a figure's shadow
 * @param {(colour: string, below: number) => number} over
 * @returns {number} 0xRRGGBB
 */
export function behind(probe, over) {
  const root = /** @type {ShadowRoot} */ (probe.getRootNode());
  const sample = probe.ownerDocument.createElement('i');
  sample.hidden = true;
  root.append(sample);
  const sheet = new CSSStyleSheet();
  const sheets = root.adoptedStyleSheets;
  root.adoptedStyleSheets = [...sheets, sheet];
  /** @type {(colour: string, scheme: string) => string} */
  const computed = (colour, scheme) => {
    sheet.replaceSync(`i[hidden] { color-scheme: ${scheme}; color: color-mix(in srgb, ${colour}, ${colour}); }`);
    return getComputedStyle(sample).color;
  };
  /** @type {string[]} */
  const layers = [];
  for (let element = /** @type {Element | null} */ (root.host); element; element = around(element)) {
    const { backgroundColor } = getComputedStyle(element);
    layers.unshift(computed(backgroundColor, 'normal'));
    // What is below a colour without alpha is not seen.
    if (!layers[0]?.includes('/')) break;
  }
  layers.unshift(computed('Canvas', getComputedStyle(probe.ownerDocument.documentElement).colorScheme));
  sample.remove();
  root.adoptedStyleSheets = sheets;
  return layers.reduce((below, layer) => over(layer, below), 0);
}
