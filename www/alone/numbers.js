/**
 * The numbers for scripts are a module of their own, which a file that holds figures lacks: this stands in for `../numbers.js`.
 *
 * @returns {Promise<import('../numbers.js').Numbers>}
 */
export function numbers() {
  return Promise.reject(new Error('this file holds the figures alone: the numbers for scripts come with relu-figure.js'));
}
