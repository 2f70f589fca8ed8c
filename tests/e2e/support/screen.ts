// How a screen is read: by role and name only. One function per thing that several
// journeys look at.
import { expect, type Locator, type Page } from '@playwright/test';

/** The history's table. */
export const table = (page: Page): Locator => page.getByRole('table', { name: 'Transaction history' });

/** The history's rows, without the header. */
export const rows = (page: Page): Locator => table(page).getByRole('row').filter({ has: page.getByRole('cell') });

/** The cells of a row, by the name of their column. */
export async function cells(row: Locator): Promise<string[]> {
  return (await row.getByRole('cell').allTextContents()).map((text) => text.trim());
}

/** The "1–25 of 1,312" of the history. */
export const range = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Pages of the transaction history' }).getByRole('status');

/** Waits until the history shows rows. */
export async function expectRows(page: Page): Promise<void> {
  await expect(range(page)).toHaveText(/^\d+–\d+ of [\d,]+$/);
  await expect(table(page)).toHaveAttribute('aria-busy', 'false');
}

/** Presses twice, before anything can come of the first time. */
export const pressTwice = (button: Locator): Promise<void> =>
  button.evaluate((element: HTMLElement) => {
    element.click();
    element.click();
  });

/** The card with that heading; a shared one is also named after its organisation. */
export const card = (page: Page, heading: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^${heading}`) });

/** Waits until the screen has its heading, and no part of it is being read. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"], .rc-skeleton, .rc-shell-form, .rc-shell-table')).toHaveCount(0);
}
