// Everything without a mouse.
import assert from "node:assert/strict";
import { pageTest } from "./session.mjs";

const focused = (page) => page.evaluate(() => document.activeElement.matches("a.evidence"));

async function tabTo(page, reached) {
  for (let i = 0; i < 80; ++i) {
    await page.keyboard.press("Tab");
    if (await reached(page)) return;
  }
  assert.fail("not reached by Tab");
}

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
  await tabTo(page, () => page.evaluate(() => document.activeElement.getAttribute("aria-label") === "Next page"));
  await page.keyboard.press("Enter");
  await page.getByText("page 3 of 5").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".source").waitFor({ state: "detached" });
  assert.ok(await focused(page), "the focus is back on the evidence");
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
