// I26: after signing out nothing personal is left in this browser, whatever button is
// pressed. The back/forward cache is on (see playwright.config.ts).
import type { Page } from '@playwright/test';
import { expectRows } from '../support/screen';
import { expect, test } from '../support/test';

/** Notes every animation frame whose text has the name in it, from now on and after every
 * return from the back/forward cache. */
async function watch(page: Page, name: string): Promise<void> {
  await page.addInitScript((name) => {
    const frames: string[] = [];
    Object.assign(window, { personalFrames: frames });
    const look = () => {
      if (document.body?.innerText.includes(name)) frames.push(document.body.innerText);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    addEventListener('pageshow', () => {
      frames.length = 0;
    });
  }, name);
}

const seen = (page: Page) =>
  page.evaluate(() => (window as unknown as { personalFrames: string[] }).personalFrames);

test('I26 Back after signing out shows nothing personal, in no frame', async ({ page, me }) => {
  await watch(page, me.who.user.name);
  await page.goto('/');
  await page.getByRole('link', { name: /^Credits/ }).click();
  await expectRows(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.evaluate(() => {
    (window as unknown as { personalFrames: string[] }).personalFrames.length = 0;
  });

  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await seen(page)).toEqual([]);
});

test('I26 Back from another page, after signing out in another tab, shows nothing personal in any frame', async ({
  page,
  context,
  me,
}) => {
  await watch(page, me.who.user.name);
  await page.goto('/credits');
  await expectRows(page);
  // Another document: this one goes to the back/forward cache, if it may.
  await page.goto('/favicon.svg');

  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  // Not `page.goBack()`: it waits for a load, and a page out of the cache has none.
  await page.evaluate(() => history.back());
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await seen(page)).toEqual([]);
});

test('I26 after signing out neither the document nor any storage holds anything personal', async ({
  page,
  me,
}) => {
  await page.goto('/credits?text=S00');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  const left = await page.evaluate(async () => ({
    html: document.documentElement.outerHTML,
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    name: window.name,
  }));
  for (const [place, text] of Object.entries(left)) {
    for (const personal of [me.who.user.name, me.who.user.email, me.who.user.id, me.personal.id]) {
      expect(text, place).not.toContain(personal);
    }
  }
  expect([left.databases, left.caches, left.session]).toEqual(['[]', '[]', '{}']);
});

test('I21 signing out ends the session on the server, and another tab signs out by itself', async ({
  page,
  context,
  me,
}) => {
  await page.goto('/credits');
  await expectRows(page);
  const other = await context.newPage();
  await other.goto('/credits');
  await expectRows(other);

  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await me.lives()).toBe(false);
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('a sign-out that the network loses says that it may not have worked', async ({ page, me }) => {
  await page.goto('/credits');
  await expectRows(page);
  await page.route('**/api/v1/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  );
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Signing out may not have worked' })).toBeVisible();
  expect(await me.lives()).toBe(true);
});
