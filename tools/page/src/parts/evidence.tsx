// A piece of evidence: the quote and where it stands. It leads to the place (source/source_panel.tsx).
import { useWords } from "../language";
import type { Evidence } from "../shapes";
import { sourceAddress } from "../source/source_panel";

function whereOf(evidence: Evidence, page: string): string {
  const place = evidence.table ? [evidence.table, evidence.row, evidence.column] : [evidence.section];
  return [evidence.page ? page : "", ...place].filter(Boolean).join(" · ");
}

export function EvidenceLink({ report, evidence }: { report: string; evidence: Evidence }) {
  const { t } = useWords();
  return (
    <a class="evidence" href={sourceAddress(report, evidence)}>
      <q>{evidence.quote}</q> <span class="where">{whereOf(evidence, t("source.page", { n: evidence.page ?? 0 }))}</span>
    </a>
  );
}

// A small mark that leads to the place, where there is no room for the quote.
export function EvidenceMark({ report, evidence }: { report: string; evidence: Evidence | undefined }) {
  const { t } = useWords();
  if (!evidence) return null;
  const label = evidence.page ? t("source.page", { n: evidence.page }) : t("evidence.source");
  return (
    <a class="evidence-mark" href={sourceAddress(report, evidence)} title={evidence.quote}>
      {label}
    </a>
  );
}

export function EvidenceList({ report, evidence, most = 1 }: { report: string; evidence: Evidence[]; most?: number }) {
  const { t } = useWords();
  const rest = evidence.slice(most);
  return (
    <div class="evidence-list">
      {evidence.slice(0, most).map((one, i) => (
        <EvidenceLink key={i} report={report} evidence={one} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{t("evidence.more", { n: rest.length })}</summary>
          {rest.map((one, i) => (
            <EvidenceLink key={i} report={report} evidence={one} />
          ))}
        </details>
      )}
    </div>
  );
}
