// Times the spreadsheet worker next to SheetJS and ExcelJS: the same rows, from the same
// stream, in one Chromium, taking turns.
//
//   node run.mjs --worker DIR [--rows N] [--runs N] [--only NAME,…] [--json FILE]
//                [--keep DIR] [--chromium FILE]
//
// DIR holds the built worker and its loader (`export-worker.js`). Prints a table, and JSON
// with --json; --keep writes the files that were made. Fails unless every run made a file
// of all rows, ours met its goals, and the page's main thread had no task of 50 ms meanwhile.

import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

import { memory } from "./memory.mjs";
import { table } from "./report.mjs";
import { serve } from "./server.mjs";

const LONGEST_TASK_MS = 50;
const PATIENCE_MS = 300_000;
const GOALS = { SheetJS: 1.5, ExcelJS: 2.5 };
const CONTENDERS = {
  worker: "/worker/export-worker.js",
  SheetJS: "/sheetjs.js",
  "SheetJS, not compressed": "/sheetjs.js?compression=no",
  ExcelJS: "/exceljs.js",
};

const { values: options } = parseArgs({
  options: {
    worker: { type: "string" },
    rows: { type: "string", default: "100000" },
    runs: { type: "string", default: "5" },
    only: { type: "string", default: Object.keys(CONTENDERS).join(";") },
    json: { type: "string" },
    keep: { type: "string" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
if (!options.worker) {
  console.error("--worker DIR is missing: where the built worker is");
  process.exit(2);
}
const rows = Number(options.rows);
const names = options.only.split(";");

const server = await serve(options.worker, rows);
const browser = await chromium.launch({ executablePath: options.chromium, args: ["--no-sandbox"] });
const runs = Object.fromEntries(names.map((name) => [name, []]));
try {
  for (let round = 0; round < Number(options.runs); round += 1) {
    for (const name of names) {
      const result = await once(name);
      runs[name].push(result);
      console.error(`${round + 1}. ${name}: ${Math.round(result.ms)} ms`);
    }
  }
} finally {
  await browser.close();
  server.close();
}

const report = summary();
console.log(table(report));
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
for (const failure of report.failures) console.error(`FAILED: ${failure}`);
process.exitCode = report.failures.length ? 1 : 0;

/** One run, in a page and a process of its own. */
async function once(name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  const used = await memory(browser);
  const given = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${name} said nothing for ${PATIENCE_MS} ms`)), PATIENCE_MS).unref();
  });
  const measured = page.evaluate((url) => window.measure(url), CONTENDERS[name]);
  const result = await Promise.race([measured, given]);
  result.peak_mb = used.peakMb();
  if (options.keep) {
    mkdirSync(options.keep, { recursive: true });
    const file = Buffer.from(await page.evaluate(() => window.fileBase64()), "base64");
    writeFileSync(`${options.keep}/${name.replace(/\W+/g, "-")}.xlsx`, file);
  }
  await context.close();
  return result;
}

function summary() {
  const contenders = Object.fromEntries(names.map((name) => [name, summed(runs[name])]));
  const failures = [];
  const ratios = {};
  for (const name of names) {
    for (const run of runs[name]) {
      if (run.rows !== rows) failures.push(`${name} wrote ${run.rows} of ${rows} rows`);
    }
    if (contenders.worker && name !== "worker") {
      ratios[name] = contenders[name].ms / contenders.worker.ms;
      if (ratios[name] < (GOALS[name] ?? 0)) failures.push(`not ${GOALS[name]} times as fast as ${name}`);
    }
  }
  const longest = contenders.worker?.longest_task_ms ?? 0;
  if (longest >= LONGEST_TASK_MS) failures.push(`a task of the main thread took ${Math.round(longest)} ms`);
  return { rows, runs: Number(options.runs), browser: browser.version(), contenders, ratios, failures };
}

function summed(list) {
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  return {
    ms: median(list.map((run) => run.ms)),
    all_ms: list.map((run) => run.ms),
    start_ms: median(list.map((run) => run.start_ms)),
    peak_mb: list[0].peak_mb === null ? null : median(list.map((run) => run.peak_mb)),
    // The browser only reports tasks of 50 ms and more; 0 means that there was none. A
    // median, because a busy machine stretches any task now and then.
    longest_task_ms: median(list.map((run) => Math.max(0, ...run.long_tasks_ms))),
    longest_wait_ms: median(list.map((run) => run.longest_wait_ms)),
    file_bytes: list[0].bytes,
    progress_messages: median(list.map((run) => run.progress)),
  };
}
