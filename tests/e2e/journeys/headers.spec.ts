// The strict headers: on every answer, and in no screen's way.
import { origin } from '../support/backend';
import { expectSettled } from '../support/screen';
import { expect, test } from '../support/test';

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
];

test('every answer that a visit to every screen brings has the strict headers, and none fails', async ({
  page,
  me,
}) => {
  const answers: { url: string; status: number; headers: Record<string, string> }[] = [];
  page.on('response', (answer) =>
    answers.push({ url: answer.url().slice(origin.length), status: answer.status(), headers: answer.headers() }),
  );
  for (const screen of ['/', '/credits', `/credits/organisation/${me.who.memberships[0]?.organisation}`, '/nowhere']) {
    await page.goto(screen);
    await expectSettled(page);
  }
  await page.goto('/credits');
  const file = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Download Excel' }).click();
  await file;

  expect(answers.filter(({ status }) => status >= 400).map(({ url, status }) => `${status} ${url}`)).toEqual([]);
  for (const { url, headers } of answers) {
    const given = headers['content-security-policy'] ?? '';
    for (const directive of policy) expect(given.split('; '), url).toContain(directive);
    expect(given, url).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
    expect(headers['x-content-type-options'], url).toBe('nosniff');
    expect(headers['referrer-policy'], url).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy'], url).toBe('same-origin');
    expect(headers['cross-origin-resource-policy'], url).toBe('same-origin');
    if (url.startsWith('/api/')) expect(headers['cache-control'], url).toBe('no-store');
    if (url.endsWith('.wasm')) expect(headers['content-type'], url).toBe('application/wasm');
  }
  expect(answers.some(({ url }) => url.endsWith('.wasm'))).toBe(true);
});

test('nothing fails on a first visit of somebody who is signed out', async ({ page }) => {
  const failed: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url().slice(origin.length)}`);
  });
  await page.goto('/sign-in');
  await expectSettled(page);
  expect(failed).toEqual([]);
});

test('the page cannot be framed by another site', async ({ page, context }) => {
  const frame = await context.newPage();
  await frame.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe title="victim" src="${origin}/sign-in"></iframe>` }),
  );
  await frame.goto('http://evil.example/');
  await expect(frame.frameLocator('iframe').getByRole('button')).toHaveCount(0);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
