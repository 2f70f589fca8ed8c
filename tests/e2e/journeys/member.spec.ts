// Rule 10: what a plain member sees of a shared wallet, and whom they ask.
import { expectRows, range, rows, table } from '../support/screen';
import { count } from '../support/words';
import { expect, test } from '../support/test';

test.use({ person: 'member' });

test('rule 10 T1 a member sees only their own lines of a shared wallet, and is told so', async ({ page, me }) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const own = await me.page(wallet);
  await page.goto(`/credits?wallet=${wallet.id}`);
  await expectRows(page);
  await expect(range(page)).toHaveText(`1–25 of ${count(own.total)}`);
  await expect(page.getByText('You see your own use of these shared credits.')).toBeVisible();
  await expect(table(page).getByRole('columnheader', { name: 'Member' })).toHaveCount(0);
  await expect(rows(page).first().getByRole('time')).toHaveAttribute('datetime', own.items[0]?.at ?? '');
});

test('rule 10 nothing of colleagues reaches a member’s browser with their history', async ({ page, me }) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const bodies: string[] = [];
  page.on('response', async (answer) => {
    if (answer.url().includes('/transactions')) bodies.push(await answer.text());
  });
  await page.goto(`/credits?wallet=${wallet.id}`);
  await expectRows(page);
  await expect.poll(() => bodies.length).toBeGreaterThan(0);
  const names = ['Hofstetter', 'Rüegsegger', 'Yıldız', 'Ammann', 'Dominik Frei'];
  for (const name of names) expect(bodies.join(''), name).not.toContain(name);
});

test('rule 10 the organisation page names whom to ask: owners and admins, and oneself', async ({ page, me }) => {
  const organisation = me.who.memberships.find(({ name }) => name === 'Lichtwerk Planung AG')?.organisation;
  await page.goto(`/credits/organisation/${organisation}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Lichtwerk Planung AG' })).toBeVisible();
  await expect(page.getByText('Owners and admins manage the shared credits. Ask one of them.')).toBeVisible();
  await expect(page.getByRole('table').getByRole('row', { name: /Beatrice Ammann-Lüscher.*Owner/ })).toBeVisible();
  await expect(page.getByRole('table').getByRole('row', { name: /Noémie Käser/ })).toBeVisible();
  await expect(page.getByText('Tobias Müller')).toHaveCount(0);
});

test('I18 another organisation’s address shows that nothing is there', async ({ page, me }) => {
  for (const id of ['0000000000002a', '1d9ccaff17010f']) {
    await page.goto(`/credits/organisation/${id}`);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  }
  expect(me.who.memberships).toHaveLength(2);
});

test('rule 14 each organisation’s history has a tab and an address of its own', async ({ page, me }) => {
  await page.goto('/credits');
  const tabs = page.getByRole('navigation', { name: 'Whose transactions' });
  await expect(tabs.getByRole('link')).toHaveText(['Personal', 'Atelier Lumière', 'Lichtwerk Planung AG']);
  for (const name of ['Atelier Lumière', 'Lichtwerk Planung AG']) {
    const wallet = me.shared(name);
    const { total } = await me.page(wallet);
    await tabs.getByRole('link', { name }).click();
    await expect(page).toHaveURL(`/credits?wallet=${wallet.id}`);
    await expect(range(page)).toHaveText(`1–25 of ${count(total)}`);
  }
  await page.goBack();
  await expect(tabs.getByRole('link', { name: 'Atelier Lumière' })).toHaveAttribute('aria-current', 'true');
});
