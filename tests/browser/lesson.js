/**
 * The panel of a lesson, as a person sees it.
 */

import { drawn, eventually } from './browser.js';
import { say } from './words.js';

/** @typedef {import('playwright-core').Page} Page */

export class Lesson {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.panel = page.locator('aside.lesson');
    this.opener = page.getByRole('navigation', { name: 'Contents' }).getByRole('button', { name: say('lesson.lessons') });
  }

  /** Has the reader be noticed, so that the button is there, and opens the panel. */
  async open() {
    let moves = 0;
    await eventually(async () => {
      moves += 1;
      await this.page.mouse.move(200, 300 + (moves % 2));
      return this.opener.isVisible();
    }, (visible) => {
      if (!visible) throw new Error('the page offers no lessons');
    }, 5000);
    await this.opener.click();
    await this.panel.waitFor();
  }

  /** @param {string} title */
  async begin(title) {
    await this.open();
    await this.button(title).click();
    await this.at(1);
  }

  /** @param {string} name */
  button(name) {
    return this.panel.getByRole('button', { name, exact: true });
  }

  /** @param {string} key of the words */
  press(key) {
    return this.button(say(key)).click();
  }

  /** Waits until a step is shown. @param {number} step */
  async at(step) {
    const progress = new RegExp(`^Step ${step} of `);
    await eventually(() => this.panel.locator('.progress').innerText(), (text) => {
      if (!progress.test(text)) throw new Error(`\u201c${text}\u201d is shown instead of step ${step}`);
    });
    await drawn(this.page);
  }

  /** @param {'sentence' | 'question' | 'answer'} part */
  text(part) {
    return this.panel.locator(`.now .${part}`).innerText();
  }

  /** @param {string} key of the words that label it */
  field(key) {
    return this.panel.getByLabel(say(key), { exact: true });
  }

  /** The steps of a lesson that is made, as its list has them. */
  made() {
    return this.panel.locator('.made li button:first-child').allInnerTexts();
  }

  /** Opens what is folded away. @param {string} key of its words */
  async unfold(key) {
    await this.panel.locator('summary', { hasText: say(key) }).click();
  }
}

/** What is seen of a figure's verdict; empty as long as it waits for an answer. @param {Page} page @param {string} name */
export const verdictOf = (page, name) => page.locator(`main relu-figure[name=${name}] .verdict`).evaluate((verdict) => (verdict.checkVisibility() ? verdict.textContent ?? '' : ''));

/** A parameter of a figure of the page, as its attribute has it. @param {Page} page @param {string} name @param {string} key */
export const valueOf = (page, name, key) => page.locator(`main relu-figure[name=${name}]`).getAttribute(key);
