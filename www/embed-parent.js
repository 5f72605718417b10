/**
 * For a page that holds frames of embed.html: gives each the height that it asks for. Copy it or link to it; without it a frame
 * keeps the height that it was given, and scrolls.
 */
(() => {
  const LEAST = 150;
  const MOST = 4000;

  /** @param {Document | ShadowRoot} root @returns {HTMLIFrameElement[]} the frames of embed.html in it, in shadows too */
  const frames = (root) => [...root.querySelectorAll('*')].flatMap((element) => {
    if (element.shadowRoot) return frames(element.shadowRoot);
    return element instanceof HTMLIFrameElement && /^[^?#]*\/embed\.html(?:[?#]|$)/.test(element.src) ? [element] : [];
  });

  addEventListener('message', ({ data, source }) => {
    // A frame without an origin says "null": who it is tells its window alone.
    if (typeof data !== 'object' || data === null || data.type !== 'relu-figure') return;
    const frame = frames(document).find(({ contentWindow }) => contentWindow === source);
    const height = Number(data.height);
    if (!frame || !Number.isFinite(height)) return;
    const style = getComputedStyle(frame);
    const edges = ['padding-top', 'padding-bottom', 'border-top-width', 'border-bottom-width'];
    const around = style.boxSizing === 'border-box' ? edges.reduce((sum, edge) => sum + parseFloat(style.getPropertyValue(edge)), 0) : 0;
    // The page's own style sheet may give its frames a height.
    frame.style.setProperty('height', `${Math.min(Math.max(Math.ceil(height), LEAST), MOST) + around}px`, 'important');
  });

  // Those that have told it before this script was there.
  for (const { contentWindow } of frames(document)) contentWindow?.postMessage({ type: 'relu-figure' }, '*');
})();
