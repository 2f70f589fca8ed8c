// G2, O7, U1, U2: who has used what is found by keyboard alone, wide and narrow, in both
// languages, light and dark. Nothing is changed but the log of an organisation of its own.
import type { Locator, Page } from '@playwright/test';
import { enter, expectFine, looks, tabTo, windows } from '../support/keyboard';
import { found, openWorkshop } from '../support/organisation';
import { expect, give, test } from '../support/test';
import { count, credits } from '../support/words';
import { keep, read } from '../support/workbook';

/** The names by which things are reached, in each language. */
const languages = {
  'en-GB': {
    pages: 'Pages of the transaction history',
    range: (first: string, all: string) => `${first} of ${all}`,
    type: 'Type',
    text: 'Reference',
    noHits: 'No transactions match',
    clear: 'Clear filters',
    older: 'Older',
    download: 'Download Excel',
    saved: 'Saved as',
    report: 'Usage report',
    thisMonth: 'This month',
    lastMonth: 'Last month',
    from: 'From',
    to: 'To',
    byMember: 'By member',
    reversed: '“To” lies before “From”. Choose a later day.',
    changes: 'Changes',
    created: 'created the organisation.',
    olderChanges: 'Show older changes',
  },
  'de-CH': {
    pages: 'Seiten des Transaktionsverlaufs',
    range: (first: string, all: string) => `${first} von ${all}`,
    type: 'Typ',
    text: 'Referenz',
    noHits: 'Keine passenden Transaktionen',
    clear: 'Filter zurücksetzen',
    older: 'Ältere',
    download: 'Excel herunterladen',
    saved: 'Gespeichert als',
    report: 'Verbrauchsbericht',
    thisMonth: 'Dieser Monat',
    lastMonth: 'Letzter Monat',
    from: 'Von',
    to: 'Bis',
    byMember: 'Nach Mitglied',
    reversed: '«Bis» liegt vor «Von». Wählen Sie einen späteren Tag.',
    changes: 'Änderungen',
    created: 'hat die Organisation erstellt.',
    olderChanges: 'Ältere Änderungen zeigen',
  },
} as const;

const name = 'Lichtwerk Planung AG';
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });

/** Downloads by Enter, and gives the sheets. */
async function download(page: Page, words: { download: string; saved: string }, folder: string): Promise<unknown[][][]> {
  await tabTo(page, button(page, words.download));
  const file = page.waitForEvent('download', { timeout: 60_000 });
  await page.keyboard.press('Enter');
  const sheets = await read(await keep(await file, folder));
  await expect(page.getByRole('status').filter({ hasText: words.saved })).toBeVisible();
  await expect(button(page, words.download)).toBeFocused();
  return [...sheets.values()];
}

/** Types a day as a person does: the page sees each digit before the next one. The day and the
 * month are the same number, in whichever order the browser has them. */
async function typeDay(page: Page, field: Locator, digits: string): Promise<void> {
  for (const digit of digits) {
    await page.keyboard.press(digit);
    await expect(field).toBeFocused();
  }
}

