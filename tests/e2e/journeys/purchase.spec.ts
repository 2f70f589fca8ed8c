// C6: buying credits, from the choice to the sales number; the provider is the sandbox.
import type { Page, Request } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { buyCredits, cards, openWithCard, storeCard, withHostsCardPage } from '../support/cards';
import { origin } from '../support/backend';
import { hang } from '../support/network';
import { card, rows } from '../support/screen';
import { expect, test } from '../support/test';
import { credits } from '../support/words';

const purchases = /\/api\/v1\/wallets\/[^/]+\/purchases$/;

const button = (page: Page) => buyCredits(page).getByRole('button', { name: /^Buy \d/ });

/** The keys of all purchases that the page sends from now on. */
function keys(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request: Request) => {
    if (purchases.test(request.url())) sent.push(request.headers()['idempotency-key'] ?? '');
  });
  return sent;
}

/** Chooses a package and presses the button. */
async function buy(page: Page, amount = '100'): Promise<void> {
  await buyCredits(page).getByRole('radio', { name: new RegExp(`^${amount} credits`) }).check();
  await buyCredits(page).getByRole('button', { name: `Buy ${amount} credits for` }).click();
}

test.describe('somebody without a card', () => {
  test.use({ person: 'marko.petrovic' });

  test('A7 C6 stores one on the provider’s page and buys; the sales number is in the history', async ({ page, me }) => {
    const before = await me.balance(me.personal);
    await page.goto('/credits');
    const offer = buyCredits(page);
    await expect(offer).toContainText('No card is stored.');
    await expect(button(page)).toHaveCount(0);
    await expectAccessible(page, 'no card');
    await storeCard(page, cards.pays, 'Add a credit card');

    await offer.getByRole('radio', { name: '250 credits CHF 0.46 per credit CHF 115.00 incl. VAT' }).check();
    await expect(offer).toContainText('Visa •••• 4242');
    await expect(offer).toContainText('Total incl. VATCHF 115.00of which VATCHF 8.62');
    await offer.getByRole('button', { name: 'Buy 250 credits for CHF 115.00' }).click();
    await expect(offer.getByRole('status')).toContainText('You have bought 250 credits.');
    const { reference } = (await me.page(me.personal)).items[0] ?? {};
    await expect(offer).toContainText(`Purchase Reference${reference?.number}`);
    await expectAccessible(page, 'bought');

    const line = rows(page).first();
    await expect(line).toContainText('Purchase');
    await expect(line).toContainText(reference?.number ?? 'a sales number');
    await expect(line).toContainText('+250.00');
    const now = `${credits(before.balance + 25_000)} credits`;
    await expect(card(page, 'Current Balance')).toContainText(now);

    await offer.getByRole('button', { name: 'Buy more credits' }).click();
    await expect(button(page)).toBeEnabled();
  });
});

test.describe('somebody impatient', () => {
  test.use({ person: 'eveline.schoenenberger' });

  test('I23 five clicks, Enter and requestSubmit make one purchase', async ({ page, me }) => {
    await openWithCard(page, cards.pays);
    const sent = keys(page);
    const before = await me.page(me.personal);
    await button(page).focus();
    await button(page).evaluate((pressed: HTMLButtonElement) => {
      for (let time = 0; time < 5; time += 1) {
        pressed.click();
        pressed.form?.requestSubmit();
      }
    });
    await page.keyboard.press('Enter');
    await expect(buyCredits(page).getByRole('status')).toContainText('You have bought 50 credits.');
    expect(sent).toHaveLength(1);
    expect((await me.page(me.personal)).total).toBe(before.total + 1);
  });
});

test.describe('a bad network', () => {
  test.use({ person: 'tobias.mueller' });

  test('I23 lost answers, Check again and a reload send one key and end in one charge', async ({ page, me }) => {
    await openWithCard(page, cards.pays);
    const sent = keys(page);
    const before = await me.page(me.personal);
    // The server acts each time, and the answer is lost.
    let lost = true;
    await page.route(purchases, async (route) => {
      if (!lost) return route.fallback();
      await route.fetch();
      return route.abort();
    });
    await buy(page);
    const status = buyCredits(page).getByRole('status');
    await expect(status).toContainText('We are checking whether your purchase arrived');
    await expect(buyCredits(page).getByText(/fail|error/i)).toHaveCount(0);
    await expectAccessible(page, 'checking');
    await status.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => sent.length).toBeGreaterThan(1);

    await page.reload();
    await expect(status).toContainText('We are checking whether your purchase arrived');
    await status.getByRole('button', { name: 'Check again' }).click();
    lost = false;
    await expect(status).toContainText('You have bought 100 credits.');
    expect(new Set(sent).size).toBe(1);
    const after = await me.page(me.personal);
    expect(after.total).toBe(before.total + 1);
    expect(after.items[0]?.type).toBe('purchase');
  });
});

test.describe('a provider that loses its answers', () => {
  test.use({ person: 'juerg.rueegsegger' });

  test('I23 the page waits, and says what has become of the charge', async ({ page, me }) => {
    await openWithCard(page, cards.losesTheAnswer);
    const before = await me.page(me.personal);
    await buy(page);
    const status = buyCredits(page).getByRole('status');
    await expect(status).toContainText('You have bought 100 credits.', { timeout: 40_000 });
    expect((await me.page(me.personal)).total).toBe(before.total + 1);
  });
});

