// What comes before the program: the language, the crash page, the first answers of the
// backend, and asking for it. The build puts it into the html, and into embed.js for host pages.
(() => {
  const page = document.documentElement;
  let host = {};
  try { host = JSON.parse(document.getElementById('relux-credits-config').textContent); } catch {}
  const bare = (path) => path.replace(/\/+$/, '');
  // Where the program is; its other files lie beside it.
  const wasm = page.dataset.reluxProgram;
  const program = wasm?.replace(/\/[^/]*$/, '');
  const embedded = document.querySelector('[data-embedded]') !== null;

  // A host page says its language; the reference deployment's is the reader's.
  let language = page.lang;
  if (!embedded) {
    language = navigator.language || 'en';
    try { language = localStorage.getItem('relux-language') || language; } catch {}
    page.lang = language = /^(en|de|fr|it)\b/i.test(language) ? language : 'en';
  }
  let spoken = language.slice(0, 2).toLowerCase();
  if (!['de', 'fr', 'it'].includes(spoken)) spoken = 'en';
  // Until the program names the tab. A host page's title is the host's.
  if (!embedded) document.title = { fr: 'Crédits', it: 'Crediti' }[spoken] ?? 'Credits';

  let running = false, crashed = false;
  const crash = window.reluxCrash = (reference) => {
    const root = document.getElementById('relux-credits');
    // A tile without the page stays the link that it is.
    if (crashed || !root) return;
    crashed = true;
    const views = [...document.getElementById('relux-crash').content.children];
    const view = document.createElement(root.closest('main') ? 'div' : 'main');
    view.append(document.importNode(views.find((view) => view.lang === spoken), true));
    view.querySelector('code').textContent = reference;
    if (host.links?.support) view.querySelector('[data-help]').href = host.links.support;
    const reload = view.querySelector('button');
    reload.addEventListener('click', () => location.reload());
    root.replaceChildren(view);
    page.dataset.reluxShell = 'crash';
    reload.focus();
  };
  const fail = (error) => {
    const reference = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
    console.error('relux-credits ' + reference, error);
    crash(reference);
  };
  // The errors of a host's own scripts are the host's.
  const ours = (source) => !embedded || (program && source?.includes(program));
  const watch = (event) => {
    const error = event.reason ?? event.error;
    const fatal = running
      ? error instanceof WebAssembly.RuntimeError
      : (error ? ours(event.filename ?? error.stack) : event.target.tagName === 'SCRIPT' && ours(event.target.src));
    if (fatal && !crashed) fail(error ?? event.target.src);
  };
  addEventListener('error', watch, true);
  addEventListener('unhandledrejection', watch);
  setTimeout(() => { if (document.querySelector('.rc-shell')) fail('not loaded within 15 s'); }, 15000);
  addEventListener('TrunkApplicationStarted', () => { running = true; crashed = false; });
  if (typeof WebAssembly !== 'object') addEventListener('DOMContentLoaded', () => fail('no WebAssembly'));

  // Nobody sees what somebody else's session has left in the back/forward cache.
  addEventListener('pagehide', () => { page.dataset.reluxShell = 'away'; });
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

  if (wasm) {
    // The shell has a head start of a tenth of a second, so that it is painted before the program
    // is compiled; less where it is painted sooner.
    const painted = new Promise((go) => {
      setTimeout(go, 100);
      try {
        new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach(go))
          .observe({ type: 'paint', buffered: true });
      } catch {}
    });
    window.reluxProgram = painted.then(() => {
      const answer = fetch(wasm);
      // The program asks for its words when it runs; by then they are here.
      const words = document.createElement('link');
      Object.assign(words, { rel: 'preload', as: 'fetch', crossOrigin: '', href: `${program}/split_words_${spoken}.wasm` });
      document.head.append(words);
      // A browser takes a while to find its languages and zones, and has nothing else to do now.
      new Intl.DateTimeFormat().resolvedOptions();
      return answer;
    });
    window.reluxProgram.catch(fail);
  }

  const path = bare(location.pathname.slice(bare(host.base ?? '').length));
  page.dataset.reluxShell = { '': 'account', '/credits': 'credits' }[path] ?? 'plain';
  const wanted = path === '/sign-in' ? [] : ['/session'];
  if (path === '' || path === '/credits') wanted.push('/wallets/personal');
  if (path === '/credits' && !location.search) wanted.push('/wallets/personal/transactions');
  window.reluxFirst = {};
  for (const url of wanted.map((path) => bare(host.api ?? '/api/v1') + path)) {
    const stop = new AbortController();
    const response = fetch(url, {
      signal: stop.signal,
      headers: { accept: 'application/json' },
      cache: 'no-store',
      redirect: 'manual',
    });
    response.catch(() => {});
    window.reluxFirst[url] = { response, abort: () => stop.abort() };
  }
})();
