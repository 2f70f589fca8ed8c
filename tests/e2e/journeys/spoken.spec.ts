// G2: what happens is said, in live regions: the right thing, each time, and once.
import type { Page } from '@playwright/test';
import { hang } from '../support/network';
import { address, found, founder, openWorkshop } from '../support/organisation';
import { openAsPayer, purchase, renewal, rule } from '../support/payments';
import { card, expectRows, expectSettled, range } from '../support/screen';
import { listen } from '../support/spoken';
import { expect, give, test } from '../support/test';

/** The form's own answer to a change has come. */
const readAgain = (page: Page): Promise<unknown> =>
  page.waitForResponse((answer) => /\/auto-renewal$/.test(answer.url()) && answer.request().method() === 'GET');

test('A8 A4 Saved! is said each time, and a price when it changes', async ({ page, context }) => {
  const { owner } = await found();
  await give(context, owner);
  const ear = await listen(page);
  await page.goto('/credits');
  await expectSettled(page);
  const { toggle, amount, save } = renewal(page);
  await ear.expectSaid(async () => {
    const read = readAgain(page);
    await save.click();
    await read;
  }, 'Saved!');
  await ear.expectSaid(() => save.click(), 'Saved!');
  await ear.expectSaid(() => save.click(), 'Saved!');
  await toggle.click();
  await expect(amount).toBeVisible();
  await ear.expectSaid(() => amount.selectOption('100'), 'CHF 49.00 incl. VAT');
});

test('A8 Not Saved – Error is said each time, also for the same reason', async ({ page, context }) => {
  const { owner } = await found();
  await give(context, owner);
  const ear = await listen(page);
  await page.goto('/credits');
  await expectSettled(page);
  const { toggle, threshold, save } = renewal(page);
  await toggle.click();
  await threshold.fill('7');
  await ear.expectSaid(() => save.press('Enter'), 'Not Saved – Error Correct what is marked above, then save again.');
  await threshold.fill('10');
  const noCard = /^Not Saved – Error To turn auto-renewal on, add a credit card, then save again\./;
  await ear.expectSaid(() => save.click(), noCard);
  await ear.expectSaid(() => save.click(), noCard);
});

test('A7 that no card is stored is said when the switch is turned on', async ({ page, context }) => {
  const { owner } = await found();
  await give(context, owner);
  const ear = await listen(page);
  await page.goto('/credits');
  await expectSettled(page);
  await ear.expectSaid(
    () => renewal(page).toggle.click(),
    /^No card is stored\. Without one, auto-renewal can’t be turned on\./,
    'CHF 26.00 incl. VAT',
  );
});

for (const [what, edits] of [['are said once', 0], ['are not said again with each edit', 1]] as const) {
  test(`A9 settings that were changed elsewhere ${what}`, async ({ page, context }) => {
    const ear = await listen(page);
    const me = await openAsPayer(page, context, { setting: rule() });
    await expectSettled(page);
    const { amount, conflict } = renewal(page);
    await amount.selectOption('250');
    await ear.expectSaid(async () => {
      await me.setAutoRenewal(me.personal, rule({ package: '50' }));
      await expect(conflict).toBeVisible();
    }, /^Changed elsewhere While you were editing/);
    if (edits > 0) await ear.expectSaid(() => amount.selectOption('500'), 'CHF 219.00 incl. VAT');
  });
}

test('T5 the page of a history is said when it is turned', async ({ page, me }) => {
  const ear = await listen(page);
  await page.goto('/credits');
  await expectRows(page);
  await expectSettled(page);
  const { total } = await me.page(me.personal);
  expect(total).toBeGreaterThan(50);
  await expect.poll(() => ear.times(/^1–25 of /)).toBe(1);
  for (const [turn, shown] of [['Older', /^26–50 of [\d,]+$/], ['Newer', /^1–25 of [\d,]+$/]] as const) {
    await ear.expectSaid(async () => {
      await page.getByRole('button', { name: turn }).click();
      await expect(range(page)).toHaveText(shown);
      await expectRows(page);
    }, shown);
  }
});

test('O1 how many members a search has found is said', async ({ page, context }) => {
  const home = await found();
  await give(context, home.owner);
  await page.route(new RegExp(`/organisations/${home.id}$`), async (route) => {
    const answer = await route.fetch();
    const found = (await answer.json()) as { members: object[] };
    for (let number = 1; number < 12; number += 1) {
      const user = number.toString(16).padStart(14, '0');
      const email = `member${number}@werkstatt.example`;
      found.members.push({ user, name: `Member ${number}`, email, role: 'member', since: '2026-01-05T10:00:00Z', limit: 'default' });
    }
    return route.fulfill({ response: answer, json: found });
  });
  const ear = await listen(page);
  await openWorkshop(page, home);
  await expectSettled(page);
  const search = page.getByRole('searchbox', { name: 'Search members' });
  await ear.expectSaid(() => search.fill('member 1'), '3 of 12 members');
  await ear.expectSaid(() => search.fill('nobody like this'), '0 of 12 members');
  await ear.expectSaid(() => search.fill(founder), '1 of 12 members');
  await ear.expectSaid(() => search.fill(''));
});

