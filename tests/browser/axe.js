/**
 * The page as axe sees it.
 */

import axe from 'axe-core';

/** @typedef {import('playwright-core').Page} Page */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong. It is evaluated by the debugger, which no policy of the page holds back: the page keeps its own.
 *
 * @param {Page} page
 */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    /** @type {typeof import('axe-core')} */
    const loaded = Reflect.get(window, 'axe');
    const { violations, passes } = await loaded.run(document, { runOnly: values, resultTypes: ['violations'] });
    if (passes.length === 0) throw new Error('axe looked at nothing');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
  }, RULES);
}
