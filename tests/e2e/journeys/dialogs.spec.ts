// G2: axe finds nothing in the dialogs and payments, in every language, light and dark. What they
// do is held elsewhere; here they are only reached, by ids, which are the same in each language.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { cards } from '../support/cards';
import { address, found, openWorkshop } from '../support/organisation';
import { expect, give, test } from '../support/test';

const opened = (page: Page): Locator => page.locator('dialog[open]');

/** Looks at a dialog that is to open, in several states. */
async function look(page: Page, id: string, states: Record<string, () => Promise<unknown>>): Promise<void> {
  for (const [state, reach] of Object.entries(states)) {
    await reach();
    await expect(page.locator(`#${id}[open]`), `${id}: ${state}`).toBeVisible();
    await expectAccessible(page, `${id}: ${state}`);
  }
  await page.keyboard.press('Escape');
  await expect(opened(page)).toHaveCount(0);
}

/** Stores a card on the provider's page, which speaks the same language. */
async function storeCard(page: Page, language: string): Promise<void> {
  await page.locator('.rc-buy .rc-button').last().click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await page.locator('form button').first().click();
  await expect(page.locator('[aria-invalid]').first()).toBeVisible();
  await expectAccessible(page, 'the provider’s page, with flaws');
  await page.locator('#number').fill(cards.pays);
  await page.locator('#expiry').fill('12/34');
  await page.locator('#cvc').fill('123');
  await page.locator('form button').first().click();
  await expect(page.locator('.rc-buy')).toContainText('4242');
}

for (const locale of ['en-GB', 'de-CH', 'fr-CH', 'it-CH']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

      test('G2 every dialog of an organisation', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        await home.owner.invite(home.id, address('ruth'));
        for (const member of home.members) await home.owner.setRole(home.id, member, 'owner');
        await give(context, home.owner);
        await openWorkshop(page, home);
        const press = (selector: string) => () => page.locator(selector).first().click();
        await look(page, 'invite', {
          empty: press('.rc-members-bar button'),
          flawed: press('#invite button[type="submit"]'),
          answered: async () => {
            await page.locator('#invite textarea').fill(`${address('ida')} ${home.owner.who.user.email} ida.frey`);
            await page.locator('#invite button[type="submit"]').click();
            await expect(page.locator('#invite li')).toHaveCount(3);
          },
        });
        await look(page, 'member-remove', { asked: press('[id^="remove-"]'), 'with the mail': press('#member-remove summary') });
        await look(page, 'member-role', { asked: () => page.locator('select[id^="role-"]').last().selectOption('member') });
        await look(page, 'limit', {
          'of one': press('[id^="limit-"]'),
          flawed: async () => {
            await page.locator('#limit input[type="radio"]').last().check();
            await page.locator('#limit button[type="submit"]').click();
          },
        });
        await look(page, 'limit', { 'of all': press('#default-limit') });
        await look(page, 'invitation-revoke', { asked: press('[id^="revoke-"]') });
        await look(page, 'organisation-leave', { asked: press('.rc-leaving button') });
        await look(page, 'organisation-new', {
          empty: () => page.locator('.rc-leaving button:not(dialog *)').last().click(),
          flawed: press('#organisation-new button[type="submit"]'),
        });
      });

      test('G2 A7 C6 the states of renewals and purchases', async ({ page, context }) => {
        const { owner } = await found();
        await give(context, owner);
        await page.goto('/credits');
        await page.locator('#renewal-switch').click();
        await expectAccessible(page, 'on, no card');
        await page.locator('#renewal-save').click();
        await expect(page.locator('.rc-renewal-save + [role="alert"]')).not.toBeEmpty();
        await expectAccessible(page, 'not saved');
        await look(page, 'renewal-leave', { asked: () => page.locator('.rc-brand').click() });
        await storeCard(page, locale.slice(0, 2));

        await page.locator('#renewal-switch').setChecked(true);
        await page.locator('#renewal-threshold').fill('7');
        await page.locator('#renewal-save').click();
        await expectAccessible(page, 'a threshold that can’t be');
        await page.locator('#renewal-threshold').fill('20');
        await look(page, 'renewal-at-once', { asked: () => page.locator('#renewal-save').click() });

        await page.locator('#buy-now').click();
        await expect(page.locator('#buy-result')).toContainText('4242', { timeout: 20_000 });
        await expectAccessible(page, 'bought');
        // The form has seen the new balance, and asks nothing.
        await expect(page.locator('.rc-renewal .rc-notice[data-tone="warning"]')).toHaveCount(0);
        await page.locator('#renewal-save').click();
        await expect(page.locator('.rc-renewal-save [role="status"]')).not.toBeEmpty();
        await expectAccessible(page, 'saved');
      });
    });
  }
}
