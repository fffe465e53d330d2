// Models drawn by two measures, and the same numbers as a table.
import { useMemo } from "preact/hooks";
import { go, here } from "../address";
import { urlOf } from "../api";
import { useAnswer, useChecklist } from "../data";
import { useWords } from "../language";
import { arrange, orderOf, orderParams } from "../parts/arrange";
import { Chart, type Point } from "../parts/chart";
import { Grid } from "../parts/grid";
import { type Plot, benchmarkOf, benchmark_prefix, date_id, numericItems, plotUrl, tableOf } from "../parts/measures";
import { Nothing, Shown, Waiting } from "../parts/state";
import { TableTools } from "../parts/table_tools";
import type { Benchmark, Checklist } from "../shapes";
import { sourceAddress } from "../source/source_panel";

const most_benchmarks = 40;

function MeasurePicker({ label, name, value, checklist, benchmarks }: { label: string; name: string; value: string; checklist: Checklist; benchmarks: Benchmark[] }) {
  const { t, nameOf } = useWords();
  return (
    <label>
      {label}{" "}
      <select name={name} value={value} onChange={(event) => go(here({ [name]: event.currentTarget.value, sort: null, order: null }))}>
        <optgroup label={t("charts.fields")}>
          <option value={date_id}>{t("reports.date")}</option>
          {numericItems(checklist).map((item) => (
            <option key={item.id} value={item.id}>
              {nameOf(item.name)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t("scores.benchmarks")}>
          {benchmarks.slice(0, most_benchmarks).map((one) => (
            <option key={one.name} value={benchmark_prefix + one.name}>
              {one.name}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

// A date as the drawing takes it, in milliseconds.
const seen = (value: number, id: string) => (id === date_id ? value * 1000 : value);

export function ChartsView({ query }: { query: URLSearchParams }) {
  const { t, nameOf } = useWords();
  const checklist = useChecklist();
  const benchmarks = useAnswer<{ benchmarks: Benchmark[] }>(urlOf("/benchmarks")).data?.benchmarks ?? [];
  const x = query.get("x") ?? date_id;
  const y = query.get("y") ?? "model.params_total";
  const order = orderOf(query);
  const filter = query.get("filter") ?? "";
  const loaded = useAnswer<Plot>(plotUrl(x, y));
  const name = (id: string) => {
    const benchmark = benchmarkOf(id);
    if (benchmark !== null) return benchmark;
    if (id === date_id) return t("reports.date");
    const item = checklist && numericItems(checklist).find((one) => one.id === id);
    return item ? nameOf(item.name) + (item.unit ? ` (${item.unit})` : "") : id;
  };
  const [xName, yName] = [name(x), name(y)];
  const points = useMemo<Point[]>(
    () =>
      (loaded.data?.points ?? []).map(({ model, report, x: atX, y: atY }) => ({
        model,
        x: seen(atX.value, x),
        y: seen(atY.value, y),
        label: `${model}: ${xName} ${atX.text}, ${yName} ${atY.text}`,
        address: sourceAddress(report, atY.evidence[0] ?? atX.evidence[0] ?? { page: null, section: "", quote: "" }),
      })),
    [loaded.data, xName, yName],
  );
  if (!checklist) return <Waiting />;
  return (
    <article class="view wide">
      <h1>{t("charts.title")}</h1>
      <div class="options">
        <MeasurePicker label={t("charts.across")} name="x" value={x} checklist={checklist} benchmarks={benchmarks} />
        <MeasurePicker label={t("charts.up")} name="y" value={y} checklist={checklist} benchmarks={benchmarks} />
      </div>
      <Shown loaded={loaded}>
        {(plot) => {
          if (plot.points.length === 0) return <Nothing>{t("charts.none")}</Nothing>;
          const table = arrange(tableOf(plot.points, xName, yName), order, filter);
          return (
            <>
              <Chart points={points} x={{ name: xName, time: x === date_id }} y={{ name: yName, time: y === date_id }} title={`${xName} × ${yName}`} />
              <TableTools table={table} filter={filter} onFilter={(text) => go(here({ filter: text }), { replace: true })} name="chart" />
              <Grid
                table={table}
                order={order}
                onOrder={(chosen) => go(here(orderParams(chosen)), { replace: true })}
                label={t("charts.title")}
                headerOf={(column) => (column === "model" ? t("report.model") : column)}
                numbers
              />
            </>
          );
        }}
      </Shown>
    </article>
  );
}
