// G2, O2–O6, O8: whoever manages an organisation does so by keyboard alone, wide and narrow,
// in both languages, light and dark. Each journey has an organisation of its own.
import type { Locator, Page } from '@playwright/test';
import { origin } from '../support/backend';
import { enter, escape, expectFine, expectTrapped, looks, tabTo, windows } from '../support/keyboard';
import { address, found, founder, openWorkshop, workshop } from '../support/organisation';
import { expect, give, test } from '../support/test';

/** The names by which things are reached, in each language. */
const languages = {
  'en-GB': {
    members: (count: number) => (count === 1 ? '1 member' : `${count} members`),
    cancel: 'Cancel',
    invite: 'Invite Member',
    addresses: 'E-mail addresses',
    send: 'Invite User',
    close: 'Close',
    noAddress: /^Enter an e-mail address\./,
    answers: ['Invited', 'Already a member', 'Already invited', 'Not an e-mail address.'],
    sendAgain: 'Send the e-mail again',
    invited: (email: string) => `${email} was invited by e-mail.`,
    resend: (email: string) => `Resend the invitation to ${email}`,
    revoke: (email: string) => `Revoke the invitation to ${email}`,
    revokeAsked: (email: string) => `Revoke the invitation to ${email}?`,
    revokeYes: 'Revoke',
    revoked: (email: string) => `The invitation to ${email} was revoked.`,
    remove: (name: string) => `Remove ${name}`,
    removeAsked: (name: string) => `Remove ${name}?`,
    removeYes: 'Remove',
    showMail: 'Show the e-mail',
    removed: (name: string) => `${name} was removed and has been told by e-mail.`,
    again: 'Invite again',
    role: (name: string) => `Role of ${name}`,
    owner: 'Owner',
    roleAsked: (name: string, role: string) => `Change the role of ${name} to ${role}?`,
    roleYes: 'Change role',
    roleChanged: (name: string, role: string) => `${name} now has the role ${role}.`,
    limit: (limit: string, name: string) => `${limit}: change the limit of ${name}`,
    unlimited: 'no limit',
    limitOf: (name: string) => `Monthly limit of ${name}`,
    limitOfAll: 'Monthly limit of each member',
    changeLimitOfAll: 'Change, Monthly limit of each member',
    asAll: /^As everybody: /,
    atMost: 'At most',
    amount: 'Credits a month',
    noAmount: 'Enter a whole number of credits, up to 1,000,000.',
    save: 'Save',
    saved: 'The limit was saved.',
    of: 'of',
    each: 'Allowed per member and month: 200 credits.',
    leave: 'Leave organisation',
    leaveAsked: `Leave ${workshop}?`,
    leaveYes: 'Leave',
    shared: /^Current shared balance/,
    create: 'Create organisation',
    name: 'Name of the organisation',
    noName: /^Enter a name/,
    createYes: 'Create',
  },
  'de-CH': {
    members: (count: number) => (count === 1 ? '1 Mitglied' : `${count} Mitglieder`),
    cancel: 'Abbrechen',
    invite: 'Mitglied einladen',
    addresses: 'E-Mail-Adressen',
    send: 'Benutzer einladen',
    close: 'Schliessen',
    noAddress: /^Geben Sie eine E-Mail-Adresse ein\./,
    answers: ['Eingeladen', 'Bereits Mitglied', 'Bereits eingeladen', 'Keine E-Mail-Adresse.'],
    sendAgain: 'E-Mail erneut senden',
    invited: (email: string) => `${email} wurde per E-Mail eingeladen.`,
    resend: (email: string) => `Einladung an ${email} erneut senden`,
    revoke: (email: string) => `Einladung an ${email} widerrufen`,
    revokeAsked: (email: string) => `Einladung an ${email} widerrufen?`,
    revokeYes: 'Widerrufen',
    revoked: (email: string) => `Die Einladung an ${email} wurde widerrufen.`,
    remove: (name: string) => `${name} entfernen`,
    removeAsked: (name: string) => `${name} entfernen?`,
    removeYes: 'Entfernen',
    showMail: 'E-Mail anzeigen',
    removed: (name: string) => `${name} wurde entfernt und per E-Mail informiert.`,
    again: 'Erneut einladen',
    role: (name: string) => `Rolle von ${name}`,
    owner: 'Inhaber/in',
    roleAsked: (name: string, role: string) => `Rolle von ${name} auf ${role} ändern?`,
    roleYes: 'Rolle ändern',
    roleChanged: (name: string, role: string) => `${name} hat jetzt die Rolle ${role}.`,
    limit: (limit: string, name: string) => `${limit}: Limit von ${name} ändern`,
    unlimited: 'kein Limit',
    limitOf: (name: string) => `Monatslimit von ${name}`,
    limitOfAll: 'Monatslimit pro Mitglied',
    changeLimitOfAll: 'Ändern, Monatslimit pro Mitglied',
    asAll: /^Wie alle: /,
    atMost: 'Höchstens',
    amount: 'Credits im Monat',
    // Which apostrophe it is differs from one browser to the next.
    noAmount: /^Geben Sie eine ganze Zahl ein, höchstens 1['’]000['’]000 Credits\.$/,
    save: 'Speichern',
    saved: 'Das Limit wurde gespeichert.',
    of: 'von',
    each: 'Erlaubter Verbrauch pro Mitglied und Monat: 200 Credits.',
    leave: 'Organisation verlassen',
    leaveAsked: `${workshop} verlassen?`,
    leaveYes: 'Verlassen',
    shared: /^Aktuelles gemeinsames Guthaben/,
    create: 'Organisation erstellen',
    name: 'Name der Organisation',
    noName: /^Geben Sie einen Namen/,
    createYes: 'Erstellen',
  },
} as const;

