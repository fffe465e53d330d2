import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, reportKeyOf, reportPath } from "page/address";

test("empty values are left out, a list repeats its name", () => {
  assert.equal(addressOf("/compare", { name: ["Kimi K2", "GLM-4.5"], fields: "", different: false, page: null, rows: "models" }), "/compare?name=Kimi+K2&name=GLM-4.5&rows=models");
  assert.equal(addressOf("/reports"), "/reports");
});

test("a report's key stands in its path and comes out of it", () => {
  for (const key of ["kimi-k2.pdf", "2025/报告 100%.md", "a?b#c.pdf"]) assert.equal(reportKeyOf(reportPath(key)), key);
  assert.equal(reportPath("2025/a.md"), "/reports/2025/a.md");
});

test("a path that encodes no key has none", () => {
  for (const path of ["/reports", "/reports/", "/models", "/reports/100%", "/reports/%E0%A4"]) assert.equal(reportKeyOf(path), null, path);
});
