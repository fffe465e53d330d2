// What stands above a table: a filter, and the table as a file.
import { useWords } from "../language";
import type { Table } from "../shapes";
import { save, toCsv, toMarkdown } from "./export_table";

interface Props {
  table: Table;
  filter: string;
  onFilter: (text: string) => void;
  name: string;
  headerOf?: (column: string) => string;
}

export function TableTools({ table, filter, onFilter, name, headerOf }: Props) {
  const { t } = useWords();
  return (
    <div class="tools">
      <label>
        {t("filter.rows")} <input type="search" name="filter" value={filter} onInput={(event) => onFilter(event.currentTarget.value)} />
      </label>
      <span class="export">
        <button type="button" onClick={() => save(`${name}.csv`, "text/csv", toCsv(table, headerOf))}>
          CSV
        </button>
        <button type="button" onClick={() => save(`${name}.md`, "text/markdown", toMarkdown(table, headerOf))}>
          Markdown
        </button>
      </span>
    </div>
  );
}
