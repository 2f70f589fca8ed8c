// G1, G2: axe finds nothing in the states of an invitation that somebody follows the link of, and
// nothing English is left in them, in every language, light and dark. What comes of it is held
// elsewhere; here they are only reached, by ids, which are the same in each language.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { expectNoEnglish, locales } from '../support/languages';
import { newestLink } from '../support/mail';
import { hold, unavailable } from '../support/network';
import { address, found, type Founded } from '../support/organisation';
import { expect, give, test } from '../support/test';

/** Follows the link of a new invitation; without anybody invited, of one that never was. */
async function follow(page: Page, home?: Founded, email = ''): Promise<void> {
  await home?.owner.invite(home.id, email);
  // What differs in its fragment alone is the same document.
  await page.goto('about:blank');
  await page.goto(home ? await newestLink(email) : `/invitation#${'A'.repeat(43)}`);
}

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    test('G1 G2 rule 13 the states of an invitation', async ({ page, context }) => {
      const home = await found('Vera Kunz');
      const [vera] = home.members;
      if (!vera) throw new Error('nobody has joined');
      const email = vera.who.user.email;
      await vera.leave(home.id);
      const name = page.locator('#invitation-name');
      const password = page.locator('#invitation-password');
      const accept = page.locator('.rc-invitation [data-variant="primary"]');
      const failed = page.locator('.rc-invitation [role="alert"]').filter({ hasText: /./ });
      const look = async (state: string): Promise<void> => {
        await expectAccessible(page, state);
        await expectNoEnglish(page, locale, state);
      };
      const refuse = async (): Promise<void> => {
        const come = await hold(page, /\/(sign-up|session|accept)$/, (request) => request.method() === 'POST');
        await accept.click();
        await expect(accept).toHaveAttribute('aria-disabled', 'true');
        await look('under way');
        await come(unavailable);
        await expect(failed).toBeVisible();
        await look('failed');
        await page.unrouteAll();
      };

      await follow(page);
      await expect(page.locator('.rc-invitation a')).toBeVisible();
      await look('can’t be used');

      await follow(page, home, address('nora'));
      await expect(name).toBeVisible();
      await look('sign up');
      await accept.click();
      await expect(page.locator('[aria-invalid]')).toHaveCount(2);
      await look('sign up, with flaws');
      await name.fill('Nora Neu');
      await password.fill('correct horse battery');
      await refuse();

      await follow(page, home, email);
      await expect(password).toBeVisible();
      await look('sign in');
      await accept.click();
      await expect(password).toHaveAttribute('aria-invalid', 'true');
      await look('sign in, with a flaw');
      await password.fill('wrong horse');
      await accept.click();
      await expect(failed).toBeVisible();
      await look('refused');
      await refuse();

      await give(context, vera);
      await follow(page, home, email);
      await expect(page.locator('.rc-bar-user')).toContainText('Vera Kunz');
      await expect(accept).toBeVisible();
      await look('accept');
      await refuse();
      await follow(page);
      await expect(page.locator('.rc-invitation a')).toBeVisible();
      await look('can’t be used by who is signed in');
    });
  });
}
