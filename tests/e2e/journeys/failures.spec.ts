// G3: what could not be loaded says so, and no longer looks as if it loaded.
import { hang } from '../support/network';
import { screens } from '../support/screens';
import { expect, test } from '../support/test';

for (const [screen, endpoint, failures] of [
  ['credits', /\/api\/v1\/wallets\//, 5],
  ['a shared history', /\/api\/v1\/wallets\//, 5],
  ['organisation', /\/api\/v1\/organisations\/[^/]+$/, 1],
  ['organisation', /\/api\/v1\/organisations\/[^/]+\/(usage|log)/, 2],
  ['a member', /\/api\/v1\/(organisations|wallets)\//, 2],
  ['report', /\/api\/v1\/organisations\//, 1],
  ['an invitation', /\/api\/v1\/invitations\//, 1],
] as const) {
  test(`G3 nothing that has failed is busy any more: ${screen}, ${String(endpoint)}`, async ({ page, me }) => {
    // The stream of events would have the page read again by itself.
    await hang(page, /\/api\/v1\/events$/);
    await page.route(endpoint, (route) => route.fulfill({ status: 500, body: '' }));
    await page.goto(screens(me)[screen] ?? '');
    await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(failures);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(page.locator('.rc-skeleton')).toHaveCount(0);
  });
}
