// Who discloses what: a heat map of reports by sections, or by the items of one section.
import { go, here, reportPath } from "../address";
import { urlOf } from "../api";
import { useAnswer, useChecklist } from "../data";
import { useWords } from "../language";
import { useItemNames } from "../parts/item_names";
import { useKeyOf } from "../parts/keys";
import { Shown } from "../parts/state";
import { WhereForm } from "../parts/where_form";
import type { Cell, Checklist, Table } from "../shapes";

const shades = 5;

// "12/40" -> 0.3; "yes" -> 1; "" (not disclosed) -> 0; null where there is nothing to disclose, or no share is told.
export function shareOf(text: string): number | null {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match) return Number(match[2]) > 0 ? Number(match[1]) / Number(match[2]) : null;
  if (text === "yes") return 1;
  return text === "" ? 0 : null;
}

function Shade({ cell }: { cell: Cell | undefined }) {
  const { t } = useWords();
  const text = cell?.text ?? "";
  const share = shareOf(text);
  const shade = share === null ? undefined : `shade-${Math.ceil(share * shades)}`;
  const label = text === "yes" ? t("mark.disclosed") : text === "" ? t("mark.absent") : undefined;
  return (
    <td class={shade} title={label}>
      {text === "yes" ? "●" : text === "" ? "·" : text}
      {label && <span class="hidden">{label}</span>}
    </td>
  );
}

function HeatMap({ table, section, checklist }: { table: Table; section: string; checklist: Checklist | null }) {
  const { t } = useWords();
  const itemName = useItemNames();
  const keyOf = useKeyOf();
  const [first = "", ...others] = table.columns;
  const sectionId = (column: string) => checklist?.sections.find((one) => one.name.en === column)?.id;
  const header = (column: string) => {
    const id = section ? undefined : sectionId(column);
    if (column === "total") return t("coverage.total");
    return id ? <a href={here({ section: id })}>{itemName(column)}</a> : itemName(column);
  };
  const row = (cells: Record<string, Cell>, i: number) => {
    const report = cells[first]?.text ?? "";
    const total = i === table.rows.length - 1; // the last row has the totals
    return (
      <tr key={report} class={total ? "total" : undefined}>
        <th scope="row">{total ? t("coverage.total") : <a href={reportPath(keyOf(report))}>{report}</a>}</th>
        {others.map((column) => (
          <Shade key={column} cell={cells[column]} />
        ))}
      </tr>
    );
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("coverage.title")}>
      <table class={section ? "heat items" : "heat"}>
        <thead>
          <tr>
            <th scope="col">{t("reports.report")}</th>
            {others.map((column) => (
              <th key={column} scope="col">
                <span>{header(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{table.rows.map(row)}</tbody>
      </table>
    </div>
  );
}

export function CoverageView({ query }: { query: URLSearchParams }) {
  const { t, nameOf } = useWords();
  const checklist = useChecklist();
  const where = query.get("where") ?? "";
  const section = query.get("section") ?? "";
  const loaded = useAnswer<Table>(urlOf("/coverage", { where, section }));
  return (
    <article class="view wide">
      <h1>{t("coverage.title")}</h1>
      <p class="lead">{t("coverage.lead")}</p>
      <WhereForm where={where} example="org:deepseek">
        <label>
          {t("coverage.section")}{" "}
          <select value={section} onChange={(event) => go(here({ section: event.currentTarget.value }))}>
            <option value="">{t("coverage.all_sections")}</option>
            {checklist?.sections.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one.name)}
              </option>
            ))}
          </select>
        </label>
      </WhereForm>
      <Shown loaded={loaded}>{(table) => <HeatMap table={table} section={section} checklist={checklist} />}</Shown>
    </article>
  );
}
