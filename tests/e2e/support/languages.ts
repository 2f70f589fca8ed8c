// G1: the languages of the page, and English that is left over in the others.
import { expect, type Page } from '@playwright/test';

/** As browsers in Switzerland, and one in Britain, ask for them. */
export const locales = ['en-GB', 'de-CH', 'fr-CH', 'it-CH'] as const;

/** Words of the English page that texts of other languages don't have. */
const english = [
  ...['the', 'your', 'and', 'of', 'from', 'to', 'balance', 'current', 'shared', 'transactions?', 'history', 'amount'],
  ...['sign (in|out)', 'member', 'enter', 'about', 'left', 'newer', 'older', 'download', 'clear', 'filters', 'loading'],
  ...['retry', 'page not found', 'account', 'orders', 'invoices', 'profile', 'purchase', 'refund', 'adjustment'],
  ...['welcome', 'generation', 'renewal', 'owner', 'role', 'since', 'days', 'threshold', 'below', 'support', 'you'],
  ...['credits?', 'organisation', 'usage', 'report', 'month', 'limit', 'invite', 'change', 'name', 'period', 'types?'],
  ...['remove', 'cancel', 'save', 'saved', 'close', 'buy', 'bought', 'card', 'again', 'nothing', 'this', 'with', 'for'],
  ...['invitation', 'accept', 'accepted', 'password', 'we', 'price', 'checking', 'sending', 'leave', 'revoke', 'create'],
  ...['charged?', 'confirm', 'declined', 'stored?', 'yet', 'not', 'is', 'was done', 'be', 'try', 'enough', 'money'],
];

/** English words that the languages share. */
const shared: Record<string, string[]> = {
  de: ['account', 'support', 'credits?', 'organisation', 'limit', 'name'],
  fr: ['transactions?', 'organisation', 'types?', 'report', 'invitation', 'invite'],
  it: ['account', 'report', 'download', 'password'],
};

/** All that a reader or a screen reader gets: text, and names that are not text. */
async function everything(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      // Names of people, organisations and languages stay what they are.
      if (owner && !owner.closest('script, style, template, noscript, bdi, [lang]:not(html), time')) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** In this state the page is in that language, and nothing of it is English unless that is. */
export async function expectNoEnglish(page: Page, locale: string, state: string): Promise<void> {
  const language = locale.slice(0, 2);
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
  const same = shared[language];
  if (same === undefined) return;
  const strange = english.filter((word) => !same.includes(word));
  const left = new RegExp(`(?<!\\p{L})(${strange.join('|')})(?!\\p{L})`, 'iu');
  const texts = (await everything(page)).filter((text) => left.test(text.replace(/\S+@\S+|Relux Credits/g, '')));
  expect.soft(texts, `English: ${state}`).toEqual([]);
}
