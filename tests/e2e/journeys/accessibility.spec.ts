// G2: axe finds nothing in any state of any screen, in every language, light and dark.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session, password } from '../support/backend';
import { balances, hang, history, hold } from '../support/network';
import { expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, give, test } from '../support/test';

/** The names by which the states are reached, in each language. */
const languages = {
  'en-GB': {
    signIn: 'Sign in',
    signOut: 'Sign out',
    email: 'E-mail address',
    password: 'Password',
    retry: 'Retry',
    pages: 'Pages of the transaction history',
    older: 'Older',
    noHits: 'No transactions match',
    none: 'No transactions yet',
    offline: 'You are offline.',
    ended: 'Your session has ended',
    nowhere: 'Page not found',
    download: 'Download Excel',
    cancel: 'Cancel',
    cancelled: 'Download cancelled.',
    saved: 'Saved as',
    account: 'My account',
    owner: 'Owner',
    crashed: 'This page has stopped working',
  },
  'de-CH': {
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    retry: 'Erneut versuchen',
    pages: 'Seiten des Transaktionsverlaufs',
    older: 'Ältere',
    noHits: 'Keine passenden Transaktionen',
    none: 'Noch keine Transaktionen',
    offline: 'Sie sind offline.',
    ended: 'Ihre Sitzung ist abgelaufen',
    nowhere: 'Seite nicht gefunden',
    download: 'Excel herunterladen',
    cancel: 'Abbrechen',
    cancelled: 'Download abgebrochen.',
    saved: 'Gespeichert als',
    account: 'Mein Konto',
    owner: 'Inhaber',
    crashed: 'Diese Seite funktioniert nicht mehr',
  },
  'fr-CH': {
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    retry: 'Réessayer',
    pages: 'Pages de l’historique des transactions',
    older: 'Plus anciennes',
    noHits: 'Aucune transaction trouvée',
    none: 'Pas encore de transactions',
    offline: 'Vous êtes hors ligne.',
    ended: 'Votre session a pris fin',
    nowhere: 'Page introuvable',
    download: 'Télécharger en Excel',
    cancel: 'Annuler',
    cancelled: 'Téléchargement annulé.',
    saved: 'Enregistré sous',
    account: 'Mon compte',
    owner: 'Propriétaire',
    crashed: 'Cette page ne fonctionne plus',
  },
  'it-CH': {
    signIn: 'Accedi',
    signOut: 'Esci',
    email: 'Indirizzo e-mail',
    password: 'Password',
    retry: 'Riprova',
    pages: 'Pagine dello storico transazioni',
    older: 'Meno recenti',
    noHits: 'Nessuna transazione trovata',
    none: 'Ancora nessuna transazione',
    offline: 'Il dispositivo è offline.',
    ended: 'La sessione è terminata',
    nowhere: 'Pagina non trovata',
    download: 'Scarica Excel',
    cancel: 'Annulla',
    cancelled: 'Download annullato.',
    saved: 'Salvato come',
    account: 'Il mio account',
    owner: 'Titolare',
    crashed: 'Questa pagina non funziona più',
  },
} as const;

type Words = (typeof languages)[keyof typeof languages];

const main = (page: Page) => page.getByRole('main');
const expectRange = async (page: Page, words: Words) =>
  expect(page.getByRole('navigation', { name: words.pages }).getByRole('status')).toContainText('–');

