// Everything without a mouse.
import assert from "node:assert/strict";
import { pageTest, tabTo } from "./session.mjs";

const focused = () => document.activeElement.matches("a.evidence");

pageTest("asked, read and closed by keys alone", async (page, go) => {
  await go("/reports");
  await page.locator("table.reports").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("which models use GRPO");
  await page.keyboard.press("Enter");
  await page.locator(".answer").first().waitFor();
  await tabTo(page, focused);
  await page.keyboard.press("Enter");
  await page.locator(".marks mark").first().waitFor();
  assert.ok(await page.evaluate(() => document.querySelector(".source").contains(document.activeElement)), "the source has the focus");
  await tabTo(page, () => document.activeElement.getAttribute("aria-label") === "Next page");
  await page.keyboard.press("Enter");
  await page.getByText("page 3 of 5").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".source").waitFor({ state: "detached" });
  assert.ok(await page.evaluate(focused), "the focus is back on the evidence");
});

pageTest("models are pinned, compared, sorted and exported by keys alone", async (page, go) => {
  await go("/reports");
  await page.locator("table.reports").waitFor();
  for (const name of ["Compare GLM-4.5", "Compare Kimi K2"]) {
    await page.evaluate((label) => (window.wanted = label), name);
    await tabTo(page, () => document.activeElement.getAttribute("aria-label") === window.wanted);
    await page.keyboard.press("Enter");
  }
  await page.locator("nav .count", { hasText: "2" }).waitFor();
  await page.locator("a.wordmark").focus();
  await tabTo(page, () => document.activeElement.matches("nav a[href^='/compare']"));
  await page.keyboard.press("Enter");
  await page.locator("table.grid").waitFor();
  await tabTo(page, () => document.activeElement.matches("input[type=checkbox]") && /models as rows/.test(document.activeElement.parentElement.textContent));
  await page.keyboard.press("Space");
  await page.locator("table.grid thead button").first().waitFor();
  await tabTo(page, () => document.activeElement.matches("button") && document.activeElement.textContent === "CSV");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "comparison.csv");
  await tabTo(page, () => document.activeElement.matches("th button") && /total parameters/.test(document.activeElement.textContent));
  await page.keyboard.press("Enter");
  await page.locator("th[aria-sort]").waitFor();
  const sorted = await page.locator("th[aria-sort]").getAttribute("aria-sort");
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => document.querySelector("th[aria-sort]")?.getAttribute("aria-sort") !== before, sorted);
});

pageTest("completions are taken by arrow keys", async (page, go) => {
  await go("/reports");
  await page.keyboard.press("/");
  await page.keyboard.type("arch.fam");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator("[role=option][aria-selected=true]").innerText();
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("combobox").inputValue(), chosen);
});

pageTest("the first key skips to the content", async (page, go) => {
  await go("/scores");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});
