/**
 * For other pages: makes <relu-figure> known to the document, and gives its class to whoever imports this.
 */

import { ReluFigure, define } from './figure/element.js';

define();

export { ReluFigure };
