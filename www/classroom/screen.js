/**
 * The whole screen for a presentation, where the browser lets it.
 */

/**
 * Fills the screen until the signal, and calls back when the reader has it shrunk.
 *
 * @param {() => void} shrunk
 * @param {AbortSignal} signal
 */
export async function fillScreen(shrunk, signal) {
  const root = document.documentElement;
  // Who filled it before keeps it.
  if (document.fullscreenElement || !document.fullscreenEnabled) return;
  try {
    await root.requestFullscreen();
  } catch {
    // The window is all there is.
    return;
  }
  const shrink = () => {
    if (document.fullscreenElement === root) document.exitFullscreen().catch(() => {});
  };
  if (signal.aborted) return shrink();
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) shrunk();
  }, { signal });
  signal.addEventListener('abort', shrink, { once: true });
}
