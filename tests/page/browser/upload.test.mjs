// Reports that are added on the page: from an empty knowledge base to an answer with its evidence, dropped, fetched.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before } from "node:test";
import { gzipSync } from "node:zlib";
import { markedWords, pageTest, serve, theOptions } from "./session.mjs";

const empty = { base: "" };
let server;
let arxiv; // stands in for arxiv.org
let token;

before(async () => {
  const { colophon, temporary } = theOptions();
  const knowledge_base = join(temporary, "empty.kb");
  const sentences = "Heron-3B was trained with the Lion optimizer on 2 trillion tokens of text. ".repeat(30);
  const source = gzipSync(`\\documentclass{article}\\begin{document}\\section{Pre-training}${sentences}\\end{document}\n`);
  arxiv = createServer((request, response) => {
    const known = request.url === "/e-print/2501.01234";
    const answer = () => response.writeHead(known ? 200 : 404, { "Content-Type": "application/gzip" }).end(known ? source : "");
    setTimeout(answer, 500); // long enough to be seen fetching
  });
  await new Promise((resolve) => arxiv.listen(0, "127.0.0.1", resolve));
  server = await serve(colophon, knowledge_base, "--arxiv", `http://127.0.0.1:${arxiv.address().port}`);
  empty.base = server.address;
  token = execFileSync(colophon, ["token", "--kb", knowledge_base, "--name", "test"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
});
after(async () => {
  await server.stop();
  arxiv.closeAllConnections();
  arxiv.close();
});

const there = (refused) => ({ refused, get base() { return empty.base; } });

// Everything that is said of uploads while the test goes on.
const steps = (page) =>
  page.evaluate(() => {
    window.steps = [];
    const look = () => document.querySelectorAll(".uploads .step").forEach((step) => window.steps.at(-1) !== step.textContent && window.steps.push(step.textContent));
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });

async function drop(page, put) {
  const transfer = await page.evaluateHandle(put);
  for (const type of ["dragover", "drop"]) await page.dispatchEvent("main", type, { dataTransfer: transfer });
}

pageTest("an empty base, a report, a question, its evidence: in five actions", there(), async (page, go) => {
  let actions = 0;
  const act = async (done) => {
    ++actions;
    await done;
  };
  await act(go(`/#token=${token}`));
  assert.equal(await page.evaluate(() => location.hash), "", "the token does not stay in the address");
  const chosen = page.waitForEvent("filechooser");
  await act(page.locator("button", { hasText: "Choose files" }).click());
  await (await chosen).setFiles(join(theOptions().reports, "deepseek-r1.pdf"));
  await page.locator(".uploads .done").waitFor({ timeout: 60_000 });
  await act(page.getByRole("combobox").fill("which models use GRPO"));
  await act(page.getByRole("combobox").press("Enter"));
  await act(page.locator("a.evidence").first().click());
  await page.locator(".marks mark").first().waitFor();
  assert.match(await markedWords(page), /Group Relative Policy Optimization/);
  assert.ok(actions < 6, `${actions} actions`);
});

pageTest("a file dropped on any view is read, told step by step", there(), async (page, go) => {
  await go(`/scores#token=${token}`);
  await steps(page);
  const progress = page.waitForResponse(/\/api\/v1\/jobs\/\w+\/events$/);
  await drop(page, () => {
    const transfer = new DataTransfer();
    const text = "# Osprey-7B Technical Report\n\n## Pre-training\n\nWe pre-train Osprey-7B, a dense language model, on 2T tokens with the Sophia optimizer.\n";
    transfer.items.add(new File([text], "osprey.md", { type: "text/markdown" }));
    return transfer;
  });
  await page.locator(".uploads .done", { hasText: "osprey.md" }).waitFor({ timeout: 60_000 });
  assert.equal(new URL(page.url()).pathname, "/upload");
  const told = await page.evaluate(() => window.steps);
  assert.equal((await progress).headers()["content-type"], "text/event-stream");
  assert.equal(told.at(-1), "done");
  assert.ok(told.length > 1, told.join("; "));
  await go("/ask?q=which+models+use+Sophia");
  await page.locator(".answer", { hasText: "osprey.md" }).waitFor();
});

pageTest("a report is fetched by its arXiv number, and by a link to it that is dropped", there(), async (page, go) => {
  await go(`/upload#token=${token}`);
  await steps(page);
  await page.getByLabel("arXiv number").fill("no number");
  await page.getByRole("button", { name: "Fetch" }).click();
  await page.getByRole("alert").filter({ hasText: "no arXiv number" }).waitFor();
  await page.getByLabel("arXiv number").fill("https://arxiv.org/abs/2501.01234");
  await page.getByRole("button", { name: "Fetch" }).click();
  await page.locator(".uploads .done").waitFor({ timeout: 60_000 });
  const told = await page.evaluate(() => window.steps);
  assert.ok(told.includes("fetching …"), told.join("; "));
  await go("/ask?q=which+models+use+Lion");
  await page.locator(".answer", { hasText: "Heron-3B" }).first().waitFor();
  await drop(page, () => {
    const transfer = new DataTransfer();
    transfer.setData("text/uri-list", "https://arxiv.org/abs/2501.01234");
    return transfer;
  });
  await page.locator(".uploads .done", { hasText: "arxiv:2501.01234" }).waitFor({ timeout: 60_000 });
});

pageTest("what cannot be read says why", there(), async (page, go) => {
  await go(`/upload#token=${token}`);
  await drop(page, () => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["%PDF-1.7 and nothing more"], "broken.pdf"));
    return transfer;
  });
  await page.locator(".uploads .failed", { hasText: "broken.pdf" }).waitFor({ timeout: 60_000 });
  assert.ok((await page.locator(".uploads .failed .step").innerText()).length > 10);
});
