/** The draw room as the hall sees it, on its projector. */
import type { Page } from 'playwright-core';
import { picture } from './browser.ts';

export const HALL = { width: 1920, height: 1080 } as const;
const SMALL_HALL = { width: 1280, height: 720 } as const;

/** Everything on the screen lies within it. */
export const expectNothingCutOff = async (page: Page): Promise<void> => {
  const cut = await page.evaluate(`
    [...document.querySelectorAll('.hall h2, .hall p, .hall li, .hall td, .hall svg, .hall-people > div')]
      .filter((each) => { const box = each.getBoundingClientRect();
        const foot = document.querySelector('.hall-foot').getBoundingClientRect();
        return !each.closest('.hall-foot') && (box.right > innerWidth + 1 || box.bottom > foot.top + 1); })
      .map((each) => each.textContent)`);
  expect(cut).toEqual([]);
};

/** No letter is lower than a fortieth of the screen (27 px of 1080), which the last row of a hall still reads. */
const LOWEST_SHARE = 40;

export const expectLargeLetters = async (page: Page): Promise<void> => {
  const small = await page.evaluate(`(() => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector('.hall'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      if (textContent.trim() === '' || parentElement.getClientRects().length === 0) continue;
      const px = parseFloat(getComputedStyle(parentElement).fontSize);
      if (px * ${LOWEST_SHARE} < innerHeight) found.push(px + ' px: ' + textContent);
    }
    return found;
  })()`);
  expect(small).toEqual([]);
};

/** On a large projector and on a small one. */
export const pictureOfHall = async (hall: Page, name: string): Promise<void> => {
  for (const [suffix, size] of [
    ['', HALL],
    ['-720', SMALL_HALL],
  ] as const) {
    await hall.setViewportSize(size);
    await expectNothingCutOff(hall);
    await expectLargeLetters(hall);
    await picture(hall, `hall-${name}${suffix}`);
  }
};
