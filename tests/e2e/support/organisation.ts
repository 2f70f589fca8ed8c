// An organisation for one journey alone. Its members have just signed up and belong to nothing
// else, so nothing that other journeys do at the same time reaches their pages.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Session } from './backend';
import { newestLink } from './mail';
import { expect } from './test';

/** What it is called. */
export const workshop = 'Werkstatt Süd';

/** Whose it is: its only owner. */
export const founder = 'Jana Roth';

/** An organisation with its only owner and its further members. */
export interface Founded {
  id: string;
  owner: Session;
  members: Session[];
}

/** An address that nobody else has, of any run. */
export const address = (first: string): string => `${first}.${randomUUID().slice(0, 8)}@werkstatt.example`;

/** Somebody new, who was invited by mail and has accepted. */
async function joined(inviter: Session, organisation: string, name: string): Promise<Session> {
  const email = address(name.slice(0, name.indexOf(' ')).toLowerCase());
  await inviter.invite(organisation, email);
  return Session.signUp(await newestLink(email), name);
}

/** Founds one. Who does so leaves it at once: they found one for every journey. */
export async function found(...names: string[]): Promise<Founded> {
  const first = await Session.open('dominik.frei');
  const id = await first.found(workshop);
  const owner = await joined(first, id, founder);
  await first.setRole(id, owner, 'owner');
  await first.leave(id);
  const members = [];
  for (const name of names) members.push(await joined(owner, id, name));
  return { id, owner, members };
}

/** Opens its page. */
export async function openWorkshop(page: Page, { id }: Founded): Promise<void> {
  await page.goto(`/credits/organisation/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: workshop })).toBeVisible();
}
