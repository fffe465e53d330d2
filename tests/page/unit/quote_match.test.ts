import assert from "node:assert/strict";
import { test } from "node:test";
import { findQuote } from "page/source/quote_match";

const found = (pieces: string[], quote: string) => findQuote(pieces, quote).map(({ piece, start, end }) => pieces[piece]?.slice(start, end));

test("a quote within one piece", () => {
  assert.deepEqual(found(["We train on 5T tokens. It works."], "train on 5T tokens."), ["train on 5T tokens"]);
});

test("a quote over several pieces, hyphenated at the line's end", () => {
  assert.deepEqual(found(["We use group rela-", "tive policy", " optimization here."], "group relative policy optimization"), ["group rela", "tive policy", "optimization"]);
});

test("ligatures, width and case do not matter", () => {
  assert.deepEqual(found(["an eﬃcient ＭｏＥ model"], "An Efficient MoE"), ["an eﬃcient ＭｏＥ"]);
});

test("Chinese text set apart", () => {
  assert.deepEqual(found(["我 们 采 用", "GRPO 算法。"], "我们采用 GRPO"), ["我 们 采 用", "GRPO"]);
});

test("a row of a table, whose cells are runs of their own", () => {
  assert.deepEqual(found(["MMLU", "5-shot", "79.5", "85.2"], "MMLU | 5-shot | 79.5"), ["MMLU", "5-shot", "79.5"]);
});

test("a footnote mark within the quote's text", () => {
  const pieces = ["The learning rate rises over 2000 steps and ", "17", " then falls by a cosine to a tenth of it."];
  const marked = found(pieces, "The learning rate rises over 2000 steps and then falls by a cosine to a tenth of it.");
  assert.equal(marked[0], "The learning rate rises over 2000 steps and");
  assert.equal(marked.at(-1), "then falls by a cosine to a tenth of it");
});

test("what is not there is not found", () => {
  assert.deepEqual(findQuote(["We train on 5T tokens."], "the optimizer is Muon"), []);
  assert.deepEqual(findQuote(["We train."], "…"), []);
});

test("stretches far apart are no quote", () => {
  const far = `The learning rate is warmed up${" and other matters are told".repeat(30)} then decays by a cosine`;
  assert.deepEqual(findQuote([far], "The learning rate is warmed up, then decays by a cosine"), []);
});

test("characters of two UTF-16 units", () => {
  assert.deepEqual(found(["𝛽 is 𝟎.𝟗 here"], "0.9"), ["𝟎.𝟗"]);
});
