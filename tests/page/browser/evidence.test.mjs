// From a question to the quote on the page of the report that states it.
import assert from "node:assert/strict";
import { inkUnderMark, markedWords, pageTest } from "./session.mjs";

pageTest("a question is answered, and its evidence leads to the quote on the PDF's page", async (page, go) => {
  await go("/");
  await page.getByRole("combobox").fill("which models use GRPO");
  await page.getByRole("combobox").press("Enter");
  await page.getByText("rl.algorithm:GRPO").waitFor();
  const evidence = page.locator(".answer", { hasText: "deepseek-r1.pdf" }).locator("a.evidence").first();
  const quote = await evidence.locator("q").innerText();
  await evidence.click();
  await page.locator(".marks mark").first().waitFor();
  assert.match(await page.locator(".source .turn").innerText(), /page 2 of 5/);
  assert.equal(await markedWords(page), quote);
  await page.waitForFunction(() => document.querySelector(".pdf-page canvas").width > 300);
  await page.waitForTimeout(300);
  assert.ok((await inkUnderMark(page)) > 0.03, "the page is drawn under the mark");
});

pageTest("evidence in a Markdown report is marked in its paragraph", async (page, go) => {
  await go("/ask?q=which+models+use+GRPO");
  const evidence = page.locator(".answer", { hasText: "qwen3.md" }).locator("a.evidence").first();
  const quote = await evidence.locator("q").innerText();
  await evidence.click();
  const mark = page.locator(".document-text mark");
  await mark.waitFor();
  assert.equal(`${await mark.innerText()}。`, quote);
  assert.ok(await mark.isVisible());
});

pageTest("a score leads to its cell of the PDF's table", async (page, go) => {
  await go("/reports/kimi-k2.pdf");
  await page.locator("#scores tr", { hasText: "MMLU-Pro" }).locator("td a").first().click();
  await page.locator(".marks mark.cell").waitFor();
  assert.equal(await markedWords(page, ".marks mark.cell"), "81.1");
  assert.match(await markedWords(page), /MMLU.Pro EM 81\.1/);
});

pageTest("a score leads to its cell of a Markdown table", async (page, go) => {
  await go("/reports/glm-4.5.md");
  await page.locator("#scores td a", { hasText: /^84\.6$/ }).first().click();
  const cell = page.locator(".document-text tr.marked mark");
  await cell.waitFor();
  assert.equal(await cell.innerText(), "84.6");
  assert.match(await page.locator(".document-text tr.marked").innerText(), /MMLU-Pro/);
});

pageTest("pages are turned; the address keeps the page, and the back button closes the source", async (page, go) => {
  await go("/ask?q=which+models+use+GRPO");
  const asked = page.url();
  await page.locator("a.evidence").first().click();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("page 3 of 5").waitFor();
  await page.reload();
  await page.getByText("page 3 of 5").waitFor();
  await page.goBack();
  await page.locator(".source").waitFor({ state: "detached" });
  assert.equal(page.url(), asked);
});

pageTest("a query with fields is a search; an impossible one says what is wrong", async (page, go) => {
  await go("/reports");
  await page.getByRole("combobox").fill("family:moe params:>=300B");
  await page.getByRole("combobox").press("Enter");
  await page.locator(".answer", { hasText: "GLM-4.5" }).first().waitFor();
  assert.match(page.url(), /\/search\?q=/);
  assert.match(await page.title(), /family:moe/);
});
