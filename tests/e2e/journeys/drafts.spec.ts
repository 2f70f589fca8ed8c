// G5, A10, trap 8: what is edited outlives a session, for who edited it and for nobody else; it
// is not left unasked, and not lost to what another tab has saved.
import type { Locator, Page } from '@playwright/test';
import { Session, password } from '../support/backend';
import { openAsPayer, renewal, rule, saves } from '../support/payments';
import { found } from '../support/organisation';
import { expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

/** The keys under which the tab keeps something of somebody. */
const keptOf = async (page: Page, { who }: Session): Promise<string[]> =>
  (await page.evaluate(() => Object.keys(sessionStorage))).filter((key) => key.startsWith(`relux-kept-${who.user.id}`));

/** Edits the threshold and the amount. */
async function edit(page: Page): Promise<void> {
  const { slider, threshold, amount, unsaved } = renewal(page);
  await slider.press('ArrowRight');
  await expect(threshold).toHaveValue('10');
  await amount.selectOption('250');
  await expect(unsaved).toBeVisible();
}

/** Ends a session, and signs in again where that leads to. */
async function signInAgain(page: Page, ended: Session, as: Session): Promise<void> {
  await ended.end();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail address').fill(as.who.user.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
  await expectSettled(page);
}

/** Has the document loaded again, as the browser's own button does, and answers what the browser
 * asks; gives what it has asked. */
async function reload(page: Page, answer: 'stay' | 'leave'): Promise<string[]> {
  // Browsers ask only on behalf of pages that somebody has touched.
  await page.getByText('Buys credits by itself when the balance runs low.').click();
  const asked: string[] = [];
  await new Promise<void>((over) => {
    page.once('load', () => over());
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await (answer === 'stay' ? dialog.dismiss() : dialog.accept());
      if (answer === 'stay') over();
    });
    void page.evaluate(() => void setTimeout(() => location.reload()));
  });
  page.removeAllListeners('dialog');
  return asked;
}

const question = (page: Page): Locator => renewal(page).leave;

test('G5 who signs in again after a session has ended has their changes back, and saves them once', async ({
  page,
  context,
}) => {
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  await edit(page);
  const sent = saves(page);
  await signInAgain(page, me, me);
  const { threshold, amount, limit, save, saved, unsaved, chargeNow } = renewal(page);
  await expect(threshold).toHaveValue('10');
  await expect(amount).toHaveValue('250');
  await expect(limit).toHaveValue('245.00');
  await expect(unsaved).toBeVisible();
  const again = await me.again();
  expect((await again.autoRenewal(again.personal)).setting).toEqual(rule());

  await renewal(page).slider.press('ArrowLeft');
  await expect(threshold).toHaveValue('5');
  await save.click();
  await expect(saved).toBeVisible();
  await expect(chargeNow).toHaveCount(0);
  expect(sent).toEqual([200]);
  expect((await again.autoRenewal(again.personal)).setting).toEqual(rule({ package: '250' }));
  expect(await keptOf(page, me)).toEqual([]);
});

test('G5 somebody else who signs in then finds nothing of it, and the tab keeps none', async ({ page, context }) => {
  const { owner: other } = await found();
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  await edit(page);
  expect(await keptOf(page, me)).not.toEqual([]);
  const sent = saves(page);
  await signInAgain(page, me, other);
  const { toggle, unsaved } = renewal(page);
  await expect(toggle).not.toBeChecked();
  await expect(unsaved).toHaveCount(0);
  expect(await keptOf(page, me)).toEqual([]);
  expect(sent).toEqual([]);

  // Nor do they find it who edited it: it was given up when somebody else came.
  await give(context, await me.again());
  await page.goto('/credits');
  await expectSettled(page);
  await expect(renewal(page).threshold).toHaveValue('5');
  await expect(unsaved).toHaveCount(0);
});

test('A10 the browser asks before a document with unsaved changes ends, and only then', async ({ page, context }) => {
  await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  const { amount, discard, unsaved } = renewal(page);
  expect(await reload(page, 'leave')).toEqual([]);
  await expectSettled(page);
  await edit(page);
  expect(await reload(page, 'stay')).toEqual(['beforeunload']);
  await expect(amount).toHaveValue('250');
  await expect(unsaved).toBeVisible();
  // Whoever leaves all the same finds it again.
  expect(await reload(page, 'leave')).toEqual(['beforeunload']);
  await expectSettled(page);
  await expect(amount).toHaveValue('250');
  await discard.click();
  expect(await reload(page, 'leave')).toEqual([]);
  await expectSettled(page);
  await expect(amount).toHaveValue('100');
});

test('A10 I26 signing out with unsaved changes asks, and then leaves nothing behind', async ({ page, context }) => {
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  await edit(page);
  const out = page.getByRole('button', { name: 'Sign out' });
  await out.click();
  await question(page).getByRole('button', { name: 'Stay' }).click();
  await expect(out).toBeFocused();
  await expect(renewal(page).amount).toHaveValue('250');
  expect(await me.lives()).toBe(true);
  await out.click();
  await question(page).getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  expect(await me.lives()).toBe(false);
  expect(await keptOf(page, me)).toEqual([]);
});

test('A9 I22 trap 8 a tab that has heard nothing overwrites nothing, and loses nothing', async ({ page, context }) => {
  await page.route('**/api/v1/events', (route) => route.abort());
  const me = await openAsPayer(page, context, { setting: rule() });
  await expectSettled(page);
  await edit(page);
  await renewal(page).slider.press('ArrowLeft');
  await me.setAutoRenewal(me.personal, 'off');
  const sent = saves(page);
  const { form, amount, threshold, save, saved, conflict, notSaved } = renewal(page);
  await expect(conflict).toHaveCount(0);
  await save.click();
  await expect(conflict).toBeVisible();
  await expect(notSaved).toContainText('These settings were changed elsewhere.');
  expect(sent).toEqual([412]);
  await expect(form).toContainText('Auto-renewal is off: nothing is bought by itself.');
  await expect(amount).toHaveValue('250');
  await expect(threshold).toHaveValue('5');
  expect((await me.autoRenewal(me.personal)).setting).toBe('off');

  await form.getByRole('button', { name: 'Save my version' }).click();
  await expect(saved).toBeVisible();
  expect(sent).toEqual([412, 200]);
  expect((await me.autoRenewal(me.personal)).setting).toEqual(rule({ package: '250' }));
});
