/**
 * What a host's page loads for all figures with everything inside. Where a file with fewer of them came first, it is lent what
 * it lacks, and what failed there for want of that begins again.
 */

import { engine } from '../engine.js';
import { ReluFigure, define } from '../figure/element.js';
import { known } from './lent.js';

async function lend() {
  const element = known();
  if (!element || element === ReluFigure) return;
  const [{ FigureWork }, { Transport, actions }] = await Promise.all([import('../figure/work.js'), import('../figure/transport.js')]);
  element.lent = { engine: /** @type {typeof import('../engine.js').laterEngine} */ (engine), FigureWork, Transport, actions };
  for (const failed of document.querySelectorAll('relu-figure[failed]')) failed.replaceWith(failed);
}

define();
lend();

export { ReluFigure };
