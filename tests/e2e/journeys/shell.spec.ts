// G1, G2: what is there before the program: axe finds nothing in it, in every language, light and
// dark; nor in a page and a tile inside a host page that is dark.
import { expectAccessible } from '../support/accessibility';
import { base, openHost } from '../support/host';
import { expectNoEnglish, locales } from '../support/languages';
import { hang } from '../support/network';
import { expectSettled } from '../support/screen';
import { expect, test } from '../support/test';

const program = /relux-credits[^/]*_bg\.wasm$/;

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    test('G1 G2 the page’s shell has its heading before the program is there', async ({ page, me }) => {
      expect(me.who.user.name).not.toBe('');
      // However slow the machine is, nothing gives up.
      await page.addInitScript(() => {
        const later = window.setTimeout.bind(window) as (call: TimerHandler, ms?: number) => number;
        Object.assign(window, { setTimeout: (call: TimerHandler, ms = 0) => (ms < 15_000 ? later(call, ms) : 0) });
      });
      await hang(page, program);
      for (const screen of ['/', '/credits']) {
        await page.goto(screen, { waitUntil: 'commit' });
        const shell = page.locator('main.rc-shell');
        await expect(shell.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(shell.locator('h1 span:visible')).toHaveAttribute('lang', locale.slice(0, 2));
        await expectAccessible(page, `the shell of ${screen}`);
        await expectNoEnglish(page, locale, `the shell of ${screen}`);
        await expect(shell).toBeVisible();
      }
    });
  });
}

test.describe('inside a host page, in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('G2 D3 axe finds nothing in the page and in the tile, in every language', async ({ page, me }) => {
    expect(me.who.user.name).not.toBe('');
    const host = await openHost();
    try {
      for (const locale of locales) {
        host.said.lang = locale;
        await page.goto(`${host.origin}${base}/credits`);
        await expect(page.getByRole('table').getByRole('cell').first()).toBeVisible();
        await expectSettled(page);
        await expectAccessible(page, `embedded, ${locale}`);
        await page.goto(`${host.origin}/my`);
        await expect(page.locator('#relux-credits-tile .rc-tile-balance')).toContainText(/\d/);
        await expectAccessible(page, `tile, ${locale}`);
      }
    } finally {
      await page.close();
      await host.close();
    }
  });
});
