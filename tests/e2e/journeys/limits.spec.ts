// O6: how many shared credits a member may use a month.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Desktop, Session, origin } from '../support/backend';
import { expect, give, test } from '../support/test';
import { credits } from '../support/words';

const name = 'Lichtwerk Planung AG';
const said = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text });

test('O6 an owner limits a member, who sees what is left, and is refused beyond it', async ({ page, browser, me }) => {
  const organisation = me.organisation(name);
  const other = await Session.open('max.vonwattenwyl');
  const theirs = await browser.newContext({ locale: 'en-GB' });
  await give(theirs, other);
  const theirPage = await theirs.newPage();
  await theirPage.goto(`${origin}/credits/organisation/${organisation}`);
  await page.goto(`/credits/organisation/${organisation}`);
  const row = page.getByRole('region', { name: /^\d+ members$/ }).getByRole('row', { name: /von Wattenwyl/ });
  const limit = row.getByRole('button', { name: /change the limit of Maximilian/ });
  await expect(limit).toHaveText('no limit');
  await limit.click();
  const dialog = page.getByRole('dialog', { name: /^Monthly limit of Maximilian/ });
  await expect(dialog.getByRole('radio', { name: 'As everybody: no limit' })).toBeChecked();
  await expectAccessible(page, 'a limit');
  await dialog.getByRole('radio', { name: 'At most' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  const field = dialog.getByLabel('Credits a month');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription('Enter a whole number of credits, up to 1,000,000.');
  await expectAccessible(page, 'a limit without a number');
  const { used } = (await other.usage(organisation)).members[0] ?? { used: 0 };
  const most = used / 100 + 2;
  await field.fill(`${most}`);
  await page.keyboard.press('Enter');
  await expect(said(page, 'The limit was saved.')).toBeVisible();
  await expect(limit).toHaveText(`of ${credits(most * 100).replace('.00', '')}`);
  await expect(limit).toBeFocused();

  const own = (used: number, left: number) =>
    theirPage.getByText(new RegExp(`^You have used ${credits(used)} of your .*: ${credits(left)} left\\.$`));
  await expect(own(used, 200)).toBeVisible();
  const desktop = await Desktop.open('max.vonwattenwyl');
  const shared = other.shared(name);
  await desktop.debit(shared, 2);
  await expect(desktop.debit(shared, 1)).rejects.toThrow('member_limit_reached');
  await expect(own(used + 200, 0)).toBeVisible();
  await theirPage.goto(`${origin}/dev/mail`);
  await expect(theirPage.getByRole('listitem').filter({ hasText: other.who.user.email })).toContainText([
    'Your monthly limit of shared credits of Lichtwerk Planung AG is used up',
  ]);

  await limit.click();
  await dialog.getByRole('radio', { name: 'As everybody: no limit' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(limit).toHaveText('no limit');
  await desktop.debit(shared, 1);
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes).toContainText(`from that of each member to ${credits(most * 100).replace('.00', '')} credits.`);
  await theirs.close();
});

test.describe('the owner of another organisation', () => {
  test.use({ person: 'elodie.perrin' });

  test('O6 limits everybody at once, and a server that can’t loses nothing', async ({ page, me }) => {
    await page.goto(`/credits/organisation/${me.organisation('Atelier Lumière')}`);
    await page.getByRole('button', { name: 'Change, Monthly limit of each member' }).click();
    const dialog = page.getByRole('dialog', { name: 'Monthly limit of each member' });
    await dialog.getByRole('radio', { name: 'At most' }).check();
    await dialog.getByLabel('Credits a month').fill("1'000");
    const problem = { type: 'about:blank', status: 503, code: 'unavailable', title: 'RAW' };
    await page.route(/\/member-limit$/, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('alert')).toContainText('We don’t know yet whether this was done.');
    await expect(dialog.getByLabel('Credits a month')).toHaveValue("1'000");
    await page.unroute(/\/member-limit$/);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Allowed per member and month: 1,000 credits.')).toBeVisible();
  });
});
