/**
 * Turns presses and drags on a canvas into moves of a figure's handles.
 *
 * A mouse or pen takes hold of whatever the figure offers at that place; a finger only of a handle within reach, and
 * elsewhere it scrolls the page.
 */

/**
 * @typedef {object} Grip
 * @property {(x: number, y: number, finger: boolean) => number} grab the handle at a place of the canvas, or -1
 * @property {(handle: number, x: number, y: number) => void} drag
 * @property {(handle: number) => void} begin
 * @property {() => void} end the gesture is over
 * @property {(x: number, y: number) => void} tap a click that took hold of nothing
 * @property {() => void} reset a double click on a handle
 */

/** How far a click may slip between press and release, in CSS pixels. */
const SLIP = 10;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Grip} grip
 */
export function followPointer(canvas, grip) {
  let handle = -1;
  let held = -1;
  let taken = false;
  let before = false;
  let left = 0;
  let top = 0;
  /** The canvas's own pixels per pixel of the window: a slide may be scaled. */
  let scale = 1;
  /** Where the last press was, in the viewport. */
  let press = [0, 0];

  /**
   * @param {{ clientX: number, clientY: number }} point
   * @returns {[number, number]}
   */
  const place = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    scale = canvas.offsetWidth / box.width;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale];
  };

  /** @param {number} pointer */
  const release = (pointer) => {
    if (pointer !== held) return;
    held = -1;
    handle = -1;
    canvas.dataset['hand'] = 'open';
    grip.end();
  };

  // A touch that takes hold of a handle must not also scroll; only a listener that may cancel can say so.
  canvas.addEventListener(
    'touchstart',
    (event) => {
      const touch = event.changedTouches[0];
      if (!touch || event.touches.length > 1) return;
      const [x, y] = place(touch);
      const taken = grip.grab(x, y, true) >= 0;
      if (taken && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );

  canvas.addEventListener('pointerdown', (event) => {
    // One that was held when the figure was taken out of the page is not any more.
    if (event.button !== 0 || (held >= 0 && canvas.hasPointerCapture(held))) return;
    press = [event.clientX, event.clientY];
    const [x, y] = place(event);
    handle = grip.grab(x, y, event.pointerType === 'touch');
    before = taken;
    taken = handle >= 0;
    if (!taken) return;
    held = event.pointerId;
    // The page may scroll during the drag: places are kept relative to the document. The event knows them; to ask the
    // window how far it has scrolled would force a pass over the styles at each move.
    left = event.pageX - x / scale;
    top = event.pageY - y / scale;
    canvas.setPointerCapture(held);
    canvas.dataset['hand'] = 'closed';
    grip.begin(handle);
    if (event.pointerType !== 'touch') grip.drag(handle, x, y);
  });

  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId === held) {
      grip.drag(handle, (event.pageX - left) * scale, (event.pageY - top) * scale);
    } else if (held < 0 && event.pointerType === 'mouse') {
      const hand = grip.grab(...place(event), true) >= 0 ? 'open' : 'none';
      if (canvas.dataset['hand'] !== hand) canvas.dataset['hand'] = hand;
    }
  });

  // Keeps the focus where the gesture put it.
  canvas.addEventListener('mousedown', (event) => event.preventDefault());
  canvas.addEventListener('pointerup', (event) => release(event.pointerId));
  canvas.addEventListener('pointercancel', (event) => release(event.pointerId));

  canvas.addEventListener('click', (event) => {
    const [x = 0, y = 0] = press;
    const still = Math.hypot(event.clientX - x, event.clientY - y) < SLIP;
    if (!taken && still) grip.tap(...place(event));
  });
  canvas.addEventListener('dblclick', (event) => {
    // A first click may have brought a handle to where there was none.
    if (before && grip.grab(...place(event), true) >= 0) grip.reset();
  });
}
