// Workbooks as three independent readers see them: an npm package, LibreOffice and
// openpyxl. The last two only where they are installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Download } from '@playwright/test';
import readWorkbook from 'read-excel-file/node';

/** What a cell holds: a date's wall clock is read as if it were UTC. */
export type Cell = string | number | boolean | Date | null;

/** The sheets' names, in order, and their cells. */
export type Sheets = Map<string, Cell[][]>;

/** Keeps a downloaded file where readers find it. */
export async function keep(download: Download, folder: string): Promise<string> {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** The workbook as read in JavaScript. */
export async function read(path: string): Promise<Sheets> {
  const sheets = await readWorkbook(path);
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as Cell[][]]));
}

/** Whether LibreOffice is here. */
export const hasLibreOffice = (): boolean => spawnSync('soffice', ['--version']).status === 0;

/** The workbook as LibreOffice understands it: opened, calculated and written anew. */
export async function readByLibreOffice(path: string, folder: string): Promise<Sheets> {
  const out = join(folder, 'libreoffice');
  mkdirSync(out, { recursive: true });
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, path], { stdio: 'ignore' });
  return read(join(out, path.slice(path.lastIndexOf('/') + 1)));
}

/** A Python that may have openpyxl: `cargo xtask test` installs one. */
const python = process.env.RELUX_OPENPYXL ?? 'python3';

/** Whether openpyxl is here. */
export const hasOpenpyxl = (): boolean => spawnSync(python, ['-c', 'import openpyxl']).status === 0;

/** The workbook as openpyxl reads it, with the results that formulas carry. */
export function readByOpenpyxl(path: string): Sheets {
  const script = fileURLToPath(new URL('./openpyxl_sheets.py', import.meta.url));
  const text = execFileSync(python, [script, path], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const revive = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'date' in value ? new Date(`${String(value.date)}Z`) : value;
  return new Map(JSON.parse(text, revive) as [string, Cell[][]][]);
}

/** Readers round instants to the millisecond, each in its own way. */
const roundingMs = 2;

/** The rows in a form in which equal rows are equal: numbers to 12 digits, no trailing
 * empty cells, and a date that differs from the expected one by rounding only as that one. */
export function comparable(rows: Cell[][], expected: Cell[][] = []): Cell[][] {
  const plain = (cell: Cell | undefined, wanted: Cell | undefined): Cell => {
    if (cell instanceof Date && wanted instanceof Date) {
      return Math.abs(cell.getTime() - wanted.getTime()) <= roundingMs ? wanted : cell;
    }
    if (typeof cell === 'number') return Number(cell.toPrecision(12));
    return cell === '' || cell === undefined ? null : cell;
  };
  return rows.map((row, line) => {
    const cells = row.map((cell, column) => plain(cell, expected[line]?.[column]));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    return cells;
  });
}
