// A host page as relux.com's is: Bootstrap 5, a policy and a bar of its own, the page in its
// `main`, the backend behind its own paths. A server of its own, on a port of its own.
import { createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { origin } from './backend';

const bootstrap = createRequire(import.meta.url).resolve('bootstrap/dist/css/bootstrap.css');

/** Where the host has the page's files, its backend and its screens. */
const files = '/relux_credits/static/app';
const api = '/relux/api/v1';
export const base = '/de_CH/my/credits';

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** Somebody who is signed in at the host. */
export interface Guest {
  /** Who they are there, for good. */
  sub: string;
  email: string;
  /** Whether the host has seen that mails reach them there. */
  email_verified: boolean;
  name: string;
}

interface Said {
  /** The language of `<html>`. */
  lang: string;
  /** Whether somebody's session at the host has ended: it answers with its sign-in. */
  ended: boolean;
  /** Whom the host has signed in by itself; without anybody it hands on what the browser sends. */
  guest?: Guest;
}

const layout = (said: Said, content: string, script = ''): string => `<!doctype html>
<html lang="${said.lang}">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Relux</title>
  <link rel="stylesheet" href="/web/bootstrap.css">
  <link rel="stylesheet" href="/web/host.css">
</head>
<body>
  <a class="visually-hidden-focusable" href="#wrap">Skip to the content</a>
  <header class="navbar bg-dark"><div class="container"><a class="navbar-brand text-white" href="/">Relux</a>
    <a class="text-white" href="/my/orders">Orders</a></div></header>
  <main><div id="wrap" class="container py-4">${content}</div></main>
  <footer class="container text-center"><p>© Relux Informatik AG</p></footer>
  <script type="application/json" id="relux-credits-config">${JSON.stringify({
    base,
    api,
    links: { orders: '/my/orders', sign_in: '/web/login', support: '/contactus', chatbot: '/luxi' },
  })}</script>
  ${script}
</body>
</html>`;

const embed = `<script type="module" src="${files}/embed.js"></script>`;

/** What the host does to elements, as careless sites do. */
const css = `
  :root { --relux-accent: #7a1fa2; --relux-accent-hover: #5c1380; --relux-font: Georgia, serif; }
  button { text-transform: uppercase; border-radius: 0 !important; }
  h1, h2 { color: darkred; letter-spacing: 9px; }
  table { border: 5px solid red; }
  p { margin-bottom: 3rem; font-style: italic; }
`;

/** The host's word for a guest: a JWT with HS256, good for half a minute. */
function assertion(guest: Guest): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: 'relux-credits', ...guest, iat: now, exp: now + 30 };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createHmac('sha256', process.env.RELUX_HOST_KEY ?? '').update(signed);
  return `${signed}.${signature.digest('base64url')}`;
}

/** Signs a guest in at the backend; gives the cookie, which stays with the host. */
async function signIn(guest: Guest): Promise<string> {
  const answer = await fetch(new URL('/api/v1/session/host', origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-relux-credits': '1', origin },
    body: JSON.stringify({ assertion: assertion(guest) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function pass(url: string, incoming: IncomingMessage, outgoing: ServerResponse, cookie = incoming.headers.cookie): void {
  const to = new URL(url, origin);
  const headers = { ...incoming.headers, host: to.host, ...(cookie === undefined ? {} : { cookie }) };
  const passed = ask(to, { method: incoming.method, headers }, (answer) => {
    // The host's own policy is for its pages; a file brings none.
    const { 'content-security-policy': _policy, ...headers } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, headers);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
}

/** A host that runs. */
export interface Host {
  origin: string;
  said: Said;
  close: () => Promise<void>;
}

/** Starts a host. */
export async function openHost(): Promise<Host> {
  const said: Said = { lang: 'de-CH', ended: false };
  let cookie: Promise<string> | undefined;
  const server: Server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '/';
    const html = (content: string, script?: string): void => {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      outgoing.end(layout(said, content, script));
    };
    if (url === '/web/bootstrap.css') {
      outgoing.writeHead(200, { 'content-type': 'text/css' });
      createReadStream(bootstrap).pipe(outgoing);
    } else if (url === '/web/host.css') {
      outgoing.writeHead(200, { 'content-type': 'text/css' });
      outgoing.end(css);
    } else if (url.startsWith(`${files}/`)) pass(url.slice(files.length), incoming, outgoing);
    else if (url.startsWith(`${api}/`)) {
      const endpoint = url.replace(api, '/api/v1');
      if (said.ended) html('<h3>Log in</h3>');
      else if (said.guest) {
        cookie ??= signIn(said.guest);
        cookie.then(
          (own) => pass(endpoint, incoming, outgoing, own),
          () => outgoing.destroy(),
        );
      } else pass(endpoint, incoming, outgoing);
    } else if (url.split('?')[0] === base || url.startsWith(`${base}/`)) html('<div id="relux-credits"></div>', embed);
    else if (url === '/my') html('<h1>My account</h1><p>Welcome</p><button>Search</button><div id="relux-credits-tile"></div>', embed);
    else html('<h1>Another page of the host</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    said,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
