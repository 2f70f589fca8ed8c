// Names and addresses that somebody chose to break things, through every view, mail and
// workbook (reliability, "Security"): they are shown to the character, and are nothing else.
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { origin, password, type Session } from '../support/backend';
import {
  arabic,
  asExcelReads,
  ask,
  expectHarmless,
  expectOnlyText,
  formula,
  image,
  invite,
  longest,
  names,
  signIn,
  special,
  spend,
  test,
  tokenOf,
  unfitAddresses,
  unfitNames,
  type Organisation,
  type World,
} from '../support/hostile';
import { expectRows, expectSettled, range, rows, table } from '../support/screen';
import { expect } from '../support/test';
import { hasOpenpyxl, keep, read, readByOpenpyxl } from '../support/workbook';

// One world of names, looked at from all sides.
test.describe.configure({ mode: 'default' });

const members = (page: Page): Locator => page.getByRole('region', { name: /^\d+ members?$/ });
const invitations = (page: Page): Locator => page.getByRole('region', { name: /^\d+ invitations?$/ });
const row = (page: Page, name: string): Locator => {
  const link = page.getByRole('link', { name, exact: true });
  return members(page).getByRole('row').filter({ has: link });
};
const said = (page: Page, text: string): Locator => page.getByRole('status').filter({ hasText: text });

/** All names that a view of an organisation may show. */
const shown = ({ owner, organisations }: World): string[] => [
  ...names,
  owner.who.user.name,
  ...organisations.map(({ name }) => name),
];

/** Marks that keep a name's direction to itself may stand around it in what is one text. */
const unmarked = (text: string | null): string => (text ?? '').replaceAll(/[\u2068\u2069]/g, '');

/** What is no name and can be typed: a field of one line leaves line ends out by itself, and
 * what is too long has a journey of its own. */
const typed = Object.entries(unfitNames).filter(([why, name]) => why !== 'too long' && !/[\r\n]/.test(name));

const sorted = (texts: readonly string[]): string[] => [...texts].sort();

async function texts(of: Locator): Promise<string[]> {
  return sorted(await of.allTextContents());
}