for (const { locale, colorScheme } of looks) {
  for (const viewport of windows) {
    const words = languages[locale];

    test.describe(`${locale}, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ locale, colorScheme, viewport, person: 'admin', contextOptions: { reducedMotion: 'reduce' } });

      test('O7 a member’s usage history is opened, filtered, turned and downloaded', async ({ page, me }, info) => {
        const organisation = me.organisation(name);
        const wallet = me.shared(name);
        await page.goto(`/credits/organisation/${organisation}`);
        await enter(page, page.getByRole('link', { name: 'Jürg Rüegsegger' }));
        await expect(heading(page, 'Jürg Rüegsegger')).toBeFocused();
        const by = new URL(page.url()).pathname.split('/').at(-1) ?? '';
        const shown = page.getByRole('navigation', { name: words.pages }).getByRole('status');
        // Which of the two apostrophes it is has changed between releases of the locale's data.
        const group = await page.evaluate(() => (1234).toLocaleString().charAt(1));
        const all = count((await me.page(wallet, { by })).total, group);
        await expect(shown).toHaveText(words.range('1–25', all));
        await expectFine(page, 'a usage history');
        await enter(page, button(page, words.older));
        await expect(shown).toHaveText(words.range('26–50', all));
        await expect(button(page, words.older)).toBeFocused();
        await expectFine(page, 'its second page');

        const type = page.getByRole('combobox', { name: words.type });
        await tabTo(page, page.getByRole('searchbox', { name: words.text }));
        await page.keyboard.type('nothing like this');
        await expect(page.getByRole('heading', { name: words.noHits })).toBeVisible();
        await expect(page.getByRole('searchbox', { name: words.text })).toBeFocused();
        await expectFine(page, 'no hits');
        await enter(page, button(page, words.clear).first());
        await expect(shown).toHaveText(words.range('1–25', all));
        await expect(type).toBeFocused();

        for (const chosen of ['welcome_grant', 'purchase', 'automatic_renewal', 'image_generation', 'refund']) {
          await page.keyboard.press('ArrowDown');
          await expect(page).toHaveURL(new RegExp(`\\?type=${chosen}$`));
        }
        const refunds = await me.lines(wallet, { by, type: 'refund' });
        await expect(shown).toHaveText(new RegExp(` ${count(refunds.length, group)}$`));
        await expect(type).toBeFocused();
        await expectFine(page, 'filtered');
        const [transactions] = await download(page, words, info.outputPath());
        expect(transactions).toHaveLength(refunds.length + 2);
        await expectFine(page, 'downloaded');
      });

      test('U1 U2 the report is read of last month and of any days, downloaded, and found again', async ({ page, me }, info) => {
        const organisation = me.organisation(name);
        await page.goto(`/credits/organisation/${organisation}`);
        await enter(page, page.getByRole('link', { name: words.report }));
        await expect(heading(page, words.report)).toBeFocused();
        const total = page.getByRole('table', { name: words.byMember }).getByRole('row', { name: 'Total' });
        await expect(total).toBeVisible();
        await expectFine(page, 'this month');
        const lastMonth = page.getByRole('link', { name: words.lastMonth });
        await enter(page, lastMonth);
        await expect(lastMonth).toHaveAttribute('aria-current', 'true');
        await expect(lastMonth).toBeFocused();
        await expect(page).toHaveURL(/\/report\?from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$/);
        await expectFine(page, 'last month');

        const [from, to] = [page.getByLabel(words.from, { exact: true }), page.getByLabel(words.to, { exact: true })];
        await enter(page, page.getByRole('link', { name: words.thisMonth }));
        await expect(from).toHaveValue('');
        const year = new Date().getFullYear() - 2;
        await tabTo(page, from);
        await typeDay(page, from, `0505${year}`);
        await tabTo(page, to);
        await typeDay(page, to, `0404${year}`);
        await expect(to).toHaveAccessibleDescription(words.reversed);
        await expectFine(page, 'a report of no days');
        // The year was typed last, and is one more then.
        await page.keyboard.press('ArrowUp');
        const period = new RegExp(`/report\\?from=${year}-05-05&to=${year + 1}-04-04$`);
        await expect(page).toHaveURL(period);
        await expect(to).toHaveAccessibleDescription('');
        await expect(to).toBeFocused();
        await expectFine(page, 'any days');
        const group = await page.evaluate(() => (1234).toLocaleString().charAt(1));
        const [members] = await download(page, words, info.outputPath());
        await expect(total).toContainText(credits(Number(members?.at(-1)?.[1]) * 100, group));
        await expectFine(page, 'downloaded');

        // From a member's history the way back leads to the same days.
        await enter(page, page.getByRole('link', { name: 'Jürg Rüegsegger' }));
        await expect(heading(page, 'Jürg Rüegsegger')).toBeFocused();
        await page.goBack();
        await expect(heading(page, words.report)).toBeFocused();
        await expect(page).toHaveURL(period);
        await expect(from).toHaveValue(`${year}-05-05`);
        await expect(to).toHaveValue(`${year + 1}-04-04`);
        await expectFine(page, 'found again');
      });

      test('G2 what was changed before is read to the beginning', async ({ page, context }) => {
        const home = await found();
        await give(context, home.owner);
        for (let change = 1; change <= 44; change += 1) await home.owner.limitEach(home.id, change * 100);
        await openWorkshop(page, home);
        const entries = page.getByRole('region', { name: words.changes }).getByRole('listitem');
        await expect(entries).toHaveCount(20);
        const older = button(page, words.olderChanges);
        await enter(page, older);
        await expect(entries).toHaveCount(40);
        await expect(older).toBeFocused();
        await expectFine(page, 'older changes');
        await page.keyboard.press('Enter');
        await expect(older).toHaveCount(0);
        await expect(entries.last()).toContainText(words.created);
        await expectFine(page, 'all changes');
        // The button is gone; whoever pressed it goes on where they were.
        await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
      });
    });
  }
}

test.describe('an admin who types a day over another', () => {
  test.use({ person: 'admin' });

  for (const [what, path] of [
    ['U1 of a report', (organisation: string) => `/credits/organisation/${organisation}/report`],
    ['T4 of a history', () => '/credits'],
  ] as const) {
    test(`${what}: sees it change part by part, also by way of a day that no month has`, async ({ page, me }) => {
      await page.goto(`${path(me.organisation(name))}?from=2025-10-31&to=2025-12-31`);
      const from = page.getByLabel('From', { exact: true });
      await tabTo(page, from);
      await typeDay(page, from, '11112024');
      await expect(from).toHaveValue('2024-11-11');
      await expect(page).toHaveURL(/\?from=2024-11-11&to=2025-12-31$/);
    });
  }
});
