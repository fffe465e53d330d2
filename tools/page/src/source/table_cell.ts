// The cell of a Document's table that evidence speaks of: evidence names the table, the row's and the column's header.
import type { DocumentCell, DocumentTable, Evidence } from "../shapes";

export interface CellPlace {
  table: DocumentTable;
  row: number;
  column: number; // -1 where the column is not told
}

const join = (cells: (DocumentCell | undefined)[]) => {
  const texts: string[] = [];
  for (const cell of cells) if (cell && !cell.copy && cell.text && texts.at(-1) !== cell.text) texts.push(cell.text);
  return texts.join(" ");
};

const rowText = (row: DocumentCell[]) =>
  row
    .filter((cell) => !cell.copy)
    .map((cell) => cell.text)
    .join(" | ");

const squeeze = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

export function findCell(tables: readonly DocumentTable[], evidence: Pick<Evidence, "quote" | "table" | "row" | "column">): CellPlace | null {
  const quote = squeeze(evidence.quote);
  const named = tables.filter((table) => !evidence.table || table.id === evidence.table);
  for (const table of named.length > 0 ? named : tables) {
    const row = table.rows.findIndex((cells) => squeeze(rowText(cells)) === quote);
    if (row < 0) continue;
    const wanted = squeeze(evidence.column ?? "");
    const columns = table.rows[0]?.length ?? 0;
    for (let column = 0; wanted && column < columns; ++column) {
      const header = table.rows.slice(0, table.header_rows).map((cells) => cells[column]);
      // A header that spans several columns stands in each as a copy.
      const whole = squeeze(header.map((cell) => cell?.text ?? "").filter((text, i, all) => text !== all[i - 1]).join(" "));
      if (squeeze(join(header)) === wanted || whole === wanted) return { table, row, column };
    }
    return { table, row, column: -1 };
  }
  return null;
}