const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: true });
const said = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text });

/** A question opens on the answer that does nothing; Escape is that answer, too, and gives the
 * focus back. Then it is asked again, and answered. */
async function answer(page: Page, question: Locator, by: { ask: string; from: Locator; no: string; yes: string }): Promise<void> {
  await tabTo(page, by.from);
  for (const round of ['withdrawn', 'answered']) {
    await page.keyboard.press(by.ask);
    await expect(button(question, by.no), round).toBeFocused();
    if (round === 'withdrawn') {
      await expectFine(page, String(question));
      await expectTrapped(page, question);
      await escape(page, question);
      await expect(by.from).toBeFocused();
    }
  }
  await enter(page, button(question, by.yes));
}

for (const { locale, colorScheme } of looks) {
  for (const viewport of windows) {
    const words = languages[locale];

    test.describe(`${locale}, ${colorScheme}, ${viewport.width} px`, () => {
      test.use({ locale, colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('O2 O3 several are invited at once, invited again, and an invitation is revoked', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        await give(context, home.owner);
        const [fresh, other, waiting] = [address('ida'), address('kai'), address('ruth')];
        await home.owner.invite(home.id, waiting);
        await openWorkshop(page, home);
        await expectFine(page, 'members');
        const dialog = page.getByRole('dialog', { name: words.invite });
        const field = dialog.getByRole('textbox', { name: words.addresses });
        await enter(page, button(page, words.invite));
        await expect(field).toBeFocused();
        await expectFine(page, 'invite');
        await expectTrapped(page, dialog);
        await escape(page, dialog);
        await expect(button(page, words.invite)).toBeFocused();

        await page.keyboard.press('Enter');
        await expect(field).toBeFocused();
        await enter(page, button(dialog, words.send));
        await expect(field).toBeFocused();
        await expect(field).toHaveAccessibleDescription(words.noAddress);
        await expectFine(page, 'invite: no address');
        await page.keyboard.type(`${fresh}, ${other} ${home.members[0]?.who.user.email}\n${waiting}; ida.frey`);
        await tabTo(page, button(dialog, words.send));
        await page.keyboard.press('Space');
        const answered = dialog.getByRole('listitem');
        const [invited, isMember, isInvited, malformed] = words.answers;
        await expect(answered).toContainText([invited, invited, isMember, isInvited, malformed]);
        await expect(field).toHaveValue('ida.frey');
        await expect(field).toBeFocused();
        await expectFine(page, 'invite: answers');
        await expectTrapped(page, dialog);
        await enter(page, button(dialog, words.sendAgain));
        await expect(answered.filter({ hasText: waiting })).toContainText(invited);
        await expect(field).toBeFocused();
        await expectFine(page, 'invite: sent again');
        await enter(page, button(dialog, words.close));
        await expect(dialog).toHaveCount(0);
        await expect(button(page, words.invite)).toBeFocused();
        await expectFine(page, 'invitations');

        await enter(page, button(page, words.resend(fresh)));
        await expect(said(page, words.invited(fresh))).toBeVisible();
        await expect(button(page, words.resend(fresh))).toBeFocused();
        const revoke = button(page, words.revoke(other));
        const asked = page.getByRole('alertdialog', { name: words.revokeAsked(other) });
        await answer(page, asked, { ask: 'Enter', from: revoke, no: words.cancel, yes: words.revokeYes });
        await expect(said(page, words.revoked(other))).toBeVisible();
        await expect(page.getByRole('row').filter({ hasText: other })).toHaveCount(0);
        await expect(page.getByRole('heading', { name: words.members(2) })).toBeFocused();
        await expectFine(page, 'revoked');
      });

      test('O4 members are removed, whose mail can be read first, and one is invited again', async ({ page, context }) => {
        const home = await found('Milo Graf', 'Vera Kunz');
        await give(context, home.owner);
        await openWorkshop(page, home);
        const trash = (name: string): Locator => button(page, words.remove(name));
        const asked = (name: string): Locator => page.getByRole('alertdialog', { name: words.removeAsked(name) });
        await enter(page, trash('Milo Graf'));
        await expect(button(asked('Milo Graf'), words.cancel)).toBeFocused();
        await enter(page, asked('Milo Graf').getByText(words.showMail));
        // Written in the language of whom it is for.
        await expect(asked('Milo Graf').getByText(`${founder} has removed you from ${workshop}.`)).toBeInViewport();
        await expectFine(page, 'the mail');
        await escape(page, asked('Milo Graf'));
        await expect(trash('Milo Graf')).toBeFocused();
        const ways = { ask: 'Space', no: words.cancel, yes: words.removeYes };
        await answer(page, asked('Milo Graf'), { ...ways, from: trash('Milo Graf') });
        await expect(said(page, words.removed('Milo Graf'))).toBeVisible();
        await expect(trash('Milo Graf')).toHaveCount(0);
        // The next row's, so that whoever removes several need not search for their place.
        await expect(trash('Vera Kunz')).toBeFocused();
        await expectFine(page, 'removed');

        await answer(page, asked('Vera Kunz'), { ...ways, from: trash('Vera Kunz') });
        await expect(said(page, words.removed('Vera Kunz'))).toBeVisible();
        await expect(page.getByRole('heading', { name: words.members(1) })).toBeFocused();
        await enter(page, button(page, words.again));
        await expect(said(page, words.invited(home.members[1]?.who.user.email ?? ''))).toBeVisible();
        await expect(page.getByRole('heading', { name: words.members(1) })).toBeFocused();
        await expectFine(page, 'invited again');
      });

      test('O5 a member gets other roles', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        await give(context, home.owner);
        await openWorkshop(page, home);
        const role = page.getByRole('combobox', { name: words.role('Vera Kunz') });
        // The arrow chooses what stands above, a letter what begins with it.
        for (const [ask, name, value] of [['ArrowUp', 'Admin', 'admin'], [words.owner.charAt(0), words.owner, 'owner']] as const) {
          const asked = page.getByRole('alertdialog', { name: words.roleAsked('Vera Kunz', name) });
          await answer(page, asked, { ask, from: role, no: words.cancel, yes: words.roleYes });
          await expect(said(page, words.roleChanged('Vera Kunz', name))).toBeVisible();
          await expect(role).toHaveValue(value);
          await expect(role).toBeFocused();
          await expectFine(page, `the role ${value}`);
        }
      });

      test('O6 a member gets a limit, and all get one', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        await give(context, home.owner);
        await openWorkshop(page, home);
        const dialog = page.getByRole('dialog', { name: words.limitOf('Vera Kunz') });
        await enter(page, button(page, words.limit(words.unlimited, 'Vera Kunz')));
        await expect(dialog.getByRole('radio', { name: words.asAll })).toBeFocused();
        await expectFine(page, 'a limit');
        await expectTrapped(page, dialog);
        await page.keyboard.press('ArrowUp');
        await expect(dialog.getByRole('radio', { name: words.atMost })).toBeChecked();
        await page.keyboard.press('Enter');
        const amount = dialog.getByRole('textbox', { name: words.amount });
        await expect(amount).toBeFocused();
        await expect(amount).toHaveAccessibleDescription(words.noAmount);
        await expectFine(page, 'a limit without a number');
        await expectTrapped(page, dialog);
        await page.keyboard.type('50');
        await enter(page, button(dialog, words.save));
        await expect(said(page, words.saved)).toBeVisible();
        const limited = button(page, words.limit(`${words.of} 50`, 'Vera Kunz'));
        await expect(limited).toBeFocused();
        await expectFine(page, 'a member with a limit');

        const ofAll = page.getByRole('dialog', { name: words.limitOfAll });
        await enter(page, button(page, words.changeLimitOfAll));
        await tabTo(page, ofAll.getByRole('radio').first());
        await page.keyboard.press('ArrowDown');
        await tabTo(page, ofAll.getByRole('textbox', { name: words.amount }));
        await page.keyboard.type('200');
        await expectFine(page, 'a limit of all');
        await expectTrapped(page, ofAll);
        await page.keyboard.press('Enter');
        await expect(page.getByText(words.each)).toBeVisible();
        await expect(said(page, words.saved)).toBeVisible();
        await expect(button(page, words.changeLimitOfAll)).toBeFocused();
        await expectFine(page, 'members with a limit');
      });

      test('O8 somebody leaves their organisation, and creates another', async ({ page, context }) => {
        const home = await found('Vera Kunz');
        for (const member of home.members) await give(context, member);
        await openWorkshop(page, home);
        await expectFine(page, 'a member');
        const asked = page.getByRole('alertdialog', { name: words.leaveAsked });
        await answer(page, asked, { ask: 'Enter', from: button(page, words.leave), no: words.cancel, yes: words.leaveYes });
        await page.waitForURL(`${origin}/credits`);
        await expect(button(page, words.create)).toBeVisible();
        await expect(page.getByRole('region', { name: words.shared })).toHaveCount(0);

        const dialog = page.getByRole('dialog', { name: words.create });
        const name = dialog.getByRole('textbox', { name: words.name });
        await enter(page, button(page, words.create));
        await expect(name).toBeFocused();
        await expectFine(page, 'create');
        await expectTrapped(page, dialog);
        await page.keyboard.press('Enter');
        await expect(name).toHaveAccessibleDescription(words.noName);
        await expect(name).toBeFocused();
        await expectFine(page, 'create: no name');
        await escape(page, dialog);
        await expect(button(page, words.create)).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(name).toBeFocused();
        await page.keyboard.type(workshop);
        await enter(page, button(dialog, words.createYes));
        await page.waitForURL(/\/credits\/organisation\/[0-9a-f]{14}$/);
        await expect(page.getByRole('heading', { level: 1, name: workshop })).toBeVisible();
        await expect(page.getByRole('heading', { name: words.members(1) })).toBeVisible();
        await expectFine(page, 'created');
      });
    });
  }
}

test('O6 the question of a limit opens on what is chosen', async ({ page, context }) => {
  const home = await found();
  await give(context, home.owner);
  await home.owner.limitEach(home.id, 20_000);
  await openWorkshop(page, home);
  await enter(page, button(page, languages['en-GB'].changeLimitOfAll));
  const chosen = page.getByRole('radio', { name: 'At most' });
  await expect(chosen).toBeChecked();
  await expect(chosen).toBeFocused();
});

test.describe('360 px', () => {
  test.use({ viewport: windows[1] });

  test('O3 many answers are read by keyboard, too', async ({ page, context }) => {
    const home = await found();
    await give(context, home.owner);
    await openWorkshop(page, home);
    await enter(page, button(page, 'Invite Member'));
    const dialog = page.getByRole('dialog', { name: 'Invite Member' });
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.type(Array.from({ length: 20 }, (_, number) => `nobody${number}`).join(' '));
    await enter(page, button(dialog, 'Invite User'));
    await expect(dialog.getByRole('listitem')).toHaveCount(20);
    await expectTrapped(page, dialog);
    await expectFine(page, 'invite: many answers');
  });
});
