// G2: everything can be hit with a finger (WCAG 2.5.8), and help is where it always is (3.2.6).
import type { Page } from '@playwright/test';
import { hang } from '../support/network';
import { expectSettled } from '../support/screen';
import { screens } from '../support/screens';
import { expect, test } from '../support/test';

/** Controls that are smaller than 24 by 24 px; a link in a sentence is as high as its line. */
const small = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isSeen = (element: Element): boolean => {
      for (let one: Element | null = element; one; one = one.parentElement) {
        if (getComputedStyle(one).clipPath !== 'none') return false;
      }
      return element.checkVisibility({ checkVisibilityCSS: true }) && element.getClientRects().length > 0;
    };
    const letters = (text: string | null): number => text?.replace(/\s+/g, '').length ?? 0;
    const isInSentence = (control: Element): boolean =>
      getComputedStyle(control).display === 'inline' &&
      letters(control.closest('p, li, dd, td, th')?.textContent ?? null) > letters(control.textContent);
    const screen = document.querySelector('dialog[open]') ?? document;
    const controls = screen.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    return [...controls]
      .filter((control) => control.closest('[aria-hidden="true"], dialog:not([open])') === null)
      .filter((control) => isSeen(control) && !isInSentence(control))
      .flatMap((control) => {
        const label = control.matches('[type="radio"], [type="checkbox"]') ? control.closest('label') : null;
        const boxes = [control, label].flatMap((part) => part?.getBoundingClientRect() ?? []);
        const isLarge = boxes.some(({ width, height }) => width >= 23.99 && height >= 23.99);
        const sizes = boxes.map(({ width, height }) => `${width.toFixed(1)} × ${height.toFixed(1)}`).join(', ');
        return isLarge ? [] : [`${sizes}: ${control.outerHTML.slice(0, 160)}`];
      });
  });

const help = [
  ['Support', 'https://relux.com/support'],
  ['Chatbot Luxi', 'https://relux.com/support#chatbot'],
];

/** Help is offered at the end of the page: the same, in the same order. */
async function expectHelp(page: Page, screen: string): Promise<void> {
  const links = page.getByRole('contentinfo').getByRole('list', { name: 'Help' }).getByRole('link');
  await expect(links, screen).toHaveText(help.map(([name]) => name ?? ''));
  await expect(links.first(), screen).toBeVisible();
  const leading = await links.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(leading, screen).toEqual(help.map(([, url]) => url));
  const last = page.locator('a[href]:visible').last();
  await expect(last, `${screen}: nothing comes after it`).toHaveText('Chatbot Luxi');
}

test.describe('360 px', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('G2 every control of every screen is at least 24 px wide and high', async ({ page, me }) => {
    const references = `/credits?wallet=${me.who.wallets.at(-1)?.id}&type=automatic_renewal`;
    for (const [screen, path] of Object.entries({ ...screens(me), references })) {
      await page.goto(path);
      await expectSettled(page);
      await page.evaluate(() => {
        for (const closed of document.querySelectorAll('details')) closed.open = true;
      });
      expect.soft(await small(page), screen).toEqual([]);
    }
    await page.goto(screens(me).organisation ?? '');
    await expectSettled(page);
    for (const opener of ['Invite Member', 'Change, Monthly limit of each member', /^Remove /, /^Leave organisation/]) {
      const opens = page.getByRole('button', { name: opener }).first();
      if ((await opens.count()) === 0) continue;
      await opens.click();
      await expect(page.locator('dialog[open]')).toHaveCount(1);
      expect.soft(await small(page), String(opener)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    }
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await expectSettled(page);
    expect.soft(await small(page), 'sign-in').toEqual([]);
  });
});

test('help is at the end of every screen, the same, in the same order', async ({ page, me }) => {
  for (const [screen, path] of Object.entries(screens(me))) {
    await page.goto(path);
    await expectSettled(page);
    await expectHelp(page, screen);
  }
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await expectSettled(page);
  await expectHelp(page, 'sign-in');
});

test('help is there once what loads late is there, and when it fails', async ({ page, me }) => {
  const release = await hang(page, /\/api\/v1\/wallets\//);
  await page.goto('/credits');
  await expect(page.locator('.rc-skeleton').first()).toBeVisible();
  // It would jump with each part that comes.
  await expect(page.getByRole('contentinfo')).toHaveCount(0);
  await release();
  await expectSettled(page);
  await expectHelp(page, 'loaded late');
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.route(/\/session$/, (route) => route.fulfill({ status: 500, body: '' }));
  await page.goto('/credits');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expectHelp(page, 'failed');
  expect(me.who.wallets).toHaveLength(2);
});

for (const [locale, support] of [
  ['en-GB', 'our support'],
  ['de-CH', 'unserem Support'],
  ['fr-CH', 'notre assistance'],
  ['it-CH', 'alla nostra assistenza'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, provoked: [/./] });

    test('G6 the crash page leads to the support', async ({ page }) => {
      await page.goto('/sign-in');
      await expectSettled(page);
      await page.evaluate(() => {
        (window as unknown as { reluxCrash: (reference: string) => void }).reluxCrash('0123abcd');
      });
      const link = page.getByRole('alert').getByRole('link', { name: support });
      await expect(link).toBeVisible();
      await expect(link).toHaveAttribute('href', 'https://relux.com/support');
      await page.keyboard.press('Shift+Tab');
      await expect(link).toBeFocused();
    });
  });
}
