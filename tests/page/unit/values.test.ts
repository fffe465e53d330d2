import assert from "node:assert/strict";
import { test } from "node:test";
import { askAddress } from "page/parts/search_box";
import { valueText } from "page/parts/value";
import type { Item } from "page/shapes";
import { arxivAddress, eventsOf } from "page/uploads";

const item = (type: string, unit = ""): Item => ({ id: "x", kind: "field", name: { en: "x", zh: "x" }, type, unit });

test("values for people", () => {
  assert.equal(valueText(14.8e12, item("number", "tokens"), "en"), "14.8T tokens");
  assert.equal(valueText(4096, item("integer"), "en"), "4,096");
  assert.equal(valueText(0.00042, item("number"), "en"), "4.2×10^-4");
  assert.equal(valueText(38, item("number", "percent"), "en"), "38%");
  assert.equal(valueText(671, item("number", "B"), "en"), "671B");
  assert.equal(valueText(true, item("boolean"), "zh"), "是");
  assert.equal(valueText({ chip: "H800", count: 2048 }, item("hardware"), "en"), "2,048 × H800");
  assert.equal(valueText({ kind: "EP", size: 64 }, item("parallelism"), "en"), "EP 64");
  assert.equal(valueText({ unit: "steps", value: 2000 }, item("quantity"), "en"), "2,000 steps");
  assert.equal(valueText({ percent: 17, source: "Code" }, item("share", "percent"), "en"), "Code 17%");
});

test("arXiv numbers, however they are written", () => {
  for (const written of ["2412.19437", "arXiv:2412.19437", " https://arxiv.org/abs/2412.19437 ", "https://arxiv.org/pdf/2412.19437.pdf"]) {
    assert.equal(arxivAddress(written), "arxiv:2412.19437", written);
  }
  assert.equal(arxivAddress("2412.19437v2"), "arxiv:2412.19437v2");
  for (const written of ["", "deepseek", "12.34", "https://example.org/2412.194370000"]) assert.equal(arxivAddress(written), null, written);
});

test("server-sent events, cut anywhere", () => {
  const stream = 'event: reading\ndata: {"event":"reading"}\n\n:\n\nevent: done\ndata: {"event":"done","key":"a.md"}\n\n';
  for (let cut = 0; cut <= stream.length; ++cut) {
    const one = eventsOf(stream.slice(0, cut));
    const two = eventsOf(one.rest + stream.slice(cut));
    assert.deepEqual([...one.events, ...two.events].map((event) => event.event), ["reading", "done"], `cut at ${cut}`);
  }
});

test("one box: questions are asked, queries searched for", () => {
  for (const question of ["which models use GRPO", "哪些模型用 Muon", "is the ratio 16:1", "params: how many?"]) assert.match(askAddress(question), /^\/ask\?/, question);
  for (const query of ["family:moe", "-optimizer:AdamW \"auxiliary loss\"", "(attention:MLA OR attention:GQA)", "params:>=100B"]) assert.match(askAddress(query), /^\/search\?/, query);
});
