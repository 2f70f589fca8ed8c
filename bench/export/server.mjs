// Serves the page, the contenders and the rows, with the policy that the product has.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { stream } from "./rows.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'";

/** A server on a free port: its `url`, and `close()`. */
export async function serve(workerDirectory, count) {
  const rows = stream(count);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/rows.ndjson") {
      response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
      response.end(rows);
      return;
    }
    const file = located(normalize(pathname), workerDirectory);
    try {
      const content = readFileSync(file);
      const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
      // The rivals are not held to it: what they need is not the question.
      const rival = pathname.startsWith("/modules/") || pathname.endsWith("js.js");
      if (!rival) headers["content-security-policy"] = POLICY;
      response.writeHead(200, headers);
      response.end(content);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => server.close(),
  };
}

function located(path, workerDirectory) {
  if (path === "/") return join(HERE, "page", "index.html");
  if (path.startsWith("/worker/")) return join(workerDirectory, path.slice("/worker".length));
  if (path.startsWith("/modules/")) return join(HERE, "node_modules", path.slice("/modules".length));
  return join(HERE, "page", path);
}
