// D: the account page and its Credits tile.
import { credits } from '../support/words';
import { expect, test } from '../support/test';

test('D1 the account page shows the host’s tiles and the Credits tile with the balance', async ({ page, me }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible();
  await expect(page).toHaveTitle(/My account/);
  for (const [name, path] of [
    ['Orders', /\/my\/orders$/],
    ['Invoices', /\/my\/invoices$/],
    ['Payment methods', /\/my\/payment_method/],
    ['Profile', /\/my\/account$/],
  ] as const) {
    await expect(page.getByRole('link', { name: new RegExp(`^${name}`) })).toHaveAttribute('href', path);
  }

  const { balance } = await me.balance(me.personal);
  const tile = page.getByRole('link', { name: /^Credits/ });
  await expect(tile).toContainText(`${credits(balance)} credits`);
});

test('D1 the whole tile is one link', async ({ page, me }) => {
  const { balance } = await me.balance(me.personal);
  await page.goto('/');
  const tile = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /^Credits/ }) });
  await expect(tile).toContainText(credits(balance));
  await expect(tile.getByRole('link')).toHaveCount(1);
  const box = await tile.boundingBox();
  expect(box).not.toBeNull();
  for (const [x, y] of [[4, 4], [(box?.width ?? 0) - 4, (box?.height ?? 0) - 4]] as const) {
    await page.goto('/');
    await expect(tile).toContainText(credits(balance));
    await tile.click({ position: { x, y } });
    await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/credits');
  }
});

test('D1 a balance of 0.00 is shown as one', async ({ page, me }) => {
  await page.route(/\/api\/v1\/wallets\/[^/]+$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), balance: 0 } });
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^Credits/ })).toContainText('0.00 credits');
  expect(me.who.wallets.length).toBeGreaterThan(0);
});

test('D2 without the balance the tile still links, and shows no false number', async ({ page, me }) => {
  let asked = 0;
  await page.route(/\/api\/v1\/wallets\/[^/]+$/, (route) => {
    asked += 1;
    return route.abort();
  });
  await page.goto('/');
  const tile = page.getByRole('link', { name: /^Credits/ });
  await expect(tile).toBeVisible();
  // Reads are retried with back-off before they are given up (G4).
  await expect.poll(() => asked).toBeGreaterThan(1);
  await expect(tile).not.toContainText(/\d/);
  await tile.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credits' })).toBeVisible();
  expect(me.who.user.name).not.toBe('');
});
