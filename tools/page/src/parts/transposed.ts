import type { Cell, Table } from "../shapes";

// Rows become columns: a comparison's models as rows, which can be sorted by a field.
export function transposed(table: Table): Table {
  const [first = "", ...others] = table.columns;
  const columns = [...new Set(table.rows.map((row) => row[first]?.text ?? ""))];
  const rows = others.map((other) => {
    const row: Record<string, Cell> = { model: { text: other } };
    for (const from of table.rows) {
      const cell = from[other];
      if (cell) row[from[first]?.text ?? ""] = cell;
    }
    return row;
  });
  return { title: table.title, columns: ["model", ...columns], rows };
}
