/**
 * What the marks of a figure stand for, where its own words are concealed or away: in a presentation a line or two above the
 * picture where that suffices, or a list that is laid over it when it is asked for; in a lesson beside the question.
 */

/** @typedef {import('../figure/element.js').ReluFigure} ReluFigure */
/** @typedef {import('../page/kit.js').Kit} Kit */

/** So many letters have room in two lines. */
const FEW = 95;

/** A sample takes the room of so many letters. */
const SAMPLE = 4;

/** The size of a sample, in the pixels for which dash patterns are made. */
const [LENGTH, HEIGHT] = [34, 8];

/** So many times as large it is drawn. */
const LARGER = 4;

/**
 * A sample of a mark.
 *
 * @param {Kit['build']} build
 * @param {number} colour
 * @param {string} mark "hatched", "disc", "ring" or the dash pattern of a line
 */
function sample(build, colour, mark) {
  const canvas = build('canvas', { width: String(LARGER * LENGTH), height: String(LARGER * HEIGHT), 'aria-hidden': 'true' });
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(LARGER, LARGER);
    context.strokeStyle = context.fillStyle = `#${colour.toString(16).padStart(6, '0')}`;
    if (mark === 'hatched') {
      for (let left = -HEIGHT; left < LENGTH; left += HEIGHT / 2) {
        context.moveTo(left, HEIGHT);
        context.lineTo(left + HEIGHT, 0);
      }
    } else if (mark === 'disc' || mark === 'ring') {
      context.arc(LENGTH / 2, HEIGHT / 2, HEIGHT / 2 - 1, 0, 2 * Math.PI);
      context.lineWidth = 2;
      if (mark === 'disc') context.fill();
    } else {
      context.lineWidth = HEIGHT / 2;
      context.setLineDash(mark === '' ? [] : mark.split(' ').map(Number));
      context.moveTo(0, HEIGHT / 2);
      context.lineTo(LENGTH, HEIGHT / 2);
    }
    context.stroke();
  }
  return canvas;
}

/**
 * What the figure's marks stand for now.
 *
 * @param {Kit} kit
 * @param {ReluFigure} figure
 * @returns {Promise<{ items: HTMLElement[], short: boolean }>} the items of a list, and whether a line or two are enough for them
 */
export async function legendOf({ build }, figure) {
  const entries = await figure.legend();
  const items = entries.map(({ colour, mark, label }) => build('li', {}, sample(build, colour, mark), label));
  return { items, short: entries.reduce((sum, { label }) => sum + label.length + SAMPLE, 0) <= FEW };
}
