// G1, G2: axe finds nothing in the states of renewals and purchases, and nothing English is left in
// them, in every language, light and dark. What leads to them is held elsewhere; here they are only
// reached, by ids, which are the same in each language.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session, type Setting } from '../support/backend';
import { cards } from '../support/cards';
import { dialog } from '../support/dialogs';
import { escape } from '../support/keyboard';
import { expectNoEnglish, locales } from '../support/languages';
import { hold, unavailable } from '../support/network';
import { found } from '../support/organisation';
import { expect, give, test } from '../support/test';

const renewal = /\/auto-renewal$/;
const purchases = /\/purchases$/;

const at = new Date().toISOString();
const price = { amount_minor: 2600, currency: 'CHF' };

/** A payment that has come so far. */
const payment = (cause: string, state: unknown, ...outcomes: unknown[]) => ({
  ...{ id: '00000000000009', cause, state, credits: 5000, price, created_at: at },
  attempts: outcomes.map((outcome) => ({ at, outcome })),
});

/** Renewals that have come to everything that there is. */
const renewals = [
  payment('renewal', 'pending', 'unknown'),
  payment('renewal', { waiting: { until: at, reason: 'insufficient_funds' } }),
  payment('renewal', { confirm: { url: 'https://pay.example/1' } }, 'needs_confirmation'),
  payment('renewal', { limited: { until: at } }),
  payment('renewal', { declined: { reason: 'card_lost', at } }, { declined: 'insufficient_funds' }, { declined: 'card_lost' }),
  payment('renewal', { dropped: { reason: 'not_needed', at } }),
  payment('renewal', { dropped: { reason: 'turned_off', at } }),
  payment('renewal', { dropped: { reason: 'superseded', at } }),
  payment('renewal', { paid: { reference: 'S99999', at } }, 'charged'),
];

const card = { brand: 'visa', last4: '4242', expiry_month: 12, expiry_year: 2034 };

const rule = (threshold: number): Setting => ({ on: { threshold, package: '50', monthly_limit: 'no_limit' } });

/** How auto-renewal can stand, by what says so besides its words. */
const standings = {
  renewing: ['renewing', '[data-tone="neutral"]'],
  'trying again': [{ retrying: { at, reason: 'insufficient_funds' } }, '[data-tone="warning"]:has(button)'],
  'to be confirmed': [{ confirm: { url: 'https://pay.example/1' } }, '[data-tone="warning"]:has(a)'],
  'the limit is reached': [{ limited: { until: at } }, '[data-tone="warning"]:not(:has(a, button))'],
  paused: [{ paused: { reason: 'card_lost', since: at } }, '[data-tone="danger"]'],
} as const;

/** Tells the page so much else of an auto-renewal than the backend does. */
async function shape(page: Page, of: () => object): Promise<void> {
  await page.route(renewal, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: { ...((await answer.json()) as object), ...of() } });
  });
}

/** The page asks again, as when somebody comes back to it. */
const comeBack = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('focus')));

