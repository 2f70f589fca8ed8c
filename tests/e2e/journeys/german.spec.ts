// G1: German, with Swiss formats, and no English left over.
import type { Page } from '@playwright/test';
import { email } from '../support/backend';
import { expectSettled } from '../support/screen';
import { expect, test } from '../support/test';
import { count, credits, minus } from '../support/words';

test.use({ locale: 'de-CH' });

/** Words of the English page that no German text has. */
const english =
  /\b(the|your|and|of|from|to|balance|current|shared|transactions?|history|amount|sign (in|out)|member|enter|about|left|newer|older|download|clear|filters|loading|retry|page not found|account|orders|invoices|profile|purchase|refund|adjustment|welcome|generation|renewal|owner|role|since|days|threshold|below|support(?! fragen)|you)\b/i;

/** All that a reader or a screen reader gets: text, and names that are not text. */
async function everything(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      // Names of people, organisations and languages stay what they are.
      if (owner && !owner.closest('script, style, template, noscript, bdi, [lang]:not(html), time')) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

async function expectGerman(page: Page, screen: string): Promise<void> {
  const left = (await everything(page)).filter((text) => english.test(text.replace(/\S+@\S+/g, '')));
  // Both languages call these by the same word.
  const same = new Set(['Support']);
  expect.soft(left.filter((text) => !same.has(text)), `English on ${screen}`).toEqual([]);
  await expect(page.locator('html')).toHaveAttribute('lang', /^de/);
}

test('G1 every screen is German, and nothing English is left over', async ({ page, me }) => {
  const organisation = me.who.memberships[0]?.organisation;
  const shared = me.shared('Lichtwerk Planung AG').id;
  for (const screen of [
    '/',
    '/credits',
    `/credits?wallet=${shared}&type=purchase`,
    '/credits?text=gibt-es-nicht&from=2026-05-02&to=2026-05-01',
    `/credits/organisation/${organisation}`,
    '/nirgends',
  ]) {
    await page.goto(screen);
    await expectSettled(page);
    await expectGerman(page, screen);
  }
});

test('G1 the sign-in and its errors are German', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByText('Geben Sie Ihre E-Mail-Adresse ein')).toBeVisible();
  await expectGerman(page, 'empty');
  await page.getByLabel('E-Mail-Adresse').fill(email('owner'));
  await page.getByLabel('Passwort').fill('falsch');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByText('E-Mail-Adresse oder Passwort ist falsch.')).toBeVisible();
  await expectGerman(page, 'refused');
});

test('G1 errors and the end of a session are German', async ({ page, me, context }) => {
  await page.route(/\/api\/v1\/wallets\//, (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto('/credits');
  await expect(page.getByText('Das Guthaben konnte nicht geladen werden.').first()).toBeVisible({ timeout: 16_000 });
  await expect(page.getByText('Die Transaktionen konnten nicht geladen werden.')).toBeVisible({ timeout: 16_000 });
  await expectGerman(page, 'failed');
  await page.unrouteAll();
  await page.goto('/credits');
  await expectSettled(page);
  await context.setOffline(true);
  await expect(page.getByText('Sie sind offline.')).toBeVisible();
  await expectGerman(page, 'offline');
  await context.setOffline(false);
  await me.end();
  await expect(page.getByText('Ihre Sitzung ist abgelaufen.')).toBeVisible({ timeout: 30_000 });
  await expectGerman(page, 'ended');
});

test('G1 T2 T3 numbers and dates are Swiss German', async ({ page, me }) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const { items, total } = await me.page(wallet, { type: 'purchase' });
  expect(items.some((line) => line.balance >= 100_000)).toBe(true);
  const history = await me.page(wallet);
  await page.goto(`/credits?wallet=${wallet.id}`);
  // Which of the two apostrophes it is has changed between releases of the locale's data.
  const group = await page.evaluate(() => (1234).toLocaleString('de-CH').charAt(1));
  expect(['’', "'"]).toContain(group);
  await expect(page.getByText(`1–25 von ${count(history.total, group)}`)).toBeVisible();
  await page.goto(`/credits?wallet=${wallet.id}&type=purchase`);
  await expect(page.getByText(`1–${Math.min(25, total)} von ${count(total, group)}`)).toBeVisible();

  const table = page.getByRole('table', { name: 'Transaktionsverlauf' });
  await expect(table.getByRole('columnheader')).toHaveText([
    /^Datum \(Mitteleuropäische Zeit\)$/,
    'Typ',
    'Bestellreferenz',
    'Betrag',
    'Guthaben',
    'Mitglied',
  ]);
  const rows = table.getByRole('row').filter({ has: page.getByRole('cell') });
  for (const [index, line] of items.entries()) {
    const cells = rows.nth(index).getByRole('cell');
    await expect(cells.first()).toHaveText(/^\d{1,2}\. \p{L}+\.? \d{4}, \d\d:\d\d$/u);
    await expect(cells.nth(3)).toHaveText(`${line.amount < 0 ? '' : '+'}${credits(line.amount, group)}`);
    await expect(cells.nth(4)).toHaveText(credits(line.balance, group));
  }
  await page.goto(`/credits?wallet=${wallet.id}&type=image_generation`);
  await expect(rows.first().getByRole('cell').nth(3)).toHaveText(new RegExp(`^${minus}\\d+\\.00$`));
});

test('G1 the language can be chosen, is kept, and changes nothing else', async ({ page, me }) => {
  await page.goto('/credits?type=refund');
  await expectSettled(page);
  await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Transaction history' })).toBeVisible();
  await expect(page).toHaveURL('/credits?type=refund');
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Transaction history' })).toBeVisible();
  await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { name: 'Transaktionsverlauf' })).toBeVisible();
  expect(me.who.user.name).not.toBe('');
});

test.describe('a language that is not spoken', () => {
  test.use({ locale: 'pl-PL' });

  test('G1 falls back to English', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});
