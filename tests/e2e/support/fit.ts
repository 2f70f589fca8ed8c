// Whether all that a view says fits into it: with longer texts, and with more room around them.
import { expect, type Page } from '@playwright/test';

/** Makes every text 40 % longer, as another language might; numbers and names stay. What was
 * made longer before stays as it is. */
export async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const known = window as unknown as { lengthened?: WeakSet<Text> };
    const done = (known.lengthened ??= new WeakSet());
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style, template, noscript, bdi, time, option')) texts.push(node as Text);
    }
    for (const text of texts) {
      const letters = text.data.replace(/[^\p{L}]/gu, '').length;
      if (letters === 0 || done.has(text)) continue;
      done.add(text);
      // As long words as the language has, and as many.
      const more = 'länger länglich verlängert '.repeat(letters).slice(0, Math.ceil(letters * 0.4));
      text.data = `${text.data} ${more.trim()}`;
    }
  });
}

/** Gives texts the spacing of WCAG 1.4.12, as a reader's own style sheet does it; the page's
 * policy does not bind it. */
export async function space(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }' +
        ' p { margin-block-end: 2em !important }',
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Opens what is folded, so that it is looked at, too. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const closed of document.querySelectorAll('details')) closed.open = true;
  });

/** Texts of which a part can't be seen, and can't be scrolled to. */
const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#relux-credits *')]
      .filter((element) => {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element);
        const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
        if (clipPath !== 'none' || element.clientWidth === 0 || element.textContent?.trim() === '') return false;
        return (
          (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1)
        );
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );

/** Nothing is to the side, of the window and of an open dialog; the contents of what scrolls by
 * itself may be. */
export async function expectNothingAside(page: Page, state: string): Promise<void> {
  const tooWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open]')]
      .filter((view) => view.scrollWidth > view.clientWidth)
      .map((view) => {
        const edge = view.getBoundingClientRect().left + view.clientLeft + view.clientWidth + 1;
        const outside = [...view.querySelectorAll('*')]
          .filter((element) => element.getBoundingClientRect().right > edge)
          .filter((element) => element.closest('.rc-table-scroll, .rc-only-spoken') === null)
          .map((element) => element.outerHTML.slice(0, 120));
        return `${view.scrollWidth} px in ${view.clientWidth} px: ${outside.slice(0, 3).join('; ')}`;
      }),
  );
  expect.soft(tooWide, `sideways: ${state}`).toEqual([]);
}

/** Nothing is to the side, and no text is cut. */
export async function expectFits(page: Page, state: string): Promise<void> {
  await expectNothingAside(page, state);
  expect.soft(await clipped(page), `cut: ${state}`).toEqual([]);
}
