// A1–A12: the auto-renew form, from the switch to the list of renewals.
import type { Locator, Page, Request } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session, type Setting } from '../support/backend';
import { buyCredits, cards, storeCard } from '../support/cards';
import { card, expectSettled } from '../support/screen';
import { expect, test } from '../support/test';
import { credits } from '../support/words';

const endpoint = /\/auto-renewal$/;

const form = (page: Page): Locator => card(page, 'Auto-renew Credits');
const toggle = (page: Page): Locator => form(page).getByRole('switch', { name: 'Auto-renew Credits' });
const slider = (page: Page): Locator => form(page).getByRole('slider', { name: 'Threshold' });
const threshold = (page: Page): Locator => form(page).getByRole('textbox', { name: 'Threshold' });
const amount = (page: Page): Locator => form(page).getByRole('combobox', { name: 'Purchase Amount when Renewing' });
const save = (page: Page): Locator => form(page).getByRole('button', { name: 'Save', exact: true });
const saved = (page: Page): Locator => form(page).getByRole('status').filter({ hasText: 'Saved!' });
const notSaved = (page: Page): Locator => form(page).getByRole('alert').filter({ hasText: 'Not Saved – Error' });
const unsaved = (page: Page): Locator => form(page).getByText('Unsaved changes', { exact: true });

/** A rule that buys nothing as long as there are five credits. */
const rule = (threshold = 500): Setting => ({
  on: { threshold, package: '100', monthly_limit: { at_most: { amount_minor: 24_500, currency: 'CHF' } } },
});

/** The writes of a page. */
function writes(page: Page): Request[] {
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && endpoint.test(request.url())) sent.push(request);
  });
  return sent;
}

/** Opens the Credits page of somebody with a card, some credits, and that setting. */
async function open(page: Page, me: Session, setting: Setting): Promise<void> {
  await page.goto('/credits');
  const { payment_method: stored } = await me.autoRenewal(me.personal);
  if (stored?.last4 !== '4242') {
    await storeCard(page, cards.pays, /^(Add a credit|Change) card$/);
  }
  await me.setAutoRenewal(me.personal, setting);
  if ((await me.balance(me.personal)).balance < 3_000) {
    await buyCredits(page).getByRole('button', { name: /^Buy 50 credits/ }).click();
    await expect(buyCredits(page).getByRole('status')).toContainText('You have bought 50 credits.');
  }
  await page.goto('/credits');
  await expect(toggle(page)).toBeChecked({ checked: setting !== 'off' });
}

