// Starts the spreadsheet worker (export/). A query that the page puts behind this file's
// name to get past a cache goes for the files of the program too.
const { search } = new URL(import.meta.url);
const { default: start } = await import(`./export.js${search}`);
await start({ module_or_path: new URL(`./export_bg.wasm${search}`, import.meta.url) });
