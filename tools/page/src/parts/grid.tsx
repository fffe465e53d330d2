// A table of the API (compare, scores ...) with its evidence: sorted by a column, filtered by a text.
import { useWords } from "../language";
import type { Cell, Table } from "../shapes";
import { sourceAddress } from "../source/source_panel";
import { useKeyOf } from "./keys";

export interface Order {
  column: string;
  descending: boolean;
}

// Numbers before texts, both before empty cells, whichever the direction.
export function compareCells(a: Cell | undefined, b: Cell | undefined, descending: boolean): number {
  const empty = Number(!a?.text) - Number(!b?.text);
  if (empty !== 0 || !a || !b) return empty;
  const sign = descending ? -1 : 1;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return sign * (x - y);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  return sign * a.text.localeCompare(b.text);
}

export function numberOf(cell: Cell | undefined): number | null {
  if (!cell) return null;
  if (cell.number !== undefined) return cell.number;
  const match = /^-?\d+(\.\d+)?/.exec(cell.text.replace(/,/g, ""));
  return match ? Number(match[0]) : null;
}

export function arrange(table: Table, order: Order | null, filter: string): Table {
  const wanted = filter.trim().toLowerCase();
  const rows = table.rows.filter((row) => !wanted || Object.values(row).some((cell) => cell.text.toLowerCase().includes(wanted)));
  if (order) rows.sort((a, b) => compareCells(a[order.column], b[order.column], order.descending));
  return { ...table, rows };
}

interface Props {
  table: Table;
  order: Order | null;
  onOrder: (order: Order) => void;
  label: string;
  headerOf?: (column: string) => string;
  numbers?: boolean; // columns of numbers stand to the right
}

export function Grid({ table, order, onOrder, label, headerOf = (column) => column, numbers = false }: Props) {
  const { t } = useWords();
  const keyOf = useKeyOf();
  const [first = "", ...others] = table.columns;
  const sorted = (column: string) => (order?.column === column ? (order.descending ? "descending" : "ascending") : undefined);
  const numeric = new Set(others.filter((column) => numbers && table.rows.some((row) => row[column]?.number !== undefined)));
  const header = (column: string) => (
    <th key={column} scope="col" aria-sort={sorted(column)} class={numeric.has(column) ? "number" : undefined}>
      <button type="button" class="sort" onClick={() => onOrder({ column, descending: order?.column === column ? !order.descending : numeric.has(column) })} title={t("grid.sort")}>
        {headerOf(column)}
        <span aria-hidden="true">{order?.column === column ? (order.descending ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
  const inside = (cell: Cell | undefined) => {
    if (!cell?.text) return <span class="absent">—</span>;
    if (cell.text === "not disclosed") return <span class="absent">{t("mark.absent")}</span>;
    const evidence = cell.evidence?.[0];
    if (!evidence) return cell.text;
    return (
      <a class="cell" href={sourceAddress(keyOf(cell.report), evidence)} title={evidence.quote}>
        {cell.text}
      </a>
    );
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="grid">
        <thead>
          <tr>
            {header(first)}
            {others.map(header)}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              <th scope="row">{headerOf(row[first]?.text ?? "")}</th>
              {others.map((column) => (
                <td key={column} class={[numeric.has(column) && "number", row[column]?.marked && "marked"].filter(Boolean).join(" ") || undefined}>
                  {inside(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
