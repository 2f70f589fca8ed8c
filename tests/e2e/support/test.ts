// The `test` of every journey: somebody may be signed in, and whatever the browser
// complains about fails the journey (strict headers, crashes).
import { test as base, expect, type BrowserContext } from '@playwright/test';
import { Session, origin, type Person } from './backend';

interface Options {
  /** Who is signed in when `me` is used. */
  person: Person;
  /** Complaints on the console that the journey provokes. */
  provoked: RegExp[];
}

interface Fixtures {
  /** The session that the browser holds. */
  me: Session;
  /** Watches the console of every journey. */
  complaints: string[];
}

/** The browser's own line about an answer that is no success, or none at all. Journeys
 * provoke them, and a first visit asks who is signed in; which answers are right is
 * judged by what is on the screen. */
const answered = /^Failed to load resource: /;

export const test = base.extend<Options & Fixtures>({
  person: ['owner', { option: true }],
  provoked: [[], { option: true }],

  me: async ({ context, person }, use) => {
    const session = await Session.open(person);
    await give(context, session);
    await use(session);
  },

  complaints: [
    async ({ context, provoked }, use) => {
      const heard: string[] = [];
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
        });
      });
      context.on('console', (message) => {
        if (message.type() === 'error' && !answered.test(message.text())) heard.push(message.text());
      });
      context.on('weberror', (error) => heard.push(String(error.error())));
      await use(heard);
      // What a journey made of an answer may still be under way, and is nobody's flaw then.
      await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
      const unexpected = heard.filter((text) => !provoked.some((known) => known.test(text)));
      expect(unexpected, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Gives the browser a session, as signing in would. */
export async function give(context: BrowserContext, session: Session): Promise<void> {
  await context.addCookies([
    {
      name: '__Host-relux_sid',
      value: session.secret,
      url: origin.replace(/^http:/, 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    },
  ]);
}
