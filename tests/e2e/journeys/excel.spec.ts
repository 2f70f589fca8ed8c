// X1–X5: the workbook that the browser makes, cell by cell.
import type { Download, Page } from '@playwright/test';
import type { Line } from '../support/backend';
import { hang } from '../support/network';
import { expectRows, expectSettled, range } from '../support/screen';
import { expect, test } from '../support/test';
import { clock, types } from '../support/words';
import {
  comparable,
  hasLibreOffice,
  hasOpenpyxl,
  keep,
  read,
  readByLibreOffice,
  readByOpenpyxl,
  type Cell,
} from '../support/workbook';

async function download(page: Page, name = 'Download Excel'): Promise<Download> {
  const file = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name }).click();
  return file;
}

/** The cells that a line's row must hold. */
function row(line: Line, names: Record<string, string>, members: boolean): Cell[] {
  const [year, month, day, hour, minute] = clock(line.at);
  const past = new Date(line.at).getTime() % 60_000;
  return [
    new Date(Date.UTC(year, month - 1, day, hour, minute) + past),
    names[line.type] ?? null,
    line.reference?.number ?? null,
    line.amount / 100,
    line.balance / 100,
    ...(members ? [line.by?.name ?? null] : []),
  ];
}

/** Compares the rows of a sheet with those of the backend, cell by cell. */
function expectRowsOf(lines: Line[], shown: Cell[][], members: boolean): void {
  const expected = lines.map((line) => row(line, types, members));
  expect(comparable(shown, expected)).toEqual(comparable(expected));
}

const sum = (lines: Line[]): number => lines.reduce((total, line) => total + line.amount, 0) / 100;

test('X1 X2 X3 X5 the personal history: every row, every cell, the totals, and what it is about', async ({
  page,
  me,
}, info) => {
  const lines = await me.lines(me.personal);
  await page.goto('/credits');
  await expectRows(page);
  const file = await download(page);
  expect(file.suggestedFilename()).toMatch(/^relux-credits_beatrice-ammann-luscher_\d{4}-\d\d-\d\d\.xlsx$/);
  await expect(page.getByRole('status').filter({ hasText: `Saved as ${file.suggestedFilename()}` })).toBeVisible();

  const path = await keep(file, info.outputPath());
  const sheets = await read(path);
  expect([...sheets.keys()]).toEqual(['Transactions', 'About']);
  const [header, ...body] = sheets.get('Transactions') ?? [];
  expect(header).toEqual(['Date (Europe/Zurich)', 'Type', 'Purchase Reference', 'Amount', 'Balance']);
  expect(body.pop()).toEqual(['Total', null, null, sum(lines), null]);
  expectRowsOf(lines, body, false);

  const about = new Map((sheets.get('About') ?? []).map(([label, value]) => [label, value]));
  expect(about.get('Account')).toContain('Beatrice Ammann-Lüscher');
  expect([about.get('Filter'), about.get('Period'), about.get('Time zone'), about.get('Rows')]).toEqual([
    'None',
    'Whole history',
    'Europe/Zurich',
    lines.length,
  ]);
});

test('X3 an organisation’s workbook names the members and sums them up', async ({ page, me }, info) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  const lines = await me.lines(wallet);
  await page.goto(`/credits?wallet=${wallet.id}`);
  await expectRows(page);
  const file = await download(page);
  expect(file.suggestedFilename()).toMatch(/^relux-credits_lichtwerk-planung-ag_/);
  const sheets = await read(await keep(file, info.outputPath()));
  expect([...sheets.keys()]).toEqual(['Transactions', 'By member', 'About']);
  expectRowsOf(lines, (sheets.get('Transactions') ?? []).slice(1, -1), true);

  const used = new Map<string, number>();
  for (const line of lines) {
    const spends = line.type === 'image_generation' || line.type === 'refund';
    if (!line.by || !spends) continue;
    const name = line.by.removed ? `${line.by.name} (removed)` : line.by.name;
    used.set(name, (used.get(name) ?? 0) - line.amount / 100);
  }
  const [header, ...members] = sheets.get('By member') ?? [];
  expect(header).toEqual(['Member', 'Used credits', 'Share']);
  const total = [...used.values()].reduce((all, one) => all + one, 0);
  expect(members.pop()).toEqual(['Total', total, 1]);
  expect(new Map(members.map(([name, credits]) => [name, credits]))).toEqual(used);
});

