// G1, G7, D3: the page inside a host page that it does not own, as an Odoo portal's.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { base, openHost, type Host } from '../support/host';
import { address } from '../support/organisation';
import { expectSettled } from '../support/screen';
import { expect, test as plain } from '../support/test';

const test = plain.extend<{ host: Host }>({
  host: async ({ context }, use) => {
    const host = await openHost();
    await use(host);
    // What a page is still loading is nobody's flaw.
    await Promise.all(context.pages().map((page) => page.close()));
    await host.close();
  },
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const style = (page: Page, selector: string, property: string): Promise<string> =>
  page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

async function expectCredits(page: Page): Promise<void> {
  await expect(heading(page)).toHaveText('Credits');
  await expect(page.getByRole('table', { name: 'Transaktionsverlauf' }).getByRole('cell').first()).toBeVisible();
}

test('G1 the page runs under the host’s path, in its language, under its policy', async ({ page, me, host }) => {
  await page.goto(`${host.origin}${base}/credits`);
  await expectCredits(page);
  expect(me.who.user.name).not.toBe('');
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(heading(page)).toHaveCount(1);
  await expect(page.getByRole('banner')).toHaveCount(1);
  await expect(page.getByRole('contentinfo')).toHaveCount(1);
  await expectAccessible(page, 'embedded');

  await page.getByRole('link', { name: /^Organisation verwalten/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`${base}/credits/organisation/[0-9a-f-]+$`));
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: /Mitglieder$/ })).toBeVisible();
  await page.goBack();
  await expectCredits(page);
});

test('G1 whom the host has signed in is signed in here, and the browser holds no session of ours', async ({
  page,
  context,
  host,
}) => {
  const email = address('gast');
  host.said.guest = { sub: `host/${email}`, email, email_verified: true, name: 'Gast Muster' };
  await page.goto(`${host.origin}${base}/credits`);
  await expectCredits(page);
  await expect(page.getByRole('region', { name: 'Aktuelles Guthaben' })).toContainText('5.00 Credits');
  // A write goes through, too.
  await page.getByRole('button', { name: 'Organisation erstellen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Organisation erstellen' });
  await dialog.getByRole('textbox').fill('Atelier Gast');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Atelier Gast');
  expect(await context.cookies()).toEqual([]);
});

test('G7 no style of the host gets in, none of the page gets out, but its accent and font', async ({ page, me, host }) => {
  await page.goto(`${host.origin}/my/orders`);
  const before = await style(page, 'h1', 'font-size');
  await page.goto(`${host.origin}${base}/credits`);
  await expectCredits(page);
  expect(me.who.user.name).not.toBe('');

  expect(await style(page, '#relux-credits h1', 'letter-spacing')).not.toBe('9px');
  expect(await style(page, '#relux-credits h1', 'color')).not.toBe('rgb(139, 0, 0)');
  expect(await style(page, '#relux-credits table', 'border-top-width')).not.toBe('5px');
  expect(await style(page, '#relux-credits button', 'text-transform')).toBe('none');
  expect(await style(page, '#relux-credits p', 'font-style')).toBe('normal');
  expect(await style(page, '#relux-credits', 'font-family')).toContain('Georgia');
  expect(await style(page, '#relux-credits footer a', 'color')).toBe('rgb(122, 31, 162)');
  const primary = page.locator('#relux-credits .rc-button[data-variant="primary"]').first();
  await expect(primary).toHaveCSS('background-color', 'rgb(122, 31, 162)');

  expect(await style(page, 'footer p', 'font-style')).toBe('italic');
  expect(await style(page, 'footer p', 'margin-bottom')).toBe('48px');
  await page.goto(`${host.origin}/my/orders`);
  expect(await style(page, 'h1', 'font-size')).toBe(before);
});

test('a link of the host leads where the host says, and its own link to the content works', async ({ page, me, host }) => {
  await page.goto(`${host.origin}${base}/credits`);
  await expectCredits(page);
  expect(me.who.user.name).not.toBe('');
  await page.locator('.visually-hidden-focusable').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#wrap$/);
  await expectCredits(page);
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(heading(page)).toHaveText('Another page of the host');
});

test('X1 the Excel file is made in a host page, too', async ({ page, me, host }) => {
  await page.goto(`${host.origin}${base}/credits?type=purchase`);
  await expectCredits(page);
  expect(me.who.user.name).not.toBe('');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel herunterladen' }).click();
  expect((await download).suggestedFilename()).toMatch(/^relux-credits_.*\.xlsx$/);
});

test.describe('in trouble', () => {
  test.use({ provoked: [/failed to fetch Wasm|EventSource/] });

  test('G5 a session that the host has ended leads to the host’s sign-in and back', async ({ page, me, host }) => {
    // The stream of events would tell before the press does.
    await page.route('**/events', (route) => route.abort());
    await page.goto(`${host.origin}${base}/credits`);
    await expectCredits(page);
    await expectSettled(page);
    expect(me.who.user.name).not.toBe('');
    host.said.ended = true;
    await page.getByRole('button', { name: 'Ältere' }).click();
    const ended = page.getByRole('dialog', { name: 'Ihre Sitzung ist abgelaufen' });
    await ended.getByRole('button', { name: 'Anmelden' }).click();
    await page.waitForURL(/\/web\/login\?/);
    expect(decodeURIComponent(page.url())).toContain(`${base}/credits`);
  });

  test('G6 a program that does not come leaves the host’s page whole', async ({ page, me, host, context }) => {
    await context.route(/_bg\.wasm$/, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${host.origin}${base}/credits`);
    await expect(page.getByRole('heading', { name: 'Diese Seite funktioniert nicht mehr' })).toBeVisible();
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('banner')).toBeVisible();
    await page.getByRole('link', { name: 'Orders' }).click();
    await expect(heading(page)).toHaveText('Another page of the host');
    expect(me.who.user.name).not.toBe('');
  });

});

test('D3 the Credits tile stands alone in a dashboard of the host', async ({ page, me, host }) => {
  host.said.lang = 'fr-CH';
  await page.goto(`${host.origin}/my`);
  const tile = page.getByRole('link', { name: /^Crédits/ });
  await expect(tile).toContainText(/\d[.,]\d\d/);
  expect(me.who.user.name).not.toBe('');
  expect(await style(page, 'main > div > p', 'font-style')).toBe('italic');
  await expectAccessible(page, 'tile');
  await tile.click();
  await expect(page).toHaveURL(`${host.origin}${base}/credits`);
  await expect(heading(page)).toHaveText('Crédits');
});

test('D2 a tile without a session still leads to the credits, without a balance', async ({ page, host }) => {
  await page.goto(`${host.origin}/my`);
  const tile = page.getByRole('link', { name: /^Credits/ });
  await expect(tile).toBeVisible();
  await expect(tile).not.toContainText(/\d/);
  await expect(tile).toHaveAttribute('href', `${base}/credits`);
});
