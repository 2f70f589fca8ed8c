// T7, C5: what ReluxDesktop does appears by itself.
import type { Page } from '@playwright/test';
import { Desktop } from '../support/backend';
import { card, expectRows, range, rows, expectSettled } from '../support/screen';
import { count, credits, minus } from '../support/words';
import { expect, test } from '../support/test';

// Nobody else's journey spends from this wallet; these wait for one another.
test.use({ person: 'admin' });
test.describe.configure({ mode: 'serial' });

/** Everything that a screen reader would be told politely from now on. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status],[role=alert]');
        if (region?.textContent) said.push(region.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said.join('\n'));
}

test('T7 C5 a generation appears on the first page with its new balance, and is announced', async ({ page, me }) => {
  const desktop = await Desktop.open('admin');
  const before = await me.page(me.personal);
  await page.goto('/credits');
  await expectRows(page);
  const field = page.getByRole('searchbox', { name: 'Reference' });
  await field.focus();
  const said = await listen(page);

  const generation = await desktop.debit(me.personal, 2);
  const newest = rows(page).first();
  await expect(newest).toContainText(`${minus}2.00`);
  await expect(newest).toContainText('Image generation');
  await expect(rows(page)).toHaveCount(25);
  await expect(range(page)).toHaveText(`1–25 of ${count(before.total + 1)}`);
  await expect(card(page, 'Current Balance')).toContainText(`${credits(generation.balance)} credits`);
  await expect(field).toBeFocused();
  await expect.poll(said).toContain(`New transaction: Image generation, ${minus}2.00`);

  const refund = await desktop.refund(generation);
  await expect(newest).toContainText('Refund');
  await expect(newest).toContainText('+2.00');
  await expect(card(page, 'Current Balance')).toContainText(`${credits(refund.balance)} credits`);
  await expect(field).toBeFocused();
});

test('T7 an older page and a filter that does not let it in stay as they are', async ({ page, me, context }) => {
  const desktop = await Desktop.open('admin');
  await page.goto('/credits');
  await expectRows(page);
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(range(page)).toHaveText(/^26–/);
  const top = await rows(page).first().getByRole('time').getAttribute('datetime');
  const filtered = await context.newPage();
  await filtered.goto('/credits?type=purchase');
  await expectRows(filtered);
  const bought = (await range(filtered).textContent()) ?? '';

  const generation = await desktop.debit(me.personal);
  for (const tab of [page, filtered]) {
    await expect(card(tab, 'Current Balance')).toContainText(`${credits(generation.balance)} credits`);
  }
  await expect(range(page)).toHaveText(/^27–/);
  await expect(rows(page).first().getByRole('time')).toHaveAttribute('datetime', top ?? '');
  await expect(range(filtered)).toHaveText(bought);
  await desktop.refund(generation);
});

test('C5 D1 the tile follows too', async ({ page, me }) => {
  const desktop = await Desktop.open('admin');
  await page.goto('/');
  const tile = page.getByRole('link', { name: /^Credits/ });
  const { balance } = await me.balance(me.personal);
  await expect(tile).toContainText(`${credits(balance)} credits`);
  const generation = await desktop.debit(me.personal);
  await expect(tile).toContainText(`${credits(balance - 100)} credits`);
  await desktop.refund(generation);
  await expect(tile).toContainText(`${credits(balance)} credits`);
});

test('C5 what happened while the stream of events was cut is caught up with', async ({ page, me, context }) => {
  const desktop = await Desktop.open('admin');
  await page.goto('/credits');
  await expectSettled(page);
  await context.setOffline(true);
  const generation = await desktop.debit(me.personal);
  await context.setOffline(false);
  await expect(card(page, 'Current Balance')).toContainText(`${credits(generation.balance)} credits`);
  await expect(rows(page).first()).toContainText(`${minus}1.00`);
  await desktop.refund(generation);
});
