/**
 * What is loaded when it is first asked for, once, and again after a failure.
 *
 * @template Loaded
 * @param {() => Promise<Loaded>} load
 * @returns {() => Promise<Loaded>}
 */
export function once(load) {
  /** @type {Promise<Loaded> | undefined} */
  let loading;
  return () => {
    loading ??= load().catch((reason) => {
      loading = undefined;
      throw reason;
    });
    return loading;
  };
}
