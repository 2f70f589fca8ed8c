// The report as a table for people.

export function table({ rows, runs, browser, contenders, ratios }) {
  const header = ["", "ms", "times ours", "peak MB", "longest task ms", "file kB"];
  const lines = Object.entries(contenders).map(([name, c]) => [
    name,
    whole(c.ms),
    ratios[name]?.toFixed(2) ?? "1",
    c.peak_mb === null ? "?" : whole(c.peak_mb),
    c.longest_task_ms ? whole(c.longest_task_ms) : "< 50",
    whole(c.file_bytes / 1000),
  ]);
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((line) => line[i].length)));
  const shown = [header, ...lines].map((line) => line
    .map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
    .join("  "));
  return [`${rows} rows, medians of ${runs} runs, Chromium ${browser}`, ...shown].join("\n");
}

const whole = (number) => String(Math.round(number));
