// A bad network, for chosen requests.
import type { Page, Request, Route } from '@playwright/test';

/** The history's own requests, not the export's. */
export const history = /\/api\/v1\/wallets\/[^/]+\/transactions(\?|$)/;

/** The balances' requests. */
export const balances = /\/api\/v1\/wallets\/[^/]+$/;

/** Never answers requests that fit, until released; then they go on as if nothing had been. */
export async function hang(
  page: Page,
  url: RegExp,
  fits: (request: Request) => boolean = () => true,
): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let holding = true;
  await page.route(url, async (route) => {
    if (holding && fits(route.request())) held.push(route);
    else await route.continue();
  });
  return async () => {
    holding = false;
    // A request that the page has given up meanwhile can't be continued.
    await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
  };
}

/** Never answers requests that fit, until told what becomes of them: of those until then, and of
 * those that follow. */
export async function hold(
  page: Page,
  url: RegExp,
  fits: (request: Request) => boolean = () => true,
): Promise<(become: (route: Route) => Promise<void>) => Promise<void>> {
  const held: Route[] = [];
  let told: ((route: Route) => Promise<void>) | undefined;
  await page.route(url, async (route) => {
    if (!fits(route.request())) await route.fallback();
    else if (told) await told(route);
    else held.push(route);
  });
  return async (become) => {
    told = become;
    // A request that the page has given up meanwhile can't be answered.
    await Promise.all(held.map((route) => become(route).catch(() => undefined)));
  };
}

/** A backend that can't now, and says so. */
export const unavailable = (route: Route): Promise<void> =>
  route.fulfill({
    status: 503,
    contentType: 'application/problem+json',
    json: { type: 'about:blank', status: 503, code: 'unavailable', title: 'RAW' },
  });

/** A page of HTML with status 200: what a captive portal or a sign-in of the host answers. */
export const portal = (route: Route): Promise<void> =>
  route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Free WiFi</h1>' });
