// What holds for every view: both languages, dark and light, narrow screens, and WCAG 2.1 AA by axe-core.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest } from "./session.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

// A view, and what is there once it is whole.
const views = [
  ["/", "table.reports"],
  ["/ask?q=which+models+use+GRPO", ".answer"],
  ["/ask?q=how+is+load+balancing+done", ".answer"],
  ["/ask?q=how+many+reports+use+Muon", ".big"],
  ["/reports", "table.reports"],
  ["/models?sort=params", "table.model-list"],
  ["/reports/kimi-k2.pdf", ".item"],
  ["/compare?name=GLM-4.5&name=Kimi+K2", "table.grid"],
  ["/scores?benchmark=MMLU&benchmark=GSM8K", "table.grid"],
  ["/coverage", "table.heat"],
  ["/coverage?section=post", "table.heat.items"],
  ["/charts?x=model.params_total&y=score%3AMMLU", ".chart circle"],
  ["/review", ".review"],
  ["/upload", ".uploader"],
  ["/ask?q=which+models+use+GRPO&source=deepseek-r1.pdf&page=2&quote=adopt+Group+Relative+Policy+Optimization", ".marks mark"],
  ["/reports?source=qwen3.md&quote=GRPO", ".document-text mark"],
];

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

pageTest("axe-core finds what is planted", { bypassCSP: true }, async (page, go) => {
  await go("/upload");
  await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", '<input name="planted"><p style="color: #aaa">faint</p>'));
  assert.deepEqual((await violations(page)).map((one) => one.split(":")[0]).sort(), ["color-contrast", "label"]);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`axe-core finds nothing, ${colorScheme}`, { colorScheme, locale: colorScheme === "light" ? "en-US" : "zh-CN", bypassCSP: true }, async (page, go) => {
    for (const [address, whole] of views) {
      await go(address);
      await page.locator(whole).first().waitFor();
      assert.deepEqual(await violations(page), [], address);
    }
  });
}

pageTest("nothing is wider than a narrow screen, and the source covers it", { viewport: { width: 390, height: 800 } }, async (page, go) => {
  for (const [address, whole] of views) {
    await go(address);
    await page.locator(whole).first().waitFor();
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(inner <= outer, `${address}: ${inner} on ${outer}`);
  }
  await go("/ask?q=which+models+use+GRPO");
  await page.locator("a.evidence").first().click();
  await page.locator(".marks mark").first().waitFor();
  const box = await page.locator(".source").boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 390, 800]);
  await page.getByRole("button", { name: "Close the source" }).click();
  await page.locator(".source").waitFor({ state: "detached" });
});

pageTest("every view leads to its JSON, whatever the page itself keeps in its address", async (page, go) => {
  const more = ["/models?sort=params&where=family%3Amoe", "/compare?name=GLM-4.5&name=Kimi+K2&rows=models&sort=layers&filter=b", "/scores?benchmark=MMLU&baselines=true&filter=q", "/reports/kimi-k2.pdf?items=disclosed"];
  for (const address of [...views.map(([one]) => one), ...more]) {
    await go(address);
    const link = page.locator("footer.bottom a");
    const answer = await page.request.get(new URL(await link.getAttribute("href"), page.url()).href);
    assert.equal(answer.status(), 200, `${address}: ${await link.getAttribute("href")}`);
    assert.equal(answer.headers()["content-type"], "application/json", address);
  }
});

pageTest("one model is not compared with itself", async (page, go) => {
  await go("/compare?name=GLM-4.5");
  await page.getByText("two models or more").waitFor();
});

pageTest("both languages, by the browser's and by choice", { locale: "zh-CN" }, async (page, go) => {
  await go("/reports/kimi-k2.pdf");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  await page.locator("h2", { hasText: "预训练阶段" }).waitFor();
  assert.ok(await page.locator(".item h3", { hasText: "优化器" }).first().isVisible());
  await page.getByRole("button", { name: "English" }).click();
  await page.locator("h2", { hasText: "Pre-training" }).waitFor();
  await page.reload();
  await page.locator("h2", { hasText: "Pre-training" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("combobox").fill("哪些模型用 Muon 优化器");
  await page.getByRole("button", { name: "提问" }).click();
  await page.locator(".answer", { hasText: "Kimi K2" }).waitFor();
  assert.match(await page.locator(".answer", { hasText: "Kimi K2" }).innerText(), /优化器\s*:?\s*Muon/);
});

pageTest("dark where the system is, and by the switch", { colorScheme: "dark" }, async (page, go) => {
  const brightness = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3);
  await go("/");
  assert.ok((await brightness()) < 60);
  await page.getByRole("button", { name: "Light" }).click();
  assert.ok((await brightness()) > 220);
  await page.reload();
  await page.locator("h1").waitFor();
  assert.ok((await brightness()) > 220, "the choice is kept");
});
