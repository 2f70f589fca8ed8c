// Auto-renewal and *Buy credits* in several languages, and somebody new who pays.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { origin, type Session, type Setting } from './backend';
import { cards } from './cards';
import { found } from './organisation';
import { card } from './screen';
import { give } from './test';

/** The names by which payments are reached, in each language. */
export const paymentWords = {
  'en-GB': {
    renewal: 'Auto-renew Credits',
    threshold: 'Threshold',
    package: 'Purchase Amount when Renewing',
    limit: /^At most CHF a month$/,
    save: 'Save',
    saved: 'Saved!',
    notSaved: 'Not Saved – Error',
    unsaved: 'Unsaved changes',
    discard: 'Discard changes',
    addCard: 'Add a credit card',
    cancel: 'Cancel',
    chargeNow: /^Charge CHF\s[\d,.]+ now\?$/,
    saveAndCharge: 'Save and charge',
    leave: 'Discard unsaved changes?',
    stay: 'Stay',
    conflict: 'Changed elsewhere',
    keepTheirs: 'Keep the saved version',
    keepYours: 'Save my version',
    paused: 'Paused',
    resume: 'Resume',
    resumeAndCharge: 'Resume and charge',
    renewals: 'Renewals',
    nothingCharged: 'Nothing charged',
    buy: 'Buy credits',
    buyIt: /^Buy \d+ credits for /,
    bought: 'You have bought 100 credits.',
    buyMore: 'Buy more credits',
    buyOther: 'Buy something else',
    confirm: 'Confirm the payment',
    notConfirmed: 'The charge was not confirmed.',
    account: 'My account',
  },
  'de-CH': {
    renewal: 'Credits automatisch aufladen',
    threshold: 'Schwellenwert',
    package: 'Kaufmenge bei Aufladung',
    limit: /^Höchstens CHF im Monat$/,
    save: 'Speichern',
    saved: 'Gespeichert!',
    notSaved: 'Nicht gespeichert – Fehler',
    unsaved: 'Nicht gespeicherte Änderungen',
    discard: 'Änderungen verwerfen',
    addCard: 'Kreditkarte hinterlegen',
    cancel: 'Abbrechen',
    chargeNow: /^Jetzt CHF\s[\d,.’]+ belasten\?$/,
    saveAndCharge: 'Speichern und belasten',
    leave: 'Nicht gespeicherte Änderungen verwerfen?',
    stay: 'Bleiben',
    conflict: 'Anderswo geändert',
    keepTheirs: 'Gespeicherte Fassung behalten',
    keepYours: 'Meine Fassung speichern',
    paused: 'Pausiert',
    resume: 'Fortsetzen',
    resumeAndCharge: 'Fortsetzen und belasten',
    renewals: 'Aufladungen',
    nothingCharged: 'Nichts belastet',
    buy: 'Credits kaufen',
    buyIt: /^\d+ Credits für .* kaufen$/,
    bought: 'Sie haben 100 Credits gekauft.',
    buyMore: 'Weitere Credits kaufen',
    buyOther: 'Etwas anderes kaufen',
    confirm: 'Zahlung bestätigen',
    notConfirmed: 'Die Zahlung wurde nicht bestätigt.',
    account: 'Mein Konto',
  },
  'fr-CH': {
    renewal: 'Rechargement automatique des crédits',
    threshold: 'Seuil',
    package: 'Montant de recharge',
    limit: /^Au maximum CHF par mois$/,
    save: 'Enregistrer',
    saved: 'Enregistré\u202f!',
    notSaved: 'Non enregistré – Erreur',
    unsaved: 'Modifications non enregistrées',
    discard: 'Abandonner les modifications',
    addCard: 'Ajouter une carte de crédit',
    cancel: 'Annuler',
    chargeNow: /^Débiter .*[\d.,]+.* maintenant\s\?$/,
    saveAndCharge: 'Enregistrer et débiter',
    leave: /^Abandonner vos modifications\s\?$/,
    stay: 'Rester',
    conflict: 'Modifié ailleurs',
    keepTheirs: 'Garder la version enregistrée',
    keepYours: 'Enregistrer ma version',
    paused: 'En pause',
    resume: 'Reprendre',
    resumeAndCharge: 'Reprendre et débiter',
    renewals: 'Recharges',
    nothingCharged: 'Aucun débit',
    buy: 'Acheter des crédits',
    buyIt: /^Acheter \d+ crédits pour /,
    bought: 'Vous avez acheté 100 crédits.',
    buyMore: 'Acheter d’autres crédits',
    buyOther: 'Acheter autre chose',
    confirm: 'Confirmer le paiement',
    notConfirmed: 'Le paiement n’a pas été confirmé.',
    account: 'Mon compte',
  },
} as const;

