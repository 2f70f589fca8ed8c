// G2: on a narrow screen nothing is to the side, and everything can be hit with a finger.
import { expectAccessible } from '../support/accessibility';
import { Session } from '../support/backend';
import { openWithDialogs, throughDialogs } from '../support/dialogs';
import { expectFits, expectNothingAside, space, unfold } from '../support/fit';
import { locales } from '../support/languages';
import { expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, give, test } from '../support/test';

for (const locale of ['en-GB', 'de-CH']) {
  for (const width of [320, 360]) {
    test.describe(`${width} px, ${locale}`, () => {
      test.use({ viewport: { width, height: 640 }, locale });

      test('G2 no screen scrolls sideways, and axe finds nothing', async ({ page, context }) => {
        await page.goto('/sign-in');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.getByRole('main').getByRole('button').click();
        await expectNothingAside(page, 'sign-in');
        await expectAccessible(page, 'sign-in');

        for (const person of ['owner', 'member', 'solo'] as const) {
          const session = await Session.open(person);
          await give(context, session);
          const shared = session.who.wallets.at(-1)?.id;
          const organisation = session.who.memberships[0]?.organisation;
          const paths = [
            '/',
            '/credits',
            `/credits?wallet=${shared}&type=image_generation`,
            '/credits?text=nothing-like-this&from=2026-05-02&to=2026-05-01',
            ...(organisation === undefined ? [] : [`/credits/organisation/${organisation}`]),
            '/nowhere',
          ];
          for (const screen of paths) {
            await page.goto(screen);
            await expectSettled(page);
            await expectNothingAside(page, `${person} ${screen}`);
            await expectAccessible(page, `${person} ${screen}`);
          }
        }
      });
    });
  }
}

for (const locale of locales) {
  test.describe(`320 px, ${locale}`, () => {
    test.use({ viewport: { width: 320, height: 640 }, locale });

    test('G2 nothing is to the side of any screen or cut off, with the text spacing of WCAG 1.4.12 neither', async ({
      page,
      me,
    }) => {
      for (const [screen, path] of Object.entries(screens(me))) {
        await page.goto(path);
        await expectSettled(page);
        await unfold(page);
        await expectFits(page, screen);
        await space(page);
        await expectFits(page, `${screen}, spaced`);
      }
    });

    test('G2 nothing is to the side of any dialog or cut off, with the text spacing of WCAG 1.4.12 neither', async ({
      page,
      context,
    }) => {
      await openWithDialogs(page, context);
      for (const state of ['plain', 'spaced']) {
        if (state === 'spaced') await space(page);
        await throughDialogs(page, async (id) => {
          await unfold(page);
          await expectFits(page, `${id}, ${state}`);
        });
      }
    });
  });
}
