// G1, G2: axe finds nothing in the dialogs, and nothing English is left in them, in every language,
// light and dark. What they do is held elsewhere; here they are only reached, by ids, which are the
// same in each language.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { answer, dialog, open, openWithDialogs, type DialogId } from '../support/dialogs';
import { escape } from '../support/keyboard';
import { expectNoEnglish, locales } from '../support/languages';
import { hold, unavailable } from '../support/network';
import { address } from '../support/organisation';
import { expect, test } from '../support/test';

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    /** Looks at a dialog: as it opens, in further states, under way, and when it comes to nothing. */
    async function look(page: Page, id: DialogId, states: Record<string, () => Promise<unknown>> = {}): Promise<void> {
      const asked = dialog(page, id);
      const failed = asked.getByRole('alert').filter({ hasText: /./ });
      let come: Awaited<ReturnType<typeof hold>>;
      const all = {
        opened: () => open(page, id),
        ...states,
        'under way': async () => {
          come = await hold(page, /\/api\/v1\//, (request) => request.method() !== 'GET');
          await answer(page, id).click();
          await expect(answer(page, id)).toHaveAttribute('aria-disabled', 'true');
        },
        failed: async () => {
          await come(unavailable);
          await expect(failed).toBeVisible();
          await page.unrouteAll();
        },
      };
      for (const [state, reach] of Object.entries(all)) {
        await reach();
        await expect(asked, `${id}: ${state}`).toBeVisible();
        await expectAccessible(page, `${id}: ${state}`);
        await expectNoEnglish(page, locale, `${id}: ${state}`);
      }
      await escape(page, asked);
    }

    test('G1 G2 every dialog of an organisation: asked, flawed, under way, failed', async ({ page, context }) => {
      const home = await openWithDialogs(page, context);
      const press = (selector: string) => () => page.locator(selector).first().click();
      const type = (selector: string, text: string) => () => page.locator(selector).fill(text);
      await look(page, 'invite', {
        flawed: () => answer(page, 'invite').click(),
        answered: async () => {
          await page.locator('#invite textarea').fill(`${address('ida')} ${home.owner.who.user.email} ida.frey`);
          await answer(page, 'invite').click();
          await expect(page.locator('#invite li')).toHaveCount(3);
        },
      });
      await look(page, 'member-remove', { 'with the mail': press('#member-remove summary') });
      await look(page, 'member-role');
      await look(page, 'limit', {
        flawed: async () => {
          await page.locator('#limit input[type="radio"]').last().check();
          await answer(page, 'limit').click();
        },
        typed: type('#limit-credits', '100'),
      });
      await page.locator('#default-limit').click();
      await expect(dialog(page, 'limit')).toBeVisible();
      await expectAccessible(page, 'the limit of all');
      await expectNoEnglish(page, locale, 'the limit of all');
      await escape(page, dialog(page, 'limit'));
      await look(page, 'invitation-revoke');
      await look(page, 'organisation-leave');
      await look(page, 'organisation-new', {
        flawed: () => answer(page, 'organisation-new').click(),
        typed: type('#organisation-name', 'Werkstatt Nord'),
      });
    });
  });
}
