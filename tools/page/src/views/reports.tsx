// The reports of the knowledge base.
import { reportPath } from "../address";
import { getAll } from "../api";
import { useChecklist, useLoaded } from "../data";
import { useWords } from "../language";
import { Bar } from "../parts/bars";
import { Known } from "../parts/known";
import { PinButton } from "../parts/pin_button";
import { Listed } from "../parts/state";
import { WhereForm } from "../parts/where_form";
import type { ReportHead } from "../shapes";

const most_models = 4;

function Models({ models }: { models: string[] }) {
  const rest = models.slice(most_models);
  const one = (model: string) => (
    <span key={model} class="model">
      {model} <PinButton model={model} />
    </span>
  );
  return (
    <>
      {models.slice(0, most_models).map(one)}
      {rest.length > 0 && (
        <details class="inline">
          <summary>+{rest.length}</summary>
          {rest.map(one)}
        </details>
      )}
    </>
  );
}

// `again` counts what has been added: the list is asked for anew when it changes.
export function ReportTable({ where, again = 0 }: { where: string; again?: number }) {
  const { t } = useWords();
  const items = useChecklist()?.sections.reduce((sum, section) => sum + section.items.length, 0) ?? 0;
  const loaded = useLoaded<ReportHead[]>(where, (condition) => getAll("/reports", "reports", { where: condition }), again);
  return (
    <Listed loaded={loaded} none={t("reports.none")}>
      {(reports) => (
        <div class="scroll">
          <table class="reports">
            <thead>
              <tr>
                <th scope="col">{t("reports.report")}</th>
                <th scope="col">{t("reports.organization")}</th>
                <th scope="col">{t("reports.date")}</th>
                <th scope="col">{t("reports.models")}</th>
                <th scope="col">{t("reports.disclosed")}</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.key}>
                  <th scope="row">
                    <a href={reportPath(report.key)}>{report.title || report.report}</a>
                    <span class="file">{report.report}</span>
                  </th>
                  <td>
                    <Known value={report.organization.join(", ")} />
                  </td>
                  <td class="date">
                    <Known value={report.release_date} />
                  </td>
                  <td>
                    <Models models={report.models} />
                  </td>
                  <td class="disclosed">
                    <span class="number">{items ? `${report.disclosed}/${items}` : report.disclosed}</span>
                    <Bar share={items ? report.disclosed / items : 0} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Listed>
  );
}

export function ReportsView({ where }: { where: string }) {
  const { t } = useWords();
  return (
    <article class="view">
      <h1>{t("reports.title")}</h1>
      <p class="links">
        <a href="/upload">{t("upload.title")}</a> <a href="/models">{t("models.all")}</a>
      </p>
      <WhereForm where={where} example="family:moe params:>=100B" />
      <ReportTable where={where} />
    </article>
  );
}
