// Finishes the page that Trunk has built: makes its scripts small, which Trunk's own
// minifier can't parse, then writes `.br` and `.gz` beside every file that compresses
// well, so that the backend compresses nothing while somebody waits. The wasm files
// stay as they are.
//
// In JavaScript because Node is there anyway (wasm-opt runs on it) and brings a
// compiled brotli; as a crate it would be built before anything else could begin.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { minify } from "terser";

const compressible = /\.(html|js|mjs|css|wasm|svg|json|webmanifest|txt)$/;
const folder = argv[2];

for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!compressible.test(name) || !statSync(path).isFile()) continue;
  if (name.endsWith(".js")) {
    const { code } = await minify(readFileSync(path, "utf8"), { module: true, compress: { passes: 3 } });
    writeFileSync(path, code);
  }
  const bytes = readFileSync(path);
  const parameters = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: parameters }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
