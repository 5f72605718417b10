/**
 * The light figures have no long work and no run; a heavy one comes alive in their file only where a larger one lends it these.
 */

import { lent } from './lent.js';

const given = lent();

export const FigureWork = given?.FigureWork;
export const Transport = given?.Transport;
export const actions = given?.actions;
