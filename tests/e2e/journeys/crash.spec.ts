// G6, I25: whatever kills the program, a plain page with Reload and a reference stands
// there at once.
import type { Page } from '@playwright/test';
import { expectRows } from '../support/screen';
import { expect, test } from '../support/test';

test.use({ provoked: [/./] });

async function expectCrashPage(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1, name: 'This page has stopped working' });
  await expect(heading).toBeVisible({ timeout: 3_000 });
  await expect(page.getByRole('alert')).toContainText(/[0-9a-f]{8}/);
  await expect(page.getByRole('button', { name: 'Reload' })).toBeFocused();
  await expect(page.getByRole('main')).toHaveCount(1);
}

const program = /relux-credits[^/]*_bg\.wasm$/;

for (const [what, kill] of [
  ['a wasm that is not there', (page: Page) => page.route(program, (route) => route.fulfill({ status: 404 }))],
  ['a wasm that the network loses', (page: Page) => page.route(program, (route) => route.abort())],
  [
    'a wasm that ends in its middle',
    (page: Page) =>
      page.route(program, async (route) => {
        const answer = await route.fetch();
        const body = await answer.body();
        await route.fulfill({ response: answer, body: body.subarray(0, body.length / 2) });
      }),
  ],
  [
    'a wasm that is HTML',
    (page: Page) => page.route(program, (route) => route.fulfill({ contentType: 'text/html', body: '<p>no</p>' })),
  ],
  [
    'a script that is not there',
    (page: Page) => page.route(/relux-credits[^/]*\.js$/, (route) => route.fulfill({ status: 404 })),
  ],
] as const) {
  test(`G6 ${what} shows the crash page, and Reload brings the page back`, async ({ page, me }) => {
    await kill(page);
    // The document is there and everything has been asked for.
    await page.goto('/credits', { waitUntil: 'load' });
    await expectCrashPage(page);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('banner')).toContainText(me.who.user.name);
    await expectRows(page);
  });
}

test('G6 a browser without WebAssembly gets the crash page', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'WebAssembly');
  });
  await page.goto('/');
  await expectCrashPage(page);
});

test('G6 a program that crashes while it runs shows the crash page with its reference', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await page.evaluate(() => {
    // What the panic hook calls.
    (window as unknown as { reluxCrash: (reference: string) => void }).reluxCrash('0123abcd');
  });
  await expectCrashPage(page);
  await expect(page.getByText('0123abcd')).toBeVisible();
  await expect(page.getByText(me.who.user.name)).toHaveCount(0);
});

test('G6 a trap in the running program shows the crash page', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
  });
  await expectCrashPage(page);
  expect(me.who.user.name).not.toBe('');
});

test.describe('in German', () => {
  test.use({ locale: 'de-CH' });

  test('G6 G1 the crash page speaks the reader’s language', async ({ page }) => {
    await page.route(program, (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Diese Seite funktioniert nicht mehr' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Neu laden' })).toBeFocused();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('G6 the page says in every language that it needs JavaScript', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Relux Credits needs JavaScript' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Relux Credits braucht JavaScript' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Relux Credits a besoin de JavaScript' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Relux Credits ha bisogno di JavaScript' })).toBeVisible();
  });
});
