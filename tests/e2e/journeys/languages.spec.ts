// G1: German, French and Italian, with Swiss formats, and no English left over.
import { Session, email } from '../support/backend';
import { expectNoEnglish } from '../support/languages';
import { expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, give, test } from '../support/test';
import { minus } from '../support/words';

interface Words {
  signIn: string;
  email: string;
  password: string;
  emailMissing: string;
  wrong: string;
  noBalance: string;
  noHistory: string;
  offline: string;
  ended: string;
  credits: string;
  table: string;
  columns: (string | RegExp)[];
  of: (total: string) => string;
}

const languages: Record<string, Words> = {
  'de-CH': {
    signIn: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein',
    wrong: 'E-Mail-Adresse oder Passwort ist falsch.',
    noBalance: 'Das Guthaben konnte nicht geladen werden.',
    noHistory: 'Die Transaktionen konnten nicht geladen werden.',
    offline: 'Sie sind offline.',
    ended: 'Ihre Sitzung ist abgelaufen',
    credits: 'Credits',
    table: 'Transaktionsverlauf',
    columns: ['Datum (Mitteleuropäische Zeit)', 'Typ', 'Bestellreferenz', 'Betrag', 'Guthaben', 'Mitglied'],
    of: (total) => `1–25 von ${total}`,
  },
  'fr-CH': {
    signIn: 'Se connecter',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    emailMissing: 'Saisissez votre adresse e-mail',
    wrong: 'L’adresse e-mail ou le mot de passe est incorrect.',
    noBalance: 'Impossible d’afficher le solde.',
    noHistory: 'Impossible d’afficher les transactions.',
    offline: 'Vous êtes hors ligne.',
    ended: 'Votre session a pris fin',
    credits: 'Crédits',
    table: 'Historique des transactions',
    columns: [/^Date \(heure d.Europe centrale\)$/, 'Type', 'Référence d’achat', 'Montant', 'Solde', 'Membre'],
    of: (total) => `1–25 sur ${total}`,
  },
  'it-CH': {
    signIn: 'Accedi',
    email: 'Indirizzo e-mail',
    password: 'Password',
    emailMissing: 'Inserire l’indirizzo e-mail',
    wrong: 'Indirizzo e-mail o password non corretti.',
    noBalance: 'Impossibile caricare il saldo.',
    noHistory: 'Impossibile caricare le transazioni.',
    offline: 'Il dispositivo è offline.',
    ended: 'La sessione è terminata',
    credits: 'Crediti',
    table: 'Storico transazioni',
    columns: [/^Data \(Ora dell.Europa centrale\)$/i, 'Tipo', 'Riferimento d’acquisto', 'Importo', 'Saldo', 'Membro'],
    of: (total) => `1–25 su ${total}`,
  },
};

