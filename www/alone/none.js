/**
 * What the figures of a light file never ask for: they have no long work, and no run.
 */

const none = () => Promise.reject(new Error('this file holds no figure that works or plays'));

export const FigureWork = none;
export const Transport = none;
export const actions = none;
