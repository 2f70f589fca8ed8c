// What a screen reader is told: every text that comes into a live region, as often as it comes.
import { expect, type Page } from '@playwright/test';

/** What is listened to. */
export interface Ear {
  /** Everything that was said, in order. */
  all: () => Promise<string[]>;
  /** How often something was said. */
  times: (text: string | RegExp) => Promise<number>;
  /** Whatever `act` does has these texts said, each once, and nothing else. */
  expectSaid: (act: () => Promise<unknown>, ...texts: (string | RegExp)[]) => Promise<void>;
}

/** Listens from the page's next document on. */
export async function listen(page: Page): Promise<Ear> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = '[role="status"], [role="alert"], output, [aria-live]';
    const isText = (node: Node): boolean => node.textContent?.trim() !== '';
    new MutationObserver((changes) => {
      const regions = new Set<Element>();
      for (const { target, addedNodes, oldValue } of changes) {
        const within = (target instanceof Element ? target : target.parentElement)?.closest(region);
        const isNew = target instanceof Text ? target.data !== oldValue && isText(target) : [...addedNodes].some(isText);
        if (within && isNew) regions.add(within);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const one of [node, ...node.querySelectorAll('*')]) if (one.matches(region)) regions.add(one);
        }
      }
      for (const one of regions) {
        const text = one instanceof HTMLElement ? one.innerText.replace(/\s+/g, ' ').trim() : '';
        if (text !== '' && one.isConnected && one.checkVisibility()) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });
  });
  const all = (): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
  const fits = (said: string, text: string | RegExp): boolean => (typeof text === 'string' ? said === text : text.test(said));
  return {
    all,
    times: async (text) => (await all()).filter((said) => fits(said, text)).length,
    expectSaid: async (act, ...texts) => {
      await page.evaluate(() => {
        (window as unknown as { said: string[] }).said.length = 0;
      });
      await act();
      const heard = async (): Promise<(string | RegExp)[]> =>
        (await all()).map((said) => texts.find((text) => fits(said, text)) ?? said);
      await expect.poll(heard).toEqual(expect.arrayContaining(texts));
      // What is still being drawn would be said with the next frames.
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
      );
      const sorted = (list: (string | RegExp)[]): string[] => list.map(String).sort();
      expect(sorted(await heard())).toEqual(sorted(texts));
    },
  };
}
