// O8: somebody without an organisation creates one.
import { expectAccessible } from '../support/accessibility';
import { origin } from '../support/backend';
import { card, pressTwice } from '../support/screen';
import { expect, test } from '../support/test';

test.use({ person: 'alone' });

test('O8 C3 who has no organisation creates one, once, and owns it', async ({ page, me }) => {
  expect(me.who.memberships).toEqual([]);
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Create organisation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create organisation' });
  const name = dialog.getByLabel('Name of the organisation');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/^Enter a name/);
  await expectAccessible(page, 'create: no name');

  // The answer is lost; sent again it is the same organisation.
  const keys = new Set<string | undefined>();
  await page.route(/\/api\/v1\/organisations$/, async (route) => {
    keys.add(route.request().headers()['idempotency-key']);
    await route.fetch();
    await route.abort();
  });
  const hostile = '<b>Licht</b> & "Schatten"';
  await name.fill(hostile);
  await pressTwice(dialog.getByRole('button', { name: 'Create' }));
  await expect(dialog.getByRole('alert')).toContainText('We don’t know yet whether this was done.');
  await expectAccessible(page, 'create: failed');
  await page.unroute(/\/api\/v1\/organisations$/);
  const asked = page.waitForRequest(/\/api\/v1\/organisations$/);
  await dialog.getByRole('button', { name: 'Create' }).click();
  keys.add((await asked).headers()['idempotency-key']);
  expect(keys.size).toBe(1);

  await page.waitForURL(/\/credits\/organisation\/[0-9a-f]{14}$/);
  await expect(page.getByRole('heading', { level: 1, name: hostile })).toBeVisible();
  await expect(page.getByText('The only owner. Make somebody else an owner first.')).toBeVisible();
  await page.goto(`${origin}/credits`);
  await expect(card(page, 'Current shared balance')).toHaveCount(1);
  await expect(card(page, 'Current shared balance')).toContainText(hostile);
});
