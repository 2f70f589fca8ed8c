// G2, A, C6: credits are renewed and bought by keyboard alone, wide and narrow, in two
// languages, light and dark. Each journey is somebody's who has just signed up.
import type { Locator, Page } from '@playwright/test';
import { Session, origin } from '../support/backend';
import { cards } from '../support/cards';
import { enter, escape, expectFine, expectTrapped, tabTo, windows } from '../support/keyboard';
import { found } from '../support/organisation';
import { openAsPayer, paymentWords, purchase, renewal, rule, type PaymentWords } from '../support/payments';
import { card, expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

const looks = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'fr-CH', colorScheme: 'dark' },
] as const;

/** A card that was reported lost: what it is to pay pauses auto-renewal at once. */
const lost = '4000 0000 0000 9987';

const settingOf = async (me: Session): Promise<unknown> => (await me.autoRenewal(me.personal)).setting;
const button = (within: Page | Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

/** Stores a card on the provider's page, and comes back. */
async function storeCard(page: Page): Promise<void> {
  await tabTo(page, page.locator('#number'));
  await page.keyboard.type(cards.pays);
  await page.keyboard.press('Tab');
  await expect(page.locator('#expiry')).toBeFocused();
  await page.keyboard.type('12/34');
  await page.keyboard.press('Tab');
  await expect(page.locator('#cvc')).toBeFocused();
  await page.keyboard.type('123');
  await enter(page, page.locator('form button').first());
  await page.waitForURL(`${origin}/credits`);
  await expectSettled(page);
}

/** A question opens on the answer that does nothing, which Escape is, too; asked again, it is
 * answered by the other one. */
async function answer(page: Page, question: Locator, by: { from: Locator; no: string; yes: string }): Promise<void> {
  await enter(page, by.from);
  await expect(button(question, by.no)).toBeFocused();
  await expectFine(page, String(question));
  await expectTrapped(page, question);
  await escape(page, question);
  await expect(by.from).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button(question, by.no)).toBeFocused();
  await enter(page, button(question, by.yes));
}

/** Chooses what lies above it, with the focus staying there. */
async function choose(page: Page, select: Locator, value: string): Promise<void> {
  await tabTo(page, select);
  await page.keyboard.press('ArrowDown');
  await expect(select).toHaveValue(value);
  await expect(select).toBeFocused();
}