async function open(page: Page, organisation: Organisation): Promise<void> {
  await page.goto(`/credits/organisation/${organisation.id}`);
  await expect(members(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Changes' }).getByRole('listitem').first()).toBeVisible();
  await expectSettled(page);
}

/** Opens the newest mail to an address as the development page shows it. */
async function openMail(page: Page, address: string): Promise<string> {
  await page.goto('/dev/mail');
  await expectOnlyText(page, 'the list of mails', []);
  const entry = page.getByRole('listitem').filter({ hasText: ` to ${address}, ` }).first();
  // Whatever can't be written as a mail is given up.
  await expect(entry).toContainText(/, (sent|waits, 0 tries)/);
  const subject = (await entry.getByRole('link').textContent()) ?? '';
  await entry.getByRole('link').click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeVisible();
  expect(unmarked(await heading.textContent())).toBe(unmarked(subject));
  return unmarked(subject);
}

async function download(page: Page, folder: string): Promise<string> {
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Excel' }).click();
  return keep(await file, folder);
}

/** A workbook's texts are texts, to every reader; only its totals are calculated. */
function expectOnlyTotalsCalculated(path: string, totals: number): void {
  if (!hasOpenpyxl()) {
    console.warn('SKIPPED: openpyxl is not here to open the workbook');
    return;
  }
  const found = special(path);
  expect(found.unquoted).toEqual([]);
  expect(found.links).toEqual([]);
  for (const [, , text] of found.formulas) expect(text).toMatch(/^=(SUBTOTAL|SUM)\(\d*,?[A-Za-z_]+\w*\[[^\]]+\]\)$/);
  expect(found.formulas).toHaveLength(totals);
}

test.beforeEach(async ({ context, world }) => {
  await signIn(context, world.owner);
});

test('O1 O2 G8 members, invitations and changes show every name and address to the character', async ({ page, world }) => {
  for (const organisation of world.crowded) {
    const { name } = organisation;
    await open(page, organisation);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    const expected = [...organisation.members.map((one) => one.name), world.owner.who.user.name];
    expect(await texts(members(page).getByRole('rowheader').getByRole('link'))).toEqual(sorted(expected));
    for (const { name, email } of organisation.members) {
      await expect(row(page, name).getByRole('cell').first()).toHaveText(email);
    }
    expect(await texts(invitations(page).getByRole('rowheader'))).toEqual(sorted(organisation.invited));
    await expect(page).toHaveTitle('Manage organisation');

    const changes = page.getByRole('region', { name: 'Changes' });
    const older = changes.getByRole('button', { name: 'Show older changes' });
    const lines = changes.getByRole('listitem');
    while ((await older.count()) > 0) {
      const before = await lines.count();
      await older.click();
      await expect(lines).not.toHaveCount(before);
    }
    const log = (await lines.allTextContents()).map(unmarked);
    const accepted = [...organisation.members, ...organisation.removed].map((one) => one.name);
    for (const name of accepted) {
      expect(log.filter((line) => line.endsWith(`${name} accepted the invitation.`)), name).toHaveLength(1);
    }
    for (const email of organisation.invited) {
      const line = `${world.owner.who.user.name} invited ${email}.`;
      expect(log.filter((text) => text.endsWith(line)), email).toHaveLength(1);
    }
    await expectHarmless(page, `members of ${name}`, shown(world));
    await expectAccessible(page, `members of ${name}`);
  }
});

test('O1 each name is found by itself, whatever it means to a pattern', async ({ page, world }) => {
  for (const organisation of world.crowded) {
    await open(page, organisation);
    const search = page.getByRole('searchbox', { name: 'Search members' });
    for (const { name } of organisation.members) {
      await search.fill(name);
      await expect(row(page, name)).toBeVisible();
    }
    await search.fill('<b>nobody</b>');
    await expect(members(page).getByRole('row')).toHaveCount(1);
  }
});

test('O4 O5 O6 the questions about somebody name them to the character, and are as wide as the screen', async ({
  page,
  world,
}) => {
  const [organisation] = world.crowded;
  await open(page, organisation);
  for (const name of [longest, arabic, image, formula]) {
    const asked = page.getByRole('alertdialog');
    await row(page, name).getByRole('button', { name: `Remove ${name}`, exact: true }).click();
    expect(await asked.getByRole('heading').textContent()).toContain(name);
    await expect(asked).toContainText(`shared credits of`);
    await asked.getByText('Show the e-mail').click();
    const mail = asked.getByText('You get this e-mail because');
    await expect(mail).toBeVisible();
    const lines = ((await mail.textContent()) ?? '').split('\r\n');
    expect(lines[0]).toContain(name);
    expect(lines.filter((line) => /^(bcc|to|subject):/i.test(line))).toEqual([]);
    await expectHarmless(page, `remove ${name}?`, shown(world));
    if (name === longest || name === arabic) await expectAccessible(page, `remove ${name}?`);
    await page.keyboard.press('Escape');
    await expect(asked).toHaveCount(0);

    await row(page, name).getByRole('button', { name: /^no limit/ }).click();
    const limit = page.getByRole('dialog');
    expect(await limit.getByRole('heading').textContent()).toContain(name);
    await expectHarmless(page, `a limit of ${name}`, shown(world));
    if (name === longest || name === arabic) await expectAccessible(page, `a limit of ${name}`);
    await page.keyboard.press('Escape');
    await expect(limit).toHaveCount(0);

    await row(page, name).getByRole('combobox').selectOption('Admin');
    expect(await asked.getByRole('heading').textContent()).toContain(name);
    await expectHarmless(page, `the role of ${name}`, shown(world));
    await page.keyboard.press('Escape');
    await expect(asked).toHaveCount(0);
  }
  for (const address of organisation.invited.slice(0, 1)) {
    await page.getByRole('button', { name: `Revoke the invitation to ${address}`, exact: true }).click();
    await expect(page.getByRole('alertdialog').getByRole('heading')).toContainText(address);
    await page.keyboard.press('Escape');
  }
});

test('O3 O4 rule 12 who is removed and who is invited again is told by a mail of plain text', async ({ page, world }) => {
  const organisation = world.organisations[2];
  const somebody = world.crowded[0].members.find(({ name }) => name === arabic);
  if (organisation === undefined || somebody === undefined) throw new Error('nobody is there');
  const { owner } = world;
  const link = await invite(owner, organisation.id, somebody.email);
  expect((await ask('POST', '/invitations/accept', somebody.secret, { token: tokenOf(link) })).status).toBe(204);
  await page.goto(`/credits/organisation/${organisation.id}`);
  await page.getByRole('button', { name: `Remove ${somebody.name}`, exact: true }).click();
  const asked = page.getByRole('alertdialog');
  await asked.getByText('Show the e-mail').click();
  const preview = await asked.getByText('You get this e-mail because').textContent();
  await asked.getByRole('button', { name: 'Remove' }).click();
  await expect(said(page, somebody.name)).toContainText('was removed and has been told by e-mail.');
  await expectHarmless(page, 'removed', shown(world));

  const subject = await openMail(page, somebody.email);
  expect(subject).toBe(`You no longer have access to the shared credits of ${organisation.name}`);
  const mail = unmarked(await page.locator('body').textContent());
  for (const text of [`Hello ${somebody.name}`, `${owner.who.user.name} has removed you from ${organisation.name}.`]) {
    expect(mail).toContain(text);
    expect(unmarked(preview)).toContain(text);
  }
  await expectHarmless(page, 'the mail of a removal', []);
});

test('O6 who reaches their limit is told by a mail of plain text', async ({ page, world }) => {
  const [, organisation] = world.crowded;
  const somebody = organisation.members[0];
  if (somebody === undefined) throw new Error('nobody is there');
  await open(page, organisation);
  const limit = row(page, somebody.name).getByRole('button', { name: /change the limit of/ });
  await limit.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'At most' }).check();
  const { used } = (await world.owner.usage(organisation.id)).members.find(({ user }) => user === somebody.user) ?? {
    used: 0,
  };
  await dialog.getByLabel('Credits a month').fill(`${used / 100 + 1}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(said(page, 'The limit was saved.')).toBeVisible();
  await spend(somebody, organisation.wallet, 1);
  const subject = await openMail(page, somebody.email);
  expect(subject).toBe(`Your monthly limit of shared credits of ${organisation.name} is used up`);
  expect(unmarked(await page.locator('body').textContent())).toContain(`Hello ${somebody.name}`);
  await expectHarmless(page, 'the mail of a limit', []);
});

test('O7 X4 a member’s usage history is headed by their name, and its workbook is of texts', async ({ page, world }, info) => {
  const [organisation] = world.crowded;
  for (const name of [longest, arabic, image, formula, '<!-- hostile', '--><b>hostile</b><!--']) {
    const somebody = organisation.members.find((one) => one.name === name);
    await page.goto(`/credits/organisation/${organisation.id}/members/${somebody?.user}`);
    await expect(range(page)).toHaveText('1–1 of 1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    await expect(page).toHaveTitle('Usage history');
    await expect(table(page)).toBeVisible();
    await expectHarmless(page, `the usage of ${name}`, shown(world));
    if (name === longest || name === arabic) await expectAccessible(page, `the usage of ${name}`);
  }
  const path = await download(page, info.outputPath());
  const about = new Map(((await read(path)).get('About') ?? []).map(([label, value]) => [label, value]));
  expect(about.get('Account')).toContain(organisation.name);
  expectOnlyTotalsCalculated(path, 2);
});

test('U1 U2 X4 the report and its workbook have each name as it is, removed ones too', async ({ page, world }, info) => {
  for (const organisation of world.crowded) {
    await page.goto(`/credits/organisation/${organisation.id}/report`);
    const byMember = page.getByRole('table', { name: 'By member' });
    const byOrganisation = page.getByRole('table', { name: 'By organisation' });
    await expect(byMember).toBeVisible();
    await expect(byOrganisation).toBeVisible();
    await expectSettled(page);
    const present = [...organisation.members.map(({ name }) => name), world.owner.who.user.name];
    const removed = organisation.removed.map(({ name }) => name);
    expect(await texts(byMember.getByRole('rowheader').getByRole('link'))).toEqual(sorted([...present, ...removed]));
    expect(await texts(byOrganisation.getByRole('rowheader').getByRole('link'))).toEqual(
      sorted(world.organisations.map(({ name }) => name)),
    );
    await expectHarmless(page, `the report of ${organisation.name}`, shown(world));
    await expectAccessible(page, `the report of ${organisation.name}`);

    const path = await download(page, info.outputPath(organisation.id));
    expect(path).toMatch(/\/relux-credits_[a-z0-9-]+_\d{4}-\d\d-\d\d\.xlsx$/);
    const readers = [await read(path), ...(hasOpenpyxl() ? [readByOpenpyxl(path)] : [])];
    for (const sheets of readers) {
      const column = (sheet: string) => (sheets.get(sheet) ?? []).slice(1, -1).map(([name]) => String(name));
      const marked = [...present, ...removed.map((name) => `${name} (removed)`)];
      expect(sorted(column('By member'))).toEqual(sorted(marked));
      expect(sorted(column('By organisation'))).toEqual(sorted(world.organisations.map(({ name }) => name)));
    }
    expectOnlyTotalsCalculated(path, 2);
  }
});

test('C3 T1 X3 X4 the Credits page and its workbook name organisations and members to the character', async ({
  page,
  world,
}, info) => {
  const all = world.organisations.map(({ name }) => name);
  for (const organisation of world.crowded) {
    await page.goto(`/credits?wallet=${organisation.wallet.id}`);
    await expectRows(page);
    await expectSettled(page);
    await expect(page).toHaveTitle('Credits');
    const tabs = page.getByRole('navigation', { name: 'Whose transactions' }).getByRole('link');
    expect(await texts(tabs)).toEqual(sorted(['Personal', ...all]));
    for (const name of all) {
      await expect(page.getByRole('link', { name: `Manage organisation ${name}`, exact: true })).toHaveCount(1);
    }
    const lines = await world.owner.lines(organisation.wallet);
    const column = rows(page).getByRole('cell').nth(-1);
    const spent = (line: (typeof lines)[number]) => line.by?.name ?? '';
    await expect(column).toHaveCount(1);
    const seen: string[] = [];
    for (const line of await rows(page).all()) seen.push((await line.getByRole('cell').last().textContent()) ?? '');
    const gone = organisation.removed.map(({ name }) => name);
    const marked = lines.map((line) => (gone.includes(spent(line)) ? `${spent(line)} (removed)` : spent(line)));
    expect(seen).toEqual(marked.slice(0, 25));
    await expectHarmless(page, `the history of ${organisation.name}`, shown(world));
    await expectAccessible(page, `the history of ${organisation.name}`);

    const path = await download(page, info.outputPath(organisation.id));
    const plain = { sheets: await read(path), text: String };
    const readers = hasOpenpyxl() ? [plain, { sheets: readByOpenpyxl(path), text: asExcelReads }] : [plain];
    for (const { sheets, text } of readers) {
      const history = (sheets.get('Transactions') ?? []).slice(1, -1);
      expect(history.map((cells) => text(String(cells[5] ?? '')))).toEqual(lines.map(spent));
      const spenders = new Set(marked.filter((_, nth) => lines[nth]?.type === 'image_generation'));
      const byMember = (sheets.get('By member') ?? []).slice(1, -1).map(([name]) => String(name));
      expect(sorted(byMember)).toEqual(sorted([...spenders]));
      const about = new Map((sheets.get('About') ?? []).map(([label, value]) => [label, value]));
      expect(about.get('Account')).toContain(organisation.name);
    }
    expectOnlyTotalsCalculated(path, 2);
  }
});

test('rule 13 an invitation and its mail name who invites to what, and whoever is that signs up', async ({
  page,
  world,
  browser,
}) => {
  const { owner } = world;
  const by = owner.who.user.name;
  const names = shown(world);
  for (const organisation of world.organisations) {
    const isCrowded = organisation.invited.length > 0;
    const address = organisation.invited[0] ?? `o'neil+${organisation.id}&x@bücher.example`;
    if (!isCrowded) await owner.invite(organisation.id, address);
    const subject = await openMail(page, address);
    expect(subject).toBe(`${by} invites you to the shared credits of ${organisation.name}`);
    const mail = unmarked(await page.locator('body').textContent());
    expect(mail).toContain(`${by} invites you to ${organisation.name}.`);
    await expect(page.getByRole('link')).toHaveCount(1);
    const link = (await page.getByRole('link').getAttribute('href')) ?? '';
    expect(link).toMatch(/^http:\/\/[^/]+\/invitation#[\w-]{43}$/);
    await expectHarmless(page, `the mail that invites to ${organisation.name}`, []);

    const context = await browser.newContext({ locale: 'en-GB' });
    const theirs = await context.newPage();
    await theirs.goto(link);
    const heading = theirs.getByRole('heading', { level: 1 });
    await expect(heading).toContainText('invites you to');
    expect(unmarked(await heading.textContent())).toBe(`${by} invites you to ${organisation.name}`);
    await expect(theirs.getByText(address)).toBeVisible();
    await expect(theirs).toHaveTitle('Invitation');
    await expectHarmless(theirs, `an invitation to ${organisation.name}`, names);
    if (isCrowded) await expectAccessible(theirs, `an invitation to ${organisation.name}`);

    if (organisation === world.organisations[4]) {
      await theirs.getByLabel('Your name').fill(longest);
      await theirs.getByLabel('New password').fill(password);
      await theirs.getByRole('button', { name: 'Create account and accept' }).click();
      await theirs.waitForURL(`${origin}/credits`);
      await expect(theirs.getByRole('banner')).toContainText(longest);
      await expectSettled(theirs);
      await expectHarmless(theirs, 'the Credits page of somebody with the longest name', names);
    }
    await context.close();
  }
});

