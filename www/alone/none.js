/**
 * What files lack that are carried about: the programs that recompute figures would be a tenth of them.
 */

export const start = () => Promise.reject(new Error('this file holds its figures alone'));
