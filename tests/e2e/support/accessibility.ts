// axe in the state in which a screen is now, light and dark (G2).
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose answer depends on the colour scheme. */
const ofColors = ['color-contrast', 'link-in-text-block'];

/** Every element that breaks one of these rules or of the rules with these tags, and which. */
async function broken(page: Page, runOnly: string[] | { type: 'rule'; values: string[] }): Promise<string[]> {
  // There are no frames, for which alone axe would open a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly, resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html} ${node.failureSummary ?? ''}`),
  );
}

/** Turns the light on or off, at once: what moves keeps the colours that it began in, and ends. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    for (const motion of document.getAnimations()) {
      if (Number.isFinite(Number(motion.effect?.getComputedTiming().endTime))) motion.finish();
    }
  });
}

/** Fails with every element that breaks a rule, and which rule, light and dark. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  expect.soft(await broken(page, rules), `axe: ${state}`).toEqual([]);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const [before, other] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  await turn(page, other);
  expect.soft(await broken(page, { type: 'rule', values: ofColors }), `axe: ${state}, ${other}`).toEqual([]);
  await turn(page, before);
}