test.describe('a bank that asks', () => {
  test.use({ person: 'aylin.yildiz' });

  test('rule 8 a purchase is confirmed on the provider’s page, or not, and goes on by itself', async ({ page, me }) => {
    await openWithCard(page, cards.asks);
    const before = await me.page(me.personal);
    const offer = buyCredits(page);
    await buy(page);
    const confirm = offer.getByRole('link', { name: 'Confirm the payment' });
    await expect(offer.getByRole('status')).toContainText('Your bank asks you to confirm the payment of CHF 49.00.');
    await expectAccessible(page, 'to be confirmed');
    await confirm.click();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await page.waitForURL((url) => url.origin === origin && url.pathname === '/credits');
    await expect(offer.getByRole('alert').filter({ hasText: 'The charge was not confirmed. Buy again' })).toBeVisible();
    await expectAccessible(page, 'not confirmed');

    await buy(page);
    await confirm.click();
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.waitForURL((url) => url.origin === origin && url.pathname === '/credits');
    await expect(offer.getByRole('status')).toContainText('You have bought 100 credits.');
    expect((await me.page(me.personal)).total).toBe(before.total + 1);
  });
});

test.describe('a card without money', () => {
  test.use({ person: 'chiara.bernasconi' });

  test('C6 a decline says why; another card and another try buy', async ({ page, me }) => {
    await openWithCard(page, cards.isPoor);
    const sent = keys(page);
    const before = await me.page(me.personal);
    const offer = buyCredits(page);
    await buy(page);
    const poor = 'Nothing was bought, and nothing charged. The card’s account did not have enough money.';
    await expect(offer.getByRole('alert').filter({ hasText: poor })).toBeVisible();
    await expectAccessible(page, 'declined');
    expect((await me.page(me.personal)).total).toBe(before.total);

    await storeCard(page, cards.pays, 'Change card');
    await buy(page);
    await expect(offer.getByRole('status')).toContainText('You have bought 100 credits.');
    expect(new Set(sent).size).toBe(2);
  });
});

test.describe('a train', () => {
  test.use({ person: 'francois.dubuis' });

  test('G3 offline a purchase waits, and goes on by itself', async ({ page, context, me }) => {
    expect(me.who.wallets).not.toHaveLength(0);
    await openWithCard(page, cards.pays);
    const sent = keys(page);
    await expect(button(page)).toBeVisible();
    await context.setOffline(true);
    await buy(page);
    const status = buyCredits(page).getByRole('status');
    await expect(status).toContainText('Your purchase is sent by itself as soon as you are back.');
    expect(sent).toEqual([]);
    await context.setOffline(false);
    await expect(status).toContainText('You have bought 100 credits.');
    expect(sent).toHaveLength(1);
  });
});

test.describe('another tab', () => {
  test.use({ person: 'max.vonwattenwyl' });

  test('C5 C6 what one tab buys, another shows by itself; a price that changed meanwhile is not paid', async ({
    page,
    context,
    me,
  }) => {
    await openWithCard(page, cards.pays);
    const other = await context.newPage();
    await other.goto('/credits');
    await expect(button(other)).toBeVisible();
    const { balance } = await me.balance(me.personal);
    await buy(page);
    await expect(buyCredits(page).getByRole('status')).toContainText('You have bought');
    await expect(card(other, 'Current Balance')).toContainText(`${credits(balance + 10_000)} credits`);

    const refused = { type: 'about:blank', status: 409, code: 'price_changed', title: 'RAW' };
    await other.route(purchases, (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', json: refused }),
    );
    await buy(other);
    const alert = buyCredits(other).getByRole('alert').filter({ hasText: 'The price has changed. Look at the new one' });
    await expect(alert).toBeVisible();
    await expectAccessible(other, 'price changed');
    await expect(other.getByText('RAW')).toHaveCount(0);
  });
});

test('I26 nothing of a purchase stays in the tab after signing out', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  // It never reaches the server.
  await hang(page, purchases);
  await page.goto('/credits');
  await button(page).click();
  await expect(buyCredits(page).getByRole('status')).toContainText('Sending your purchase');
  await expectAccessible(page, 'sending');
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain('purchase');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('purchase');
});

test('A7 where the host has a page for cards, that is where the links lead', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  await withHostsCardPage(page, 'https://relux.com/my/payment_method');
  await page.goto('/credits');
  const change = buyCredits(page).getByRole('link', { name: 'Change card' });
  await expect(change).toHaveAttribute('href', /^https:\/\/relux\.com\/my\/payment_method$/);
});

for (const [locale, title] of [
  ['en-GB', 'Buy credits'],
  ['de-CH', 'Credits kaufen'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('G2 every state of a purchase', async ({ page, me }) => {
      expect(me.who.wallets).toHaveLength(2);
      const at = new Date().toISOString();
      const price = { amount_minor: 2600, currency: 'CHF' };
      let state: unknown = 'pending';
      const payment = () => ({ id: '00000000000009', cause: 'purchase', state, credits: 5000, price, created_at: at, attempts: [] });
      await page.route(purchases, (route) => route.fulfill({ status: 201, json: payment() }));
      await page.route(/\/payments\/[^/]+$/, (route) => route.fulfill({ json: payment() }));
      const offer = card(page, title);
      for (const [name, next, role, said] of [
        ['charging', 'pending', 'status', /…$/],
        ['to be confirmed', { confirm: { url: 'https://pay.example/1' } }, 'status', /CHF\s26\.00/],
        ['declined', { declined: { reason: 'card_expired', at } }, 'alert', /./],
        ['bought', { paid: { reference: 'S99999', at } }, 'status', /S99999/],
      ] as const) {
        state = next;
        await page.goto('/credits');
        await page.evaluate(() => sessionStorage.clear());
        await page.reload();
        await offer.getByRole('button', { name: /CHF 26\.00/ }).click();
        await expect(offer.getByRole(role).filter({ hasText: said })).toBeVisible();
        await expectAccessible(page, name);
      }
    });
  });
}
