// Puts the page, or its tile alone, into an element of a host page: docs/embedding.md. The
// build fills in what is written in capitals. A page without such an element is left alone.
const files = new URL('.', import.meta.url);
const page = document.getElementById('relux-credits');
const root = page ?? document.getElementById('relux-credits-tile');
const named = (name) => new URL(name, files).pathname;

if (root) {
  document.documentElement.dataset.reluxProgram = named(`${PROGRAM}/relux-credits_bg.wasm`);
  root.classList.add('rc-app');
  root.dataset.embedded = '';
  root.dataset.assets = files.pathname;

  const sheet = document.createElement('link');
  Object.assign(sheet, { rel: 'stylesheet', href: named(SHEET) });
  document.head.append(sheet);
  document.body.insertAdjacentHTML('beforeend', CRASH);
  if (page) {
    page.innerHTML = SHELL;
    // The program follows the links inside of its element only; the host's are the host's.
    addEventListener('click', (event) => {
      const link = event.target.closest('a[href]');
      if (link && !link.target && !page.contains(link)) link.target = '_self';
    }, true);
  }

  BOOT

  const { default: start } = await import(named(`${PROGRAM}/relux-credits.js`));
  await start({ module_or_path: window.reluxProgram });
  dispatchEvent(new CustomEvent('TrunkApplicationStarted'));
}
