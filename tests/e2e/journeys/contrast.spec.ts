// G2, G7: what is not text stands out against what is beside it, three to one, light and dark
// (WCAG 1.4.11): edges, rings, and what says that something is on, chosen or used up.
import type { Locator, Page } from '@playwright/test';
import { contrastOf, faintControls, faintRings, pixels, type Rgb } from '../support/contrast';
import { renewal } from '../support/payments';
import { card, expectRows, expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, test } from '../support/test';

const enough = 3;

/** Looks at edges and rings in a state. */
async function expectSeen(page: Page, state: string): Promise<void> {
  expect.soft(await faintControls(page), `controls: ${state}`).toEqual([]);
  expect.soft(await faintRings(page), `rings: ${state}`).toEqual([]);
}

/** The colour at a part of a row of pixels. */
const at = (row: Rgb[], part: number): Rgb | undefined => row[Math.round((row.length - 1) * part)];

/** Something in the row stands out against what is at its left end. */
async function expectDrawn(control: Locator): Promise<void> {
  const { row, contrast } = await pixels(control, 3);
  const all = await Promise.all(row.map((pixel) => contrast(pixel, row[0])));
  expect.soft(Math.max(...all), String(control)).toBeGreaterThanOrEqual(enough);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('G2 every control has an edge that is seen, and a ring when it has the focus', async ({ page, me }) => {
      for (const [screen, path] of Object.entries(screens(me))) {
        await page.goto(path);
        await expectSettled(page);
        await expectSeen(page, screen);
      }
    });

    test('G2 so has every control of a form with flaws, and of a dialog', async ({ page, me }) => {
      await page.goto(screens(me).organisation ?? '');
      await expectSettled(page);
      await page.getByRole('button', { name: 'Invite Member' }).click();
      await page.getByRole('button', { name: 'Invite User' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
      await expectSeen(page, 'invite');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Change, Monthly limit of each member' }).click();
      await page.getByRole('radio', { name: 'At most' }).check();
      await expectSeen(page, 'a limit');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Remove / }).first().click();
      await expectSeen(page, 'remove?');
      await page.context().clearCookies();
      await page.goto('/sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expectSeen(page, 'sign-in with flaws');
    });

    test('G2 what is on, set, chosen and used up is seen', async ({ page, me }) => {
      expect(me.who.wallets).toHaveLength(2);
      await page.route(/\/auto-renewal$/, async (route) => {
        const answer = await route.fetch();
        const state = (await answer.json()) as object;
        const limit = { at_most: { amount_minor: 20_000, currency: 'CHF' } };
        const setting = { on: { threshold: 25_000, package: '50', monthly_limit: limit } };
        const used = { amount_minor: 10_000, currency: 'CHF' };
        return route.fulfill({ response: answer, json: { ...state, setting, used_this_month: used } });
      });
      await page.goto('/credits');
      await expectRows(page);
      await expectSettled(page);
      const { form, toggle, slider } = renewal(page);
      await expect(slider).toHaveValue('250');

      const seen = async (part: Locator, of: Parameters<typeof contrastOf>[1]): Promise<void> =>
        expect.soft(await contrastOf(part, of), `${String(part)} ${JSON.stringify(of)}`).toBeGreaterThanOrEqual(enough);
      for (const isOn of [true, false]) {
        await expect(toggle).toBeChecked({ checked: isOn });
        await seen(toggle, { property: 'background-color' });
        await seen(toggle, { pseudo: '::before', property: 'background-color', on: 'itself' });
        await toggle.click();
      }

      // In the middle of the slider is its thumb, with what is below it to the left.
      const { row, contrast } = await pixels(slider);
      expect.soft(await contrast(at(row, 0.5), at(row, 0.8)), 'the thumb, beside the rest of its way').toBeGreaterThanOrEqual(enough);
      expect.soft(await contrast(at(row, 0.2), at(row, 0.8)), 'the way so far').toBeGreaterThanOrEqual(enough);

      const meter = form.getByRole('meter');
      const used = await pixels(meter, 3);
      expect.soft(await used.contrast(at(used.row, 0.25), at(used.row, 0.75)), 'used, beside what is left').toBeGreaterThanOrEqual(enough);
      expect.soft(await used.contrast(at(used.row, 0.25), used.row[0]), 'used, beside the card').toBeGreaterThanOrEqual(enough);

      for (const radio of await card(page, 'Buy credits').getByRole('radio').all()) await expectDrawn(radio);
      for (const chosen of await page.locator('.rc-tab[aria-current="true"], .rc-choice > .rc-radio:has(:checked)').all()) {
        await seen(chosen, { property: 'box-shadow' });
      }
      await seen(page.locator('.rc-packages > .rc-radio:has(:checked)'), { property: 'border-top-color' });
      await seen(page.locator('.rc-sparkline-line').first(), { property: 'stroke' });
      await seen(page.locator('.rc-sparkline-threshold').first(), { property: 'stroke' });
    });

    test('G2 U1 the bars of the report are seen', async ({ page, me }) => {
      await page.goto(`${screens(me).report}?from=2026-01-01`);
      await expectSettled(page);
      const bar = page.locator('.rc-bar-line rect').first();
      await expect(bar).toBeAttached();
      expect(await contrastOf(bar, { property: 'fill' })).toBeGreaterThanOrEqual(enough);
    });
  });
}