test.describe('somebody who changes it', () => {
  // One wallet, one journey after the other.
  test.describe.configure({ mode: 'default' });
  test.use({ person: 'sandra.hofstetter' });

  test('A7 without a card nothing can be turned on, nothing typed is lost, and a card stored meanwhile is seen', async ({
    page,
    me,
  }) => {
    await page.goto('/credits');
    expect((await me.autoRenewal(me.personal)).payment_method).toBeUndefined();
    await expectAccessible(page, 'off, no card');
    await toggle(page).click();
    await expect(toggle(page)).toBeChecked();
    await expect(form(page)).toContainText('No card is stored. Without one, auto-renewal can’t be turned on.');
    // The chip says what the server holds (A1), and nothing was saved (A2).
    await expect(form(page).getByText('Off', { exact: true })).toHaveCount(1);
    await expect(unsaved(page)).toBeVisible();
    await threshold(page).fill('15');
    await amount(page).selectOption('250');
    await save(page).click();
    await expect(notSaved(page)).toContainText('To turn auto-renewal on, add a credit card, then save again.');
    await expectAccessible(page, 'not saved for want of a card');

    await storeCard(page, cards.pays, 'Add a credit card');
    await page.goto('/credits');
    await expect(threshold(page)).toHaveValue('15');
    await expect(amount(page)).toHaveValue('250');
    await expect(form(page)).toContainText('4242');
    // Off as it was: there is nothing to save.
    await toggle(page).click();
    await expect(unsaved(page)).toHaveCount(0);
  });

  test('A1–A6 A8 the rule that the sentence says is the one that is saved', async ({ page, me }) => {
    await open(page, me, 'off');
    await expect(form(page)).toContainText('Auto-renewal is off: nothing is bought by itself.');
    await toggle(page).click();
    await threshold(page).fill('10');
    await expect(slider(page)).toHaveValue('10');
    await expect(slider(page)).toHaveAttribute('aria-valuetext', '10 credits');
    await amount(page).selectOption('100');
    await expect(form(page)).toContainText('CHF 49.00 incl. VAT');
    await expect(form(page)).toContainText(
      /When your balance falls below 10 credits, we charge Visa\s••••\s4242 CHF\s49\.00 for 100 credits, at most CHF\s[\d,.]+ a month\./,
    );
    await expect(form(page)).toContainText(/In the last 90 days, (nothing would have been|you would have been) charged/);
    await save(page).click();
    await expect(saved(page)).toBeVisible();
    await expect(unsaved(page)).toHaveCount(0);
    await expectAccessible(page, 'saved');
    const { setting } = await me.autoRenewal(me.personal);
    expect(setting).toMatchObject({ on: { threshold: 1000, package: '100' } });
    // It stays for 5 s at least, and goes with the next edit after that.
    await page.waitForTimeout(5_200);
    await expect(saved(page)).toBeVisible();
    await threshold(page).fill('15');
    await expect(saved(page)).toHaveCount(0);
    await form(page).getByRole('button', { name: 'Discard changes' }).click();
    await expect(save(page)).toBeFocused();
    await expect(threshold(page)).toHaveValue('10');

    await page.reload();
    await expect(threshold(page)).toHaveValue('10');
    await toggle(page).click();
    await expect(threshold(page)).toHaveCount(0);
    await toggle(page).click();
    await expect(threshold(page)).toHaveValue('10');
    await toggle(page).click();
    await save(page).click();
    await expect(saved(page)).toBeVisible();
    expect((await me.autoRenewal(me.personal)).setting).toBe('off');
  });

  test('C5 what changes before the events begin is seen when they do', async ({ page, me }) => {
    await open(page, me, 'off');
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    await page.route('**/api/v1/events', async (route) => {
      await begun;
      return route.continue();
    });
    await page.reload();
    await expect(toggle(page)).not.toBeChecked();
    await me.setAutoRenewal(me.personal, rule());
    begin();
    await expect(toggle(page)).toBeChecked();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  test('A3 the keys of the slider, and a typed value out of range is an error that names it', async ({ page, me }) => {
    await open(page, me, rule());
    await slider(page).focus();
    for (const [key, value] of [
      ['ArrowRight', '10'],
      ['ArrowLeft', '5'],
      ['End', '500'],
      ['Home', '5'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(threshold(page), key).toHaveValue(value);
    }
    await page.keyboard.press('PageUp');
    const paged = Number(await threshold(page).inputValue());
    expect(paged).toBeGreaterThanOrEqual(45);
    expect(paged).toBeLessThanOrEqual(60);
    const sent = writes(page);
    for (const wrong of ['7', '0', '501', '9999999999', '-5', '1e2', 'twenty', '']) {
      await threshold(page).fill(wrong);
      await page.keyboard.press('Enter');
      await expect(form(page)).toContainText('Enter a number between 5 and 500, in steps of 5.');
      await expect(threshold(page)).toHaveValue(wrong);
      await expect(threshold(page)).toHaveAttribute('aria-invalid', 'true');
      await expect(notSaved(page)).toContainText('Correct what is marked above');
      await expect(threshold(page)).toBeFocused();
    }
    await expectAccessible(page, 'a threshold that can’t be');
    expect(sent).toEqual([]);
  });

  test('A8 five clicks, Enter and requestSubmit make one request', async ({ page, me }) => {
    await open(page, me, rule());
    const sent = writes(page);
    await amount(page).selectOption('50');
    await save(page).focus();
    await save(page).evaluate((pressed: HTMLButtonElement) => {
      for (let time = 0; time < 5; time += 1) {
        pressed.click();
        pressed.form?.requestSubmit();
      }
    });
    await page.keyboard.press('Enter');
    await expect(saved(page)).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  test('I23 a lost answer is found out about, and the change was made once', async ({ page, me }) => {
    await open(page, me, rule());
    const { version } = await me.autoRenewal(me.personal);
    let lost = true;
    await page.route(endpoint, async (route) => {
      if (route.request().method() !== 'PUT' || !lost) return route.fallback();
      lost = false;
      await route.fetch();
      return route.abort();
    });
    await amount(page).selectOption('500');
    await save(page).click();
    await expect(saved(page)).toBeVisible();
    const now = await me.autoRenewal(me.personal);
    expect(now.version).toBe(version + 1);
    expect(now.setting).toMatchObject({ on: { package: '500' } });
  });

  test('A8 a server that refuses says why, and nothing typed is lost', async ({ page, me }) => {
    await open(page, me, rule());
    const problem = (status: number, code: string) => ({
      status,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', status, code, title: 'RAW' },
    });
    for (const [status, code, why] of [
      [422, 'limit_too_low', 'The monthly limit is too low for one purchase.'],
      [422, 'unknown_package', 'This amount is no longer sold.'],
      [403, 'forbidden', 'You may no longer manage these credits.'],
    ] as const) {
      await page.route(endpoint, (route) =>
        route.request().method() === 'PUT' ? route.fulfill(problem(status, code)) : route.fallback(),
      );
      await threshold(page).fill('15');
      await save(page).click();
      await expect(notSaved(page)).toContainText(why);
      await expect(page.getByText('RAW')).toHaveCount(0);
      await expect(threshold(page)).toHaveValue('15');
      await page.unroute(endpoint);
    }
    await expectAccessible(page, 'refused');
    // Not by a timer: it is still there.
    await page.waitForTimeout(6_000);
    await expect(notSaved(page)).toBeVisible();
    await save(page).click();
    await expect(saved(page)).toBeVisible();
  });

  test('A9 I22 what was changed elsewhere is not overwritten: both versions are shown, and one is chosen', async ({
    page,
    me,
  }) => {
    for (const [choice, kept] of [
      ['Save my version', '250'],
      ['Keep the saved version', '50'],
    ] as const) {
      await open(page, me, rule());
      await amount(page).selectOption('250');
      const theirs = { on: { threshold: 500, package: '50', monthly_limit: 'no_limit' } };
      await me.setAutoRenewal(me.personal, theirs);
      await save(page).click();
      const conflict = form(page).getByRole('heading', { name: 'Changed elsewhere' });
      await expect(conflict).toBeVisible();
      await expect(form(page)).toContainText('Saved now');
      await expect(form(page)).toContainText('Your changes');
      expect((await me.autoRenewal(me.personal)).setting).toMatchObject({ on: { package: '50' } });
      await expectAccessible(page, 'changed elsewhere');
      await form(page).getByRole('button', { name: choice }).click();
      await expect(conflict).toHaveCount(0);
      await expect(amount(page)).toHaveValue(kept);
      await expect.poll(async () => (await me.autoRenewal(me.personal)).setting).toMatchObject({ on: { package: kept } });
    }
  });

  test('A10 leaving with unsaved changes asks, by a link and by Back', async ({ page, me }) => {
    await open(page, me, rule());
    await page.goto('/');
    await page.getByRole('link', { name: /^Credits/ }).click();
    await threshold(page).fill('20');
    const question = page.getByRole('alertdialog', { name: 'Discard unsaved changes?' });
    const home = page.getByRole('navigation', { name: /breadcrumb|where you are/i }).getByRole('link').first();
    await home.click();
    await expect(question).toBeVisible();
    await expectAccessible(page, 'leaving');
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(threshold(page)).toHaveValue('20');
    await page.evaluate(() => history.back());
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(threshold(page)).toHaveValue('20');
    expect(new URL(page.url()).pathname).toBe('/credits');
    await home.click();
    await question.getByRole('button', { name: 'Discard changes' }).click();
    await expect(form(page)).toHaveCount(0);
    expect((await me.autoRenewal(me.personal)).setting).toMatchObject({ on: { threshold: 500 } });
  });

  test('G6 a session that ends while a field is being typed into crashes nothing', async ({ page, me }) => {
    await open(page, me, rule());
    // Typed and not left: the field says that it has changed when it is taken away.
    await threshold(page).pressSequentially('0');
    await me.end();
    const ended = page.getByRole('dialog', { name: 'Your session has ended' });
    await ended.getByRole('button', { name: 'Sign in' }).click({ timeout: 30_000 });
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('somebody@example.ch');
  });

  test('rule 6 a balance below it already is charged only after the customer has said so', async ({ page, me }) => {
    await open(page, me, 'off');
    const { balance } = await me.balance(me.personal);
    const above = Math.min(500, (Math.floor(balance / 500) + 1) * 5);
    const before = await me.page(me.personal);
    await toggle(page).click();
    await threshold(page).fill(String(above));
    await amount(page).selectOption('50');
    await save(page).click();
    const question = page.getByRole('alertdialog', { name: /^Charge CHF\s26\.00 now\?$/ });
    await expect(question).toBeVisible();
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await expectAccessible(page, 'charge now?');
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    expect((await me.autoRenewal(me.personal)).setting).toBe('off');

    await save(page).click();
    await question.getByRole('button', { name: 'Save and charge' }).click();
    await expect(saved(page)).toBeVisible();
    await expect(card(page, 'Current Balance')).toContainText(`${credits(balance + 5_000)} credits`);
    await expect(form(page).getByText('CHF 26.00 for 50 credits').first()).toBeVisible();
    const after = await me.page(me.personal);
    expect(after.total).toBe(before.total + 1);
    expect(after.items[0]?.type).toBe('automatic_renewal');
    await me.setAutoRenewal(me.personal, 'off');
  });

  test('A12 rule 8 a card without money is tried again, and the page says why', async ({ page, me }) => {
    await open(page, me, 'off');
    await storeCard(page, cards.isPoor, 'Change card');
    await page.goto('/credits');
    const { balance } = await me.balance(me.personal);
    const above = Math.min(500, (Math.floor(balance / 500) + 1) * 5);
    await toggle(page).click();
    await threshold(page).fill(String(above));
    await amount(page).selectOption('50');
    await save(page).click();
    await page.getByRole('button', { name: 'Save and charge' }).click();
    await expect(form(page).getByText('On – trying again')).toBeVisible();
    await expect(form(page)).toContainText('The card’s account did not have enough money. We try again on');
    await expect(form(page).getByText('Nothing charged').first()).toBeVisible();
    await expectAccessible(page, 'trying again');
    // Another card is tried at once.
    await storeCard(page, cards.pays, 'Change card');
    await page.goto('/credits');
    await expect(card(page, 'Current Balance')).toContainText(`${credits(balance + 5_000)} credits`);
    await me.setAutoRenewal(me.personal, 'off');
  });
});

for (const [person, chip, said] of [
  ['owner', 'On', /we charge Visa\s••••\s4242/],
  ['admin', 'On – confirm the charge', /Your bank asks you to confirm the charge\./],
  ['member', 'Paused', /nothing is bought\./],
  ['solo', 'Off', /No card is stored\./],
] as const) {
  test.describe(person, () => {
    test.use({ person });

    test('A1 A12 G2 the chip and the words say how it stands', async ({ page, me }) => {
      expect(me.who.wallets).not.toHaveLength(0);
      await page.goto('/credits');
      await expect(form(page).getByText(chip, { exact: true }).first()).toBeVisible();
      await expect(form(page)).toContainText(said);
      await expect(buyCredits(page)).toBeVisible();
      await expectAccessible(page, chip);
    });
  });
}

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 320, height: 800 } });

  test('G2 nothing scrolls sideways, and the price stands under its select', async ({ page, me }) => {
    expect(me.who.wallets).not.toHaveLength(0);
    await page.goto('/credits');
    await expect(slider(page)).toBeVisible();
    await expectSettled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const select = await amount(page).boundingBox();
    const price = await form(page).getByText('incl. VAT').boundingBox();
    expect(price?.y ?? 0).toBeGreaterThan((select?.y ?? 0) + (select?.height ?? 0) - 1);
  });
});

test('A13 an owner chooses whose auto-renewal it is, and each is its own', async ({ page, me }) => {
  await page.goto('/credits');
  const shared = me.shared('Lichtwerk Planung AG');
  const choice = page.getByRole('group', { name: 'Whose credits' });
  await choice.getByText('Lichtwerk Planung AG').click();
  await expect(form(page)).toContainText('When the shared balance falls below');
  await choice.getByText('Personal').click();
  await expect(form(page)).toContainText('When your balance falls below');
  expect((await me.autoRenewal(shared)).setting).not.toBe('off');
});
