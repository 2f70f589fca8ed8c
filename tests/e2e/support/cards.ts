// The payment provider's side of a journey: its pages, and the cards that exist only there.
import { expect, type Locator, type Page } from '@playwright/test';
import { origin } from './backend';
import { card } from './screen';

/** Test cards, by what they do. */
export const cards = {
  pays: '4242 4242 4242 4242',
  asks: '4000 0025 0000 3155',
  isPoor: '4000 0000 0000 9995',
  losesTheAnswer: '4000 0000 0000 4087',
} as const;

/** The card *Buy credits*. */
export const buyCredits = (page: Page): Locator => card(page, 'Buy credits');

/** Has the host name a page of its own on which cards are stored. */
export async function withHostsCardPage(page: Page, url: string): Promise<void> {
  await page.route(/\/credits$/, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const answer = await route.fetch();
    const { 'content-encoding': _packed, 'content-length': _size, ...headers } = answer.headers();
    const body = (await answer.text()).replace('"links": {', `"links": { "store_card": "${url}",`);
    return route.fulfill({ status: answer.status(), headers, body });
  });
}

/** Stores a card by the last button of such a name, on the provider's page, and comes back. */
export async function storeCard(page: Page, number: string, by: string | RegExp): Promise<void> {
  await buyCredits(page).getByRole('button', { name: by }).last().click();
  await page.getByRole('combobox', { name: 'Card number' }).fill(number);
  await page.getByRole('textbox', { name: 'Expires' }).fill('12/34');
  await page.getByRole('textbox', { name: 'Security code' }).fill('123');
  await page.getByRole('button', { name: 'Store card' }).click();
  await page.waitForURL(`${origin}/credits`);
  const last4 = number.slice(-4);
  await expect(buyCredits(page)).toContainText(last4);
}

/** Opens the Credits page, and stores a card there. */
export async function openWithCard(page: Page, number: string): Promise<void> {
  await page.goto('/credits');
  await storeCard(page, number, /^(Add a credit|Change) card$/);
  // What the provider redirects to comes as the host wrote it.
  await page.goto('/credits');
}