test('rule 13 who is invited and signed in is told as whom', async ({ page, world }) => {
  const [, , organisation] = world.organisations;
  const somebody = world.crowded[1].members.find(({ name }) => name.includes('שלום'));
  if (organisation === undefined || somebody === undefined) throw new Error('nobody is there');
  await world.owner.invite(organisation.id, somebody.email);
  await openMail(page, somebody.email);
  const link = (await page.getByRole('link').getAttribute('href')) ?? '';
  await signIn(page.context(), somebody);
  await page.goto(link);
  const told = page.getByText('You are signed in as');
  await expect(told).toContainText(somebody.email);
  expect(await told.textContent()).toContain(somebody.name);
  await expectHarmless(page, 'an invitation of who is signed in', shown(world));
});

test('rule 13 a name that is none is refused where it is typed, and nothing typed is lost', async ({ world, browser }) => {
  const organisation = world.crowded[0];
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await openMail(page, organisation.invited[0] ?? '');
  await page.goto((await page.getByRole('link').getAttribute('href')) ?? '');
  const name = page.getByLabel('Your name');
  await page.getByLabel('New password').fill(password);
  for (const [why, unfit] of typed) {
    await name.fill(unfit);
    await page.getByRole('button', { name: 'Create account and accept' }).click();
    await expect(name, why).toHaveAccessibleDescription(/^Enter your name/);
    await expect(name, why).toBeFocused();
    await expect(name, why).toHaveValue(unfit);
    await expect(page.getByLabel('New password')).toHaveValue(password);
  }
  await expectHarmless(page, 'a name that is none', shown(world));
  await expectAccessible(page, 'a name that is none');
  await context.close();
});

