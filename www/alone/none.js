/**
 * What a light file lacks: its figures have no long work and no run, and the programs that recompute them come with the article.
 */

const none = () => Promise.reject(new Error('this file holds its figures alone'));

export const FigureWork = none;
export const Transport = none;
export const actions = none;
export const start = none;
