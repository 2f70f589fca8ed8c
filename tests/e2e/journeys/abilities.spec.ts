// G2, G3: what axe can't see: longer texts, stillness, high contrast, what is said, what jumps.
import type { Page } from '@playwright/test';
import { balances, hang, history } from '../support/network';
import { expectRows, expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, test } from '../support/test';

/** Makes every text 40 % longer, as another language might; numbers and names stay. */
async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style, template, noscript, bdi, time, option')) texts.push(node as Text);
    }
    for (const text of texts) {
      const letters = text.data.replace(/[^\p{L}]/gu, '').length;
      if (letters === 0) continue;
      // As long words as the language has, and as many.
      const more = 'länger länglich verlängert '.repeat(letters).slice(0, Math.ceil(letters * 0.4));
      text.data = `${text.data} ${more.trim()}`;
    }
  });
}

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

for (const width of [320, 768, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('G1 texts that are 40 % longer fit on every screen', async ({ page, me }) => {
      for (const [screen, path] of Object.entries(screens(me))) {
        await page.goto(path);
        await expectSettled(page);
        await page.evaluate(() => {
          for (const closed of document.querySelectorAll('details')) closed.open = true;
        });
        await lengthen(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        const wider = await page.evaluate(
          () =>
            [...document.querySelectorAll('main *')]
              .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .filter((element) => element.closest('.rc-table-scroll, .rc-only-spoken') === null)
              .map((element) => element.outerHTML.slice(0, 120))
              .slice(0, 3),
        );
        expect.soft(wide, `${screen} scrolls sideways: ${wider.join('; ')}`).toBeLessThanOrEqual(width);
        expect.soft(await clipped(page), `${screen} cuts texts`).toEqual([]);
      }
    });

    test('G3 nothing jumps when answers come late', async ({ page, me }) => {
      // Whoever reads this has a slow network: each answer takes its time.
      await page.route(/\/api\/v1\//, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue().catch(() => undefined);
      });
      for (const [screen, path] of Object.entries(screens(me))) {
        await page.goto(path);
        await expectSettled(page);
        const shift = await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              let sum = 0;
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
              }).observe({ type: 'layout-shift', buffered: true });
              // Buffered entries are delivered with the next frames.
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
            }),
        );
        expect.soft(shift, `${screen} shifts`).toBeLessThan(0.02);
      }
    });
  });
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('G2 nothing moves while something loads', async ({ page, me }) => {
    const release = await hang(page, balances);
    const more = await hang(page, history);
    await page.goto('/credits');
    await expect(page.locator('.rc-skeleton').first()).toBeVisible();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => {
          const { duration, iterations } = effect?.getComputedTiming() ?? {};
          return Number(duration) > 10 || iterations === Infinity;
        })
        .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 120)),
    );
    expect(moving).toEqual([]);
    await release();
    await more();
    await expectRows(page);
    expect(me.who.wallets).toHaveLength(2);
  });
});

test.describe('in forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('G2 what is on, chosen and focused can be told apart without the page’s colours', async ({ page, me }) => {
    await page.goto('/credits');
    await expectRows(page);
    // Each control has an edge, and the one with the focus another.
    for (const control of await page.locator('main :is(button, input, select):visible').all()) {
      await control.focus();
      const [edge, ring] = await control.evaluate((element) => {
        const drawn = (style: CSSStyleDeclaration, part: 'border' | 'outline'): boolean =>
          style.getPropertyValue(`${part === 'border' ? 'border-bottom' : 'outline'}-style`) !== 'none' &&
          parseFloat(style.getPropertyValue(`${part === 'border' ? 'border-bottom' : 'outline'}-width`)) > 0;
        const around = [element, element.parentElement, element.nextElementSibling].filter((one) => one !== null);
        const styles = around.map((one) => getComputedStyle(one));
        const native = ['range', 'radio', 'checkbox'].includes(element.getAttribute('type') ?? '');
        return [native || styles.some((style) => drawn(style, 'border')), styles.some((style) => drawn(style, 'outline'))];
      });
      const name = await control.evaluate((element) => element.outerHTML.slice(0, 120));
      expect.soft(edge, `an edge: ${name}`).toBe(true);
      expect.soft(ring, `a ring: ${name}`).toBe(true);
    }
    // The switch says its state in words, too.
    const renewing = page.getByRole('switch');
    await expect(renewing).toBeChecked();
    await expect(page.getByText('On', { exact: true }).first()).toBeVisible();
    expect(me.who.wallets).toHaveLength(2);
  });
});

test.describe('what is said', () => {
  test('G2 live regions say the right thing once', async ({ page, me }) => {
    await page.addInitScript(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const region = '[role="status"], [role="alert"], output, [aria-live]';
      new MutationObserver((changes) => {
        const regions = new Set(
          changes.flatMap(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest(region) ?? []),
        );
        for (const one of regions) {
          const text = one.textContent?.trim() ?? '';
          // A progress that counts says more and more; its words are what is counted here.
          if (text !== '' && said.at(-1) !== text) said.push(text);
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    const said = (): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
    const times = async (text: string | RegExp): Promise<number> =>
      (await said()).filter((one) => (typeof text === 'string' ? one === text : text.test(one))).length;

    await page.goto('/credits');
    await expectRows(page);
    await page.getByRole('searchbox', { name: 'Reference' }).fill('nothing-like-this');
    await expect(page.getByRole('heading', { name: 'No transactions match' })).toBeVisible();
    await expect.poll(() => times('No transactions match')).toBe(1);

    await page.getByRole('search').getByRole('button', { name: 'Clear filters' }).click();
    await expectRows(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download Excel' }).click();
    await download;
    await expect.poll(() => times(/^Saved as relux-credits_.*\.xlsx$/)).toBe(1);
    expect(await times(/undefined|null|NaN/)).toBe(0);
    expect(me.who.wallets).toHaveLength(2);
  });
});
