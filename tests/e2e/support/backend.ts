// What a journey knows of the backend without the page: sign-ins, answers to compare the
// screen with, and ReluxDesktop's side. Journeys and fixtures may use it.
import { randomUUID } from 'node:crypto';

/** Where the backend answers. */
export const origin = new URL(process.env.RELUX_URL ?? 'http://127.0.0.1:8080').origin;

/** The password of every demo sign-in. */
export const password = 'relux-demo';

/** Who can sign in, by the first part of their demo address. */
export type Person =
  | 'owner'
  | 'admin'
  | 'member'
  | 'solo'
  | 'new'
  | 'alone'
  | Colleague
  | Luminary
  | Founder;

/** Members of Lichtwerk, each with a personal wallet and no card: for journeys that buy. */
export type Colleague =
  | 'aylin.yildiz'
  | 'chiara.bernasconi'
  | 'eveline.schoenenberger'
  | 'francois.dubuis'
  | 'juerg.rueegsegger'
  | 'marko.petrovic'
  | 'max.vonwattenwyl'
  | 'sandra.hofstetter'
  | 'tobias.mueller';

/** The owner and members of Atelier Lumière: for journeys that change who belongs to it. */
export type Luminary = 'anouk.morel' | 'elodie.perrin' | 'luc.favre';

/** Was removed from Lichtwerk, and belongs to nothing: founds organisations for journeys that
 * need one of their own. */
export type Founder = 'dominik.frei';

const luminaries: readonly string[] = ['anouk.morel', 'elodie.perrin', 'luc.favre'] satisfies Luminary[];

/** A person's demo address. */
export function email(person: Person): string {
  if (!person.includes('.')) return `${person}@demo.example`;
  return `${person}@${luminaries.includes(person) ? 'atelier-lumiere' : 'lichtwerk'}.example`;
}

/** Whose a wallet is. */
export type Owner =
  | 'personal'
  | { shared: { organisation: string; name: string; sees_everybody: boolean } };

/** A wallet that somebody may look at. */
export interface Wallet {
  id: string;
  owner: Owner;
}

/** Who is signed in. */
export interface Who {
  user: { id: string; name: string; email: string };
  wallets: Wallet[];
  memberships: { organisation: string; name: string; role: string }[];
}

/** What a balance card is drawn from; amounts are in hundredths. */
export interface Balance {
  balance: number;
  number: number;
  threshold: number | null;
  days_left: number | null;
  trend: { at: string; balance: number }[];
}

/** One line of a history; amounts are in hundredths. */
export interface Line {
  id: string;
  at: string;
  type: string;
  amount: number;
  balance: number;
  reference?: { number: string; url?: string };
  by?: { user: string; name: string; removed?: boolean };
}

/** A page of a history. */
export interface Page {
  items: Line[];
  total: number;
  first: number;
  newer: string | null;
  older: string | null;
}

/** A rule, or none. */
export type Setting = 'off' | { on: { threshold: number; package: string; monthly_limit: unknown } };

/** What the auto-renew form shows, as far as journeys look at it. */
export interface AutoRenewal {
  version: number;
  setting: Setting;
  standing: unknown;
  balance: number;
  payment_method?: { last4: string };
  renewals: { state: unknown }[];
}

/** Who has used how much of shared credits; amounts are in hundredths. */
export interface Usage {
  used: number;
  members: { user: string; name: string; removed: boolean; used: number }[];
}

/** What a debit or a refund answers. */
export interface Generation {
  id: string;
  amount: number;
  balance: number;
}

