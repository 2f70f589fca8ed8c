// C: the balance cards of the Credits page.
import type { Route } from '@playwright/test';
import { card } from '../support/screen';
import { credits } from '../support/words';
import { expect, test } from '../support/test';

const personal = 'Current Balance';
const shared = 'Current shared balance';
const chart = /^Balance over the last 30 days: from [\d,.]+ to [\d,.]+$/;

test('C1 one heading Credits, Manage organisation at its right, and a breadcrumb', async ({ page, me }) => {
  await page.goto('/credits');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveCount(1);
  await expect(heading).toHaveText('Credits');
  await expect(page).toHaveTitle(/Credits/);
  await expect(page.getByRole('main')).toHaveCount(1);

  const manage = page.getByRole('link', { name: 'Manage organisation' });
  await expect(manage).toHaveAttribute('href', `/credits/organisation/${me.who.memberships[0]?.organisation}`);
  const [left, right] = [await heading.boundingBox(), await manage.boundingBox()];
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0) - 1);
  expect(Math.abs((right?.y ?? 0) - (left?.y ?? 0))).toBeLessThan(40);

  const trail = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(trail.getByRole('link').first()).toHaveAttribute('href', '/');
  const here = trail.getByRole('listitem').last();
  await expect(here).toHaveText('Credits');
  await expect(here).toHaveAttribute('aria-current', 'page');
});

test('C2 C3 each balance is the backend’s, to the hundredth, with its chart and its pace', async ({ page, me }) => {
  await page.goto('/credits');
  const lichtwerk = me.shared('Lichtwerk Planung AG');
  for (const [heading, wallet] of [[personal, me.personal], [shared, lichtwerk]] as const) {
    const held = await me.balance(wallet);
    const shown = card(page, heading);
    await expect(shown).toContainText(`${credits(held.balance)} credits`);
    await expect(shown.getByRole('img', { name: chart })).toHaveAccessibleName(
      `Balance over the last 30 days: from ${credits(held.trend[0]?.balance ?? NaN)} to ${credits(held.balance)}`,
    );
    const days = ['less than a day', 'about 1 day'][held.days_left ?? NaN] ?? `about ${held.days_left} days`;
    await expect(shown).toContainText(`${days} left at your pace`);
    await expect(shown).toContainText(`Threshold ${credits(held.threshold ?? NaN)}`);
  }
  await expect(card(page, shared)).toContainText('Lichtwerk Planung AG');
});

test.describe('a plain member of two organisations', () => {
  test.use({ person: 'member' });

  test('C3 sees one shared balance for each, by name', async ({ page, me }) => {
    await page.goto('/credits');
    for (const name of ['Atelier Lumière', 'Lichtwerk Planung AG']) {
      const { balance } = await me.balance(me.shared(name));
      const shown = card(page, shared).or(card(page, name)).filter({ hasText: name });
      await expect(shown).toHaveCount(1);
      await expect(shown).toContainText(`${credits(balance)} credits`);
      const organisation = me.who.memberships.find((membership) => membership.name === name)?.organisation;
      await expect(page.getByRole('link', { name: `Manage organisation ${name}` })).toHaveAttribute(
        'href',
        `/credits/organisation/${organisation}`,
      );
    }
  });

  test('C4 below the threshold words and an icon say so; above it nothing does', async ({ page, me }) => {
    const held = await me.balance(me.personal);
    expect(held.balance).toBeLessThan(held.threshold ?? 0);
    await page.goto('/credits');
    const warning = card(page, personal).getByText(`Below your threshold of ${credits(held.threshold ?? NaN)}`);
    await expect(warning).toBeVisible();
    const balances = await Promise.all(me.who.wallets.map((wallet) => me.balance(wallet)));
    const below = balances.filter(({ balance, threshold }) => balance < (threshold ?? -Infinity));
    expect(below.length).toBeLessThan(balances.length);
    await expect(page.getByText(/^Below your threshold/)).toHaveCount(below.length);
  });
});

test.describe('somebody in no organisation', () => {
  test.use({ person: 'solo' });

  test('C3 sees why there is no shared balance, and the way to one', async ({ page, me }) => {
    await page.goto('/credits');
    await expect(card(page, personal)).toContainText(/[\d.]+ credits/);
    await expect(card(page, shared)).toHaveCount(0);
    const empty = card(page, 'No shared credits yet');
    await expect(empty).toContainText('In an organisation, colleagues spend from one shared balance');
    await expect(empty.getByRole('button', { name: 'Create organisation' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Manage organisation' })).toHaveCount(0);
    expect(me.who.memberships).toEqual([]);
  });
});

test.describe('somebody new', () => {
  test.use({ person: 'new' });

  test('C2 has no pace yet, and none is made up', async ({ page, me }) => {
    const held = await me.balance(me.personal);
    expect(held.days_left).toBeNull();
    await page.goto('/credits');
    await expect(card(page, personal)).toContainText('5.00 credits');
    await expect(page.getByText(/left at your pace/)).toHaveCount(0);
  });
});

test('C5 a card that fails leaves the others alone, and is retried in its place', async ({ page, me }) => {
  const lichtwerk = me.shared('Lichtwerk Planung AG');
  // The backend's events would have the card try again by itself.
  await page.route('**/api/v1/events', (route: Route) => route.abort());
  let broken = true;
  await page.route(`**/api/v1/wallets/${lichtwerk.id}`, (route: Route) =>
    broken ? route.abort() : route.continue(),
  );
  await page.goto('/credits');
  await expect(card(page, personal)).toContainText(/[\d.]+ credits/);
  const failed = card(page, shared);
  await expect(failed.getByRole('alert')).toContainText('The balance couldn’t be loaded.');
  await expect(failed).not.toContainText(/\d\.\d\d/);
  await expect(card(page, personal).getByRole('alert')).toHaveCount(0);

  broken = false;
  await failed.getByRole('button', { name: 'Retry' }).click();
  const { balance } = await me.balance(lichtwerk);
  await expect(failed).toContainText(`${credits(balance)} credits`);
  await expect(failed.getByRole('alert')).toHaveCount(0);
});
