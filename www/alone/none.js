/**
 * What files lack that are carried about: the programs that recompute figures would be a tenth of them; and the figures of a
 * light file have no long work and no run. What is a file already needs nobody to keep it.
 */

const none = () => Promise.reject(new Error('this file holds its figures alone'));

export const FigureWork = none;
export const Transport = none;
export const actions = none;
export const keepForLater = none;
export const start = none;
