// G2: the focus is never lost. What had it goes away: then the same has it, made anew, or the
// heading of its region.
import type { Locator, Page, Route } from '@playwright/test';
import { hang, history } from '../support/network';
import { found, openWorkshop } from '../support/organisation';
import { openAsPayer, purchase, renewal, rule } from '../support/payments';
import { card, expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, give, test } from '../support/test';

const purchases = /\/api\/v1\/wallets\/[^/]+\/purchases$/;
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('main').getByRole('heading', { name }).first();
const fail = (route: Route): Promise<void> => route.fulfill({ status: 500, body: '' });

/** Presses what goes away then, by the keyboard. */
async function press(pressed: Locator): Promise<void> {
  await pressed.focus();
  await expect(pressed).toBeFocused();
  await pressed.page().keyboard.press('Enter');
}

/** It has the focus, also once everything has come that is on its way. */
async function expectKept(goal: Locator): Promise<void> {
  await expect(goal).toBeFocused();
  await expectSettled(goal.page());
  await expect(goal).toBeFocused();
}

for (const [what, screen, endpoint, region, title, other] of [
  ['the history', 'credits', history, 'Transaction history', 'Transaction history'],
  ['a balance', 'credits', /\/wallets\/personal$/, 'Current Balance', 'Current Balance'],
  ['auto-renewal', 'credits', /\/auto-renewal$/, 'Auto-renew Credits', 'Auto-renew Credits', 'Buy credits'],
  ['what would have been charged', 'credits', /\/auto-renewal\/past$/, 'Auto-renew Credits', 'Auto-renew Credits'],
  ['what can be bought', 'credits', /\/auto-renewal$/, 'Buy credits', 'Buy credits', 'Auto-renew Credits'],
  ['the members', 'organisation', /\/organisations\/[^/]+$/, undefined, 'Lichtwerk Planung AG'],
  ['what members have used', 'organisation', /\/organisations\/[^/]+\/usage/, undefined, 'Lichtwerk Planung AG'],
  ['the changes', 'organisation', /\/organisations\/[^/]+\/log/, 'Changes', 'Changes'],
  ['the report', 'report', /\/organisations\/[^/]+\/usage/, undefined, 'Usage report'],
  ['a member’s name', 'a member', /\/organisations\/[^/]+\/usage/, undefined, 'Beatrice Ammann-Lüscher'],
  ['the session', 'credits', /\/session$/, undefined, 'Credits'],
  ['an invitation', 'an invitation', /\/invitations\/look-up$/, undefined, 'This invitation can’t be used'],
] as const) {
  test(`G3 G2 a Retry that succeeds leads to the heading of its region: ${what}`, async ({ page, me }) => {
    // The stream of events would have the page read again by itself.
    await hang(page, /\/api\/v1\/events$/);
    await page.route(endpoint, fail);
    await page.goto(screens(me)[screen] ?? '');
    const failed = region === undefined ? page.getByRole('main') : card(page, region);
    const retry = button(failed, 'Retry');
    await expect(retry).toBeVisible();
    await page.unroute(endpoint);
    if (other !== undefined) {
      await button(card(page, other), 'Retry').click();
      await expect(button(page, 'Retry')).toHaveCount(1);
    }
    await press(retry);
    await expect(retry).toHaveCount(0);
    await expectKept(heading(page, title));
  });
}

