// X1, X6, I27: a download that is cancelled, cut short or refused makes no file and says so.
import type { Page, Route } from '@playwright/test';
import { hang, portal } from '../support/network';
import { expectRows } from '../support/screen';
import { expect, test } from '../support/test';

const stream = /\/transactions\/export/;
const button = (page: Page) => page.getByRole('button', { name: 'Download Excel' });

test.beforeEach(async ({ page, me }) => {
  await page.goto(`/credits?wallet=${me.shared('Lichtwerk Planung AG').id}`);
  await expectRows(page);
});

async function expectToWork(page: Page): Promise<void> {
  const file = page.waitForEvent('download', { timeout: 60_000 });
  await button(page).click();
  expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
}

/** Fails the journey if a file is made. */
function forbidFiles(page: Page): () => void {
  let files = 0;
  page.on('download', () => {
    files += 1;
  });
  return () => {
    expect(files, 'a file was made').toBe(0);
    page.removeAllListeners('download');
  };
}

test('X1 Cancel ends a download at once, says so, and another one works', async ({ page }) => {
  const check = forbidFiles(page);
  const release = await hang(page, stream);
  await button(page).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Download cancelled.' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  check();
  await release();
  await page.unroute(stream);
  await expectToWork(page);
});

test('X1 five impatient clicks make one file', async ({ page }) => {
  let asked = 0;
  page.on('request', (request) => {
    if (stream.test(request.url())) asked += 1;
  });
  const file = page.waitForEvent('download', { timeout: 60_000 });
  await button(page).evaluate((element: HTMLButtonElement) => {
    for (let click = 0; click < 5; click += 1) element.click();
  });
  await file;
  expect(asked).toBe(1);
});

test('I27 rows that end early make no file, and the page says so until it is tried again', async ({ page }) => {
  const check = forbidFiles(page);
  await page.route(stream, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    // As a connection that breaks between two lines leaves it.
    await route.fulfill({ response: answer, body: body.slice(0, body.lastIndexOf('\n', body.length / 2) + 1) });
  });
  await button(page).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Not all rows arrived, so no file was made. Try again.' });
  await expect(alert).toBeVisible({ timeout: 30_000 });
  check();
  await page.unroute(stream);
  await expectToWork(page);
  await expect(alert).toHaveCount(0);
});

test('I27 a row that is missing in the middle makes no file', async ({ page }) => {
  const check = forbidFiles(page);
  await page.route(stream, async (route) => {
    const answer = await route.fetch();
    const lines = (await answer.text()).split('\n');
    lines.splice(lines.length / 2, 1);
    await route.fulfill({ response: answer, body: lines.join('\n') });
  });
  await button(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not all rows arrived' })).toBeVisible({ timeout: 30_000 });
  check();
});

for (const [what, spoil, says] of [
  ['a connection that fails', (page: Page) => page.route(stream, (route) => route.abort()), /offline/],
  [
    'an error of the server',
    (page: Page) => page.route(stream, (route) => route.fulfill({ status: 500, body: 'RAW' })),
    /couldn’t be made/,
  ],
  [
    'a worker that is not there',
    (page: Page) => page.route(/export[^/]*\.wasm$/, (route) => route.fulfill({ status: 404 })),
    /couldn’t be made|offline/,
  ],
] as const) {
  test.describe(() => {
    // A worker without its program complains, as it should.
    test.use({ provoked: [/./] });

    test(`I27 ${what} is said, and makes no file`, async ({ page }) => {
      const check = forbidFiles(page);
      await spoil(page);
      await button(page).click();
      await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible({ timeout: 20_000 });
      await expect(page.getByRole('main')).not.toContainText('RAW');
      await expect(button(page)).toBeEnabled();
      check();
    });
  });
}

for (const [what, answer] of [
  ['a page', portal],
  ['a redirect', (route: Route) => route.fulfill({ status: 303, headers: { location: '/sign-in' } })],
] as const) {
  test(`G5 ${what} of a host’s sign-in in place of the rows makes no file`, async ({ page }) => {
    const check = forbidFiles(page);
    await page.route(stream, answer);
    await button(page).click();
    await expect(page.getByRole('alert').filter({ hasText: 'You have been signed out.' })).toBeVisible();
    check();
  });
}

test('G5 a session that ends before the download leads to the sign-in, and makes no file', async ({ page, me }) => {
  const check = forbidFiles(page);
  await page.route('**/api/v1/events', (route) => route.abort());
  await me.end();
  await button(page).click();
  await expect(page.getByText(/Your session has ended|You have been signed out/).first()).toBeVisible();
  check();
});
