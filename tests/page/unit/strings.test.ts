// Both languages say everything, and with the same values in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import en from "page/strings/en.json";
import zh from "page/strings/zh.json";

const english: Record<string, string> = en;
const chinese: Record<string, string> = zh;
const values = (text = "") => (text.match(/\{\w+\}/g) ?? []).sort();

test("the same keys", () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
});

test("nothing is empty, and each has the values of the other", () => {
  for (const [key, text] of Object.entries(english)) {
    assert.ok(text.trim() && chinese[key]?.trim(), key);
    assert.deepEqual(values(chinese[key]), values(text), key);
  }
});

test("the Chinese strings are Chinese", () => {
  for (const [key, text] of Object.entries(chinese)) assert.match(text, /\p{Script=Han}/u, key);
});
