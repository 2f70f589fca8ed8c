// O4, O5, O8: a member gets another role, is removed or leaves, and notices at once.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session, origin } from '../support/backend';
import { hang } from '../support/network';
import { found, founder, openWorkshop, workshop as workplace } from '../support/organisation';
import { card, pressTwice } from '../support/screen';
import { expect, give, test } from '../support/test';

const endpoint = /\/organisations\/[^/]+\/members\/[^/]+$/;

const question = (page: Page): Locator => page.getByRole('alertdialog', { name: 'Remove Luc Favre?' });

/** Opens the page of the organisation's members. */
async function open(page: Page, me: Session): Promise<void> {
  const organisation = me.who.memberships.find(({ name }) => name === 'Atelier Lumière')?.organisation;
  await page.goto(`/credits/organisation/${organisation}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Atelier Lumière' })).toBeVisible();
}

test('O5 rule 11 makes somebody an owner, whose open page notices, and only then may go', async ({
  page,
  context,
  browser,
}) => {
  const workshop = await found('Luc Favre');
  const [other] = workshop.members as [Session];
  const theirs = await browser.newContext({ locale: 'en-GB' });
  await give(theirs, other);
  const theirPage = await theirs.newPage();
  await openWorkshop(theirPage, workshop);
  await expect(theirPage.getByRole('table')).toBeVisible();
  await expect(theirPage.getByRole('combobox')).toHaveCount(0);

  await give(context, workshop.owner);
  await openWorkshop(page, workshop);
  const name = other.who.user.name;
  await expect(page.getByText('The only owner. Make somebody else an owner first.')).toBeVisible();
  await expect(page.getByText('You are the only owner. To leave, make somebody else an owner first.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave organisation' })).toHaveCount(0);
  await expectAccessible(page, 'the only owner');
  const role = page.getByRole('combobox', { name: `Role of ${name}` });
  const asked = page.getByRole('alertdialog', { name: `Change the role of ${name} to Owner?` });
  await role.selectOption('Owner');
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectAccessible(page, 'change a role?');
  await page.keyboard.press('Escape');
  await expect(role).toHaveValue('member');
  await role.focus();
  await role.selectOption('Owner');
  await pressTwice(asked.getByRole('button', { name: 'Change role' }));
  await expect(page.getByRole('status').filter({ hasText: `${name} now has the role Owner.` })).toBeVisible();
  await expect(role).toHaveValue('owner');
  await expect(role).toBeFocused();
  await expectAccessible(page, 'a new owner');

  // Their open page has the choices now; they make the first owner an admin.
  const first = theirPage.getByRole('combobox', { name: `Role of ${founder}` });
  await expect(first).toHaveValue('owner');
  await first.selectOption('Admin');
  await theirPage.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByRole('combobox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Leave organisation' })).toBeVisible();
  await theirs.close();
});

test('O5 I23 who becomes something else keeps the question that is open, and what is typed', async ({
  page,
  context,
}) => {
  const workshop = await found('Luc Favre');
  const [me] = workshop.members as [Session];
  await give(context, me);
  await openWorkshop(page, workshop);
  await page.getByRole('button', { name: 'Leave organisation' }).click();
  const leaving = page.getByRole('alertdialog', { name: /^Leave / });
  await expect(leaving.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await workshop.owner.setRole(workshop.id, me, 'admin');
  const invite = page.getByRole('button', { name: 'Invite Member', includeHidden: true });
  await expect(invite).toBeAttached();
  await expect(leaving.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');

  await invite.click();
  const addresses = page.getByRole('dialog', { name: 'Invite Member' }).getByLabel('E-mail addresses');
  await addresses.fill('somebody@werkstatt.example');
  await workshop.owner.setRole(workshop.id, me, 'owner');
  await expect(page.getByRole('combobox', { includeHidden: true })).toHaveCount(2);
  await expect(addresses).toHaveValue('somebody@werkstatt.example');
  await expect(addresses).toBeFocused();
});

test('O4 rule 12 removes a member, who sees and spends nothing more, and is told by mail', async ({
  page,
  context,
  browser,
}) => {
  const workshop = await found('Luc Favre');
  const [luc] = workshop.members as [Session];
  const shared = luc.shared(workplace);
  const his = await browser.newContext({ locale: 'en-GB' });
  await give(his, luc);
  const hisPage = await his.newPage();
  await hisPage.goto(`${origin}/credits`);
  await expect(card(hisPage, 'Current shared balance')).toContainText(workplace);

  await give(context, workshop.owner);
  await openWorkshop(page, workshop);
  const trash = page.getByRole('button', { name: 'Remove Luc Favre' });
  // Nobody removes themselves.
  await expect(page.getByRole('button', { name: `Remove ${founder}` })).toHaveCount(0);
  await trash.click();
  await expect(question(page)).toContainText(luc.who.user.email);
  await expect(question(page)).toContainText(`“You no longer have access to the shared credits of ${workplace}”`);
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question(page).getByText('Show the e-mail').click();
  await expect(question(page)).toContainText(`${founder} has removed you from ${workplace}.`);
  await expectAccessible(page, 'remove?');
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
  await expect(trash).toBeFocused();
  expect((await luc.balance(shared)).balance).toBe(0);

  // A server that can't, an answer that is lost, impatience: one removal, and no dead end.
  const problem = { type: 'about:blank', status: 503, code: 'unavailable', title: 'RAW' };
  await page.route(endpoint, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
  );
  await trash.click();
  await question(page).getByRole('button', { name: 'Remove' }).click();
  await expect(question(page).getByRole('alert')).toContainText('We don’t know yet whether this was done.');
  await expect(page.getByText('RAW')).toHaveCount(0);
  await expectAccessible(page, 'not removed');
  await page.unroute(endpoint);
  await page.route(endpoint, async (route) => {
    await route.fetch();
    return route.abort();
  });
  await question(page).getByRole('button', { name: 'Remove' }).click();
  await expect(question(page).getByRole('alert')).toContainText('We don’t know yet whether this was done.');
  await page.unroute(endpoint);
  await pressTwice(question(page).getByRole('button', { name: 'Remove' }));
  await expect(page.getByRole('status').filter({ hasText: 'Luc Favre was removed and has been told by e-mail.' })).toBeVisible();
  await expect(trash).toHaveCount(0);
  await expect(page.locator('#members')).toBeFocused();
  await expectAccessible(page, 'removed');

  // His open page notices within seconds; his session sees nothing of it any more.
  await expect(card(hisPage, 'Current shared balance')).toHaveCount(0);
  await expect(luc.balance(shared)).rejects.toThrow('404');
  await page.goto('/dev/mail');
  await expect(page.getByRole('listitem').filter({ hasText: luc.who.user.email }).first()).toContainText(
    `You no longer have access to the shared credits of ${workplace}`,
  );
  await his.close();
});

test.describe('somebody who has had enough', () => {
  test.use({ person: 'anouk.morel' });

  test('O8 leaves, and is back at their own credits', async ({ page, me }) => {
    await open(page, me);
    await page.getByRole('button', { name: 'Leave organisation' }).click();
    const asked = page.getByRole('alertdialog', { name: 'Leave Atelier Lumière?' });
    await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await expectAccessible(page, 'leave?');
    await asked.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL(`${origin}/credits`);
    await expect(card(page, 'Current Balance')).toBeVisible();
    await expect(card(page, 'Current shared balance')).toHaveCount(0);
    await expect(page.getByText('No shared credits yet')).toBeVisible();
  });
});

test.describe('a plain member', () => {
  test.use({ person: 'member' });

  test('rule 10 a member removes nobody', async ({ page, me }) => {
    await open(page, me);
    await expect(page.getByRole('table')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0);
  });
});

test('O4 I23 the answer about one member leaves the question about another open', async ({ page, context }) => {
  const workshop = await found('Luc Favre', 'Vera Kunz');
  await give(context, workshop.owner);
  const release = await hang(page, endpoint, (request) => request.method() === 'DELETE');
  await openWorkshop(page, workshop);
  await page.getByRole('button', { name: 'Remove Luc Favre' }).click();
  await question(page).getByRole('button', { name: 'Remove' }).click();
  await question(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove Vera Kunz' }).click();
  const other = page.getByRole('alertdialog', { name: 'Remove Vera Kunz?' });
  await expect(other).toBeVisible();
  await release();
  await expect(page.getByRole('status', { includeHidden: true }).filter({ hasText: 'Luc Favre was removed' })).toBeAttached();
  await expect(other.getByRole('button', { name: 'Cancel' })).toBeFocused();
});

test('G5 an ended session is said by whatever is done next, also without events', async ({ page, context }) => {
  const workshop = await found('Luc Favre');
  await give(context, workshop.owner);
  await hang(page, /\/api\/v1\/events$/);
  await openWorkshop(page, workshop);
  await page.getByRole('button', { name: 'Invite Member' }).click();
  const addresses = page.getByRole('dialog', { name: 'Invite Member' }).getByLabel('E-mail addresses');
  await addresses.fill('somebody@werkstatt.example');
  await workshop.owner.end();
  await page.getByRole('button', { name: 'Invite User' }).click();
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
  // What was typed is given back to who signs in again.
  await give(context, await workshop.owner.again());
  await page.reload();
  await page.getByRole('button', { name: 'Invite Member' }).click();
  await expect(addresses).toHaveValue('somebody@werkstatt.example');
  // And to nobody else.
  await give(context, workshop.members[0] as Session);
  await page.reload();
  await expect(page.getByRole('table')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('relux-kept')))).toEqual([]);
});
