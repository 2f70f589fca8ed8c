// G2: the main job with the keyboard alone.
import type { Locator, Page } from '@playwright/test';
import { email, password } from '../support/backend';
import { tabTo } from '../support/keyboard';
import { expectRows, range } from '../support/screen';
import { expect, test } from '../support/test';

const first = (page: Page, role: 'link' | 'button' | 'combobox' | 'textbox', name: RegExp): Locator =>
  page.getByRole(role, { name }).first();

for (const [locale, words] of [
  [
    'en-GB',
    {
      signIn: /^Sign in$/,
      email: /^E-mail address$/,
      type: /^Type$/,
      older: /^Older$/,
      clear: /^Clear filters$/,
      download: /^Download Excel$/,
      out: /^Sign out$/,
      older26: /^26–50 of /,
    },
  ],
  [
    'de-CH',
    {
      signIn: /^Anmelden$/,
      email: /^E-Mail-Adresse$/,
      type: /^Typ$/,
      older: /^Ältere$/,
      clear: /^Filter zurücksetzen$/,
      download: /^Excel herunterladen$/,
      out: /^Abmelden$/,
      older26: /^26–50 von /,
    },
  ],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('G2 sign in, go to the credits, filter, page, download, sign out', async ({ page }) => {
      await page.goto('/sign-in?next=%2F');
      await tabTo(page, first(page, 'textbox', words.email));
      await page.keyboard.type(email('owner'));
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');

      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await tabTo(page, first(page, 'link', /^Credits/));
      await page.keyboard.press('Enter');
      const heading = page.getByRole('heading', { level: 1, name: 'Credits' });
      await expect(heading).toBeFocused();

      await tabTo(page, first(page, 'combobox', words.type));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(page).toHaveURL(/type=image_generation/);
      await tabTo(page, first(page, 'button', words.older));
      await page.keyboard.press('Enter');
      const shown = page.getByRole('main').getByRole('navigation').last().getByRole('status');
      await expect(shown).toHaveText(words.older26);

      await tabTo(page, first(page, 'button', words.clear));
      await page.keyboard.press('Enter');
      await expect(shown).toHaveText(/^1–25 /);
      await tabTo(page, first(page, 'button', words.download));
      const file = page.waitForEvent('download', { timeout: 60_000 });
      await page.keyboard.press('Enter');
      await file;

      await tabTo(page, first(page, 'button', words.out));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1, name: words.signIn })).toBeVisible();
    });
  });
}

test('G2 the first stop skips to the content', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  expect(new URL(page.url()).pathname).toBe('/credits');
  expect(me.who.user.name).not.toBe('');
});

test('uG3 a change of screen moves the focus to the new heading and names the tab; Back leads back', async ({
  page,
  me,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: /^Credits/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeFocused();
  await expect(page).toHaveTitle(/^Credits/);
  await expect(page).toHaveURL('/credits');
  await page.getByRole('link', { name: 'Manage organisation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lichtwerk Planung AG' })).toBeFocused();
  await expect(page).toHaveURL(`/credits/organisation/${me.who.memberships[0]?.organisation}`);
  await page.goBack();
  await expect(range(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible();
  await expect(page).toHaveTitle(/My account/);
});
