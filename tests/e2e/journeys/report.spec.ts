// U1: what members and organisations have used in a period.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { credits } from '../support/words';
import { comparable, hasOpenpyxl, keep, read, readByOpenpyxl } from '../support/workbook';
import type { Usage } from '../support/backend';
import { expect, test } from '../support/test';

const name = 'Lichtwerk Planung AG';
const report = (page: Page, title: string) => page.getByRole('table', { name: title });

/** Opens the report of all there is, and gives what the page was answered: others spend meanwhile. */
async function openAll(page: Page, organisation: string): Promise<Usage> {
  const answered = page.waitForResponse(new RegExp(`/organisations/${organisation}/usage\\?`));
  await page.goto(`/credits/organisation/${organisation}/report?from=2000-01-02&to=2999-12-30`);
  return (await (await answered).json()) as Usage;
}

test('U1 the report lists members and organisations, and its totals are the sums of its rows', async ({ page, me }) => {
  const organisation = me.organisation(name);
  await page.goto(`/credits/organisation/${organisation}`);
  await page.getByRole('link', { name: 'Usage report' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Usage report' })).toBeFocused();
  const usage = await openAll(page, organisation);
  const members = report(page, 'By member');
  for (const member of usage.members) {
    const row = members.getByRole('row', { name: new RegExp(member.name) });
    await expect(row).toContainText(credits(member.used));
    await expect(row.getByText('Removed')).toHaveCount(member.removed ? 1 : 0);
  }
  const sum = usage.members.reduce((all, one) => all + one.used, 0);
  expect(sum).toBe(usage.used);
  await expect(members.getByRole('row', { name: 'Total' })).toContainText(credits(sum));
  await expect(report(page, 'By organisation').getByRole('row', { name: 'Total' })).toContainText(credits(sum));
  await expectAccessible(page, 'a report');
});

test('U1 the address keeps the period, and the way back leads to the one before', async ({ page, me }) => {
  const path = `/credits/organisation/${me.organisation(name)}/report`;
  await page.goto(path);
  const current = page.getByRole('link', { name: 'This month' });
  await expect(current).toHaveAttribute('aria-current', 'true');
  const total = () => report(page, 'By member').getByRole('row', { name: 'Total' }).innerText();
  await expect(report(page, 'By member')).toBeVisible();
  const present = await total();
  await page.getByRole('link', { name: 'Last month' }).click();
  await expect(page).toHaveURL(/\/report\?from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$/);
  await expect.poll(total).not.toBe(present);
  const last = await total();
  await page.reload();
  await expect.poll(total).toBe(last);
  await page.goBack();
  await expect(current).toHaveAttribute('aria-current', 'true');
  await expect.poll(total).not.toBe(last);

  const member = report(page, 'By member').getByRole('link', { name: me.who.user.name });
  await expect(member).toHaveAttribute('href', /\/members\/[0-9a-f]+\?from=\d{4}-\d\d-01$/);
  await page.goForward();
  await expect.poll(total).toBe(last);
  const period = new URL(page.url()).search;
  const organisation = report(page, 'By organisation').getByRole('link', { name });
  await expect(organisation).toHaveAttribute('href', new RegExp(`/report\\${period}$`));
  await member.click();
  await expect(page.getByRole('heading', { level: 1, name: me.who.user.name })).toBeVisible();
  expect(new URL(page.url()).search).toBe(period);
  await expect(page.getByLabel('From')).toHaveValue(new URLSearchParams(period).get('from') ?? '');
  await page.goBack();
  await expect(current).toBeVisible();

  await page.getByLabel('From').fill('2026-05-02');
  await page.getByLabel('To').fill('2026-05-01');
  await expect(page.getByLabel('To')).toHaveAccessibleDescription('“To” lies before “From”. Choose a later day.');
  await expectAccessible(page, 'a report of no days');
});

test('U2 the report as Excel has a sheet for each table, with the same numbers', async ({ page, me }, info) => {
  const organisation = me.organisation(name);
  const usage = await openAll(page, organisation);
  await expect(report(page, 'By organisation')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Excel' }).click();
  const path = await keep(await download, info.outputPath());
  expect(path).toMatch(/relux-credits_lichtwerk-planung-ag_\d{4}-\d\d-\d\d\.xlsx$/);
  const sheets = await read(path);
  expect([...sheets.keys()]).toEqual(['By member', 'By organisation', 'About']);
  const [header, ...rows] = sheets.get('By member') ?? [];
  expect(header).toEqual(['Name', 'Used credits', 'Share']);
  const total = rows.pop();
  expect(total).toEqual(['Total', usage.used / 100, 1]);
  expect(rows.map(([who, used]) => [who, used])).toEqual(
    usage.members.map((one) => [one.removed ? `${one.name} (removed)` : one.name, one.used / 100]),
  );
  expect(sheets.get('By organisation')?.at(-1)).toEqual(['Total', usage.used / 100, 1]);
  if (hasOpenpyxl()) {
    const theirs = readByOpenpyxl(path);
    for (const [sheet, cells] of sheets) expect(comparable(theirs.get(sheet) ?? [], cells), sheet).toEqual(comparable(cells));
  }
  await expect(page.getByRole('status').filter({ hasText: '.xlsx' })).toBeVisible();
  await expectAccessible(page, 'a report, downloaded');
});

test.describe('a plain member', () => {
  test.use({ person: 'member' });

  test('rule 10 sees their own usage of each of their organisations, and nobody else’s', async ({ page, me }) => {
    const organisation = me.organisation(name);
    await page.goto(`/credits/organisation/${organisation}/report`);
    const { used } = await me.usage(organisation);
    await expect(report(page, 'By member').getByRole('row', { name: me.who.user.name })).toContainText(credits(used));
    await expect(report(page, 'By member').getByRole('row')).toHaveCount(3);
    await expect(report(page, 'By organisation').getByRole('row')).toHaveCount(4);
  });
});
