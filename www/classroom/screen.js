/**
 * The whole screen for a presentation, where the browser lets it.
 */

/** So long the browser may take over it, in milliseconds. */
const PATIENCE = 2000;

/**
 * Fills the screen until the signal, and calls back when the reader has it shrunk. Resolves when the screen is filled, or
 * is not going to be.
 *
 * @param {() => void} shrunk
 * @param {AbortSignal} signal
 */
export async function fillScreen(shrunk, signal) {
  const root = document.documentElement;
  // Who filled it before keeps it.
  if (document.fullscreenElement || !document.fullscreenEnabled) return;
  let late = false;
  const shrink = () => {
    if (document.fullscreenElement === root) document.exitFullscreen().catch(() => {});
  };
  const filled = root.requestFullscreen().then(() => {
    if (late || signal.aborted) return shrink();
    document.addEventListener('fullscreenchange', () => {
      if (!document.fullscreenElement) shrunk();
    }, { signal });
    signal.addEventListener('abort', shrink, { once: true });
  }, () => {
    // Refused: the window is all there is.
  });
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => (late = true));
  await Promise.race([filled, patience]);
}
