/**
 * What is a file already needs nobody to keep it.
 */

export const keepForLater = () => Promise.reject(new Error('this file holds its figures alone'));
