// A person's decisions: accepted and undone, corrected, and still there when the report is indexed anew.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { pageTest, serve, tabTo, theOptions } from "./session.mjs";

const at = { base: "" };
let server;
let token;
let index;
let report;

before(async () => {
  const { colophon, temporary, reports } = theOptions();
  const folder = join(temporary, "review");
  const kb = ["--kb", join(temporary, "review.kb")];
  mkdirSync(folder);
  report = join(folder, "olmo-2.md");
  copyFileSync(join(reports, "olmo-2.md"), report);
  index = () => execFileSync(colophon, ["index", folder, ...kb, "--wait"], { stdio: "ignore" });
  index();
  token = execFileSync(colophon, ["token", ...kb, "--name", "Ada"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  server = await serve(colophon, kb[1]);
  at.base = server.address;
});
after(() => server.stop());

const there = (refused) => ({ refused, get base() { return at.base; } });
const first = (page) => page.locator(".review").first();

pageTest("a value is accepted, and the decision undone", there(), async (page, go) => {
  await go(`/review#token=${token}`);
  const value = await first(page).locator(".value strong").first().textContent();
  await first(page).getByRole("button", { name: "Accept" }).first().click();
  await first(page).locator(".decided").waitFor();
  const made = page.locator(".decisions li").first();
  await made.filter({ hasText: "Ada: accepted in olmo-2.md" }).waitFor();
  assert.ok((await made.locator("strong").textContent()).length > 0);
  await first(page).getByRole("button", { name: "Undo" }).click();
  await page.locator(".decisions li").first().filter({ hasText: "as it was read" }).waitFor();
  assert.equal(await first(page).locator(".value strong").first().textContent(), value, "it is in the queue again");
});

pageTest("a correction made on the page survives a re-index", there(400), async (page, go) => {
  const queue = "/review?field=pretrain.seq_len";
  await go(`${queue}#token=${token}`);
  await first(page).waitFor();
  const before = await page.locator(".review").count();
  assert.equal(await first(page).locator("h2").textContent(), "pre-training sequence length", "named, never by its id");
  await first(page).locator("summary", { hasText: "Another value" }).click();
  const form = first(page).locator("form.correction");
  await form.locator("[name=value]").fill("8K");
  await form.locator("[name=quote]").fill("no such words are in it");
  await form.getByRole("button", { name: "Correct" }).click();
  await first(page).getByRole("alert").filter({ hasText: "the quote is not in olmo-2.md" }).waitFor();
  await form.locator("[name=quote]").fill("");
  await form.locator("[name=note]").fill("told by the authors");
  await form.getByRole("button", { name: "Correct" }).click();
  await first(page).locator(".decided").waitFor();

  appendFileSync(report, "\nA sentence that makes it another file.\n");
  index();
  const stated = page.locator("[id='pretrain.seq_len']");
  await go("/reports/olmo-2.md");
  await stated.filter({ hasText: "8,192" }).waitFor();
  assert.match(await stated.textContent(), /told by the authors/);
  await go(queue);
  await page.getByText("to be looked at").waitFor();
  assert.equal(await page.locator(".review").count(), before - 1, "it is not to be looked at again");
});

pageTest("the queue names fields by their names, however late the checklist comes", there(), async (page, go) => {
  await page.route("**/api/v1/checklist", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await go("/review");
  await first(page).waitFor();
  assert.doesNotMatch(await first(page).locator("h2").textContent(), /\w\.\w/);
});

pageTest("a value is added beside what stands, with its quote, by keys alone", there(), async (page, go) => {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await go(`/review?field=pretrain.data_source#token=${token}`);
  await first(page).waitFor();
  await press("Tab", "Enter"); // to the content
  await tabTo(page, () => document.activeElement.matches(".review summary") && document.activeElement.closest(".evidence-list") === null);
  await press("Enter");
  await tabTo(page, () => document.activeElement.name === "value");
  await page.keyboard.type("encyclopedia");
  await press("Tab");
  await page.keyboard.type("The first and longer one takes more than 90% of the training FLOPs and is mostly web text");
  await press("Tab", "Tab", "Space");
  await press("Tab", "Enter");
  await page.locator(".decisions li").first().filter({ hasText: "encyclopedia" }).waitFor();
});

pageTest("who has no token is asked for one", there(401), async (page, go) => {
  await go("/review");
  await first(page).getByRole("button", { name: "Reject" }).first().click();
  await first(page).getByRole("alert").locator("input[name=token]").waitFor();
});
