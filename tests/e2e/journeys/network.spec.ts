// G3, G4, I24, I25: slow, lost, late and false answers.
import { balances, hang, history, portal } from '../support/network';
import { card, expectRows, range, rows, expectSettled } from '../support/screen';
import { count } from '../support/words';
import { expect, test } from '../support/test';

const failed = 'The transactions couldn’t be loaded.';

test('G4 a request that hangs does not keep a changed filter from being shown', async ({ page, me }) => {
  const { total } = await me.page(me.personal, { type: 'purchase' });
  await hang(page, history, (request) => !request.url().includes('type=purchase'));
  await page.goto('/credits');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Purchase');
  await expect(range(page)).toHaveText(`1–${Math.min(25, total)} of ${count(total)}`, { timeout: 10_000 });
});

test('I24 an older answer never overwrites a newer one, and its request is aborted', async ({ page, me }) => {
  const of = async (type: string) => {
    const { total } = await me.page(me.personal, { type });
    return `1–${Math.min(25, total)} of ${count(total)}`;
  };
  const [bought, given] = [await of('purchase'), await of('refund')];
  const aborted: string[] = [];
  page.on('requestfailed', (request) => aborted.push(request.url()));
  const release = await hang(page, history, (request) => request.url().includes('type=purchase'));
  await page.goto('/credits');
  await expectRows(page);

  const asked = page.waitForRequest(/type=purchase/);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Purchase');
  await asked;
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Refund');
  await expect(range(page)).toHaveText(given);
  await expect.poll(() => aborted.some((url) => url.includes('type=purchase'))).toBe(true);
  await release();
  await expect(range(page)).toHaveText(given);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Purchase');
  await expect(range(page)).toHaveText(bought);
});

test('G3 a history that fails says so with Retry in its place, while the balances work', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  // The stream of events would have the page read again by itself.
  await hang(page, /\/api\/v1\/events$/);
  await page.route(history, (route) => route.abort());
  await page.goto('/credits');
  const alert = page.getByRole('region', { name: 'Transaction history' }).getByRole('alert');
  await expect(alert).toContainText(failed, { timeout: 16_000 });
  await expect(card(page, 'Current Balance')).toContainText(/\d\.\d\d credits/);

  await page.unroute(history);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
  await expect(alert).toHaveCount(0);
});

test('G3 a Retry that fails again keeps the focus where it was', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  await page.route(history, portal);
  await page.goto('/credits');
  const retry = page.getByRole('region', { name: 'Transaction history' }).getByRole('button', { name: 'Retry' });
  await retry.focus();
  const answered = page.waitForResponse(history);
  await page.keyboard.press('Enter');
  await answered;
  await expect(retry).toBeFocused();
});

test('G4 a read that fails once is repeated without anybody noticing', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  await page.route(history, (route) => route.abort(), { times: 1 });
  await page.goto('/credits');
  await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
  await expect(page.getByRole('alert').filter({ hasText: failed })).toHaveCount(0);
});

test('G8 HTML with status 200 is an error with Retry, and no word of it reaches the screen', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  // The stream of events would have the page read again by itself.
  await hang(page, /\/api\/v1\/events$/);
  await page.route(history, portal);
  await page.goto('/credits');
  const alert = page.getByRole('alert').filter({ hasText: failed });
  await expect(alert).toBeVisible();
  await expect(page.getByText('Free WiFi')).toHaveCount(0);
  await page.unroute(history);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
});

test('G8 no text of a problem reaches the screen', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  const problem = { type: 'about:blank', status: 500, code: 'internal', title: 'RAW TITLE', detail: 'RAW DETAIL' };
  await page.route(/\/api\/v1\/wallets\//, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', json: problem }),
  );
  await page.goto('/credits');
  await expect(page.getByRole('alert').filter({ hasText: failed })).toBeVisible({ timeout: 16_000 });
  await expect(page.getByRole('main')).not.toContainText(/RAW|undefined|internal|about:blank|NaN/);
});

