// All that one report says, in the checklist's order; each item marked as disclosed, mentioned or not disclosed.
import { addressOf, go, here, reportPath } from "../address";
import { urlOf } from "../api";
import { useAnswer, useChecklist } from "../data";
import { type StringKey, useWords } from "../language";
import { Confidence } from "../parts/confidence";
import { EvidenceLink, EvidenceList, EvidenceMark } from "../parts/evidence";
import { ModelCells } from "../parts/model_cells";
import { sizeOf } from "../parts/model_size";
import { Shown, Waiting } from "../parts/state";
import { valueText } from "../parts/value";
import type { Checklist, Fact, Item, RecordPassage, ReportRecord, Section } from "../shapes";
import { ReportScores } from "./report_scores";

type Disclosure = "disclosed" | "mentioned" | "absent";

const labels: Record<Disclosure, StringKey> = {
  disclosed: "mark.disclosed",
  mentioned: "mark.mentioned",
  absent: "mark.absent",
};

function Mark({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useWords();
  const label = t(labels[disclosure]);
  return <span class={`disclosure ${disclosure}`} role="img" aria-label={label} title={label} />;
}

// What a report says of an item, and of a section's items.
interface Found {
  item: Item;
  facts: Fact[];
  doubtful: Fact[];
  passages: RecordPassage[];
  disclosure: Disclosure;
}

interface FoundSection {
  section: Section;
  found: Found[];
  told: Found[];
}

// What stands in the record's head rather than among its facts.
function headFact(record: ReportRecord, id: string): Fact[] {
  const stated: Record<string, string[]> = {
    "report.organization": record.organization,
    "report.date": record.release_date ? [record.release_date] : [],
    "report.licence": record.licence ? [record.licence] : [],
    "report.repository": record.repository ? [record.repository] : [],
    "report.arxiv": record.arxiv ? [record.arxiv] : [],
  };
  return (stated[id] ?? []).map((value) => ({ field: id, model: null, value, confidence: 1, evidence: [] }));
}

function modelFacts(record: ReportRecord, id: string): Fact[] {
  return record.models
    .filter((model) => sizeOf(model, id) !== null)
    .map((model) => ({ field: id, model: model.name, value: sizeOf(model, id), confidence: 1, evidence: model.evidence }));
}

function find(record: ReportRecord, item: Item): Found {
  const stated = record.facts.filter((fact) => fact.field === item.id);
  const facts = stated.length > 0 ? stated : [...headFact(record, item.id), ...modelFacts(record, item.id)];
  const passages = record.passages.filter((passage) => passage.item === item.id);
  const doubtful = record.review.filter((fact) => fact.field === item.id);
  const told = facts.length > 0 || passages.length > 0;
  const disclosure = told ? "disclosed" : record.mentioned_not_read.includes(item.id) ? "mentioned" : "absent";
  return { item, facts, doubtful, passages, disclosure };
}

function findSection(record: ReportRecord, section: Section): FoundSection {
  const found = section.items.map((item) => find(record, item));
  return { section, found, told: found.filter((one) => one.disclosure === "disclosed") };
}

function OneFact({ fact, item, reportKey }: { fact: Fact; item: Item; reportKey: string }) {
  const { language } = useWords();
  return (
    <div class="fact">
      <p class="value">
        <strong>{valueText(fact.value, item, language)}</strong>
        {fact.model && <span class="model">{fact.model}</span>}
        <Confidence share={fact.confidence} />
      </p>
      {fact.evidence.length > 0 && <EvidenceList report={reportKey} evidence={fact.evidence} />}
    </div>
  );
}

function Row({ found, reportKey }: { found: Found; reportKey: string }) {
  const { nameOf, t } = useWords();
  const { item, disclosure } = found;
  return (
    <div class={`item ${disclosure}`} id={item.id}>
      <h3>
        <Mark disclosure={disclosure} />
        <span title={item.id}>{nameOf(item.name)}</span>
      </h3>
      <div>
        {found.facts.map((fact, i) => (
          <OneFact key={i} fact={fact} item={item} reportKey={reportKey} />
        ))}
        {found.passages.map((passage, i) => (
          <EvidenceLink key={i} report={reportKey} evidence={passage} />
        ))}
        {disclosure !== "disclosed" && <p class="absent">{t(labels[disclosure])}</p>}
        {found.doubtful.length > 0 && (
          <details class="doubtful">
            <summary>{t("report.doubtful", { n: found.doubtful.length })}</summary>
            {found.doubtful.map((fact, i) => (
              <OneFact key={i} fact={fact} item={item} reportKey={reportKey} />
            ))}
            <a href={addressOf("/review", { report: reportKey, field: item.id })}>{t("review.title")}</a>
          </details>
        )}
      </div>
    </div>
  );
}

function OneSection({ of: { section, found, told }, reportKey, all, number }: { of: FoundSection; reportKey: string; all: boolean; number: number }) {
  const { nameOf, t } = useWords();
  const hidden = found.length - told.length;
  return (
    <section id={section.id} class="checklist-section">
      <h2>
        <span class="ordinal">{number}</span> {nameOf(section.name)}{" "}
        <span class="share" title={t("report.share")}>
          {told.length}/{found.length}
        </span>
      </h2>
      {(all ? found : told).map((one) => (
        <Row key={one.item.id} found={one} reportKey={reportKey} />
      ))}
      {!all && hidden > 0 && <p class="absent">{t("report.not_told", { n: hidden })}</p>}
    </section>
  );
}

function Head({ record, reportKey }: { record: ReportRecord; reportKey: string }) {
  const { t, language } = useWords();
  const facts = [record.organization.join(", "), record.release_date, record.licence, record.arxiv && `arXiv ${record.arxiv}`].filter(Boolean);
  return (
    <header class="report-head">
      <h1>{record.title || record.report}</h1>
      <p class="where">{[record.report, ...facts].join(" · ")}</p>
      <p class="links">
        <a href={here({ source: reportKey, page: 1 })}>{t("report.read")}</a>
        <a href={urlOf(`${reportPath(reportKey)}/note`, { lang: language, format: "html" })}>{t("report.note")}</a>
        <a href={urlOf(reportPath(reportKey))}>JSON</a>
      </p>
    </header>
  );
}

function ModelTable({ record, reportKey }: { record: ReportRecord; reportKey: string }) {
  const { t } = useWords();
  if (record.models.length === 0) return null;
  return (
    <div class="scroll">
      <table class="models">
        <thead>
          <tr>
            <th scope="col">{t("report.model")}</th>
            <th scope="col">{t("report.family")}</th>
            <th scope="col" class="number">
              {t("report.params")}
            </th>
            <th scope="col" class="number">
              {t("report.active")}
            </th>
            <th scope="col">{t("evidence.source")}</th>
          </tr>
        </thead>
        <tbody>
          {record.models.map((model) => (
            <tr key={model.name}>
              <ModelCells model={model} />
              <td>
                <EvidenceMark report={reportKey} evidence={model.evidence[0]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Contents({ sections }: { sections: FoundSection[] }) {
  const { nameOf, t } = useWords();
  return (
    <nav class="contents" aria-label={t("report.contents")}>
      <ol>
        {sections.map(({ section, found, told }) => (
          <li key={section.id}>
            <a href={`#${section.id}`}>{nameOf(section.name)}</a> <span class="share">{`${told.length}/${found.length}`}</span>
          </li>
        ))}
      </ol>
      <p>
        <a href="#scores">{t("scores.title")}</a>
      </p>
    </nav>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <span class="legend">
      {(["disclosed", "mentioned", "absent"] as const).map((one) => (
        <span key={one}>
          <Mark disclosure={one} /> {t(labels[one])}
        </span>
      ))}
    </span>
  );
}

function Whole({ record, reportKey, checklist, all }: { record: ReportRecord; reportKey: string; checklist: Checklist; all: boolean }) {
  const { t } = useWords();
  const sections = checklist.sections.map((section) => findSection(record, section));
  const show = (every: boolean) => go(here({ items: every ? null : "disclosed" }), { replace: true });
  return (
    <>
      <Head record={record} reportKey={reportKey} />
      <ModelTable record={record} reportKey={reportKey} />
      <div class="with-contents">
        <Contents sections={sections} />
        <div>
          <p class="switches">
            <label>
              <input type="checkbox" checked={!all} onChange={(event) => show(!event.currentTarget.checked)} /> {t("report.only_disclosed")}
            </label>
            <Legend />
          </p>
          {sections.map((one, i) => (
            <OneSection key={one.section.id} of={one} reportKey={reportKey} all={all} number={i + 1} />
          ))}
          <ReportScores record={record} reportKey={reportKey} />
        </div>
      </div>
    </>
  );
}

export function ReportView({ reportKey, query }: { reportKey: string; query: URLSearchParams }) {
  const checklist = useChecklist();
  const loaded = useAnswer<ReportRecord>(urlOf(reportPath(reportKey)));
  if (!checklist) return <Waiting />;
  return (
    <article class="view">
      <Shown loaded={loaded}>{(record) => <Whole record={record} reportKey={reportKey} checklist={checklist} all={query.get("items") !== "disclosed"} />}</Shown>
    </article>
  );
}
