// The dialogs of an organisation, each reached from its page by ids, which are the same in every
// language.
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { escape } from './keyboard';
import { address, found, openWorkshop, type Founded } from './organisation';
import { expect, give } from './test';

/** A dialog that is open. */
export const dialog = (page: Page, id: string): Locator => page.locator(`dialog#${id}[open]`);

/** What does it, in a dialog. */
export const answer = (page: Page, id: string): Locator => dialog(page, id).locator('[data-variant="primary"]');

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();

/** Founds an organisation in which all of them can be opened, and opens its page as an owner of it:
 * there is another one, and an open invitation. */
export async function openWithDialogs(page: Page, context: BrowserContext): Promise<Founded> {
  const home = await found('Vera Kunz');
  await home.owner.invite(home.id, address('ruth'));
  for (const member of home.members) await home.owner.setRole(home.id, member, 'owner');
  await give(context, home.owner);
  await openWorkshop(page, home);
  return home;
}

/** How each is opened there. */
const ways = {
  invite: press('.rc-members-bar button'),
  'member-remove': press('[id^="remove-"]'),
  'member-role': (page: Page) => page.locator('select[id^="role-"]').last().selectOption('member'),
  limit: press('[id^="limit-"]'),
  'invitation-revoke': press('[id^="revoke-"]'),
  'organisation-leave': press('.rc-leaving > div > .rc-button'),
  'organisation-new': press('.rc-leaving > .rc-button'),
};

/** What they are called. */
export type DialogId = keyof typeof ways;

/** Opens one. */
export async function open(page: Page, id: DialogId): Promise<void> {
  await ways[id](page);
  await expect(dialog(page, id)).toBeVisible();
}

/** Opens each, hands it over, and closes it. */
export async function throughDialogs(page: Page, look: (id: DialogId) => Promise<void>): Promise<void> {
  for (const id of Object.keys(ways) as DialogId[]) {
    await open(page, id);
    await look(id);
    await escape(page, dialog(page, id));
  }
}
