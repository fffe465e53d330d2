// The scores of one report: benchmarks down, models across; its own models first, baselines' numbers fainter.
import { addressOf } from "../address";
import { useWords } from "../language";
import { sourceAddress } from "../source/source_panel";
import type { ReportRecord, Score } from "../shapes";

const most_models = 12;

export function ReportScores({ record, reportKey }: { record: ReportRecord; reportKey: string }) {
  const { t } = useWords();
  const scores = record.scores.filter((score) => !score.ablation);
  if (scores.length === 0) return null;
  const own = new Set(scores.filter((score) => score.own).map((score) => score.model));
  const models = [...new Set([...own, ...scores.map((score) => score.model)])].slice(0, most_models);
  const rows = new Map<string, Map<string, Score>>();
  for (const score of scores) {
    const name = score.setting ? `${score.benchmark} (${score.setting})` : score.benchmark;
    const row = rows.get(name) ?? new Map<string, Score>();
    if (!row.has(score.model)) row.set(score.model, score);
    rows.set(name, row);
  }
  return (
    <section id="scores" class="checklist-section">
      <h2>{t("scores.title")}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("scores.title")}>
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{t("scores.benchmark")}</th>
              {models.map((model) => (
                <th key={model} scope="col" class={own.has(model) ? "number" : "number baseline"}>
                  {model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([name, row]) => (
              <tr key={name}>
                <th scope="row">
                  <a href={addressOf("/scores", { benchmark: [...row.values()][0]?.benchmark ?? name })}>{name}</a>
                </th>
                {models.map((model) => {
                  const score = row.get(model);
                  const evidence = score?.evidence[0];
                  return (
                    <td key={model} class={own.has(model) ? "number" : "number baseline"}>
                      {score && evidence ? <a href={sourceAddress(reportKey, { ...evidence, page: evidence.page ?? score.page })}>{score.value}</a> : score?.value}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