/** The names in one of the languages. */
export type PaymentWords = (typeof paymentWords)[keyof typeof paymentWords];

const english: PaymentWords = paymentWords['en-GB'];

/** The parts of the auto-renew form. */
export function renewal(page: Page, words = english): Record<
  | 'form' | 'heading' | 'toggle' | 'slider' | 'threshold' | 'amount' | 'limit' | 'save' | 'saved'
  | 'notSaved' | 'unsaved' | 'discard' | 'conflict' | 'chargeNow' | 'leave',
  Locator
> {
  const form = card(page, words.renewal);
  const button = (name: string): Locator => form.getByRole('button', { name, exact: true });
  return {
    form,
    heading: form.getByRole('heading', { name: words.renewal }),
    toggle: form.getByRole('switch', { name: words.renewal }),
    slider: form.getByRole('slider', { name: words.threshold }),
    threshold: form.getByRole('textbox', { name: words.threshold }),
    amount: form.getByRole('combobox', { name: words.package }),
    limit: form.getByRole('textbox', { name: words.limit }),
    save: button(words.save),
    saved: form.getByRole('status').filter({ hasText: words.saved }),
    notSaved: form.getByRole('alert').filter({ hasText: words.notSaved }),
    unsaved: form.getByText(words.unsaved, { exact: true }),
    discard: button(words.discard),
    conflict: form.getByRole('heading', { name: words.conflict }),
    chargeNow: page.getByRole('alertdialog', { name: words.chargeNow }),
    leave: page.getByRole('alertdialog', { name: words.leave }),
  };
}

/** The parts of *Buy credits*. */
export function purchase(page: Page, words = english): Record<'offer' | 'heading' | 'buy' | 'result', Locator> {
  const offer = card(page, words.buy);
  return {
    offer,
    heading: offer.getByRole('heading', { name: words.buy }),
    buy: offer.getByRole('button', { name: words.buyIt }),
    result: page.locator('#buy-result'),
  };
}

/** A rule that buys nothing of who has five credits. */
export const rule = (more: { package?: string } = {}): Setting => ({
  on: { threshold: 500, package: '100', monthly_limit: { at_most: { amount_minor: 24_500, currency: 'CHF' } }, ...more },
});

/** The writes of a page's auto-renewal: their answers' statuses, as they come. */
export function saves(page: Page): number[] {
  const statuses: number[] = [];
  page.on('response', (answer) => {
    if (answer.request().method() === 'PUT' && /\/auto-renewal$/.test(answer.url())) statuses.push(answer.status());
  });
  return statuses;
}

/** The provider's page on which a card is stored for the personal wallet. */
async function cardPage({ personal, secret }: Session): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/wallets/${personal.id}/card-page`, {
    method: 'POST',
    headers: {
      origin,
      'x-relux-credits': '1',
      'content-type': 'application/json',
      cookie: `__Host-relux_sid=${secret}`,
    },
    body: JSON.stringify({ return_to: '/credits' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { url: string }).url;
}

/** Somebody new, with their five credits, a card and perhaps a rule, on the Credits page. */
export async function openAsPayer(
  page: Page,
  context: BrowserContext,
  { number = cards.pays, setting = 'off' }: { number?: string; setting?: Setting } = {},
): Promise<Session> {
  const { owner } = await found();
  await give(context, owner);
  await page.goto(await cardPage(owner));
  await page.locator('#number').fill(number);
  await page.locator('#expiry').fill('12/34');
  await page.locator('#cvc').fill('123');
  await page.locator('form button').first().click();
  await page.waitForURL(`${origin}/credits`);
  // The provider tells of it when it likes.
  const stored = async (): Promise<string | undefined> => (await owner.autoRenewal(owner.personal)).payment_method?.last4;
  await expect.poll(stored).toBe(number.slice(-4));
  if (setting !== 'off') await owner.setAutoRenewal(owner.personal, setting);
  await page.goto('/credits');
  await expect(page.locator('.rc-buy')).toContainText(number.slice(-4));
  return owner;
}
