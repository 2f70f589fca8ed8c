// G2, G3: what axe can't see: longer texts, stillness, high contrast, what is said, what jumps.
import { openWithDialogs, throughDialogs } from '../support/dialogs';
import { expectFits, lengthen, unfold } from '../support/fit';
import { balances, hang, history } from '../support/network';
import { expectRows, expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { listen } from '../support/spoken';
import { expect, test } from '../support/test';

for (const width of [320, 768, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('G1 texts that are 40 % longer fit on every screen', async ({ page, me }) => {
      for (const [screen, path] of Object.entries(screens(me))) {
        await page.goto(path);
        await expectSettled(page);
        await unfold(page);
        await lengthen(page);
        await expectFits(page, screen);
      }
    });

    test('G1 texts that are 40 % longer fit in the sign-in, and in every dialog', async ({ page, context }) => {
      await page.goto('/sign-in');
      await page.getByRole('main').getByRole('button').click();
      await expect(page.locator('#email')).toHaveAttribute('aria-invalid', 'true');
      await lengthen(page);
      await expectFits(page, 'sign-in');
      await openWithDialogs(page, context);
      await throughDialogs(page, async (id) => {
        await unfold(page);
        await lengthen(page);
        await expectFits(page, id);
      });
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
    const ear = await listen(page);
    await page.goto('/credits');
    await expectRows(page);
    await page.getByRole('searchbox', { name: 'Reference' }).fill('nothing-like-this');
    await expect(page.getByRole('heading', { name: 'No transactions match' })).toBeVisible();
    await expect.poll(() => ear.times('No transactions match')).toBe(1);

    await page.getByRole('search').getByRole('button', { name: 'Clear filters' }).click();
    await expectRows(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download Excel' }).click();
    await download;
    await expect.poll(() => ear.times(/^Saved as relux-credits_.*\.xlsx$/)).toBe(1);
    expect(await ear.times(/undefined|null|NaN/)).toBe(0);
    expect(me.who.wallets).toHaveLength(2);
  });
});
