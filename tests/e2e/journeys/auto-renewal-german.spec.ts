// A1–A12 in German: what the form says and does, for somebody who has just signed up.
import type { Page } from '@playwright/test';
import { cards } from '../support/cards';
import { found } from '../support/organisation';
import { openAsPayer, paymentWords, renewal, rule, saves } from '../support/payments';
import { expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

const words = paymentWords['de-CH'];
const endpoint = /\/auto-renewal$/;

test.use({ locale: 'de-CH' });

/** The entries of the list of renewals. */
const renewals = (page: Page) => page.getByRole('region', { name: words.renewals }).locator('> ol > li');

test('A1–A6 A8 A11 the rule that the sentence says is the one that is saved', async ({ page, context }) => {
  const me = await openAsPayer(page, context);
  await expectSettled(page);
  const { form, toggle, slider, threshold, amount, limit, save, saved, unsaved, discard } = renewal(page, words);
  await expect(toggle).not.toBeChecked();
  await expect(form).toContainText('Die automatische Aufladung ist aus: Es wird nichts von selbst gekauft.');
  await toggle.click();
  await expect(form).toContainText(/Visa\s••••\s4242, gültig bis 12\/2034/);
  await threshold.fill('10');
  await expect(slider).toHaveValue('10');
  await expect(slider).toHaveAttribute('aria-valuetext', '10 Credits');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(threshold).toHaveValue('5');
  await amount.selectOption('100');
  await expect(form).toContainText(/CHF\s49\.00 inkl\. MwSt\./);
  await limit.fill('245');
  await expect(form).toContainText(/CHF\s0\.00 von CHF\s245\.00 in diesem Monat verbraucht/);
  await expect(form).toContainText(
    /Fällt Ihr Guthaben unter 5 Credits, belasten wir Visa\s••••\s4242 mit CHF\s49\.00 für 100 Credits, höchstens mit CHF\s245\.00 im Monat\./,
  );
  await expect(form).toContainText('In den letzten 90 Tagen wäre nichts belastet worden.');
  await expect(unsaved).toBeVisible();
  await save.click();
  await expect(saved).toBeVisible();
  await expect(unsaved).toHaveCount(0);
  await expect(form.getByText('Ein', { exact: true }).first()).toBeVisible();
  const { setting } = await me.autoRenewal(me.personal);
  expect(setting).toMatchObject({
    on: { threshold: 500, package: '100', monthly_limit: { at_most: { amount_minor: 24_500, currency: 'CHF' } } },
  });
  await threshold.fill('15');
  await discard.click();
  await expect(save).toBeFocused();
  await expect(threshold).toHaveValue('5');
});

test('A3 A5 A8 what makes no rule is said at its field, and nothing is sent', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { threshold, limit, save, notSaved } = renewal(page, words);
  const sent = saves(page);
  await threshold.fill('7');
  await save.click();
  await expect(notSaved).toContainText('Korrigieren Sie, was oben markiert ist, und speichern Sie dann erneut.');
  await expect(threshold).toBeFocused();
  await expect(threshold).toHaveAccessibleDescription('Geben Sie eine Zahl zwischen 5 und 500 ein, in Schritten von 5.');
  await threshold.fill('5');
  await limit.fill('10');
  await save.click();
  await expect(limit).toBeFocused();
  await expect(limit).toHaveAccessibleDescription(/^Geben Sie mindestens CHF\s49\.00 ein, den Preis eines Kaufs\.$/);
  expect(sent).toEqual([]);
});

test('A7 without a card nothing can be turned on, and the form says what to do', async ({ page, context }) => {
  const { owner } = await found();
  await give(context, owner);
  await page.goto('/credits');
  await expectSettled(page);
  const { form, toggle, save, notSaved } = renewal(page, words);
  await toggle.click();
  await expect(form).toContainText(
    'Es ist keine Karte hinterlegt. Ohne Karte lässt sich die automatische Aufladung nicht einschalten.',
  );
  await save.click();
  await expect(notSaved).toContainText('Hinterlegen Sie zum Einschalten eine Kreditkarte und speichern Sie dann erneut.');
  await form.getByRole('button', { name: words.addCard }).last().click();
  await expect(page.getByRole('combobox', { name: 'Kartennummer' })).toBeVisible();
  expect((await owner.autoRenewal(owner.personal)).setting).toBe('off');
});

