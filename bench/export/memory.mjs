// How much memory the page's process took, its workers included. Linux only.

import { readFileSync, writeFileSync } from "node:fs";

const kb = (pid, field) => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
};

/** Begins to watch; `peakMb()` then tells by how much the process that grew most had grown
 * at its peak, or null where that can't be known. */
export async function memory(browser) {
  const before = new Map();
  try {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    for (const { type, id } of processInfo) {
      if (type !== "renderer") continue;
      writeFileSync(`/proc/${id}/clear_refs`, "5"); // forget the peak so far
      before.set(id, kb(id, "VmRSS"));
    }
  } catch {
    before.clear();
  }
  return {
    peakMb() {
      const grown = [...before].map(([pid, rss]) => (kb(pid, "VmHWM") - rss) / 1024);
      return grown.length ? Math.max(...grown) : null;
    },
  };
}
