// node bundle.mjs DIST [--watch]: bundles the page into DIST.
//
// Scripts with fixed names, so that the build knows its outputs: the page itself, and two libraries, one with a worker,
// that it loads when a view needs them. They are bundled apart, not split from the page: a split would name its chunks
// by hashes.
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, "src");
const dist = resolve(process.argv[2]);

const options = {
  absWorkingDir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  external: ["/assets/*"],
};

const bundles = [
  { entryPoints: { page: join(source, "main.tsx") }, jsx: "automatic", jsxImportSource: "preact" },
  { entryPoints: { page: join(source, "style/page.css") } },
  { entryPoints: { pdf: join(source, "libraries/pdf.ts"), plot: join(source, "libraries/plot.ts") } },
  { entryPoints: { "pdf.worker": "pdfjs-dist/legacy/build/pdf.worker.mjs" } },
];

mkdirSync(join(dist, "assets"), { recursive: true });
for (const bundle of bundles) {
  const whole = { ...options, ...bundle, outdir: join(dist, "assets") };
  if (process.argv.includes("--watch")) await (await esbuild.context({ ...whole, sourcemap: "inline" })).watch();
  else await esbuild.build(whole);
}
for (const file of ["index.html", "icon.svg"]) cpSync(join(source, file), join(dist, file));
