// T4: filters, which live in the address.
import type { Page } from '@playwright/test';
import { expectRows, range, rows } from '../support/screen';
import { count } from '../support/words';
import { expect, test } from '../support/test';

const type = (page: Page) => page.getByRole('combobox', { name: 'Type' });
const from = (page: Page) => page.getByLabel('From', { exact: true });
const until = (page: Page) => page.getByLabel('To', { exact: true });
const text = (page: Page) => page.getByRole('searchbox', { name: 'Reference' });
const search = (page: Page) => new URL(page.url()).search;

test('T4 every filter narrows the list, stands in the address, and Clear filters takes them all away', async ({
  page,
  me,
}) => {
  const all = await me.page(me.personal);
  const bought = await me.page(me.personal, { type: 'purchase' });
  await page.goto('/credits');
  await expectRows(page);
  await expect(page.getByRole('button', { name: 'Clear filters' })).toHaveCount(0);

  await type(page).selectOption('Purchase');
  await expect(range(page)).toHaveText(`1–${Math.min(25, bought.total)} of ${count(bought.total)}`);
  await expect(page).toHaveURL(/[?&]type=purchase/);

  const number = bought.items[1]?.reference?.number ?? '';
  await text(page).fill(number.toLowerCase());
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(number);
  await expect(page).toHaveURL(new RegExp(`[?&]text=${number}`, 'i'));

  await from(page).fill('2000-01-01');
  await expect(page).toHaveURL(/[?&]from=2000-01-01/);
  await expect(rows(page)).toHaveCount(1);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(range(page)).toHaveText(`1–25 of ${count(all.total)}`);
  expect(search(page)).toBe('');
  await expect(type(page)).toHaveValue('');
  await expect(text(page)).toHaveValue('');
  await expect(from(page)).toHaveValue('');
});

test('T4 back and forward restore the filters, the list and the fields', async ({ page, me }) => {
  const of = async (query: Record<string, string>) => {
    const { total } = await me.page(me.personal, query);
    return `1–${Math.min(25, total)} of ${count(total)}`;
  };
  const [everything, bought, given] = [await of({}), await of({ type: 'purchase' }), await of({ type: 'refund' })];
  await page.goto('/credits');
  await expect(range(page)).toHaveText(everything);
  await type(page).selectOption('Purchase');
  await expect(range(page)).toHaveText(bought);
  await type(page).selectOption('Refund');
  await expect(range(page)).toHaveText(given);

  await page.goBack();
  await expect(range(page)).toHaveText(bought);
  await expect(type(page)).toHaveValue('purchase');
  await page.goBack();
  await expect(range(page)).toHaveText(everything);
  await expect(type(page)).toHaveValue('');
  await page.goForward();
  await expect(range(page)).toHaveText(bought);
  await expect(type(page)).toHaveValue('purchase');
  await page.reload();
  await expect(range(page)).toHaveText(bought);
  await expect(type(page)).toHaveValue('purchase');
});

test('T4 typing a word is one step of the browser’s history, not one a letter', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  await page.goto('/');
  await page.goto('/credits');
  await expectRows(page);
  await text(page).pressSequentially('S00', { delay: 40 });
  await expect(page).toHaveURL(/text=S00$/);
  await page.goBack();
  await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
  await expect(text(page)).toHaveValue('');
});

test('T4 no hits is another text than no history, and offers the way out', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  await page.goto('/credits?text=no-such-reference');
  await expect(page.getByRole('heading', { name: 'No transactions match' })).toBeVisible();
  await expect(page.getByText('No transactions yet')).toHaveCount(0);
  await expect(page.getByRole('table')).toHaveCount(0);

  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
});

test('T4 an empty history says what will appear there', async ({ page, me }) => {
  // Every demo user has a welcome grant: an empty wallet is the backend's answer, emptied.
  await page.route(/\/transactions(\?|$)/, async (route) => {
    const answer = await route.fetch();
    const json = { ...(await answer.json()), items: [], total: 0, first: 0, newer: null, older: null };
    await route.fulfill({ response: answer, json: { ...json, wallet_is_empty: true } });
  });
  await page.goto('/credits');
  await expect(page.getByRole('heading', { name: 'No transactions yet' })).toBeVisible();
  await expect(page.getByText('No transactions match')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Download Excel' })).toBeDisabled();
  expect(me.who.user.name).not.toBe('');
});

test('T4 a period whose end lies before its begin is named at its field', async ({ page, me }) => {
  await me.page(me.personal);
  await page.goto('/credits?from=2026-05-02&to=2026-05-01');
  await expect(until(page)).toHaveAccessibleDescription('“To” lies before “From”. Choose a later day.');
  await until(page).fill('2026-05-03');
  await expect(page.getByText('lies before')).toHaveCount(0);
});

test('T4 an address that somebody mangled shows what can be shown', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  for (const query of ['?type=bribe', '?page=zzz', '?page=n999999999', '?wallet=1', '?from=2026-02-30', '?text=%00']) {
    await page.goto(`/credits${query}`);
    await expect(range(page), query).toHaveText(`1–25 of ${count(total)}`);
  }
});
