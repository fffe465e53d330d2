// node browser.mjs COLOPHON: drives the page that COLOPHON serves, in chromium, as a person would. Every test file of
// browser/ shares one browser and one server over the sample reports. Exits with 77 where chromium is not installed.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium, start } from "./browser/session.mjs";

const folder = dirname(fileURLToPath(import.meta.url));
const chromium = findChromium();
if (!chromium) {
  console.log("page.browser: chromium is not installed; tools/install test installs it. Skipped.");
  process.exit(77);
}

const temporary = mkdtempSync(join(tmpdir(), "colophon-page-"));
const stop = await start({ chromium, colophon: process.argv[2], reports: join(folder, "../../data/reports"), temporary });
after(async () => {
  await stop();
  rmSync(temporary, { recursive: true, force: true });
});
const only = process.argv.slice(3);
for (const file of readdirSync(join(folder, "browser")).sort()) {
  if (file.endsWith(".test.mjs") && (only.length === 0 || only.some((name) => file.startsWith(name)))) await import(pathToFileURL(join(folder, "browser", file)));
}