test('I25 requests that nobody answers end in an error with Retry within 15 s', async ({ page, me }) => {
  expect(me.who.wallets).toHaveLength(2);
  // The stream of events would have the cards read again by themselves.
  await hang(page, /\/api\/v1\/events$/);
  const release = await hang(page, /\/api\/v1\/wallets\//);
  await page.goto('/credits');
  const retries = page.getByRole('main').getByRole('button', { name: 'Retry' });
  await expect(retries).toHaveCount(5);
  await release();
  await retries.first().click();
  await expect(card(page, 'Current Balance')).toContainText(/\d\.\d\d credits/);
});

test('I25 a session that nobody tells about ends in an error with Retry, and Retry works', async ({ page, me }) => {
  const release = await hang(page, /\/api\/v1\/session$/);
  await page.goto('/credits');
  const retry = page.getByRole('alert').filter({ hasText: 'Your account couldn’t be loaded.' });
  await expect(retry).toBeVisible();
  await release();
  await retry.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('banner')).toContainText(me.who.user.name);
  await expectRows(page);
});

test('G3 offline is said in a banner within a second, and taken back with the newest data', async ({
  page,
  me,
  context,
}) => {
  await page.goto('/credits');
  await expectSettled(page);
  await context.setOffline(true);
  const banner = page.getByRole('status').filter({ hasText: 'You are offline.' });
  await expect(banner).toBeVisible({ timeout: 5_000 });
  await expect(card(page, 'Current Balance')).toContainText(/\d\.\d\d credits/);
  await expect(rows(page)).toHaveCount(25);

  const asked = page.waitForRequest(balances);
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
  await asked;
  expect(me.who.user.name).not.toBe('');
});

test('G3 while the first answers are on their way the regions are busy, and say Loading once', async ({ page, me }) => {
  const release = await hang(page, /\/api\/v1\/wallets\//);
  await page.goto('/credits');
  await expect(page.getByRole('banner')).toContainText(me.who.user.name);
  await expect(page.getByRole('heading', { name: 'Current Balance', exact: true })).toBeVisible();
  await expect(card(page, 'Current Balance')).toHaveAttribute('aria-busy', 'true');
  await expect(card(page, 'Current Balance')).not.toContainText(/\d/);
  await release();
  await expectRows(page);
  await expect(card(page, 'Current Balance')).not.toHaveAttribute('aria-busy', 'true');
});

test('I25 leaving a screen in the middle of every request leaves no dead page', async ({ page, me }) => {
  const release = await hang(page, /\/api\/v1\/wallets\//);
  const organisation = me.who.memberships[0]?.organisation;
  for (const path of ['/credits', '/', `/credits/organisation/${organisation}`, '/credits?type=refund']) {
    await page.goto(path);
    await expect(page.getByRole('banner')).toContainText(me.who.user.name);
    await page.getByRole('banner').getByRole('link', { name: 'Relux' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible();
    await page.getByRole('link', { name: /^Credits/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
  }
  await release();
  await expectRows(page);
});

test.describe('a part of the program that does not arrive', () => {
  test.use({ provoked: [/ERR_FAILED|Failed to fetch|net::/] });

  test('G3 says so with Retry in its place, while the rest works', async ({ page, me }) => {
    expect(me.who.wallets).toHaveLength(2);
    await page.route(/\/split_payments\.wasm$/, (route) => route.abort());
    await page.goto('/credits');
    const alert = page.getByRole('alert').filter({ hasText: 'This part of the page couldn’t be loaded.' });
    await expect(alert).toBeVisible();
    await expectRows(page);
    await expect(card(page, 'Current Balance')).toContainText(/\d\.\d\d credits/);

    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await alert.getByRole('button', { name: 'Retry' }).click();
    await expect(card(page, 'Buy credits')).toContainText('Total incl. VAT');
  });
});