test('whoever has such an address signs in by the page with it', async ({ world, browser }) => {
  // Of any script, with marks, and the longest.
  const unusual = world.crowded[0].members.filter(({ email }) => /[^ -~]|xn--|'|.{200}/.test(email));
  expect(unusual.length).toBeGreaterThan(5);
  for (const somebody of unusual) {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(somebody.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const refused = page.getByRole('main').getByRole('alert').filter({ hasText: /./ });
    await expect(page.getByRole('button', { name: 'Sign out' }).or(refused)).toBeVisible();
    expect.soft(await refused.allTextContents(), somebody.email).toEqual([]);
    expect.soft(await page.getByRole('banner').textContent(), somebody.email).toContain(somebody.name);
    await context.close();
  }
});

test('an API call with a name or an address that is none is refused with a code and the field', async ({ world }) => {
  const { owner } = world;
  const before = owner.who.memberships.length;
  for (const [why, name] of Object.entries(unfitNames)) {
    const answer = await ask('POST', '/organisations', owner.secret, { name });
    expect(answer.headers.get('content-type'), why).toBe('application/problem+json');
    expect(await answer.json(), why).toMatchObject({ status: answer.status, code: 'malformed_body', field: 'name' });
    expect(answer.status, why).toBe(400);
  }
  const session = await ask('GET', '/session', owner.secret);
  expect(((await session.json()) as Session['who']).memberships).toHaveLength(before);

  const emails = Object.values(unfitAddresses);
  const path = `/organisations/${world.organisations[5]?.id}/invitations`;
  const answer = await ask('POST', path, owner.secret, { emails, resend: false });
  expect(await answer.json()).toEqual({ answers: emails.map((email) => ({ email, outcome: 'malformed' })) });
  for (const [why, email] of Object.entries(unfitAddresses)) {
    const answer = await ask('POST', '/session', undefined, { email, password });
    expect(await answer.json(), why).toMatchObject({ code: 'malformed_body', field: 'email' });
  }
});

test('O3 whatever is taken for an address can be written to', async ({ page, world }) => {
  const organisation = world.organisations[3];
  const domain = `${organisation?.id}.example`;
  const odd = [
    `anna..muster@${domain}`,
    `.anna@${domain}`,
    `anna.@${domain}`,
    `anna@under_score.${domain}`,
    `anna@exam!ple.${domain}`,
    `anna@${'m'.repeat(64)}.example`,
    `anna@a--b.${domain}`,
  ];
  const path = `/organisations/${organisation?.id}/invitations`;
  const answer = await ask('POST', path, world.owner.secret, { emails: odd, resend: false });
  const { answers } = (await answer.json()) as { answers: { email: string; outcome: string }[] };
  const sent = answers.filter(({ outcome }) => outcome === 'sent').map(({ email }) => email);
  expect(answers.filter(({ email, outcome }) => outcome !== 'malformed' && !sent.includes(email))).toEqual([]);
  const entry = (email: string): Locator => page.getByRole('listitem').filter({ hasText: ` to ${email}, ` });
  for (const email of sent) {
    await expect(async () => {
      await page.goto('/dev/mail');
      await expect(entry(email)).not.toContainText(', waits', { timeout: 100 });
    }).toPass();
    expect.soft(await entry(email).textContent(), email).toMatch(/, sent$/);
  }
});

test('O3 addresses that are none are said to be none, are markup to nobody, and stay where they were typed', async ({
  page,
  world,
}) => {
  const organisation = world.organisations[5];
  if (organisation === undefined) throw new Error('there is no organisation');
  await open(page, organisation);
  await page.getByRole('button', { name: 'Invite Member' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Member' });
  const field = dialog.getByLabel('E-mail addresses');
  const invite = dialog.getByRole('button', { name: 'Invite User' });
  // Others are parted by what they hold, and tried below.
  const whole = Object.values(unfitAddresses).filter((address) => !/[\r\n,"<>]/.test(address));
  const markup = ['<img/src=x/onerror=window.__pwned=1>', '{{7*7}}@x', '=1+1', `${longest}@x`];
  await field.fill([...whole, ...markup].join('\n'));
  await invite.click();
  const answers = dialog.getByRole('listitem');
  await expect(answers).toHaveCount(whole.length + markup.length);
  for (const address of whole) {
    await expect(answers.filter({ hasText: address })).toContainText('Not an e-mail address.');
    expect(await field.inputValue()).toContain(address);
  }
  await expectHarmless(page, 'addresses that are none', shown(world));
  await expectAccessible(page, 'addresses that are none');

  const quoted = '"anna muster"@example.com';
  await field.fill(quoted);
  await invite.click();
  await expect(answers.filter({ hasText: '@example.com' }).first()).toContainText('Not an e-mail address.');
  expect(await field.inputValue(), 'what was typed').toContain('anna muster');
});

test('O8 an organisation’s name that is none is refused by the page, and a hostile one taken as typed', async ({
  page,
  world,
}) => {
  const somebody = world.crowded[1].members.find(({ name }) => name === '李');
  if (somebody === undefined) throw new Error('nobody is there');
  await signIn(page.context(), somebody);
  await page.goto(`/credits/organisation/${world.crowded[1].id}`);
  await page.getByRole('button', { name: 'Create organisation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create organisation' });
  const field = dialog.getByLabel('Name of the organisation');
  for (const [why, unfit] of typed) {
    await field.fill(unfit);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(field, why).toHaveAccessibleDescription(/^Enter a name/);
    await expect(field, why).toHaveValue(unfit);
  }
  const name = `${image}${formula}${arabic}`;
  await field.fill(name);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(world.crowded[1].id));
  await expectSettled(page);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
  await expectHarmless(page, 'a new organisation', [name]);
});

test('a name of 200 characters can be typed, whatever they are, and one of 201 is refused, not cut', async ({
  page,
  world,
}) => {
  await page.goto(`/credits/organisation/${world.organisations[3]?.id}`);
  await page.getByRole('button', { name: 'Create organisation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create organisation' });
  const field = dialog.getByLabel('Name of the organisation');
  for (const name of ['\u{1f600}'.repeat(200), unfitNames['too long']]) {
    await field.fill('');
    await page.keyboard.insertText(name);
    expect.soft([...(await field.inputValue())].length, 'characters in the field').toBe([...name].length);
  }
  await dialog.getByRole('button', { name: 'Create' }).click();
  const created = page.getByText('Your role: Owner');
  await expect(dialog.getByText('Enter a name').or(created).first()).toBeVisible();
  await expect(field).toHaveAccessibleDescription(/^Enter a name/, { timeout: 5_000 });
});

test('a name of decomposed letters is the same as of composed ones', async ({ world }) => {
  const somebody = world.crowded[1].members.find(({ name }) => name === '李');
  const answer = await ask('POST', '/organisations', somebody?.secret, { name: 'Zoe\u0308 Ltd' });
  expect(await answer.json()).toMatchObject({ name: 'Zo\u00eb Ltd' });
});