for (const [locale, words] of Object.entries(languages)) {
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' }, provoked: [/./] });

    test('G2 the sign-in: empty, with flaws, refused, after a session', async ({ page, context }) => {
      await page.goto('/sign-in');
      const submit = page.getByRole('button', { name: words.signIn });
      await expect(submit).toBeVisible();
      await expectAccessible(page, 'empty');
      await submit.click();
      await expect(page.getByLabel(words.email)).toHaveAttribute('aria-invalid', 'true');
      await expectAccessible(page, 'flaws');
      await page.getByLabel(words.email).fill('owner@demo.example');
      await page.getByLabel(words.password).fill('wrong');
      await submit.click();
      await expect(main(page).getByRole('alert').filter({ hasText: /./ })).toBeVisible();
      await expectAccessible(page, 'refused');

      await page.getByLabel(words.password).fill(password);
      await submit.click();
      await expectRange(page, words);
      await context.clearCookies();
      await page.reload();
      await expect(submit).toBeVisible();
      await expectAccessible(page, 'signed out again');
    });

    test('G2 every screen while its answers are awaited, and when they do not come', async ({ page, me }) => {
      const skeleton = page.locator('main :is(.rc-skeleton, .rc-shell-card, .rc-shell-table, .rc-shell-form):visible');
      const alert = main(page).getByRole('alert').filter({ hasText: /./ });
      for (const awaited of [/\/api\/v1\/session$/, /\/api\/v1\/(?!session$)/]) {
        for (const [name, screen] of Object.entries(screens(me))) {
          // An address without a screen asks for nothing, and a tile without a balance is a link.
          const isThere = name === 'nowhere';
          const fails = !isThere && !(name === 'account' && awaited.test('/api/v1/wallets'));
          const fail = await hold(page, awaited);
          await page.goto(screen);
          await expect(page.locator('.rc-shell')).toHaveCount(0);
          if (!isThere) await expect.soft(skeleton.first(), name).toBeVisible();
          await expect(main(page).getByRole('heading', { level: 1 })).toHaveCount(1);
          await expectAccessible(page, `${name}: waiting for ${awaited}`);
          await fail((route) => route.fulfill({ status: 500, body: '' }));
          if (fails) await expect(alert.first()).toBeVisible();
          await expect.soft(skeleton, name).toHaveCount(0);
          await expect(main(page).getByRole('heading', { level: 1 })).toHaveCount(1);
          await expectAccessible(page, `${name}: failed for ${awaited}`);
          await page.unrouteAll({ behavior: 'ignoreErrors' });
        }
      }
    });

    test('G2 a report, of a period upside down too, and what a member has used', async ({ page, me }) => {
      const organisation = `/credits/organisation/${me.organisation('Lichtwerk Planung AG')}`;
      await page.goto(`${organisation}/report?from=2000-01-02&to=2999-12-30`);
      await expect(page.getByRole('table')).toHaveCount(2);
      await expectSettled(page);
      await expectAccessible(page, 'a report');
      await page.goto(`${organisation}/report?from=2026-05-02&to=2026-05-01`);
      await expect(page.locator('#report-until')).toHaveAttribute('aria-invalid', 'true');
      await expectSettled(page);
      await expectAccessible(page, 'a report of no days');
      await page.goto(`${organisation}/members/${me.who.user.id}`);
      await expectRange(page, words);
      await expectSettled(page);
      await expectAccessible(page, 'what a member has used');
    });

    test('G2 the account page: with a balance, and without', async ({ page, me }) => {
      await page.goto('/');
      await expect(page.getByRole('link', { name: /^Cr[eé]di/ })).toContainText(/\d/);
      await expectAccessible(page, 'balance');
      await page.route(balances, (route) => route.abort());
      await page.reload();
      await expect(page.getByRole('heading', { level: 1, name: words.account })).toBeVisible();
      await expectAccessible(page, 'no balance');
      expect(me.who.wallets).toHaveLength(2);
    });

    test('G2 the Credits page: loading, whole, turning a page, of an organisation, filtered, without hits', async ({ page, me }) => {
      const release = await hang(page, /\/api\/v1\/wallets\//);
      await page.goto('/credits');
      await expect(main(page).getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expectAccessible(page, 'loading');
      await release();
      await expectRange(page, words);
      await expectAccessible(page, 'whole');
      const turn = await hang(page, /cursor=/);
      await page.getByRole('button', { name: words.older }).click();
      await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true');
      await expectAccessible(page, 'turning a page');
      await turn();
      await page.goto(`/credits?wallet=${me.shared('Lichtwerk Planung AG').id}&type=purchase&from=2026-01-01`);
      await expectRange(page, words);
      await expectAccessible(page, 'shared and filtered');
      await page.goto('/credits?from=2026-05-02&to=2026-05-01&text=zzz');
      await expect(page.getByRole('heading', { name: words.noHits })).toBeVisible();
      await expectAccessible(page, 'no hits, and a period upside down');
    });

    test('G2 the Credits page: failed, offline, ended', async ({ page, me, context }) => {
      await page.route(/\/api\/v1\/wallets\//, (route) => route.fulfill({ status: 500, body: '' }));
      await page.goto('/credits');
      await expect(main(page).getByRole('button', { name: words.retry })).toHaveCount(5);
      await expectAccessible(page, 'failed');
      await page.unrouteAll();
      await page.goto('/credits');
      await expectRange(page, words);
      await context.setOffline(true);
      await expect(page.getByText(words.offline)).toBeVisible();
      await expectAccessible(page, 'offline');
      await context.setOffline(false);
      await me.end();
      await expect(page.getByRole('dialog', { name: words.ended })).toBeVisible({ timeout: 30_000 });
      await expectAccessible(page, 'session ended');
    });

    test('G2 the Credits page of who has no organisation, no history, a low balance', async ({ page, context }) => {
      for (const person of ['solo', 'new', 'member'] as const) {
        await give(context, await Session.open(person));
        await page.goto('/credits');
        await expectRange(page, words);
        await expectAccessible(page, person);
      }
      await page.route(history, async (route) => {
        const answer = await route.fetch();
        const empty = { items: [], total: 0, first: 0, newer: null, older: null, wallet_is_empty: true };
        await route.fulfill({ response: answer, json: empty });
      });
      await page.reload();
      await expect(page.getByRole('heading', { name: words.none })).toBeVisible();
      await expectAccessible(page, 'no history');
    });

    test('G2 the Excel download: under way, cancelled, saved, failed', async ({ page, me }) => {
      const release = await hang(page, /\/transactions\/export/);
      await page.goto('/credits');
      await expectRange(page, words);
      const button = page.getByRole('button', { name: words.download });
      await button.click();
      await expect(page.getByRole('button', { name: words.cancel })).toBeVisible();
      await expectAccessible(page, 'under way');
      await page.getByRole('button', { name: words.cancel }).click();
      await expect(page.getByText(words.cancelled)).toBeVisible();
      await expectAccessible(page, 'cancelled');
      await release();
      await button.click();
      await expect(page.getByText(words.saved)).toBeVisible({ timeout: 30_000 });
      await expectAccessible(page, 'saved');
      await page.route(/\/transactions\/export/, (route) => route.fulfill({ status: 500, body: '' }));
      await button.click();
      await expect(main(page).getByRole('alert').filter({ hasText: /./ })).toBeVisible();
      await expectAccessible(page, 'failed');
      expect(me.who.wallets).toHaveLength(2);
    });

    test('G2 the organisation, an address without a screen, the crash page', async ({ page, me }) => {
      await page.goto(`/credits/organisation/${me.who.memberships[0]?.organisation}`);
      await expect(page.getByRole('table').first()).toContainText(words.owner);
      await expectAccessible(page, 'organisation');
      await page.goto('/nowhere');
      await expect(page.getByRole('heading', { name: words.nowhere })).toBeVisible();
      await expectAccessible(page, 'nowhere');
      await page.evaluate(() => {
        (window as unknown as { reluxCrash: (reference: string) => void }).reluxCrash('0123abcd');
      });
      await expect(page.getByRole('heading', { name: words.crashed })).toBeVisible();
      await expectAccessible(page, 'crashed');
    });
  });
}
