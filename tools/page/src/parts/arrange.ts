// The order and the filter of a table: in an address, and put to work. The table given stays as it is.
import type { Cell, Table } from "../shapes";

export interface Order {
  column: string;
  descending: boolean;
}

export function orderOf(query: URLSearchParams): Order | null {
  const column = query.get("sort");
  return column ? { column, descending: query.get("order") === "descending" } : null;
}

export const orderParams = (order: Order) => ({ sort: order.column, order: order.descending ? "descending" : "ascending" });

export function numberOf(cell: Cell | undefined): number | null {
  if (!cell) return null;
  if (cell.number !== undefined) return cell.number;
  const match = /^-?\d+(\.\d+)?/.exec(cell.text.replace(/,/g, ""));
  return match ? Number(match[0]) : null;
}

// Numbers before texts, both before empty cells, whichever the direction.
function compareCells(a: Cell | undefined, b: Cell | undefined, descending: boolean): number {
  const empty = Number(!a?.text) - Number(!b?.text);
  if (empty !== 0 || !a || !b) return empty;
  const sign = descending ? -1 : 1;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return sign * (x - y);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  return sign * a.text.localeCompare(b.text);
}

export function arrange(table: Table, order: Order | null, filter: string): Table {
  const wanted = filter.trim().toLowerCase();
  const rows = table.rows.filter((row) => !wanted || Object.values(row).some((cell) => cell.text.toLowerCase().includes(wanted)));
  if (order) rows.sort((a, b) => compareCells(a[order.column], b[order.column], order.descending));
  return { ...table, rows };
}
