// Models drawn by two measures, and the same numbers as a table.
import { useMemo } from "preact/hooks";
import { go, here } from "../address";
import { urlOf } from "../api";
import { useAnswer, useChecklist, useLoaded } from "../data";
import { useWords } from "../language";
import { arrange, orderOf, orderParams } from "../parts/arrange";
import { Chart, type Point } from "../parts/chart";
import { Grid } from "../parts/grid";
import { loadKeyOf } from "../parts/keys";
import { type Measured, type Subject, benchmarkOf, benchmark_prefix, date_id, loadMeasure, loadSubjects, numericItems } from "../parts/measures";
import { Listed, Waiting } from "../parts/state";
import { TableTools } from "../parts/table_tools";
import type { Benchmark, Checklist, Table } from "../shapes";
import { sourceAddress } from "../source/source_panel";

const most_benchmarks = 40;

interface Drawn {
  subject: Subject;
  x: Measured;
  y: Measured;
}

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

async function loadDrawn(x: string, y: string): Promise<Drawn[]> {
  const keyOf = await loadKeyOf();
  const [subjects, measureX, measureY] = await Promise.all([loadSubjects([x, y], keyOf), loadMeasure(x, keyOf), loadMeasure(y, keyOf)]);
  return subjects.flatMap((subject) => {
    const [atX, atY] = [measureX(subject), measureY(subject)];
    return atX && atY ? [{ subject, x: atX, y: atY }] : [];
  });
}

function tableOf(drawn: Drawn[], xName: string, yName: string): Table {
  const cell = ({ value, text, key, evidence }: Measured) => ({ text, number: value, report: key, evidence: evidence ? [evidence] : [] });
  const rows = drawn.map(({ subject, x, y }) => ({ model: { text: subject.model }, [xName]: cell(x), [yName]: cell(y) }));
  return { title: `${xName} × ${yName}`, columns: ["model", xName, yName], rows };
}

export function ChartsView({ query }: { query: URLSearchParams }) {
  const { t, nameOf } = useWords();
  const checklist = useChecklist();
  const benchmarks = useAnswer<{ benchmarks: Benchmark[] }>(urlOf("/benchmarks")).data?.benchmarks ?? [];
  const x = query.get("x") ?? date_id;
  const y = query.get("y") ?? "model.params_total";
  const order = orderOf(query);
  const filter = query.get("filter") ?? "";
  const loaded = useLoaded<Drawn[]>(`${x} ${y}`, () => loadDrawn(x, y));
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
      (loaded.data ?? []).map(({ subject, x: atX, y: atY }) => {
        const shown = atY.evidence ? atY : atX;
        return {
          model: subject.model,
          x: atX.value,
          y: atY.value,
          label: `${subject.model}: ${xName} ${atX.text}, ${yName} ${atY.text}`,
          address: sourceAddress(shown.key, shown.evidence ?? { page: null, section: "", quote: "" }),
        };
      }),
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
      <Listed loaded={loaded} none={t("charts.none")}>
        {(drawn) => {
          const table = arrange(tableOf(drawn, xName, yName), order, filter);
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
      </Listed>
    </article>
  );
}