test('A8 a server that refuses says why, and nothing typed is lost', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { amount, save, saved, notSaved } = renewal(page, words);
  for (const [code, why] of [
    ['limit_too_low', 'Das Monatslimit reicht nicht für einen Kauf.'],
    ['unknown_package', 'Diese Menge wird nicht mehr verkauft.'],
    ['forbidden', 'Sie dürfen diese Credits nicht mehr verwalten.'],
  ] as const) {
    await page.route(endpoint, (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: { type: 'about:blank', status: 422, code, title: 'RAW' } })
        : route.fallback(),
    );
    await amount.selectOption('250');
    await save.click();
    await expect(notSaved).toContainText(why);
    await expect(amount).toHaveValue('250');
    await page.unroute(endpoint);
  }
  await save.click();
  await expect(saved).toBeVisible();
});

test('A9 what was changed elsewhere is shown beside what is edited, and one of them is chosen', async ({ page, context }) => {
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { form, amount, conflict } = renewal(page, words);
  for (const [choice, kept] of [
    [words.keepYours, '250'],
    [words.keepTheirs, '50'],
  ] as const) {
    await amount.selectOption('250');
    await me.setAutoRenewal(me.personal, rule({ package: '50' }));
    await expect(conflict).toBeVisible();
    await expect(form).toContainText('Jetzt gespeichert');
    await expect(form).toContainText('Ihre Änderungen');
    await form.getByRole('button', { name: choice }).click();
    await expect(conflict).toHaveCount(0);
    await expect(amount).toHaveValue(kept);
    await expect.poll(async () => (await me.autoRenewal(me.personal)).setting).toMatchObject({ on: { package: kept } });
    await me.setAutoRenewal(me.personal, rule());
    await expect(amount).toHaveValue('100');
  }
});

test('A10 leaving with unsaved changes asks', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { amount, leave } = renewal(page, words);
  await amount.selectOption('250');
  const home = page.getByRole('link', { name: words.account }).first();
  await home.click();
  await expect(leave).toContainText('Was Sie an der automatischen Aufladung geändert haben, ist nicht gespeichert.');
  await leave.getByRole('button', { name: words.stay }).click();
  await expect(amount).toHaveValue('250');
  await home.click();
  await leave.getByRole('button', { name: words.discard }).click();
  await expect(page.getByRole('heading', { level: 1, name: words.account })).toBeVisible();
});

test('A6 A12 rule 6 what is bought at once is asked about, and then stands in the list', async ({ page, context }) => {
  const me = await openAsPayer(page, context);
  await expectSettled(page);
  const { form, toggle, threshold, amount, save, saved, chargeNow } = renewal(page, words);
  await toggle.click();
  await threshold.fill('20');
  await amount.selectOption('50');
  await expect(form).toContainText(
    /Das Guthaben von 5 Credits liegt schon unter dem Schwellenwert: Beim Speichern werden sofort CHF\s26\.00 für 50 Credits belastet\./,
  );
  await save.click();
  await expect(chargeNow).toContainText('Das Guthaben liegt unter dem Schwellenwert.');
  await expect(chargeNow.getByRole('button', { name: words.cancel })).toBeFocused();
  await chargeNow.getByRole('button', { name: words.saveAndCharge }).click();
  await expect(saved).toBeVisible();
  await expect(renewals(page)).toHaveCount(1);
  await expect(renewals(page)).toContainText(/CHF\s26\.00 für 50 Credits/);
  await expect.poll(async () => (await me.balance(me.personal)).balance).toBe(5_500);
});

for (const [what, number, chip, said] of [
  ['is tried again', cards.isPoor, 'Ein – neuer Versuch folgt', /Das Konto hinter der Karte war nicht gedeckt\. Wir versuchen es am .+ erneut\./],
  ['is paused', '4000 0000 0000 9987', words.paused, /Die Karte wurde als verloren oder gestohlen gemeldet\..*Seit .+ pausiert; es wird nichts gekauft\./],
  ['waits for the bank', cards.asks, 'Ein – Zahlung bestätigen', /Ihre Bank verlangt, dass Sie die Zahlung bestätigen\./],
] as const) {
  test(`A1 A12 rule 8 what ${what} says so, and why`, async ({ page, context }) => {
    await openAsPayer(page, context, { number });
    await expectSettled(page);
    const { form, toggle, threshold, save, chargeNow } = renewal(page, words);
    await toggle.click();
    await threshold.fill('20');
    await save.click();
    await chargeNow.getByRole('button', { name: words.saveAndCharge }).click();
    await expect(form.getByText(chip, { exact: true }).first()).toBeVisible();
    await expect(form).toContainText(said);
    await expect(renewals(page)).toHaveCount(1);
  });
}
