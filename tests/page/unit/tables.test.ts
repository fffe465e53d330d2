import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange } from "page/parts/arrange";
import { toCsv, toMarkdown } from "page/parts/export_table";
import { transposed } from "page/parts/transposed";
import type { Table } from "page/shapes";
import { shareOf } from "page/views/coverage";

const table: Table = {
  title: "",
  columns: ["item", "A", "B"],
  rows: [
    { item: { text: "layers" }, A: { text: "64", number: 64 }, B: { text: "8", number: 8 } },
    { item: { text: "data, sources" }, A: { text: 'web; "code"' }, B: { text: "" } },
    { item: { text: "peak|rate" }, A: { text: "-1e-4", number: -1e-4 }, B: { text: "=SUM(A1)" } },
  ],
};
const first = (of: Table) => of.rows.map((row) => row.item?.text);

test("CSV quotes what needs it and guards formulas, not numbers", () => {
  assert.equal(toCsv(table), 'item,A,B\r\nlayers,64,8\r\n"data, sources","web; ""code""",\r\npeak|rate,-1e-4,\'=SUM(A1)\r\n');
});

test("Markdown escapes bars", () => {
  assert.equal(toMarkdown(table).split("\n")[4], "| peak\\|rate | -1e-4 | =SUM(A1) |");
});

test("exports name items in the interface's language", () => {
  assert.match(toCsv(table, (text) => (text === "layers" ? "层数" : text)), /^item,A,B\r\n层数,64,8/);
});

test("rows are sorted as numbers; empty ones come last in both directions", () => {
  assert.deepEqual(first(arrange(table, { column: "B", descending: false }, "")), ["layers", "peak|rate", "data, sources"]);
  assert.deepEqual(first(arrange(table, { column: "B", descending: true }, "")).at(-1), "data, sources");
  assert.deepEqual(first(arrange(table, { column: "A", descending: true }, ""))[0], "layers");
});

test("a filter looks into every cell", () => {
  assert.deepEqual(first(arrange(table, null, "CODE")), ["data, sources"]);
});

test("transposed: models become rows", () => {
  const turned = transposed(table);
  assert.deepEqual(turned.columns, ["model", "layers", "data, sources", "peak|rate"]);
  assert.deepEqual(turned.rows.map((row) => [row.model?.text, row.layers?.number]), [["A", 64], ["B", 8]]);
});

test("shares of coverage", () => {
  assert.deepEqual(["12/40", "yes", "", "0/0"].map(shareOf), [0.3, 1, 0, null]);
});
