/**
 * How long the page's main thread is taken at a stretch.
 */

/**
 * How long the tasks of the page's main thread were, in milliseconds of its own time: what other programs take from it on a
 * crowded machine is not the page's affair.
 *
 * @param {import('playwright-core').CDPSession} devtools
 * @param {() => Promise<unknown>} during
 */
export async function tasksOf(devtools, during) {
  /** @type {{ name: string, ph: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[]} */
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(.../** @type {any} */ (value)));
  await devtools.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', '__metadata'] }, transferMode: 'ReportEvents' });
  await during();
  const ended = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  await ended;
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}.${tid}`);
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.includes(`${pid}.${tid}`));
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}
