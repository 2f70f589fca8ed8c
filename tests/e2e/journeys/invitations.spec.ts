// O2, O3, rule 13: somebody is invited by mail, follows the link, and is a member.
import type { Browser, Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session, email, origin } from '../support/backend';
import { enter, tabTo } from '../support/keyboard';
import { newestLink } from '../support/mail';
import { card, pressTwice } from '../support/screen';
import { expect, give, test } from '../support/test';

const name = 'Lichtwerk Planung AG';
const endpoint = /\/organisations\/[^/]+\/invitations$/;

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Invite Member' });
const field = (page: Page): Locator => dialog(page).getByLabel('E-mail addresses');
const said = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text });

async function open(page: Page, me: Session): Promise<void> {
  const organisation = me.who.memberships.find((one) => one.name === name)?.organisation;
  await page.goto(`/credits/organisation/${organisation}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function invite(page: Page, addresses: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite Member' }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill(addresses);
  await dialog(page).getByRole('button', { name: 'Invite User' }).click();
}

/** A browser in which nobody has signed in. */
async function stranger(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: 'en-GB' })).newPage();
}

test.describe('an admin', () => {
  test.use({ person: 'admin' });

  test('O3 invites many at once, and each address gets an answer', async ({ page, me }) => {
    await open(page, me);
    await page.getByRole('button', { name: 'Invite Member' }).click();
    await expectAccessible(page, 'invite');
    await dialog(page).getByRole('button', { name: 'Invite User' }).click();
    await expect(field(page)).toHaveAccessibleDescription(/^Enter an e-mail address\./);
    await expect(field(page)).toBeFocused();
    await expectAccessible(page, 'invite: no address');

    // Nothing that was typed is lost: by closing, or by a server that can't.
    const typed = `Ida Frey <ida.frey@lichtwerk.example>; ${email('owner')}\nida.frey, ruth.keller@lichtwerk.example`;
    await field(page).fill(typed);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Invite Member' })).toBeFocused();
    await page.getByRole('button', { name: 'Invite Member' }).click();
    await expect(field(page)).toHaveValue(typed);
    const problem = { type: 'about:blank', status: 503, code: 'unavailable', title: 'RAW' };
    await page.route(endpoint, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
    );
    await dialog(page).getByRole('button', { name: 'Invite User' }).click();
    await expect(dialog(page).getByRole('alert')).toContainText('We don’t know yet whether this was done.');
    await expect(field(page)).toHaveValue(typed);
    await expectAccessible(page, 'invite: failed');
    await page.unroute(endpoint);

    let asked = 0;
    page.on('request', (request) => {
      if (endpoint.test(request.url())) asked += 1;
    });
    await pressTwice(dialog(page).getByRole('button', { name: 'Invite User' }));
    const answer = (text: string): Locator => dialog(page).getByRole('listitem').filter({ hasText: text });
    await expect(answer('ida.frey@lichtwerk.example')).toContainText('Invited');
    await expect(answer(email('owner'))).toContainText('Already a member');
    await expect(answer('ruth.keller@lichtwerk.example')).toContainText('Already invited');
    await expect(answer('Not an e-mail address')).toContainText('ida.frey');
    await expect(field(page)).toHaveValue('ida.frey');
    await expect(field(page)).toBeFocused();
    expect(asked).toBe(1);
    await expectAccessible(page, 'invite: answers');

    await dialog(page).getByRole('button', { name: 'Send the e-mail again' }).click();
    await expect(answer('ruth.keller@lichtwerk.example')).not.toContainText('Already invited');
    await field(page).fill('');
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('heading', { name: /^\d+ invitations$/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /ida\.frey/ })).toContainText('Pending until');
    await expectAccessible(page, 'invitations');
  });

  test('O2 sends an expired invitation again, and revokes it', async ({ page, me, browser }) => {
    const address = 'praktikum@lichtwerk.example';
    await open(page, me);
    const row = page.getByRole('row', { name: new RegExp(address) });
    await expect(row).toContainText('Expired on');
    const resend = page.getByRole('button', { name: `Resend the invitation to ${address}` });
    await resend.click();
    await expect(said(page, `${address} was invited by e-mail.`)).toBeVisible();
    await expect(row).toContainText('Pending until');
    await expect(resend).toBeFocused();
    const link = await newestLink(address);

    await page.getByRole('button', { name: `Revoke the invitation to ${address}` }).click();
    const asked = page.getByRole('alertdialog', { name: `Revoke the invitation to ${address}?` });
    await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await expectAccessible(page, 'revoke?');
    await asked.getByRole('button', { name: 'Revoke' }).click();
    await expect(said(page, `The invitation to ${address} was revoked.`)).toBeVisible();
    await expect(row).toHaveCount(0);

    const theirs = await stranger(browser);
    await theirs.goto(link);
    await expect(theirs.getByRole('heading', { level: 1, name: 'This invitation can’t be used' })).toBeVisible();
    await expectAccessible(theirs, 'an invitation that can’t be used');
    await theirs.context().close();
  });
});

test('rule 13 a newcomer follows the link, signs up, is removed, and is invited again', async ({
  page,
  browser,
  me,
}) => {
  const address = 'nora.neu@lichtwerk.example';
  await open(page, me);
  await invite(page, address);
  await expect(dialog(page)).toHaveCount(0);
  await expect(said(page, `${address} was invited by e-mail.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite Member' })).toBeFocused();

  const theirs = await stranger(browser);
  const link = await newestLink(address);
  expect(link).toMatch(/\/invitation#[\w-]{43}$/);
  const seen: string[] = [];
  theirs.on('request', (request) => seen.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
  await theirs.goto(link);
  const invites = `${me.who.user.name} invites you to ${name}`;
  await expect(theirs.getByRole('heading', { level: 1, name: invites })).toBeVisible();
  await expectAccessible(theirs, 'sign up to accept');
  await theirs.getByRole('button', { name: 'Create account and accept' }).click();
  await expect(theirs.getByLabel('Your name')).toBeFocused();
  await theirs.getByLabel('Your name').fill('Nora Neu');
  await theirs.getByLabel('New password').fill('short');
  await theirs.keyboard.press('Enter');
  await expect(theirs.getByLabel('New password')).toHaveAccessibleDescription(/at least 8 characters/);
  await expectAccessible(theirs, 'sign up to accept: flaws');
  await theirs.getByLabel('New password').fill('correct horse battery');
  await theirs.getByRole('button', { name: 'Create account and accept' }).click();
  await theirs.waitForURL(`${origin}/credits`);
  await expect(card(theirs, 'Current shared balance')).toContainText(name);
  await expect(card(theirs, 'Current Balance')).toContainText('5.00 credits');
  // What the link holds has reached no address that a server could log (I19).
  const token = link.slice(link.indexOf('#') + 1);
  expect(seen.filter((text) => text.split('#')[0]?.includes(token))).toEqual([]);

  // The list notices by itself.
  const remove = page.getByRole('button', { name: 'Remove Nora Neu' });
  await expect(remove).toBeVisible();
  await remove.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(said(page, 'Nora Neu was removed')).toBeVisible();
  await expect(card(theirs, 'Current shared balance')).toHaveCount(0);
  await expectAccessible(page, 'removed: invite again');
  await page.getByRole('button', { name: 'Invite again' }).click();
  await expect(said(page, `${address} was invited by e-mail.`)).toBeVisible();

  // The old link is used; the new one asks who is signed out to sign in.
  const again = await newestLink(address);
  expect(again).not.toBe(link);
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'This invitation can’t be used' })).toBeVisible();
  const elsewhere = await stranger(browser);
  await elsewhere.goto(again);
  await expectAccessible(elsewhere, 'sign in to accept');
  await elsewhere.getByLabel('Password').fill('wrong horse');
  await elsewhere.getByRole('button', { name: 'Sign in and accept' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('Not accepted.');
  await elsewhere.getByLabel('Password').fill('correct horse battery');
  // The answer that says so is lost; it was accepted all the same.
  await elsewhere.route(/\/invitations\/accept$/, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await elsewhere.getByRole('button', { name: 'Sign in and accept' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('We don’t know yet whether this was done.');
  await elsewhere.unroute(/\/invitations\/accept$/);
  await elsewhere.getByRole('button', { name: 'Sign in and accept' }).click();
  await elsewhere.waitForURL(`${origin}/credits`);
  await expect(card(elsewhere, 'Current shared balance')).toContainText(name);

  // As it was, for the other journeys.
  await remove.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(said(page, 'Nora Neu was removed')).toBeVisible();
  await theirs.context().close();
  await elsewhere.context().close();

  const changes = page.getByRole('region', { name: 'Changes' });
  for (const change of [`invited ${address}.`, 'Nora Neu accepted the invitation.', 'removed Nora Neu.']) {
    await expect(changes.getByRole('listitem').filter({ hasText: change }).first()).toBeVisible();
  }
  await expectAccessible(page, 'the changes of an organisation');
});

test('I19 an invitation of somebody else looks like none, and says who is signed in', async ({ page, me, browser }) => {
  const address = 'otto.anders@lichtwerk.example';
  await open(page, me);
  await invite(page, address);
  await expect(said(page, `${address} was invited by e-mail.`)).toBeVisible();
  const link = await newestLink(address);
  const other = await Session.open('chiara.bernasconi');
  const context = await browser.newContext({ locale: 'en-GB' });
  await give(context, other);
  const theirs = await context.newPage();
  for (const address of [link, '/invitation', '/invitation#nonsense', `/invitation#${'A'.repeat(43)}`]) {
    await theirs.goto('about:blank');
    await theirs.goto(new URL(address, origin).href);
    await expect(theirs.getByRole('heading', { level: 1, name: 'This invitation can’t be used' })).toBeVisible();
    await expect(theirs.getByText(`You are signed in as ${other.who.user.email}.`)).toBeVisible();
    await expect(theirs.getByText(name)).toHaveCount(0);
  }
  await context.close();
});

test('O4 the focus finds the row again that was made anew while it was asked about', async ({ page, me }) => {
  await open(page, me);
  const trash = page.getByRole('button', { name: 'Remove Marko Petrović' });
  await trash.click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await me.invite(me.organisation(name), 'lena.neu@lichtwerk.example');
  await expect(page.getByText('lena.neu@lichtwerk.example').first()).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(trash).toBeFocused();
});

test('by keyboard alone, at 360 px, somebody is invited and the invitation revoked', async ({ page, me }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const address = 'kai.tastatur@lichtwerk.example';
  await open(page, me);
  const inviting = page.getByRole('button', { name: 'Invite Member' });
  await enter(page, inviting);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(address);
  await tabTo(page, dialog(page).getByRole('button', { name: 'Invite User' }));
  await page.keyboard.press('Space');
  await expect(said(page, `${address} was invited by e-mail.`)).toBeVisible();
  await expect(inviting).toBeFocused();
  await expectAccessible(page, 'invited at 360 px');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  const revoke = page.getByRole('button', { name: `Revoke the invitation to ${address}` });
  await enter(page, revoke);
  const asked = page.getByRole('alertdialog', { name: `Revoke the invitation to ${address}?` });
  await enter(page, asked.getByRole('button', { name: 'Revoke' }));
  await expect(said(page, `The invitation to ${address} was revoked.`)).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('members');
});

test.describe('another admin', () => {
  test.use({ person: 'sandra.hofstetter' });

  test('O8 a question stays open when the rows above it are made anew', async ({ page, me }) => {
    await open(page, me);
    await page.getByRole('button', { name: 'Leave organisation' }).click();
    const asked = page.getByRole('alertdialog', { name: `Leave ${name}?` });
    await expect(asked).toBeVisible();
    const owner = await Session.open('owner');
    await owner.invite(me.organisation(name), 'mia.neu@lichtwerk.example');
    await expect(page.getByText('mia.neu@lichtwerk.example').first()).toBeAttached();
    await asked.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Leave organisation' })).toBeFocused();
  });
});
