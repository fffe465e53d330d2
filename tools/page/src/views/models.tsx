// All models that reports introduce; each can be pinned for comparison.
import { go, here, reportPath } from "../address";
import { getAll } from "../api";
import { useLoaded } from "../data";
import { useWords } from "../language";
import { EvidenceMark } from "../parts/evidence";
import { Known } from "../parts/known";
import { ModelCells } from "../parts/model_cells";
import { Listed } from "../parts/state";
import { WhereForm } from "../parts/where_form";
import type { ListedModel } from "../shapes";

type Sorting = "name" | "date" | "params" | "active";

const order: Record<Sorting, (a: ListedModel, b: ListedModel) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  date: (a, b) => (b.release_date ?? "").localeCompare(a.release_date ?? ""),
  params: (a, b) => (b.params_total_b ?? -1) - (a.params_total_b ?? -1),
  active: (a, b) => (b.params_active_b ?? -1) - (a.params_active_b ?? -1),
};

function sortingOf(text: string | null): Sorting {
  return text === "date" || text === "params" || text === "active" ? text : "name";
}

export function ModelsView({ query }: { query: URLSearchParams }) {
  const { t } = useWords();
  const where = query.get("where") ?? "";
  const sorting = sortingOf(query.get("sort"));
  const loaded = useLoaded<ListedModel[]>(`models ${where}`, () => getAll("/models", "models", { where }));
  const header = (by: Sorting, label: string, number = false) => (
    <th scope="col" class={number ? "number" : undefined} aria-sort={sorting === by ? (by === "name" ? "ascending" : "descending") : undefined}>
      <button type="button" class="sort" onClick={() => go(here({ sort: by }), { replace: true })}>
        {label}
        <span aria-hidden="true">{sorting === by ? (by === "name" ? " ↑" : " ↓") : ""}</span>
      </button>
    </th>
  );
  return (
    <article class="view">
      <h1>{t("reports.models")}</h1>
      <WhereForm where={where} example="family:moe params:>=100B" />
      <Listed loaded={loaded} none={t("models.none")}>
        {(models) => (
          <div class="scroll">
            <table class="model-list">
              <thead>
                <tr>
                  {header("name", t("report.model"))}
                  <th scope="col">{t("report.family")}</th>
                  {header("params", t("report.params"), true)}
                  {header("active", t("report.active"), true)}
                  {header("date", t("reports.date"))}
                  <th scope="col">{t("reports.report")}</th>
                  <th scope="col">{t("evidence.source")}</th>
                </tr>
              </thead>
              <tbody>
                {[...models].sort(order[sorting]).map((model) => (
                  <tr key={`${model.key} ${model.name}`}>
                    <ModelCells model={model} />
                    <td>
                      <Known value={model.release_date} />
                    </td>
                    <td>
                      <a href={reportPath(model.key)}>{model.report}</a>
                    </td>
                    <td>
                      <EvidenceMark report={model.key} evidence={model.evidence[0]} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Listed>
    </article>
  );
}