test('O2–O5 what becomes of members and invitations is said each time', async ({ page, context }) => {
  const home = await found('Vera Kunz');
  await give(context, home.owner);
  const ear = await listen(page);
  await openWorkshop(page, home);
  await expectSettled(page);
  const ida = address('ida');
  const dialog = page.getByRole('dialog', { name: 'Invite Member' });
  await page.getByRole('button', { name: 'Invite Member' }).click();
  await dialog.getByRole('textbox').fill(ida);
  await ear.expectSaid(async () => {
    await dialog.getByRole('button', { name: 'Invite User' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('row').filter({ hasText: ida })).toBeVisible();
  }, `${ida} was invited by e-mail.`);
  await page.getByRole('button', { name: `Revoke the invitation to ${ida}` }).click();
  await ear.expectSaid(async () => {
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('row').filter({ hasText: ida })).toHaveCount(0);
  }, `The invitation to ${ida} was revoked.`);

  const role = page.getByRole('combobox', { name: 'Role of Vera Kunz' });
  await role.selectOption('Admin');
  await ear.expectSaid(async () => {
    await page.getByRole('alertdialog').getByRole('button', { name: 'Change role' }).click();
    await expect(role).toHaveValue('admin');
  }, 'Vera Kunz now has the role Admin.');

  await page.getByRole('button', { name: 'Remove Vera Kunz' }).click();
  await ear.expectSaid(async () => {
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('heading', { name: '1 member' })).toBeVisible();
  }, 'Vera Kunz was removed and has been told by e-mail.');
});

test('O2 an invitation that is sent again is said each time', async ({ page, context }) => {
  const home = await found();
  await give(context, home.owner);
  const ida = address('ida');
  await home.owner.invite(home.id, ida);
  const ear = await listen(page);
  await openWorkshop(page, home);
  await expectSettled(page);
  for (let time = 0; time < 2; time += 1) {
    await ear.expectSaid(async () => {
      const read = page.waitForResponse((answer) => answer.url().endsWith(`/organisations/${home.id}`));
      await page.getByRole('button', { name: `Resend the invitation to ${ida}` }).click();
      await read;
    }, `${ida} was invited by e-mail.`);
  }
});

test('C6 T7 each step of a purchase is said once, and so is what it adds to the history', async ({ page, context }) => {
  const ear = await listen(page);
  await openAsPayer(page, context);
  await expectSettled(page);
  const { offer, buy, result } = purchase(page);
  await ear.expectSaid(() => page.getByRole('radio', { name: /^100 credits/ }).click());
  const before = (await ear.all()).length;
  await buy.click();
  await expect(result).toContainText('You have bought 100 credits.');
  await expect(card(page, 'Transaction history').getByRole('row').filter({ hasText: '+100.00' })).toBeVisible();
  await expectSettled(page);
  await expect.poll(() => ear.times('New transaction: Purchase, +100.00')).toBe(1);
  const said = (await ear.all()).slice(before);
  expect(said).toEqual([...new Set(said)]);
  expect(said).toContain('Sending your purchase…');
  expect(said.filter((text) => text.startsWith('You have bought 100 credits.'))).toHaveLength(1);
  await expect(offer).toBeVisible();
});

test('G3 being offline is said once, and being back by what is on the screen', async ({ page, context, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  const ear = await listen(page);
  await page.goto('/credits');
  await expectRows(page);
  await expectSettled(page);
  const banner = page.getByRole('status').filter({ hasText: 'You are offline.' });
  await ear.expectSaid(async () => {
    await context.setOffline(true);
    await expect(banner).toBeVisible();
  }, /^You are offline\. What you see may be out of date/);
  await ear.expectSaid(async () => {
    const read = readAgain(page);
    await context.setOffline(false);
    await expect(banner).toHaveCount(0);
    await read;
    await expectSettled(page);
  });
});

for (const path of ['/', '/credits', '/credits/organisation', '/invitation']) {
  test(`G3 Loading… is said once while it is not known who is there: ${path}`, async ({ page, me }) => {
    const ear = await listen(page);
    const release = await hang(page, /\/session$/);
    const organisation = me.who.memberships[0]?.organisation;
    await page.goto(path.replace(/organisation$/, `organisation/${organisation}`));
    await expect.poll(() => ear.times('Loading…')).toBe(1);
    await release();
    await expect(page.getByRole('banner')).toContainText(me.who.user.name);
    await expectSettled(page);
    expect(await ear.times('Loading…')).toBe(1);
    expect(await ear.times(/undefined|null|NaN/)).toBe(0);
  });
}

test('X1 each step of a cancelled download is said once', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  const ear = await listen(page);
  const release = await hang(page, /\/transactions\/export/);
  await page.goto('/credits');
  await expectRows(page);
  await expectSettled(page);
  await ear.expectSaid(() => page.getByRole('button', { name: 'Download Excel' }).click(), 'Preparing the download…');
  await ear.expectSaid(() => page.getByRole('button', { name: 'Cancel' }).click(), 'Download cancelled.');
  await release();
});

test('a sign-in that is refused is said each time', async ({ page }) => {
  const ear = await listen(page);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill('nobody@demo.example');
  await page.getByLabel('Password').fill('not it');
  for (let time = 0; time < 2; time += 1) {
    await ear.expectSaid(
      () => page.getByRole('button', { name: 'Sign in' }).click(),
      'E-mail address or password is wrong. Check both and try again.',
    );
  }
});
