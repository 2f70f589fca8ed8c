// O1, O7: what each member has used, and their usage history.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Desktop } from '../support/backend';
import { expectRows, range, table } from '../support/screen';
import { expect, test } from '../support/test';
import { count, credits } from '../support/words';
import { keep, read } from '../support/workbook';

const name = 'Lichtwerk Planung AG';
const members = (page: Page) => page.getByRole('region', { name: /^\d+ members$/ });
const hits = (page: Page) => page.getByRole('status').filter({ hasText: /^\d+ of \d+ members$/ });

test('O1 each member stands with what they have used this month and its share, which follow', async ({ page, me }) => {
  const organisation = me.organisation(name);
  await page.goto(`/credits/organisation/${organisation}`);
  // Others spend meanwhile; the page follows.
  await expect(async () => {
    const usage = await me.usage(organisation);
    for (const member of usage.members.filter((one) => !one.removed).slice(0, 4)) {
      const row = members(page).getByRole('row', { name: new RegExp(member.name) });
      await expect(row).toContainText(credits(member.used), { timeout: 2_000 });
    }
  }).toPass();
  await expectAccessible(page, 'members with their usage');

  const { used } = (await me.usage(organisation)).members.find((one) => one.name === 'Tobias Müller') ?? { used: 0 };
  const desktop = await Desktop.open('tobias.mueller');
  await desktop.debit(me.shared(name), 7);
  await expect(page.getByRole('row', { name: /Tobias Müller/ })).toContainText(credits(used + 700));
});

test('O1 members are found by name and address', async ({ page, me }) => {
  await page.goto(`/credits/organisation/${me.organisation(name)}`);
  const search = page.getByRole('searchbox', { name: 'Search members' });
  await search.fill('YILDIZ@');
  await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /Aylin Yıldız/ })).toBeVisible();
  await expect(hits(page)).toHaveText(/^1 of \d+ members$/);
  await expectAccessible(page, 'a search');
  await search.fill('nobody at all');
  await expect(hits(page)).toHaveText(/^0 of \d+ members$/);
  await search.fill('');
  await expect(page.getByRole('row', { name: /Tobias Müller/ })).toBeVisible();
  await expect(hits(page)).toHaveCount(0);
});

test('O7 a member’s name opens their usage history, with filters, address and export', async ({ page, me }, info) => {
  const organisation = me.organisation(name);
  await page.goto(`/credits/organisation/${organisation}`);
  await page.getByRole('link', { name: 'Jürg Rüegsegger' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Jürg Rüegsegger' })).toBeFocused();
  const usage = await me.usage(organisation, '1970-01-01T00:00:00Z');
  const member = usage.members.find((one) => one.name === 'Jürg Rüegsegger');
  await expect(page.getByText(`${credits(member?.used ?? 0)} shared credits used in all`)).toBeVisible();
  await expectRows(page);
  const wallet = me.shared(name);
  const own = await me.page(wallet, { by: member?.user ?? '' });
  await expect(range(page)).toHaveText(`1–25 of ${count(own.total)}`);
  await expect(table(page).getByRole('columnheader', { name: 'Member' })).toHaveCount(0);
  await expectAccessible(page, 'a usage history');

  // The address keeps the period, and opens the same again.
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Refund');
  const refunds = await me.lines(wallet, { by: member?.user ?? '', type: 'refund' });
  await expect(page).toHaveURL(new RegExp(`/members/${member?.user}\\?type=refund$`));
  await page.reload();
  await expect(range(page)).toHaveText(new RegExp(` of ${count(refunds.length)}$`));
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Excel' }).click();
  const sheets = await read(await keep(await download, info.outputPath()));
  expect(sheets.get('Transactions')).toHaveLength(refunds.length + 2);
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test.describe('a plain member', () => {
  test.use({ person: 'member' });

  test('rule 10 sees their own usage, and nobody else’s', async ({ page, me }) => {
    const organisation = me.organisation(name);
    const { used } = await me.usage(organisation);
    await page.goto(`/credits/organisation/${organisation}`);
    await expect(page.getByText(`You have used ${credits(used)} shared credits this month.`)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Reto Zürcher' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Noémie Käser' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Noémie Käser' })).toBeVisible();
    const owner = await fetchOwner(page, organisation);
    await page.goto(`/credits/organisation/${organisation}/members/${owner}`);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await expect(table(page)).toHaveCount(0);
  });
});

/** Who owns an organisation, whom every member may see. */
async function fetchOwner(page: Page, organisation: string): Promise<string> {
  const answer = await page.request.get(`/api/v1/organisations/${organisation}`);
  const { members } = (await answer.json()) as { members: { user: string; role: string }[] };
  return members.find(({ role }) => role === 'owner')?.user ?? '';
}