const own = { 'x-relux-credits': '1', origin, 'content-type': 'application/json' };

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${await response.text()}`);
  return response;
}

/** A session of its own, as the page's cookie would be. */
export class Session {
  private constructor(
    /** The cookie's value. */
    readonly secret: string,
    /** Who is signed in. */
    readonly who: Who,
  ) {}

  /** Signs somebody in. */
  static async open(person: Person): Promise<Session> {
    return Session.signIn(email(person));
  }

  /** Signs the same person in again. */
  async again(): Promise<Session> {
    return Session.signIn(this.who.user.email);
  }

  private static async signIn(address: string): Promise<Session> {
    const answer = await expectOk(
      await fetch(`${origin}/api/v1/session`, {
        method: 'POST',
        headers: own,
        body: JSON.stringify({ email: address, password }),
      }),
    );
    return Session.of(answer);
  }

  /** Signs somebody new up, who followed the link of an invitation and so is a member. */
  static async signUp(link: string, name: string): Promise<Session> {
    const token = link.slice(link.indexOf('#') + 1);
    const answer = await expectOk(
      await fetch(`${origin}/api/v1/invitations/sign-up`, {
        method: 'POST',
        headers: own,
        body: JSON.stringify({ token, name, password }),
      }),
    );
    return Session.of(answer);
  }

  /** The session that the answer to a sign-in begins. */
  private static async of(answer: Response): Promise<Session> {
    const secret = /__Host-relux_sid=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1];
    if (secret === undefined) throw new Error('signing in set no cookie');
    const who = await fetch(`${origin}/api/v1/session`, { headers: cookie(secret) });
    return new Session(secret, (await (await expectOk(who)).json()) as Who);
  }

  /** Ends it on the server, as another tab or an administrator would. */
  async end(): Promise<void> {
    const headers = { ...own, ...cookie(this.secret) };
    await expectOk(await fetch(`${origin}/api/v1/session`, { method: 'DELETE', headers }));
  }

  /** Whether the server still knows it. */
  async lives(): Promise<boolean> {
    const answer = await fetch(`${origin}/api/v1/session`, { headers: cookie(this.secret) });
    return answer.ok;
  }

  /** The personal wallet. */
  get personal(): Wallet {
    return this.wallet((owner) => owner === 'personal');
  }

  /** The wallet shared by the organisation with that name. */
  shared(name: string): Wallet {
    return this.wallet((owner) => owner !== 'personal' && owner.shared.name === name);
  }

  /** What a wallet's card shows. */
  async balance(wallet: Wallet): Promise<Balance> {
    return (await this.get(`/wallets/${wallet.id}`)) as Balance;
  }

  /** A page of a wallet's history. */
  async page(wallet: Wallet, query: Record<string, string> = {}): Promise<Page> {
    const parameters = new URLSearchParams(query);
    return (await this.get(`/wallets/${wallet.id}/transactions?${parameters}`)) as Page;
  }

  /** All lines of a filter, newest first, page by page. */
  async lines(wallet: Wallet, query: Record<string, string> = {}): Promise<Line[]> {
    const lines: Line[] = [];
    let page = await this.page(wallet, { ...query, limit: '500' });
    lines.push(...page.items);
    while (page.older !== null) {
      page = await this.page(wallet, { ...query, limit: '500', cursor: page.older });
      lines.push(...page.items);
    }
    return lines;
  }

  /** The organisation with that name. */
  organisation(name: string): string {
    const found = this.who.memberships.find((one) => one.name === name);
    if (!found) throw new Error(`${this.who.user.email} does not belong to ${name}`);
    return found.organisation;
  }

  /** Who has used how much of an organisation's credits: since an instant, or this month. */
  async usage(organisation: string, from?: string): Promise<Usage> {
    const query = from === undefined ? '' : `?from=${encodeURIComponent(from)}`;
    return (await this.get(`/organisations/${organisation}/usage${query}`)) as Usage;
  }

  /** Invites an address, as another tab would. */
  async invite(organisation: string, address: string): Promise<void> {
    await this.send('POST', `/organisations/${organisation}/invitations`, { emails: [address], resend: false });
  }

  /** Creates an organisation, whose only owner they are then, and gives its id. */
  async found(name: string): Promise<string> {
    const answer = await this.send('POST', '/organisations', { name }, { 'idempotency-key': randomUUID() });
    return ((await answer.json()) as { organisation: string }).organisation;
  }

  /** Gives a member another role. */
  async setRole(organisation: string, { who }: Session, role: 'owner' | 'admin' | 'member'): Promise<void> {
    await this.send('PUT', `/organisations/${organisation}/members/${who.user.id}`, { role });
  }

  /** Leaves an organisation. */
  async leave(organisation: string): Promise<void> {
    await this.send('DELETE', `/organisations/${organisation}/members/${this.who.user.id}`);
  }

  /** Limits what each member may use a month, in hundredths. */
  async limitEach(organisation: string, credits: number): Promise<void> {
    const limit = { default_limit: { at_most: credits } };
    await this.send('PUT', `/organisations/${organisation}/member-limit`, limit);
  }

  /** What a wallet's auto-renewal is. */
  async autoRenewal(wallet: Wallet): Promise<AutoRenewal> {
    return (await this.get(`/wallets/${wallet.id}/auto-renewal`)) as AutoRenewal;
  }

  /** Sets it, as another tab would; buys nothing at once. */
  async setAutoRenewal(wallet: Wallet, setting: Setting): Promise<void> {
    const { version } = await this.autoRenewal(wallet);
    const headers = { ...own, ...cookie(this.secret), 'if-match': `"${version}"` };
    const body = JSON.stringify({ setting, renew_at_once: false });
    await expectOk(
      await fetch(`${origin}/api/v1/wallets/${wallet.id}/auto-renewal`, { method: 'PUT', headers, body }),
    );
  }

  private async send(method: string, path: string, body?: object, more = {}): Promise<Response> {
    const headers = { ...own, ...cookie(this.secret), ...more };
    return expectOk(await fetch(`${origin}/api/v1${path}`, { method, headers, body: JSON.stringify(body) }));
  }

  private wallet(is: (owner: Owner) => boolean): Wallet {
    const found = this.who.wallets.find((wallet) => is(wallet.owner));
    if (!found) throw new Error(`${this.who.user.email} has no such wallet`);
    return found;
  }

  private async get(path: string): Promise<unknown> {
    const answer = await fetch(`${origin}/api/v1${path}`, { headers: cookie(this.secret) });
    return (await expectOk(answer)).json();
  }
}

const cookie = (secret: string) => ({ cookie: `__Host-relux_sid=${secret}` });

/** ReluxDesktop, with somebody's token. */
export class Desktop {
  private constructor(private readonly token: string) {}

  /** Signs somebody in to ReluxDesktop. */
  static async open(person: Person): Promise<Desktop> {
    const answer = await expectOk(
      await fetch(`${origin}/api/v1/desktop-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: email(person), password }),
      }),
    );
    return new Desktop(((await answer.json()) as { token: string }).token);
  }

  /** Pays for images from a wallet. */
  async debit(wallet: Wallet, images = 1): Promise<Generation> {
    return this.post('/generations', { images, wallet: wallet.id });
  }

  /** Gives a generation back. */
  async refund(generation: Generation): Promise<Generation> {
    return this.post(`/generations/${generation.id}/refund`, {});
  }

  private async post(path: string, body: object): Promise<Generation> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await expectOk(await fetch(`${origin}/api/v1${path}`, request))).json() as Promise<Generation>;
  }
}
