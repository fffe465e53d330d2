// Models side by side: chosen models and fields, differences marked, sorted, filtered, exported.
import { go, here } from "../address";
import { urlOf } from "../api";
import { useAnswer } from "../data";
import { useWords } from "../language";
import { arrange, orderOf, orderParams } from "../parts/arrange";
import { FieldPicker } from "../parts/field_picker";
import { Grid } from "../parts/grid";
import { useItemNames } from "../parts/item_names";
import { ModelPicker } from "../parts/model_picker";
import { setPins } from "../parts/pins";
import { Nothing, Shown } from "../parts/state";
import { TableTools } from "../parts/table_tools";
import { transposed } from "../parts/transposed";
import type { Table } from "../shapes";

export function CompareView({ query }: { query: URLSearchParams }) {
  const { t } = useWords();
  const itemName = useItemNames();
  const names = query.getAll("name");
  const fields = (query.get("fields") ?? "").split(",").filter(Boolean);
  const filter = query.get("filter") ?? "";
  const byModel = query.get("rows") === "models";
  const onlyDifferent = query.get("different") === "true";
  const order = orderOf(query);
  const loaded = useAnswer<Table>(names.length > 1 ? urlOf("/compare", { name: names, fields: fields.join(",") }) : null);
  const replace = (params: Parameters<typeof here>[0]) => go(here(params), { replace: true });

  const arranged = (table: Table) => {
    const different = onlyDifferent ? { ...table, rows: table.rows.filter((row) => Object.values(row).some((cell) => cell.marked)) } : table;
    return arrange(byModel ? transposed(different) : different, order, filter);
  };
  return (
    <article class="view wide">
      <h1>{t("compare.title")}</h1>
      <ModelPicker
        names={names}
        onChange={(chosen) => {
          setPins(chosen);
          go(here({ name: chosen }));
        }}
      />
      <div class="options">
        <FieldPicker fields={fields} onChange={(chosen) => replace({ fields: chosen.join(",") })} />
        <label>
          <input type="checkbox" checked={onlyDifferent} onChange={(event) => replace({ different: event.currentTarget.checked })} /> {t("compare.only_different")}
        </label>
        <label>
          <input type="checkbox" checked={byModel} onChange={(event) => replace({ rows: event.currentTarget.checked ? "models" : null, sort: null, order: null })} /> {t("compare.rows_models")}
        </label>
      </div>
      {names.length < 2 ? (
        <Nothing>{t("compare.none")}</Nothing>
      ) : (
        <Shown loaded={loaded}>
          {(table) => {
            const shown = arranged(table);
            return (
              <>
                <TableTools table={shown} filter={filter} onFilter={(text) => replace({ filter: text })} name="comparison" headerOf={itemName} />
                <Grid table={shown} order={order} onOrder={(chosen) => replace(orderParams(chosen))} label={t("compare.title")} headerOf={itemName} />
              </>
            );
          }}
        </Shown>
      )}
    </article>
  );
}
