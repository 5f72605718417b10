/**
 * What a host's page loads: <script type="module" src=".../relu-figure.js"></script>, and <relu-figure> is known to it.
 */

import { ReluFigure, define } from './figure/element.js';

define();

export { ReluFigure };
