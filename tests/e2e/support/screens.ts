// Every screen of a signed-in owner, for what has to hold on all of them.
import type { Session } from './backend';

/** The addresses of the screens, by what they are called. */
export function screens(me: Session): Record<string, string> {
  const organisation = `/credits/organisation/${me.who.memberships[0]?.organisation}`;
  return {
    account: '/',
    credits: '/credits',
    'a shared history': `/credits?wallet=${me.who.wallets.at(-1)?.id}&type=image_generation`,
    'no hits': '/credits?text=nothing-like-this&from=2026-05-02&to=2026-05-01',
    organisation,
    'a member': `${organisation}/members/${me.who.user.id}`,
    report: `${organisation}/report`,
    'an invitation': `/invitation#${'A'.repeat(43)}`,
    nowhere: '/nowhere',
  };
}
