// Models side by side, and taken out as files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest } from "./session.mjs";

const rows = (page) => page.locator("table.grid tbody th").allInnerTexts();

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

pageTest("models pinned in an answer are compared, filtered, sorted and exported", async (page, go) => {
  await go("/reports");
  await page.getByRole("button", { name: "Compare GLM-4.5", exact: true }).click();
  await page.getByRole("button", { name: "Compare Kimi K2", exact: true }).click();
  await page.getByRole("navigation").getByText("Compare").click();
  await page.locator("table.grid").waitFor();
  assert.deepEqual(await page.locator("table.grid thead th").allInnerTexts(), ["item", "GLM-4.5", "Kimi K2"]);

  await page.getByText("Choose fields").click();
  for (const field of ["optimizer", "layers", "attention heads"]) await page.getByLabel(field, { exact: true }).check();
  await page.waitForFunction(() => document.querySelectorAll("table.grid tbody tr").length === 3);
  assert.match(page.url(), /fields=pretrain.optimizer%2Carch.layers%2Carch.heads/);

  await page.getByLabel("Filter").fill("muon");
  await page.waitForFunction(() => document.querySelectorAll("table.grid tbody tr").length === 1);
  assert.deepEqual(await rows(page), ["optimizer"]);
  const [csv_name, csv] = await saved(page, "CSV");
  assert.equal(csv_name, "comparison.csv");
  assert.match(csv, /^item,GLM-4\.5,Kimi K2\r\noptimizer,Muon,.*Muon.*\r\n$/);

  await page.getByLabel("Filter").fill("");
  await page.getByLabel("models as rows").check();
  await page.getByRole("button", { name: "layers" }).click();
  await page.locator("th[aria-sort]").waitFor();
  const [markdown_name, markdown] = await saved(page, "Markdown");
  assert.equal(markdown_name, "comparison.md");
  assert.equal(markdown.split("\n")[1], "| --- | --- | --- | --- |");
  assert.equal(markdown.trim().split("\n").length, 4);

  const shown = page.url();
  await page.goto(shown);
  await page.locator("th[aria-sort]").waitFor();
  assert.ok(await page.getByLabel("models as rows").isChecked(), "the address has it all");
});

pageTest("a leaderboard is sorted best first and leads to its evidence", async (page, go) => {
  await go("/scores");
  await page.getByRole("button", { name: "MMLU-Pro", exact: true }).click();
  await page.locator("table.grid").waitFor();
  const numbers = (await page.locator("table.grid tbody td").allInnerTexts()).map(Number.parseFloat);
  assert.ok(numbers.length > 5);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  await page.locator("a.cell", { hasText: "81.1" }).click();
  await page.locator(".marks mark").first().waitFor();
});

pageTest("a chart has a point a model, and the same numbers below it", async (page, go) => {
  await go("/charts?x=report.date&y=model.params_total");
  await page.locator(".chart circle").first().waitFor();
  const points = await page.locator(".chart circle").count();
  assert.ok(points > 10);
  assert.equal(await page.locator("table.grid tbody tr").count(), points);
  await page.locator(".chart a").first().click();
  await page.locator(".source").waitFor();
});
