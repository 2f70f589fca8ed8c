// The keyboard alone: where Tab leads, and what can be seen of the focus there.
import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './accessibility';

/** How a journey by keyboard is looked at: each language in a colour scheme of its own. */
export const looks = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'de-CH', colorScheme: 'dark' },
] as const;

/** The windows in which it is made. */
export const windows = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
] as const;

/** What is wrong with the focus where it is now; nothing, if it is seen. */
async function flawOfFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    // After the last stop comes the browser's own bar.
    if (!element || element === document.body) return null;
    const which = element.outerHTML.slice(0, 160);
    const style = getComputedStyle(element);
    const isDrawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const isClear = /^rgba\(.*, 0\)$/.test(style.outlineColor);
    if ((!isDrawn || isClear) && style.boxShadow === 'none') return `no ring around ${which}`;
    // A link may be broken over lines, and a table be larger than the window: of the largest
    // part the middle of what is in sight.
    const area = ({ width, height }: DOMRect): number => width * height;
    const [box] = [...element.getClientRects()].sort((one, other) => area(other) - area(one));
    if (!box) return `nothing to see of ${which}`;
    const middle = (from: number, to: number, end: number): number => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const x = middle(box.left, box.right, innerWidth);
    const y = middle(box.top, box.bottom, innerHeight);
    const hit = document.elementFromPoint(x, y);
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const isSeen = hit !== null && [element, ...labels].some((part) => part.contains(hit));
    return isSeen ? null : `${hit?.outerHTML.slice(0, 160) ?? 'nothing'} is where ${which} should be`;
  });
}

/** The focus is drawn, and nothing lies above it. */
async function expectFocusSeen(page: Page): Promise<void> {
  expect(await flawOfFocus(page), 'the focus is seen').toBeNull();
}

/** Tabs until something has the focus, which is seen at every stop. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab');
    await expectFocusSeen(page);
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(goal)} is not reached by Tab`);
}

/** Tabs to something and presses Enter there. */
export async function enter(page: Page, goal: Locator): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press('Enter');
}

/** Closes a dialog by Escape. The browser tells the page of it a moment later than everybody
 * sees it, and what is pressed before then is lost. */
export async function escape(page: Page, dialog: Locator): Promise<void> {
  const close = await dialog.evaluateHandle((dialog) => ({
    told: new Promise<Event>((told) => dialog.addEventListener('close', told, { once: true })),
  }));
  await page.keyboard.press('Escape');
  await close.evaluate(async ({ told }) => void (await told));
  await expect(dialog).toHaveCount(0);
}

/** Tabs once around in a dialog, and a step back and forth: the focus is seen at every stop, and
 * never leaves it. */
export async function expectTrapped(page: Page, dialog: Locator): Promise<void> {
  const begin = await page.evaluateHandle(() => document.activeElement);
  const press = async (key: string): Promise<boolean> => {
    await page.keyboard.press(key);
    await expectFocusSeen(page);
    // The browser's own bar comes between the last stop and the first one.
    const isInside = await dialog.evaluate(
      (dialog) => document.activeElement === document.body || dialog.contains(document.activeElement),
    );
    expect(isInside, 'the focus stays in the dialog').toBe(true);
    return begin.evaluate((element) => element === document.activeElement);
  };
  const comesRound = async (stops: number): Promise<void> => {
    for (let stop = 0; stop < stops; stop += 1) if (await press('Tab')) return;
    throw new Error('Tab does not come round');
  };
  await comesRound(60);
  await press('Shift+Tab');
  await comesRound(2);
}

/** In this state axe finds nothing, and nothing is to the side, in an open dialog neither. */
export async function expectFine(page: Page, state: string): Promise<void> {
  const tooWide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open]')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName}: ${element.scrollWidth} px in ${element.clientWidth} px`),
  );
  expect.soft(tooWide, `sideways: ${state}`).toEqual([]);
  await expectAccessible(page, state);
}