for (const { locale, colorScheme } of looks) {
  for (const viewport of windows) {
    const words: PaymentWords = paymentWords[locale];

    test.describe(`${locale}, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ locale, colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('A1–A8 rule 6 auto-renewal is turned on: with a card, a threshold, an amount and a limit', async ({
        page,
        context,
      }) => {
        const { owner: me } = await found();
        await give(context, me);
        await page.goto('/credits');
        await expectSettled(page);
        const { form, toggle, slider, threshold, amount, limit, save, saved, notSaved, unsaved, chargeNow } = renewal(page, words);
        await tabTo(page, toggle);
        await page.keyboard.press('Space');
        await expect(toggle).toBeChecked();
        await expect(toggle).toBeFocused();
        await enter(page, save);
        await expect(notSaved).toBeVisible();
        await expect(save).toBeFocused();
        await expectFine(page, 'not saved for want of a card');

        await enter(page, button(notSaved, words.addCard));
        await storeCard(page);
        await expect(form).toContainText('4242');
        await expect(toggle).toBeChecked();
        await expect(unsaved).toBeVisible();
        await tabTo(page, threshold);
        await tabTo(page, slider);
        for (const [key, value] of [['ArrowRight', '25'], ['ArrowUp', '30'], ['ArrowLeft', '25'], ['End', '500'], ['Home', '5'], ['ArrowRight', '10']] as const) {
          await page.keyboard.press(key);
          await expect(threshold, key).toHaveValue(value);
          await expect(slider).toBeFocused();
        }
        await choose(page, amount, '100');
        await tabTo(page, limit);
        await page.keyboard.type('200');
        await expect(limit).toHaveValue('200');
        await expectFine(page, 'all chosen');

        await answer(page, chargeNow, { from: save, no: words.cancel, yes: words.saveAndCharge });
        await expect(saved).toBeVisible();
        await expect(save).toBeFocused();
        await expect(unsaved).toHaveCount(0);
        await expectFine(page, 'saved');
        expect(await settingOf(me)).toEqual({
          on: { threshold: 1_000, package: '100', monthly_limit: { at_most: { amount_minor: 20_000, currency: 'CHF' } } },
        });
      });

      test('A2 A9 A10 what is edited is discarded, stayed with, left, and held against what somebody else has saved', async ({
        page,
        context,
      }) => {
        const me = await openAsPayer(page, context, { setting: rule() });
        await expectSettled(page);
        const { form, heading, slider, threshold, amount, save, saved, unsaved, discard, conflict, leave } = renewal(page, words);
        await tabTo(page, slider);
        await page.keyboard.press('ArrowRight');
        await expect(unsaved).toBeVisible();
        await enter(page, discard);
        await expect(save).toBeFocused();
        await expect(threshold).toHaveValue('5');
        await expect(unsaved).toHaveCount(0);

        await choose(page, amount, '250');
        const way = page.getByRole('main').getByRole('navigation').first().getByRole('link').first();
        await answer(page, leave, { from: way, no: words.stay, yes: words.discard });
        await expect(page.getByRole('heading', { level: 1, name: words.account })).toBeFocused();
        await enter(page, page.getByRole('link', { name: /^Cr[eé]di/ }));
        await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeFocused();
        await expectSettled(page);
        await expect(amount).toHaveValue('100');

        for (const [choice, mine, kept] of [[words.keepYours, '250', '250'], [words.keepTheirs, '500', '50']] as const) {
          await choose(page, amount, mine);
          await expect(unsaved).toBeVisible();
          await me.setAutoRenewal(me.personal, rule({ package: '50' }));
          await expect(conflict).toBeVisible();
          await expect(amount).toBeFocused();
          await enter(page, save);
          await expect(conflict).toBeFocused();
          await expectFine(page, 'changed elsewhere');
          await enter(page, button(form, choice));
          await expect(conflict).toHaveCount(0);
          await expect(save).toBeFocused();
          await expect(amount).toHaveValue(kept);
          if (choice === words.keepYours) await expect(saved).toBeVisible();
          await expect.poll(() => settingOf(me)).toMatchObject({ on: { package: kept } });
        }
        await expect(heading).toBeVisible();
      });

      test('C6 credits are bought, and bought again', async ({ page, context }) => {
        const me = await openAsPayer(page, context);
        await expectSettled(page);
        const { offer, heading, buy, result } = purchase(page, words);
        await tabTo(page, offer.getByRole('radio').first());
        await page.keyboard.press('ArrowDown');
        await expect(offer.getByRole('radio').nth(1)).toBeChecked();
        await expect(offer.getByRole('radio').nth(1)).toBeFocused();
        await enter(page, buy);
        await expect(result).toContainText(words.bought);
        await expect(result).toBeFocused();
        await expectFine(page, 'bought');
        expect((await me.balance(me.personal)).balance).toBe(10_500);
        await enter(page, button(offer, words.buyMore));
        await expect(buy).toBeVisible();
        await expect(heading).toBeFocused();
        await tabTo(page, offer.getByRole('radio').nth(1));
      });

      test('rule 8 a payment is refused and confirmed on the bank’s page, and something else is bought', async ({ page, context }) => {
        await openAsPayer(page, context, { number: cards.asks });
        await expectSettled(page);
        const { offer, heading, buy, result } = purchase(page, words);
        await tabTo(page, offer.getByRole('radio').first());
        await page.keyboard.press('ArrowDown');
        await enter(page, buy);
        const confirm = offer.getByRole('link', { name: words.confirm });
        await expect(confirm).toBeVisible();
        await expect(result).toBeFocused();
        await expectFine(page, 'to be confirmed');
        await enter(page, button(offer, words.buyOther));
        await expect(heading).toBeFocused();

        for (const decision of ['refuse', 'confirm']) {
          await enter(page, buy);
          await enter(page, confirm);
          await enter(page, page.locator(`button[value="${decision}"]`));
          await page.waitForURL((url) => url.origin === origin && url.pathname === '/credits');
          const said = decision === 'refuse' ? words.notConfirmed : words.bought;
          await expect(offer).toContainText(said);
          await expectSettled(page);
        }
      });

      test('rule 8 what is paused is resumed, and paused again', async ({ page, context }) => {
        const me = await openAsPayer(page, context, { number: lost });
        await expectSettled(page);
        const { form, toggle, save, chargeNow } = renewal(page, words);
        await tabTo(page, toggle);
        await page.keyboard.press('Space');
        await enter(page, save);
        await enter(page, button(chargeNow, words.saveAndCharge));
        const nothing = card(page, words.renewals).getByText(words.nothingCharged);
        await expect(form.getByText(words.paused, { exact: true })).toBeVisible();
        await expect(nothing).toHaveCount(1);
        const resume = button(form, words.resume);
        await answer(page, chargeNow, { from: resume, no: words.cancel, yes: words.resumeAndCharge });
        await expect(nothing).toHaveCount(2);
        await expect(form.getByText(words.paused, { exact: true })).toBeVisible();
        await expect.poll(() => form.evaluate((form) => form.contains(document.activeElement))).toBe(true);
        await expectFine(page, 'paused again');
        expect((await me.balance(me.personal)).balance).toBe(500);
      });
    });
  }
}
