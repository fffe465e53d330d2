// A leaderboard of one or several benchmarks over all reports.
import { go, here } from "../address";
import { urlOf } from "../api";
import { useAnswer } from "../data";
import { useWords } from "../language";
import { AddName } from "../parts/add_name";
import { arrange, orderOf, orderParams } from "../parts/arrange";
import { Grid } from "../parts/grid";
import { Nothing, Shown } from "../parts/state";
import { TableTools } from "../parts/table_tools";
import { WhereForm } from "../parts/where_form";
import type { Benchmark, Table } from "../shapes";

const most_offered = 16;

function BenchmarkPicker({ chosen, onChange }: { chosen: string[]; onChange: (names: string[]) => void }) {
  const { t } = useWords();
  const benchmarks = useAnswer<{ benchmarks: Benchmark[] }>(urlOf("/benchmarks")).data?.benchmarks ?? [];
  const offered = [...chosen, ...benchmarks.map((one) => one.name).filter((name) => !chosen.includes(name))].slice(0, Math.max(most_offered, chosen.length));
  const toggle = (name: string) => onChange(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <div class="picker" role="group" aria-label={t("scores.benchmarks")}>
      {offered.map((name) => (
        <button key={name} type="button" class="chip" aria-pressed={chosen.includes(name)} onClick={() => toggle(name)}>
          {name}
        </button>
      ))}
      <AddName name="benchmark" label={t("scores.other")} had={chosen} onAdd={(name) => onChange([...chosen, name])} known={benchmarks.map((one) => ({ value: one.name }))} />
    </div>
  );
}

export function ScoresView({ query }: { query: URLSearchParams }) {
  const { t } = useWords();
  const benchmarks = query.getAll("benchmark");
  const where = query.get("where") ?? "";
  const baselines = query.get("baselines") === "true";
  const filter = query.get("filter") ?? "";
  const order = orderOf(query);
  const loaded = useAnswer<Table>(benchmarks.length > 0 ? urlOf("/scores", { benchmark: benchmarks, where, baselines }) : null);
  const replace = (params: Parameters<typeof here>[0]) => go(here(params), { replace: true });
  const headerOf = (column: string) => (column === "model" ? t("report.model") : column);
  return (
    <article class="view wide">
      <h1>{t("scores.title")}</h1>
      <BenchmarkPicker chosen={benchmarks} onChange={(chosen) => go(here({ benchmark: chosen, sort: null, order: null }))} />
      <WhereForm where={where} example="params:<=100B">
        <label>
          <input type="checkbox" checked={baselines} onChange={(event) => replace({ baselines: event.currentTarget.checked })} /> {t("scores.baselines")}
        </label>
      </WhereForm>
      {benchmarks.length === 0 ? (
        <Nothing>{t("scores.none")}</Nothing>
      ) : (
        <Shown loaded={loaded}>
          {(table) => {
            const shown = arrange(table, order, filter);
            return table.rows.length === 0 ? (
              <Nothing>{t("scores.nothing")}</Nothing>
            ) : (
              <>
                <TableTools table={shown} filter={filter} onFilter={(text) => replace({ filter: text })} name="scores" headerOf={headerOf} />
                <Grid table={shown} order={order} onOrder={(chosen) => replace(orderParams(chosen))} label={t("scores.title")} headerOf={headerOf} numbers />
              </>
            );
          }}
        </Shown>
      )}
    </article>
  );
}
