// G2, rule 13: an invitation is followed by keyboard alone, wide and narrow, in two languages,
// light and dark: by who is new, by who has an account, and by who is signed in.
import type { Page } from '@playwright/test';
import { origin, password } from '../support/backend';
import { enter, expectFine, tabTo, windows } from '../support/keyboard';
import { newestLink } from '../support/mail';
import { address, found, founder, workshop, type Founded } from '../support/organisation';
import { card, expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

const languages = {
  'en-GB': {
    offer: `${founder} invites you to ${workshop}`,
    name: 'Your name',
    noName: /^Enter your name/,
    newPassword: 'New password',
    short: /^Enter a password of at least 8 characters\./,
    signUp: 'Create account and accept',
    password: 'Password',
    missing: 'Enter your password',
    signIn: 'Sign in and accept',
    notAccepted: 'Not accepted.',
    accept: 'Accept invitation',
    unusable: 'This invitation can’t be used',
    toCredits: 'Go to Credits',
    shared: 'Current shared balance',
    credits: 'Credits',
  },
  'it-CH': {
    offer: `${founder} invita a unirsi all’organizzazione ${workshop}`,
    name: 'Nome e cognome',
    noName: /^Inserire nome e cognome/,
    newPassword: 'Nuova password',
    short: /8 caratteri/,
    signUp: 'Crea account e accetta',
    password: 'Password',
    missing: 'Inserire la password',
    signIn: 'Accedi e accetta',
    notAccepted: 'Invito non accettato.',
    accept: 'Accetta invito',
    unusable: 'Questo invito non è utilizzabile',
    toCredits: 'Vai ai crediti',
    shared: 'Saldo condiviso attuale',
    credits: 'Crediti',
  },
} as const;

type Words = (typeof languages)[keyof typeof languages];

const looks = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'it-CH', colorScheme: 'dark' },
] as const;

/** The link of an invitation to somebody who has left. */
async function linkOfLeaver(home: Founded): Promise<string> {
  const [member] = home.members;
  if (!member) throw new Error('nobody could leave');
  await member.leave(home.id);
  await home.owner.invite(home.id, member.who.user.email);
  return newestLink(member.who.user.email);
}

/** Opens an invitation. */
async function follow(page: Page, link: string, words: Words): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: words.offer })).toBeVisible();
}

/** The credits of the organisation are theirs, too, and the keyboard leads on from there. */
async function expectMember(page: Page, words: Words): Promise<void> {
  await page.waitForURL(`${origin}/credits`);
  await expect(card(page, words.shared)).toContainText(workshop);
  await expectSettled(page);
  await tabTo(page, page.getByRole('main').getByRole('link').first());
}

for (const { locale, colorScheme } of looks) {
  for (const viewport of windows) {
    const words: Words = languages[locale];

    test.describe(`${locale}, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ locale, colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('rule 13 somebody new signs up to accept', async ({ page }) => {
        const home = await found();
        const email = address('nora');
        await home.owner.invite(home.id, email);
        await follow(page, await newestLink(email), words);
        const name = page.getByRole('textbox', { name: words.name });
        const secret = page.getByLabel(words.newPassword);
        const submit = page.getByRole('button', { name: words.signUp });
        await expectFine(page, 'sign up to accept');
        await enter(page, submit);
        await expect(name).toBeFocused();
        await expect(name).toHaveAccessibleDescription(words.noName);
        await page.keyboard.type('Nora Neu');
        await page.keyboard.press('Tab');
        await expect(secret).toBeFocused();
        await page.keyboard.type('short');
        await page.keyboard.press('Enter');
        await expect(secret).toBeFocused();
        await expect(secret).toHaveAccessibleDescription(words.short);
        await expectFine(page, 'sign up to accept: flaws');
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type(password);
        await enter(page, submit);
        await expectMember(page, words);
      });

      test('rule 13 somebody with an account signs in to accept', async ({ page }) => {
        const home = await found('Vera Kunz');
        await follow(page, await linkOfLeaver(home), words);
        const secret = page.getByLabel(words.password, { exact: true });
        await expectFine(page, 'sign in to accept');
        await enter(page, page.getByRole('button', { name: words.signIn }));
        await expect(secret).toBeFocused();
        await expect(secret).toHaveAccessibleDescription(words.missing);
        await page.keyboard.type('wrong horse');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('alert')).toContainText(words.notAccepted);
        await expect(secret).toBeFocused();
        await expectFine(page, 'sign in to accept: refused');
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type(password);
        await page.keyboard.press('Enter');
        await expectMember(page, words);
      });

      test('rule 13 somebody who is signed in accepts, and later finds the link used', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        const link = await linkOfLeaver(home);
        for (const member of home.members) await give(context, member);
        await follow(page, link, words);
        await expectFine(page, 'accept');
        const accept = page.getByRole('button', { name: words.accept });
        // An answer that is lost leaves them where they were.
        await page.route(/\/invitations\/accept$/, (route) => route.abort());
        await enter(page, accept);
        await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
        await expect(accept).toBeFocused();
        await page.unroute(/\/invitations\/accept$/);
        await page.keyboard.press('Enter');
        await expectMember(page, words);

        await page.goto('about:blank');
        await page.goto(link);
        await expect(page.getByRole('heading', { level: 1, name: words.unusable })).toBeVisible();
        await expectFine(page, 'an invitation that can’t be used');
        await enter(page, page.getByRole('link', { name: words.toCredits }));
        await expect(page.getByRole('heading', { level: 1, name: words.credits })).toBeFocused();
      });
    });
  }
}