/** What is under way was asked for long ago. */
const age = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const [key, value] of Object.entries(sessionStorage)) {
      if (key.includes('purchase')) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), at: '2026-01-05T06:07:08Z' }));
    }
  });

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    const look = async (page: Page, state: string): Promise<void> => {
      await expectAccessible(page, state);
      await expectNoEnglish(page, locale, state);
    };

    /** Stores a card on the provider's page, which speaks the same language. */
    async function storeCard(page: Page): Promise<void> {
      await page.locator('.rc-buy .rc-button').last().click();
      await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
      await page.locator('form button').first().click();
      await expect(page.locator('[aria-invalid]').first()).toBeVisible();
      await look(page, 'the provider’s page, with flaws');
      await page.locator('#number').fill(cards.pays);
      await page.locator('#expiry').fill('12/34');
      await page.locator('#cvc').fill('123');
      await page.locator('form button').first().click();
      await expect(page.locator('.rc-buy')).toContainText('4242');
    }

    test('G1 G2 A7 the states of an auto-renewal', async ({ page, context }) => {
      const { owner } = await found();
      await give(context, owner);
      await page.goto('/credits');
      const save = page.locator('#renewal-save');
      const failed = page.locator('.rc-renewal-save + [role="alert"]');
      const said = page.locator('.rc-renewal-save [role="status"]');
      await page.locator('#renewal-switch').click();
      await look(page, 'on, no card');
      await save.click();
      await expect(failed).not.toBeEmpty();
      await look(page, 'not saved');
      await page.locator('.rc-brand').click();
      await expect(dialog(page, 'renewal-leave')).toBeVisible();
      await look(page, 'leaving');
      await escape(page, dialog(page, 'renewal-leave'));
      await storeCard(page);

      await page.locator('#renewal-switch').setChecked(true);
      await page.locator('#renewal-threshold').fill('7');
      await save.click();
      await expect(page.locator('#renewal-threshold')).toHaveAttribute('aria-invalid', 'true');
      await look(page, 'a threshold that can’t be');
      await page.locator('#renewal-threshold').fill('20');
      await save.click();
      await expect(dialog(page, 'renewal-at-once')).toBeVisible();
      await look(page, 'charge now?');
      await escape(page, dialog(page, 'renewal-at-once'));

      await page.locator('#buy-now').click();
      await expect(page.locator('#buy-result')).toContainText('4242');
      await look(page, 'bought');
      // The form has seen the new balance, and asks nothing.
      await expect(page.locator('.rc-renewal .rc-notice[data-tone="warning"]')).toHaveCount(0);

      const lose = await hold(page, renewal, (request) => request.method() === 'PUT');
      await save.click();
      await expect(save).toHaveAttribute('aria-disabled', 'true');
      await look(page, 'saving');
      const tell = await hold(page, renewal, (request) => request.method() === 'GET');
      await lose((route) => route.abort());
      await expect(said).not.toBeEmpty();
      await look(page, 'checking');
      await tell((route) => route.fulfill({ status: 500, body: '' }));
      const again = page.locator('.rc-renewal-save [data-variant="plain"]');
      await expect(again).toBeVisible();
      await look(page, 'not known');
      await page.unrouteAll();
      await again.click();
      await expect(again).toHaveCount(0);
      await expect(save).not.toHaveAttribute('aria-disabled', 'true');
      await expect(said).not.toBeEmpty();
      await look(page, 'saved');

      await page.locator('#renewal-threshold').fill('15');
      await owner.setAutoRenewal(owner.personal, rule(500));
      await save.click();
      await expect(page.locator('#renewal-conflict')).toBeVisible();
      await expect(failed).not.toBeEmpty();
      await look(page, 'changed elsewhere');
      await page.locator('.rc-conflict button').first().click();
      await expect(page.locator('#renewal-threshold')).toHaveValue('5');

      let standing: unknown = 'on';
      await shape(page, () => ({ balance: 500, setting: rule(2000), standing, renewals }));
      for (const [state, [next, shown]] of Object.entries(standings)) {
        standing = next;
        await comeBack(page);
        await expect(page.locator(`.rc-renewal .rc-notice${shown}`)).toBeVisible();
        await page.locator('.rc-renewals summary').evaluate((summary) => summary.parentElement?.setAttribute('open', ''));
        await look(page, state);
      }
      const resume = page.locator('.rc-renewal .rc-notice button').first();
      await resume.click();
      const asked = dialog(page, 'renewal-resume');
      await expect(asked).toBeVisible();
      await look(page, 'charge now, to resume?');
      const refuse = await hold(page, /\/resume$/);
      await asked.locator('[data-variant="primary"]').click();
      await expect(resume).toHaveAttribute('aria-disabled', 'true');
      await look(page, 'resuming');
      await refuse(unavailable);
      await expect(page.locator('.rc-renewal-trouble')).not.toBeEmpty();
      await look(page, 'not resumed');
    });

    test('G1 G2 C6 the states of a purchase', async ({ page, context }) => {
      await give(context, await Session.open('new'));
      let state: unknown = 'pending';
      await page.route(/\/payments\/[^/]+$/, (route) => route.fulfill({ json: payment('purchase', state) }));
      await shape(page, () => ({ payment_method: card }));
      await page.goto('/credits');
      const buy = page.locator('#buy-now');
      const status = page.locator('.rc-buy-status');
      const result = page.locator('#buy-result');
      const trouble = page.locator('.rc-buy > [role="alert"]').filter({ hasText: /./ });
      const lose = await hold(page, purchases);
      await buy.click();
      await expect(status).not.toBeEmpty();
      await look(page, 'sending');
      await lose((route) => route.abort());
      await expect(status.locator('button')).toBeVisible();
      await look(page, 'checking');
      await age(page);
      await page.reload();
      await expect(result.locator('button').first()).toBeVisible();
      await look(page, 'asked for long ago');

      await page.unroute(purchases);
      await page.route(purchases, (route) => route.fulfill({ status: 201, json: payment('purchase', state) }));
      await result.locator('button').first().click();
      await expect(status.locator('p')).toBeVisible();
      await expect(status.locator('button')).toHaveCount(0);
      await look(page, 'charging');
      state = { confirm: { url: 'https://pay.example/1' } };
      await comeBack(page);
      await expect(result.locator('a')).toBeVisible();
      await look(page, 'to be confirmed');

      await result.locator('button').click();
      state = { declined: { reason: 'insufficient_funds', at } };
      await buy.click();
      await expect(trouble).toBeVisible();
      await look(page, 'declined');
      state = { paid: { reference: 'S99999', at } };
      await buy.click();
      await expect(result).toContainText('S99999');
      await look(page, 'bought');
    });
  });
}
