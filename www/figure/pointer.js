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
  /** Where the last press was, in the viewport. */
  let press = [0, 0];

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
      const box = canvas.getBoundingClientRect();
      const taken = grip.grab(touch.clientX - box.left, touch.clientY - box.top, true) >= 0;
      if (taken && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );

  canvas.addEventListener('pointerdown', (event) => {
    if (held >= 0 || event.button !== 0) return;
    press = [event.clientX, event.clientY];
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    handle = grip.grab(x, y, event.pointerType === 'touch');
    before = taken;
    taken = handle >= 0;
    if (!taken) return;
    held = event.pointerId;
    // The page may scroll during the drag: places are kept relative to the document. The event knows them; to ask the
    // window how far it has scrolled would force a pass over the styles at each move.
    left = event.pageX - x;
    top = event.pageY - y;
    canvas.setPointerCapture(held);
    canvas.dataset['hand'] = 'closed';
    grip.begin(handle);
    if (event.pointerType !== 'touch') grip.drag(handle, x, y);
  });

  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerId === held) {
      grip.drag(handle, event.pageX - left, event.pageY - top);
    } else if (held < 0 && event.pointerType === 'mouse') {
      const hand = grip.grab(event.offsetX, event.offsetY, true) >= 0 ? 'open' : 'none';
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
    if (!taken && still) grip.tap(event.offsetX, event.offsetY);
  });
  canvas.addEventListener('dblclick', (event) => {
    // A first click may have brought a handle to where there was none.
    if (before && grip.grab(event.offsetX, event.offsetY, true) >= 0) grip.reset();
  });
}
