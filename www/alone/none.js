/**
 * What files lack that are carried about: the programs that recompute figures would be a tenth of them; and what is a file
 * already needs nobody to keep it.
 */

const none = () => Promise.reject(new Error('this file holds its figures alone'));

export const keepForLater = none;
export const start = none;
