/** The element, with everything inside. */
export { ReluFigure } from './relu-figure.js';
