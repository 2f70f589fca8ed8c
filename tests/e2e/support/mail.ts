// The mails that the backend has sent, as its development page shows them.
import { origin } from './backend';

/** The invitation's link in the newest mail to an address. */
export async function newestLink(address: string): Promise<string> {
  const list = await (await fetch(`${origin}/dev/mail`)).text();
  const entry = list.split('<li').find((item) => item.includes(address));
  const path = /\/dev\/mail\/[0-9a-f]+/.exec(entry ?? '')?.[0];
  if (path === undefined) throw new Error(`no mail to ${address}: ${list}`);
  const html = await (await fetch(`${origin}${path}`)).text();
  const link = /href="([^"]*\/invitation#[^"]*)"/.exec(html)?.[1];
  if (link === undefined) throw new Error(`no link in ${html}`);
  return link;
}
