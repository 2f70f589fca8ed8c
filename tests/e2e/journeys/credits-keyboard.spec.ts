// G2, A13, T4, X1, G1: what else there is to choose on the Credits page is chosen by keyboard
// alone, wide and narrow, in two languages, light and dark.
import { enter, expectFine, tabTo, windows } from '../support/keyboard';
import { hang } from '../support/network';
import { found, workshop } from '../support/organisation';
import { card, expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

const languages = {
  'en-GB': {
    whose: 'Whose credits',
    personal: 'Personal',
    yours: 'Auto-renew Credits',
    history: 'Transaction history',
    wallets: 'Whose transactions',
    download: 'Download Excel',
    cancel: 'Cancel',
    cancelled: 'Download cancelled.',
    language: 'Language',
    others: ['Deutsch', 'Sprache', 'English'],
  },
  'it-CH': {
    whose: 'Per quale saldo',
    personal: 'Personale',
    yours: 'Ricarica automatica dei crediti',
    history: 'Storico transazioni',
    wallets: 'Transazioni di quale saldo',
    download: 'Scarica Excel',
    cancel: 'Annulla',
    cancelled: 'Download annullato.',
    language: 'Lingua',
    others: ['Français', 'Langue', 'Italiano'],
  },
} as const;

type Words = (typeof languages)[keyof typeof languages];

const looks = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'it-CH', colorScheme: 'dark' },
] as const;

for (const { locale, colorScheme } of looks) {
  for (const viewport of windows) {
    const words: Words = languages[locale];

    test.describe(`${locale}, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ locale, colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test.beforeEach(async ({ page, context }) => {
        const { owner } = await found();
        await give(context, owner);
        await page.goto('/credits');
        await expectSettled(page);
      });

      test('A13 T4 whose payments, and whose history, is chosen', async ({ page }) => {
        const choice = page.getByRole('group', { name: words.whose });
        const [personal, shared] = [choice.getByRole('radio', { name: words.personal }), choice.getByRole('radio', { name: workshop })];
        await tabTo(page, personal);
        await page.keyboard.press('ArrowRight');
        await expect(shared).toBeChecked();
        await expect(shared).toBeFocused();
        await expect(card(page, words.yours)).toContainText(workshop);
        await expectSettled(page);
        await expect(shared).toBeFocused();
        await expectFine(page, 'shared payments');
        await page.keyboard.press('ArrowLeft');
        await expect(personal).toBeChecked();
        await expect(personal).toBeFocused();
        await expect(card(page, words.yours)).not.toContainText(workshop);
        await expectSettled(page);

        const history = card(page, words.history);
        const tabs = history.getByRole('navigation', { name: words.wallets });
        for (const name of [workshop, words.personal]) {
          const tab = tabs.getByRole('link', { name });
          await enter(page, tab);
          await expect(tab).toHaveAttribute('aria-current', 'true');
          await expectSettled(page);
          await expect(history.getByRole('heading', { name: words.history }).or(tab).and(page.locator(':focus'))).toHaveCount(1);
        }
        await expectFine(page, 'a history');
      });

      test('X1 a download is cancelled', async ({ page }) => {
        const release = await hang(page, /\/transactions\/export/);
        const download = page.getByRole('button', { name: words.download });
        await enter(page, download);
        await expect(download).toBeFocused();
        await enter(page, page.getByRole('button', { name: words.cancel, exact: true }));
        await expect(page.getByRole('status').filter({ hasText: words.cancelled })).toBeVisible();
        await expect(download).toBeFocused();
        await expectFine(page, 'cancelled');
        await release();
      });

      test('G1 another language is chosen, and the first one again', async ({ page }) => {
        const [other, list, own] = words.others;
        await enter(page, page.getByRole('list', { name: words.language }).getByRole('button', { name: other }));
        const back = page.getByRole('list', { name: list }).getByRole('button', { name: own });
        await expect(back).toBeVisible();
        await expectSettled(page);
        await enter(page, back);
        await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${locale.slice(0, 2)}`));
        await expect(page.getByRole('list', { name: words.language })).toBeVisible();
      });
    });
  }
}