test('X5 LibreOffice and openpyxl read the same cells', async ({ page, me }, info) => {
  const readers = { LibreOffice: hasLibreOffice(), openpyxl: hasOpenpyxl() };
  const missing = Object.entries(readers).filter(([, here]) => !here);
  for (const [name] of missing) console.warn(`SKIPPED: ${name} is not here to open the workbook`);
  test.skip(missing.length === 2, 'neither LibreOffice nor openpyxl is here');

  const wallet = me.shared('Lichtwerk Planung AG');
  await page.goto(`/credits?wallet=${wallet.id}`);
  await expectRows(page);
  const path = await keep(await download(page), info.outputPath());
  const ours = await read(path);
  const others = [
    ...(readers.LibreOffice ? [await readByLibreOffice(path, info.outputPath())] : []),
    ...(readers.openpyxl ? [readByOpenpyxl(path)] : []),
  ];
  for (const theirs of others) {
    expect([...theirs.keys()]).toEqual([...ours.keys()]);
    for (const [sheet, cells] of ours) {
      expect(comparable(theirs.get(sheet) ?? [], cells), sheet).toEqual(comparable(cells));
    }
  }
});

test('X1 a workbook has all rows of the filter, not those of the page', async ({ page, me }, info) => {
  const lines = await me.lines(me.personal, { type: 'purchase' });
  await page.goto('/credits?type=purchase');
  await expectRows(page);
  const sheets = await read(await keep(await download(page), info.outputPath()));
  expectRowsOf(lines, (sheets.get('Transactions') ?? []).slice(1, -1), false);
  const about = new Map((sheets.get('About') ?? []).map(([label, value]) => [label, value]));
  expect(about.get('Filter')).toBe('Purchase');
});

test('X1 nothing of the worker is loaded before the first click, and a second download works too', async ({
  page,
  me,
}, info) => {
  const { total } = await me.page(me.personal);
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (/export/.test(new URL(request.url()).pathname)) loaded.push(request.url());
  });
  await page.goto('/credits');
  await expectRows(page);
  expect(loaded).toEqual([]);
  for (const folder of ['first', 'second']) {
    const sheets = await read(await keep(await download(page), info.outputPath(folder)));
    expect(sheets.get('Transactions')).toHaveLength(total + 2);
  }
});

test('X1 the page can be used while the workbook is made', async ({ page, me }, info) => {
  const wallet = me.shared('Lichtwerk Planung AG');
  await page.goto(`/credits?wallet=${wallet.id}`);
  await expectRows(page);
  const release = await hang(page, /\/transactions\/export/);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Excel' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();

  await page.getByRole('button', { name: 'Older' }).click();
  await expect(range(page)).toHaveText(/^26–50 of /);
  await release();
  const { total } = await me.page(wallet);
  expect((await read(await keep(await file, info.outputPath()))).get('Transactions')).toHaveLength(total + 2);
});

for (const [locale, button, names, headers, refund, used, about] of [
  [
    'de-CH',
    'Excel herunterladen',
    ['Transaktionen', 'Nach Mitglied', 'Über diese Datei'],
    ['Datum (Europe/Zurich)', 'Typ', 'Bestellreferenz', 'Betrag', 'Guthaben', 'Mitglied'],
    'Rückerstattung',
    ['Mitglied', 'Verbrauchte Credits', 'Anteil'],
    ['Konto', 'Filter', 'Zeitraum', 'Zeitzone', 'Exportiert', 'Zeilen'],
  ],
  [
    'fr-CH',
    'Télécharger en Excel',
    ['Transactions', 'Par membre', 'À propos'],
    ['Date (Europe/Zurich)', 'Type', 'Référence d’achat', 'Montant', 'Solde', 'Membre'],
    'Remboursement',
    ['Membre', 'Crédits utilisés', 'Part'],
    ['Compte', 'Filtre', 'Période', 'Fuseau horaire', 'Exporté le', 'Lignes'],
  ],
  [
    'it-CH',
    'Scarica Excel',
    ['Transazioni', 'Per membro', 'Informazioni'],
    ['Data (Europe/Zurich)', 'Tipo', 'Riferimento d’acquisto', 'Importo', 'Saldo', 'Membro'],
    'Rimborso',
    ['Membro', 'Crediti utilizzati', 'Quota'],
    ['Account', 'Filtro', 'Periodo', 'Fuso orario', 'Esportazione', 'Righe'],
  ],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('X2 G1 headers, types and sheets are in the reader’s language', async ({ page, me }, info) => {
      const wallet = me.shared('Lichtwerk Planung AG');
      const lines = await me.lines(wallet, { type: 'refund' });
      await page.goto(`/credits?wallet=${wallet.id}&type=refund`);
      await expectSettled(page);
      const sheets = await read(await keep(await download(page, button), info.outputPath()));
      expect([...sheets.keys()]).toEqual(names);
      const [transactions, members, informed] = names.map((name): Cell[][] => sheets.get(name) ?? []);
      const [header, ...body] = transactions ?? [];
      expect(header).toEqual(headers);
      expect(new Set(body.slice(0, -1).map((cells) => cells[1]))).toEqual(new Set([refund]));
      expect(body).toHaveLength(lines.length + 1);
      expect(members?.[0]).toEqual(used);
      expect(informed?.map(([label]) => label)).toEqual(expect.arrayContaining([...about]));
    });
  });
}
