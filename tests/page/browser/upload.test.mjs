// From an empty knowledge base to an answer with its evidence.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before } from "node:test";
import { markedWords, pageTest, serve, theOptions } from "./session.mjs";

const empty = { base: "" };
let server;
let token;

before(async () => {
  const { colophon, temporary } = theOptions();
  const knowledge_base = join(temporary, "empty.kb");
  server = await serve(colophon, knowledge_base);
  empty.base = server.address;
  token = execFileSync(colophon, ["token", "--kb", knowledge_base, "--name", "test"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
});
after(() => server.stop());

pageTest("an empty base, a report, a question, its evidence: in five actions", { get base() { return empty.base; } }, async (page, go) => {
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
