import assert from "node:assert/strict";
import { test } from "node:test";
import type { DocumentTable } from "page/shapes";
import { findCell } from "page/source/table_cell";

const cell = (text: string, copy = false) => (copy ? { text, copy } : { text });
const scores: DocumentTable = {
  id: "Table 3",
  caption: "Table 3: Results",
  page: 4,
  section: 1,
  header_rows: 2,
  header_cols: 1,
  rows: [
    [cell("Benchmark"), cell("Base"), cell("Base", true)],
    [cell("Benchmark", true), cell("7B"), cell("13B")],
    [cell("MMLU"), cell("45.3"), cell("54.8")],
    [cell("GSM8K"), cell("14.6"), cell("28.7")],
  ],
};
const other: DocumentTable = { ...scores, id: "Table 4", rows: scores.rows.slice(0, 3) };

test("by row and column", () => {
  const found = findCell([other, scores], { quote: "GSM8K | 14.6 | 28.7", table: "Table 3", row: "GSM8K", column: "Base 13B" });
  assert.deepEqual([found?.table.id, found?.row, found?.column], ["Table 3", 3, 2]);
});

test("the table named decides where two have the row", () => {
  const found = findCell([scores, other], { quote: "MMLU | 45.3 | 54.8", table: "Table 4", row: "MMLU", column: "Base 7B" });
  assert.deepEqual([found?.table.id, found?.row, found?.column], ["Table 4", 2, 1]);
});

test("without a column, the row", () => {
  assert.equal(findCell([scores], { quote: "MMLU | 45.3 | 54.8" })?.column, -1);
});

test("prose is in no table", () => {
  assert.equal(findCell([scores], { quote: "We report MMLU." }), null);
});
