// A table of the API (compare, scores ...) with its evidence, and headers that choose the order.
import { useWords } from "../language";
import type { Cell, Table } from "../shapes";
import { sourceAddress } from "../source/source_panel";
import type { Order } from "./arrange";
import { useKeyOf } from "./keys";
import { Known } from "./known";

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
    if (!cell?.text) return <Known />;
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
