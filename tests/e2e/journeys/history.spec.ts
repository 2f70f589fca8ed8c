// T1–T3, T6: what a line of the transaction history says.
import { cells, expectRows, expectSettled, rows, table } from '../support/screen';
import { clock, credits, minus, signed, types, written } from '../support/words';
import { expect, test } from '../support/test';

const zone = /^Date \(.*Central European.*\)$/;

test('T1 the columns stand in the documented order, newest line first', async ({ page, me }) => {
  const { items } = await me.page(me.personal);
  await page.goto('/credits');
  await expectRows(page);
  await expect(table(page).getByRole('columnheader')).toHaveText([
    zone,
    'Type',
    'Purchase Reference',
    'Amount',
    'Balance',
  ]);
  await expect(rows(page)).toHaveCount(items.length);
  for (const [index, line] of items.entries()) {
    const [, kind, reference, amount, balance] = await cells(rows(page).nth(index));
    expect([kind, reference, amount, balance]).toEqual([
      types[line.type],
      line.reference?.number ?? '',
      signed(line.amount),
      credits(line.balance),
    ]);
  }
});

test('T1 the history of a shared wallet also names the member, and says who was removed', async ({ page, me }) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const { items } = await me.page(wallet, { text: 'Dominik Frei' });
  expect(items[0]?.by?.removed).toBe(true);
  await page.goto('/credits');
  await page.getByRole('navigation', { name: 'Whose transactions' }).getByRole('link', { name: 'Lichtwerk Planung AG' }).click();
  await expect(page.getByRole('link', { name: 'Lichtwerk Planung AG' })).toHaveAttribute('aria-current', 'true');
  await expect(table(page).getByRole('columnheader').last()).toHaveText('Member');
  await page.getByRole('searchbox', { name: 'Reference or member' }).fill('dominik frei');
  await expect(rows(page).first().getByRole('cell').last()).toHaveText('Dominik Frei (removed)');
  await expect(rows(page)).toHaveCount(items.length);
});

test('T2 amounts carry their sign in text, with U+2212, right-aligned in tabular figures', async ({ page, me }) => {
  await me.page(me.personal);
  for (const [type, sign] of [['purchase', '+'], ['image_generation', minus]] as const) {
    await page.goto(`/credits?type=${type}`);
    await expectRows(page);
    const amount = rows(page).first().getByRole('cell').nth(3);
    await expect(amount).toHaveText(new RegExp(`^\\${sign}[\\d,]+\\.\\d\\d$`));
    await expect(amount).toHaveCSS('text-align', /right|end/);
    await expect(amount).toHaveCSS('font-variant-numeric', /tabular-nums/);
  }
});

test('T3 every instant is a machine-readable time, written in the user’s zone with the month in words', async ({
  page,
  me,
}) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  // Lines before and after the clocks went back on 25 October 2026.
  const query = { from: '2026-10-19T22:00:00Z', until: '2026-10-29T23:00:00Z' };
  const all = await me.lines(wallet, query);
  const shift = Date.parse('2026-10-25T01:00:00Z');
  expect(all.some((line) => Date.parse(line.at) < shift) && all.some((line) => Date.parse(line.at) > shift)).toBe(true);

  const asked = page.waitForRequest((request) => request.url().includes('until='));
  await page.goto(`/credits?wallet=${wallet.id}&from=2026-10-20&to=2026-10-29`);
  const sent = new URL((await asked).url()).searchParams;
  // A period is whole days of the user's zone, half-open; the offsets differ.
  expect(Date.parse(sent.get('from') ?? '')).toBe(Date.parse(query.from));
  expect(Date.parse(sent.get('until') ?? '')).toBe(Date.parse(query.until));

  for (let first = 0; first < all.length; first += 25) {
    await expect(page.getByText(new RegExp(`^${first + 1}–`))).toBeVisible();
    const times = rows(page).getByRole('time');
    const shown = await times.evaluateAll((elements) =>
      elements.map((element) => [element.getAttribute('datetime') ?? '', element.textContent ?? '']),
    );
    const expected = all.slice(first, first + 25);
    expect(shown.map(([machine]) => Date.parse(machine ?? ''))).toEqual(expected.map((line) => Date.parse(line.at)));
    for (const [machine = '', text = ''] of shown) expect(written(text), machine).toEqual(clock(machine));
    if (first + 25 < all.length) await page.getByRole('button', { name: 'Older' }).click();
  }
});

test('T3 a day on which the clocks change has its 23 or 25 hours', async ({ page, me }) => {
  for (const [day, from, until] of [
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ] as const) {
    const asked = page.waitForRequest((request) => request.url().includes(`/wallets/${me.personal.id}/transactions?`));
    await page.goto(`/credits?from=${day}&to=${day}`);
    const sent = new URL((await asked).url()).searchParams;
    expect(Date.parse(sent.get('from') ?? ''), day).toBe(Date.parse(from));
    expect(Date.parse(sent.get('until') ?? ''), day).toBe(Date.parse(until));
    await expectSettled(page);
  }
});

test('T6 a reference is a link exactly when the backend gives an address', async ({ page, me }) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const { items } = await me.page(wallet, { type: 'automatic_renewal' });
  expect(new Set(items.map((line) => line.reference?.url !== undefined))).toEqual(new Set([true, false]));
  await page.goto(`/credits?wallet=${wallet.id}&type=automatic_renewal`);
  await expectRows(page);
  for (const [index, line] of items.entries()) {
    const link = rows(page).nth(index).getByRole('link', { name: line.reference?.number ?? '', exact: true });
    if (line.reference?.url === undefined) await expect(link).toHaveCount(0);
    else await expect(link).toHaveAttribute('href', line.reference.url);
  }
});

test('a history on paper is what there is to read, and nothing to press', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(table(page)).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  for (const role of ['button', 'combobox', 'searchbox', 'switch', 'slider', 'banner', 'contentinfo'] as const) {
    await expect(page.getByRole(role)).toHaveCount(0);
  }
  // Ink on paper, whatever the screen is.
  await expect(page.locator('.rc-app')).toHaveCSS('color-scheme', 'light');
  expect(me.who.wallets).toHaveLength(2);
});
