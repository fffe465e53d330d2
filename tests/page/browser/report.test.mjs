// What one report says, and what all of them disclose.
import assert from "node:assert/strict";
import { pageTest } from "./session.mjs";

const labels = { disclosed: "disclosed", mentioned: "mentioned, not read", absent: "not disclosed" };

pageTest("a report is told in the checklist's order, each item marked as disclosed, mentioned or not", async (page, go) => {
  await go("/reports/kimi-k2.pdf");
  await page.locator(".item").first().waitFor();
  const api = async (path) => (await page.request.get(new URL(`/api/v1/${path}`, page.url()).href)).json();
  const [{ sections }, record] = await Promise.all([api("checklist"), api("reports/kimi-k2.pdf")]);
  const shown = await page.locator(".checklist-section:not(#scores)").evaluateAll((all) => all.map((section) => [section.id, [...section.querySelectorAll(".item")].map((item) => item.id)]));
  assert.deepEqual(shown, sections.map(({ id, items }) => [id, items.map((item) => item.id)]));

  const marks = Object.fromEntries(await page.locator(".item").evaluateAll((all) => all.map((item) => [item.id, item.querySelector(".disclosure").getAttribute("aria-label")])));
  for (const { field } of record.facts) assert.equal(marks[field], labels.disclosed, field);
  const told = new Set([...record.facts.map(({ field }) => field), ...record.passages.map(({ item }) => item)]);
  for (const item of record.mentioned_not_read) assert.equal(marks[item], told.has(item) ? labels.disclosed : labels.mentioned, item);
  assert.ok(record.mentioned_not_read.length > 0);
  assert.equal(marks["report.licence"], labels.absent);

  const disclosed = Object.values(marks).filter((label) => label === labels.disclosed).length;
  await page.getByLabel("only what is disclosed").check();
  await page.waitForFunction((count) => document.querySelectorAll(".item").length === count, disclosed);
});

pageTest("coverage is shaded by the share that is disclosed, and leads into its sections", async (page, go) => {
  await go("/coverage");
  await page.locator("table.heat").waitFor();
  const cells = await page.locator("table.heat tbody td").evaluateAll((all) => all.map((cell) => [cell.textContent, Number(/shade-(\d)/.exec(cell.className)?.[1])]));
  assert.ok(cells.length > 50);
  for (const [text, shade] of cells) {
    const [part, whole] = text.split("/").map(Number);
    assert.equal(shade, Math.ceil((part / whole) * 5), text);
  }
  await page.locator("table.heat thead a", { hasText: "Post-training" }).click();
  await page.locator("table.heat.items").waitFor();
  assert.match(page.url(), /section=post/);
  await page.locator("table.heat.items tbody a").first().click();
  await page.locator(".item").first().waitFor();
});
