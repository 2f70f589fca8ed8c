// The page that asks a worker for a file, and watches its own main thread meanwhile.

const ROWS_URL = "/rows.ndjson";

const request = {
  url: ROWS_URL,
  sheet_rows: 1_048_574,
  names_members: true,
  zone: "Europe/Zurich",
  texts: {
    title: "Transaction history",
    transactions: "Transactions",
    by_member: "By member",
    about: "About",
    date: "Date (Europe/Zurich)",
    kind: "Type",
    reference: "Purchase Reference",
    amount: "Amount",
    balance: "Balance",
    member: "Member",
    used: "Used credits",
    share: "Share",
    total: "Total",
    rows: "Rows",
    removed: "(removed)",
    types: ["Welcome grant", "Purchase", "Automatic renewal", "Image generation", "Refund", "Adjustment"],
  },
  about: [["Account", "Benchmark AG"]],
};

/** Runs a worker: resolves with its times (ms) once it handed the file over. */
function run(url) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    let asked = begun;
    let progress = 0;
    const worker = new Worker(url, { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message || "the worker failed"));
    worker.onmessage = ({ data: [json, buffer] }) => {
      const reply = JSON.parse(json);
      if (reply.ready) {
        asked = performance.now();
        worker.postMessage(JSON.stringify({ history: request }));
      } else if (reply.progress) {
        progress += 1;
      } else if (reply.done) {
        const done = performance.now();
        resolve({ worker, start_ms: asked - begun, ms: done - asked, rows: reply.done.rows, progress, buffer });
      } else if (reply !== "packing") {
        reject(new Error(`no file: ${json}`));
      }
    };
  });
}

/** Collects the page's long tasks (50 ms and more) and the longest wait of a 4 ms timer. */
function watch() {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 4);
  return () => {
    clearInterval(timer);
    tasks.push(...observer.takeRecords());
    observer.disconnect();
    return { long_tasks_ms: tasks.map((task) => task.duration), longest_wait_ms: longest };
  };
}

window.measure = async (url) => {
  const stop = watch();
  const { worker, buffer, ...times } = await run(url);
  const main = stop();
  const result = { ...times, ...main, bytes: buffer.byteLength };
  window.file = buffer;
  worker.terminate();
  return result;
};

/** The last file, for those who want to look into it. */
window.fileBase64 = async () => {
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(new Blob([window.file]));
  });
  return url.slice(url.indexOf(",") + 1);
};