for (const [locale, words] of Object.entries(languages)) {
  test.describe(locale, () => {
    test.use({ locale });

    test('G1 nothing English is left over on any screen', async ({ page, me }) => {
      for (const screen of Object.values(screens(me))) {
        await page.goto(screen);
        await expectSettled(page);
        await expectNoEnglish(page, locale, screen);
      }
    });

    test('G1 the sign-in and its errors are in that language', async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByRole('button', { name: words.signIn }).click();
      await expect(page.getByText(words.emailMissing)).toBeVisible();
      await expectNoEnglish(page, locale, 'empty');
      await page.getByLabel(words.email).fill(email('owner'));
      await page.getByLabel(words.password).fill('zzz');
      await page.getByRole('button', { name: words.signIn }).click();
      await expect(page.getByText(words.wrong)).toBeVisible();
      await expectNoEnglish(page, locale, 'refused');
    });

    test('G1 errors and the end of a session are in that language', async ({ page, me, context }) => {
      await page.route(/\/api\/v1\/wallets\//, (route) => route.fulfill({ status: 500, body: '' }));
      await page.goto('/credits');
      await expect(page.getByText(words.noBalance).first()).toBeVisible();
      await expect(page.getByText(words.noHistory)).toBeVisible();
      await expectNoEnglish(page, locale, 'failed');
      await page.unrouteAll();
      await page.goto('/credits');
      await expectSettled(page);
      await context.setOffline(true);
      await expect(page.getByText(words.offline)).toBeVisible();
      await expectNoEnglish(page, locale, 'offline');
      await context.setOffline(false);
      await me.end();
      await expect(page.getByRole('dialog', { name: words.ended })).toBeVisible();
      await expectNoEnglish(page, locale, 'ended');
    });

    test('G1 T2 T3 numbers and dates are as in Switzerland', async ({ page, me }) => {
      const wallet = me.shared('Lichtwerk Planung AG');
      const { items } = await me.page(wallet, { type: 'purchase' });
      expect(items.some((line) => line.balance >= 100_000)).toBe(true);
      const history = await me.page(wallet);
      await page.goto(`/credits?wallet=${wallet.id}`);
      // The browser's own knowledge of the region, asked without the page's code.
      const write = (numbers: number[], digits: number): Promise<string[]> =>
        page.evaluate(
          ([all, locale, digits]) =>
            all.map((number) =>
              number.toLocaleString(locale, {
                minimumFractionDigits: digits,
                maximumFractionDigits: digits,
                useGrouping: 'always',
              } as unknown as Intl.NumberFormatOptions),
            ),
          [numbers, locale, digits] as const,
        );
      const [total] = await write([history.total], 0);
      await expect(page.getByText(words.of(total ?? ''))).toBeVisible();
      await page.goto(`/credits?wallet=${wallet.id}&type=purchase`);
      const table = page.getByRole('table', { name: words.table });
      await expect(table.getByRole('columnheader')).toHaveText(words.columns);
      const rows = table.getByRole('row').filter({ has: page.getByRole('cell') });
      const balances = await write(items.map((line) => line.balance / 100), 2);
      for (const [index, balance] of balances.entries()) {
        const cells = rows.nth(index).getByRole('cell');
        await expect(cells.first()).toHaveText(/^\d{1,2}\.? \p{L}+\.? \d{4}, \d\d:\d\d$/u);
        await expect(cells.nth(4)).toHaveText(balance);
      }
      await page.goto(`/credits?wallet=${wallet.id}&type=image_generation`);
      await expect(rows.first().getByRole('cell').nth(3)).toHaveText(new RegExp(`^${minus}\\d+[.,]00$`));
    });
  });
}

test.describe('in German', () => {
  test.use({ locale: 'de-CH' });

  test('G1 the language can be chosen, is kept, and changes nothing else', async ({ page, me }) => {
    await page.goto('/credits?type=refund');
    await expectSettled(page);
    for (const [language, tag, title] of [
      ['English', 'en', 'Transaction history'],
      ['Français', 'fr', 'Historique des transactions'],
      ['Italiano', 'it', 'Storico transazioni'],
      ['Deutsch', 'de', 'Transaktionsverlauf'],
    ] as const) {
      await page.getByRole('contentinfo').getByRole('button', { name: language }).click();
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expect(page).toHaveURL('/credits?type=refund');
      await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${tag}`));
      await page.reload();
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
    }
    expect(me.who.user.name).not.toBe('');
  });
});

test.describe('in German, on a bad network', () => {
  test.use({ locale: 'de-CH', provoked: [/Failed to fetch|no words of this language/] });

  test('G1 a page without the words of its language says so, and another try brings them', async ({ page, context }) => {
    await give(context, await Session.open('owner'));
    await page.route(/split_words_de\.wasm$/, (route) => route.abort());
    await page.goto('/credits');
    await expect(page.getByRole('heading', { name: 'Diese Seite funktioniert nicht mehr' })).toBeVisible();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Neu laden' }).click();
    await expect(page.getByRole('heading', { name: 'Transaktionsverlauf' })).toBeVisible();
  });
});

test.describe('a language that is not spoken', () => {
  test.use({ locale: 'pl-PL' });

  test('G1 falls back to English', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});
