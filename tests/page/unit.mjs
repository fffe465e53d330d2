// node unit.mjs PAGE OUT: bundles unit/*.test.ts into OUT and runs them by node's own test runner.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [page, out] = process.argv.slice(2);
const folder = join(dirname(fileURLToPath(import.meta.url)), "unit");
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
const esbuild = await import(pathToFileURL(join(page, "node_modules/esbuild/lib/main.js")));
await esbuild.build({
  entryPoints: tests.map((name) => join(folder, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  alias: { page: join(page, "src") },
  nodePaths: [join(page, "node_modules")],
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});
const run = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(out, name.replace(/ts$/, "mjs")))], { stdio: "inherit" });
process.exit(run.status ?? 1);
