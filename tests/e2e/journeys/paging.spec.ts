// T5: pages of 25 rows, stable while new rows arrive.
import { Desktop, type Line } from '../support/backend';
import { expectRows, range, rows } from '../support/screen';
import { count } from '../support/words';
import { expect, test } from '../support/test';

test.describe('somebody whose wallet changes meanwhile', () => {
  // Nobody else's journey spends from this wallet.
  test.use({ person: 'solo' });

  test('T5 Newer and Older walk to the end and back, each row once, while ReluxDesktop spends', async ({ page, me }) => {
    const desktop = await Desktop.open('solo');
    const before = await me.lines(me.personal);
    const newer = page.getByRole('button', { name: 'Newer' });
    const older = page.getByRole('button', { name: 'Older' });
    const shown = async (): Promise<string[]> =>
      rows(page).getByRole('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    const instants = (lines: Line[]) => lines.map((line) => Date.parse(line.at));

    await page.goto('/credits');
    await expect(range(page)).toHaveText(`1–25 of ${count(before.length)}`);
    await expect(newer).toBeDisabled();

    const seen = await shown();
    let arrived = 0;
    while (seen.length < before.length) {
      if (seen.length % 100 === 0) {
        await desktop.refund(await desktop.debit(me.personal));
        arrived += 2;
      }
      await older.click();
      const first = seen.length + 1 + arrived;
      const last = Math.min(seen.length + 25, before.length) + arrived;
      await expect(range(page)).toHaveText(`${count(first)}–${count(last)} of ${count(before.length + arrived)}`);
      seen.push(...(await shown()));
    }
    expect(seen.map((at) => Date.parse(at))).toEqual(instants(before));
    await expect(older).toBeDisabled();

    const now = await me.lines(me.personal);
    expect(now).toHaveLength(before.length + arrived);
    for (let step = 0; (await newer.isEnabled()) && step <= now.length / 25; step += 1) {
      const was = (await range(page).textContent()) ?? '';
      await newer.click();
      await expect(range(page)).not.toHaveText(was);
      await expectRows(page);
    }
    await expect(range(page)).toHaveText(`1–25 of ${count(now.length)}`);
    await expect(newer).toBeDisabled();
    expect((await shown()).map((at) => Date.parse(at))).toEqual(instants(now.slice(0, 25)));
  });
});

test('T5 a page has an address: reload shows it again, Back the one before', async ({ page, me }) => {
  const { total } = await me.page(me.personal);
  expect(total).toBeGreaterThan(50);
  await page.goto('/credits?type=image_generation');
  await expect(range(page)).toHaveText(/^1–25 of /);
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(range(page)).toHaveText(/^26–50 of /);
  await page.reload();
  await expect(range(page)).toHaveText(/^26–50 of /);
  await page.goBack();
  await expect(range(page)).toHaveText(/^1–25 of /);
});

test('T5 a click on Older keeps the focus on it, so that Enter goes on', async ({ page, me }) => {
  await me.page(me.personal);
  await page.goto('/credits');
  await expectRows(page);
  const older = page.getByRole('button', { name: 'Older' });
  await older.focus();
  for (const first of [26, 51, 76]) {
    await page.keyboard.press('Enter');
    await expect(range(page)).toHaveText(new RegExp(`^${first}–`));
    await expect(older).toBeFocused();
  }
});
