// Where one is after signing in: where one was, and never on another site.
import type { Page } from '@playwright/test';
import { Session, email, origin, password, type Person } from '../support/backend';
import { expectRows, expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

const address = (page: Page): string => page.url().slice(origin.length);

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('E-mail address').fill(email(person));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('G5 a deep link leads to the sign-in and then to what it named', async ({ page }) => {
  await page.goto('/credits?type=purchase&text=S');
  await signIn(page, 'owner');

  await expectRows(page);
  expect(address(page)).toBe('/credits?type=purchase&text=S');
  await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('purchase');
  await expect(page.getByRole('searchbox', { name: 'Reference' })).toHaveValue('S');
});

for (const next of [
  'https://evil.example/credits',
  '//evil.example/credits',
  '/\\evil.example',
  '\\\\evil.example',
  '/%2Fevil.example',
  '/credits//evil.example',
  'javascript:alert(1)',
  '/sign-in',
  '/nowhere',
]) {
  test(`an address cannot lead away from the product after signing in: ${next}`, async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, 'owner');

    await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
    expect(page.url()).toBe(`${origin}/credits`);
  });
}

test('G5 a session that ends on the server ends on the screen, with the way back', async ({ page, me }) => {
  // The stream of events would tell before the press does.
  await page.route('**/api/v1/events', (route) => route.abort());
  await page.goto('/credits?type=image_generation');
  await expectSettled(page);
  await me.end();

  await page.getByRole('button', { name: 'Older' }).click();
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(ended).toContainText('Sign in to go on where you were. What you have typed is kept.');
  await expect(ended.getByRole('button', { name: 'Sign in' })).toBeFocused();
  // Nothing of the user is left behind it.
  await expect(page.getByText(me.who.user.name)).toHaveCount(0);
  await expect(page.getByRole('table')).toHaveCount(0);

  await page.keyboard.press('Enter');
  await signIn(page, 'owner');
  await expectRows(page);
  expect(address(page)).toMatch(/^\/credits\?type=image_generation/);
});

test('G5 a session that ends while nobody does anything ends on the screen by itself', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await me.end();

  // The stream of events ends with the session, at the latest at its next look.
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(ended).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(me.who.user.name)).toHaveCount(0);
  // There is nothing to be done here, so Escape leads on as well.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});

test('G5 who has signed in again in another tab goes on in this one', async ({ page, me, context }) => {
  await page.route('**/api/v1/events', (route) => route.abort());
  await page.goto('/credits');
  await expectSettled(page);
  await me.end();
  await page.getByRole('button', { name: 'Older' }).click();
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(ended).toBeVisible();
  await give(context, await Session.open('owner'));
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expectRows(page);
  await expect(ended).toHaveCount(0);
});
