// node screenshots.mjs COLOPHON: takes the pictures of docs/page.md anew, from the sample reports.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium, start, theBrowser } from "./browser/session.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const temporary = mkdtempSync(join(tmpdir(), "colophon-page-"));
const stop = await start({ chromium: findChromium(), colophon: process.argv[2], reports: join(root, "data/reports"), temporary });
const { browser, base } = theBrowser();

const pictures = [
  { name: "home", address: "/", whole: "table.reports" },
  { name: "evidence", address: "/ask?q=which+models+use+GRPO", click: "a.evidence", whole: ".marks mark" },
  { name: "report", address: "/reports/kimi-k2.pdf", whole: ".item" },
  { name: "compare", address: "/compare?name=GLM-4.5&name=Kimi+K2&name=Qwen3-32B", whole: "table.grid" },
  { name: "scores", address: "/scores?benchmark=MMLU-Pro&benchmark=MMLU", click: "a.cell >> text=81.1", whole: ".marks mark" },
  { name: "coverage", address: "/coverage", whole: "table.heat", locale: "zh-CN", colorScheme: "dark" },
  { name: "charts", address: "/charts?x=report.date&y=model.params_total", whole: ".chart circle" },
  { name: "review", address: "/review", click: ".review a.evidence", whole: ".source mark" },
  { name: "upload", address: "/upload", whole: ".uploader" },
  { name: "models", address: "/models?sort=params", whole: "table.model-list" },
  { name: "narrow", address: "/ask?q=which+models+use+GRPO", whole: ".answer", viewport: { width: 390, height: 844 } },
];

for (const { name, address, whole, click, viewport = { width: 1280, height: 800 }, ...context } of pictures) {
  const page = await browser.newPage({ viewport, locale: "en-US", ...context });
  await page.goto(base + address);
  if (click) await page.locator(click).first().click();
  await page.locator(whole).first().waitFor();
  await page.waitForTimeout(1500); // pictures of PDF pages are drawn after their text
  await page.screenshot({ path: join(root, "docs/images", `${name}.png`) });
  await page.close();
}
await stop();
rmSync(temporary, { recursive: true, force: true });
