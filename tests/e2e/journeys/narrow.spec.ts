// G2: on a narrow screen nothing is to the side, and everything can be hit with a finger.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Session } from '../support/backend';
import { expectSettled } from '../support/screen';
import { expect, give, test } from '../support/test';

/** What sticks out of the window, scrolling regions' contents excepted. */
async function expectNoSidewaysScroll(page: Page, screen: string): Promise<void> {
  const [scroll, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect.soft(scroll, screen).toBeLessThanOrEqual(window ?? 0);
}

for (const locale of ['en-GB', 'de-CH']) {
  for (const width of [320, 360]) {
    test.describe(`${width} px, ${locale}`, () => {
      test.use({ viewport: { width, height: 640 }, locale });

      test('G2 no screen scrolls sideways, and axe finds nothing', async ({ page, context }) => {
        await page.goto('/sign-in');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.getByRole('main').getByRole('button').click();
        await expectNoSidewaysScroll(page, 'sign-in');
        await expectAccessible(page, 'sign-in');

        for (const person of ['owner', 'member', 'solo'] as const) {
          const session = await Session.open(person);
          await give(context, session);
          const shared = session.who.wallets.at(-1)?.id;
          const organisation = session.who.memberships[0]?.organisation;
          const screens = [
            '/',
            '/credits',
            `/credits?wallet=${shared}&type=image_generation`,
            '/credits?text=nothing-like-this&from=2026-05-02&to=2026-05-01',
            ...(organisation === undefined ? [] : [`/credits/organisation/${organisation}`]),
            '/nowhere',
          ];
          for (const screen of screens) {
            await page.goto(screen);
            await expectSettled(page);
            await expectNoSidewaysScroll(page, `${person} ${screen}`);
            await expectAccessible(page, `${person} ${screen}`);
          }
        }
      });
    });
  }
}

test.describe('320 px', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('G2 text spacing as WCAG 1.4.12 has it clips nothing and moves nothing to the side', async ({ page, me }) => {
    await page.goto('/credits');
    await expect(page.getByRole('navigation', { name: 'Pages of the transaction history' })).toBeVisible();
    // As a reader's own style sheet does it; the page's policy does not bind it.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }' +
          ' p { margin-block-end: 2em !important }',
      );
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    await expectNoSidewaysScroll(page, 'spaced');
    expect(me.who.wallets).toHaveLength(2);
  });
});
