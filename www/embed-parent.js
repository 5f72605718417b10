/**
 * For a page that holds frames of embed.html: gives each the height that it asks for. Copy it or link to it; without it a frame
 * keeps the height that it was given, and scrolls.
 */
(() => {
  const LEAST = 150;
  const MOST = 4000;

  addEventListener('message', ({ data, source }) => {
    // A frame without an origin says "null": who it is tells its window alone.
    if (typeof data !== 'object' || data === null || data.type !== 'relu-figure') return;
    const height = Number(data.height);
    if (!Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow !== source) continue;
      frame.height = String(Math.min(Math.max(Math.ceil(height), LEAST), MOST));
    }
  });
})();