test.describe('a purchase', () => {
  const price = { amount_minor: 2_600, currency: 'CHF' };
  const at = '2026-01-05T10:00:00Z';
  const payment = { id: '00000000000009', cause: 'purchase', credits: 5_000, price, created_at: at, attempts: [] };
  const paid = (route: Route): Promise<void> =>
    route.fulfill({ status: 201, json: { ...payment, state: { paid: { reference: 'S99999', at } } } });

  test('I23 G2 Check again leads to the heading, Buy more credits too', async ({ page, me }) => {
    expect(me.who.wallets).toHaveLength(2);
    await page.route(purchases, (route) => route.abort());
    await page.goto('/credits');
    const { offer, buy, heading } = purchase(page);
    await press(buy);
    const again = button(offer, 'Check again');
    await expect(again).toBeVisible();
    await expect(buy).toBeFocused();
    await again.focus();
    await page.unroute(purchases);
    await page.route(purchases, paid);
    await page.keyboard.press('Enter');
    await expect(offer).toContainText('You have bought 50 credits.');
    await expectKept(heading);
    await press(button(offer, 'Buy more credits'));
    await expect(buy).toBeVisible();
    await expectKept(heading);
  });

  for (const [answer, said] of [['Go on', 'You have bought 50 credits.'], ['Don’t buy', 'Total incl. VAT']] as const) {
    test(`I23 G2 ${answer} leads to the heading`, async ({ page, me }) => {
      await page.route(purchases, paid);
      const place = `relux-kept-${me.who.user.id}-purchase-${me.personal.id}`;
      const intent = JSON.stringify({ key: 'of another day', package: '50', credits: 5_000, price, at, payment: null });
      await page.addInitScript(([place, intent]) => sessionStorage.setItem(place, intent), [place, intent] as const);
      await page.goto('/credits');
      const { offer, heading } = purchase(page);
      await press(button(offer, answer));
      await expect(offer).toContainText(said);
      await expect(button(offer, answer)).toHaveCount(0);
      await expectKept(heading);
    });
  }

  test('rule 8 G2 Buy something else leads to the heading', async ({ page, me }) => {
    expect(me.who.wallets).toHaveLength(2);
    const state = { confirm: { url: 'https://pay.example/1' } };
    await page.route(purchases, (route) => route.fulfill({ status: 201, json: { ...payment, state } }));
    await page.route(/\/payments\/[^/]+$/, (route) => route.fulfill({ json: { ...payment, state } }));
    await page.goto('/credits');
    const { offer, buy, heading, result } = purchase(page);
    await press(buy);
    await expect(result).toBeFocused();
    await press(button(offer, 'Buy something else'));
    await expect(buy).toBeVisible();
    await expectKept(heading);
  });
});

test('I23 G2 Check again of a save leads to the heading', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { form, amount, save, saved, heading } = renewal(page);
  await amount.selectOption('250');
  await page.route(/\/auto-renewal$/, (route) => route.abort());
  await press(save);
  const again = button(form, 'Check again');
  await expect(again).toBeVisible();
  await expect(save).toBeFocused();
  await page.unroute(/\/auto-renewal$/);
  await press(again);
  await expect(saved).toBeVisible();
  await expect(again).toHaveCount(0);
  await expectKept(heading);
});

test('T4 G2 the button of a history without lines leads to where credits are bought', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  await page.route(history, async (route) => {
    const answer = await route.fetch();
    const empty = { items: [], total: 0, first: 0, newer: null, older: null, wallet_is_empty: true };
    return route.fulfill({ response: answer, json: empty });
  });
  await page.goto('/credits');
  await expectSettled(page);
  await press(button(card(page, 'Transaction history'), 'Buy credits'));
  const { heading } = purchase(page);
  await expectKept(heading);
  await expect(heading).toBeInViewport();
});

test('O1 G2 Show more keeps the focus, and leads to the heading when there are no more', async ({ page, context }) => {
  const home = await found();
  await give(context, home.owner);
  await page.route(new RegExp(`/organisations/${home.id}$`), async (route) => {
    const answer = await route.fetch();
    const found = (await answer.json()) as { members: object[] };
    for (let number = 1; number < 250; number += 1) {
      const user = number.toString(16).padStart(14, '0');
      const email = `member${number}@werkstatt.example`;
      found.members.push({ user, name: `Member ${number}`, email, role: 'member', since: '2026-01-05T10:00:00Z', limit: 'default' });
    }
    return route.fulfill({ response: answer, json: found });
  });
  await openWorkshop(page, home);
  const row = page.getByRole('table').getByRole('row', { name: /^Member \d/ });
  await expect(row).toHaveCount(99);
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  await press(more);
  await expect(row).toHaveCount(199);
  await expectKept(more);
  await page.keyboard.press('Enter');
  await expect(row).toHaveCount(249);
  await expect(more).toHaveCount(0);
  await expectKept(heading(page, '250 members'));
});

test('G2 G5 whoever signs out, or has to sign in again, is at the heading of what comes then', async ({ page, context }) => {
  const { owner } = await found();
  await give(context, owner);
  await page.goto('/credits');
  await expectSettled(page);
  await owner.end();
  await press(page.getByRole('dialog', { name: 'Your session has ended' }).getByRole('button', { name: 'Sign in' }));
  const signIn = heading(page, 'Sign in');
  await expectKept(signIn);
  await give(context, await owner.again());
  await page.goto('/credits');
  await expectSettled(page);
  await press(button(page, 'Sign out'));
  await expectKept(signIn);
});
