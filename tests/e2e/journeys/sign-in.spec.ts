// Signing in and out at the reference deployment.
import { email, password } from '../support/backend';
import { expect, test } from '../support/test';

const wrong = 'E-mail address or password is wrong. Check both and try again.';

test.beforeEach(async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});

test('somebody signs in, sees their name, and signs out', async ({ page }) => {
  await page.getByLabel('E-mail address').fill(email('owner'));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Beatrice Ammann-Lüscher');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('Beatrice')).toHaveCount(0);
});

test('empty fields are named, and the first one has the focus', async ({ page }) => {
  await page.getByRole('button', { name: 'Sign in' }).click();

  const address = page.getByLabel('E-mail address');
  await expect(address).toBeFocused();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toHaveAccessibleDescription('Enter your e-mail address');
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password');
});

test('nothing is said about a field before the first attempt, and a flaw goes once it is mended', async ({
  page,
}) => {
  const address = page.getByLabel('E-mail address');
  await address.fill('owner@demo');
  await address.blur();
  await expect(address).not.toHaveAttribute('aria-invalid', 'true');

  await page.getByRole('button', { name: 'Sign in' }).click();
  const malformed = 'Enter an e-mail address in the correct format, like name@example.com';
  await expect(address).toHaveAccessibleDescription(malformed);
  await expect(address).toBeFocused();
  await expect(address).toHaveValue('owner@demo');

  await address.fill(email('owner'));
  await expect(address).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(malformed)).toHaveCount(0);
});

test('a wrong password and an unknown address get the same answer, and nothing typed is lost', async ({
  page,
}) => {
  for (const address of [email('owner'), 'nobody@demo.example']) {
    await page.getByLabel('E-mail address').fill(address);
    await page.getByLabel('Password').fill('not it');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await expect(page.getByRole('alert').filter({ hasText: wrong })).toBeVisible();
    await expect(page.getByLabel('E-mail address')).toHaveValue(address);
    await expect(page.getByLabel('Password')).toHaveValue('not it');
  }
});

test('I23 impatience sends one request: five clicks and two submissions in one task', async ({ page }) => {
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/session')) sent += 1;
  });
  await page.getByLabel('E-mail address').fill(email('owner'));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).evaluate((button: HTMLButtonElement) => {
    for (let click = 0; click < 5; click += 1) button.click();
    button.form?.requestSubmit();
    button.form?.requestSubmit();
  });

  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
  expect(sent).toBe(1);
});

test('a sign-in that the network loses says so, keeps what was typed, and can be tried again', async ({
  page,
}) => {
  await page.route('**/api/v1/session', (route) => route.abort(), { times: 1 });
  await page.getByLabel('E-mail address').fill(email('owner'));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'offline' })).toBeVisible();

  await expect(page.getByLabel('E-mail address')).toHaveValue(email('owner'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
});
