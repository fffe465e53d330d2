// What a person should look at: values in doubt and in conflict. Accepted, rejected, corrected; each decision can be undone.
import { useState } from "preact/hooks";
import { go, here, reportPath } from "../address";
import { urlOf } from "../api";
import { useChecklist, useItems, useLoaded } from "../data";
import { type Decision, type NewDecision, type ReviewItem, decide, readDecisions, readQueue } from "../decisions";
import { type StringKey, useWords } from "../language";
import { Confidence } from "../parts/confidence";
import { EvidenceList } from "../parts/evidence";
import { useItemNames } from "../parts/item_names";
import { Nothing, Problem, Shown, Waiting } from "../parts/state";
import { valueText } from "../parts/value";

const page_size = 20;

// Sends a decision; what goes on and what went wrong, as state.
function useDeciding(onDecided: (made: Decision) => void) {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const run = (what: NewDecision) => {
    setBusy(true);
    setError(null);
    decide(what)
      .then(onDecided, setError)
      .finally(() => setBusy(false));
  };
  return { run, error, busy };
}

function CorrectionForm({ item, busy, run }: { item: ReviewItem; busy: boolean; run: (what: NewDecision) => void }) {
  const { t } = useWords();
  const { report, field, model } = item;
  const place = { report, field, model };
  return (
    <form
      class="correction"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const read = (name: string) => String(data.get(name) ?? "").trim();
        const action = data.get("beside") ? "add" : "set";
        run({ action, ...place, values: [read("value")], quote: read("quote"), note: read("note") });
      }}
    >
      <label>
        {t("review.value")} <input name="value" required autocomplete="off" />
      </label>
      <label>
        {t("review.quote")} <input name="quote" autocomplete="off" />
      </label>
      <label>
        {t("review.note")} <input name="note" autocomplete="off" />
      </label>
      <label class="check">
        <input type="checkbox" name="beside" /> {t("review.beside")}
      </label>
      <button type="submit" disabled={busy}>
        {t("review.correct")}
      </button>
      <button type="button" class="quiet" disabled={busy} onClick={() => run({ action: "set", ...place, values: [], quote: "", note: "" })}>
        {t("review.not_disclosed")}
      </button>
    </form>
  );
}

// Why a value is held back (docs/review.md), in the interface's language where it is one of the known reasons.
function Doubt({ reason }: { reason: string }) {
  const { t } = useWords();
  const itemName = useItemNames();
  const known: Record<string, StringKey> = {
    uncertain: "review.uncertain",
    "another value is likelier": "review.likelier",
    "a larger value is stated": "review.larger",
    "as likely of a later stage": "review.later_stage",
  };
  const larger = /^exceeds (\S+)$/.exec(reason)?.[1];
  const text = larger ? t("review.exceeds", { field: itemName(larger) }) : known[reason] ? t(known[reason]) : reason;
  return <span class="doubt">{text}</span>;
}

function Candidates({ item, busy, run }: { item: ReviewItem; busy: boolean; run: (what: NewDecision) => void }) {
  const { t, language } = useWords();
  const entry = useItems()(item.field);
  return (
    <>
      {item.candidates.map(({ id, text, value, stands, doubt, confidence, evidence }) => (
        <div key={id} class="also">
          <p class="value">
            <strong>{text || valueText(value, entry, language)}</strong>
            {stands && <span class="tag">{t("review.stands")}</span>}
            {doubt && <Doubt reason={doubt} />}
            <Confidence share={confidence} />
            <button type="button" disabled={busy} onClick={() => run({ action: "accept", id })}>
              {t("review.accept")}
            </button>
            <button type="button" disabled={busy} onClick={() => run({ action: "reject", id })}>
              {t("review.reject")}
            </button>
          </p>
          <EvidenceList report={item.report} evidence={evidence} />
        </div>
      ))}
      <details>
        <summary>{t("review.other")}</summary>
        <CorrectionForm item={item} busy={busy} run={run} />
      </details>
    </>
  );
}

function OneItem({ item, onDecided }: { item: ReviewItem; onDecided: () => void }) {
  const { t } = useWords();
  const itemName = useItemNames();
  const [decision, setDecision] = useState<Decision | null>(null);
  const { run, error, busy } = useDeciding((made) => {
    setDecision(made.action === "undo" ? null : made);
    onDecided();
  });
  return (
    <li class="answer review">
      <div class="of">
        <h2>{itemName(item.field)}</h2>
        {item.model && <p>{item.model}</p>}
        <p>
          <a href={reportPath(item.report)} title={item.title}>
            {item.report}
          </a>
        </p>
        <p>
          <span class="tag">{t(item.kind === "conflict" ? "review.conflict" : "review.doubtful")}</span>
        </p>
      </div>
      <div>
        {error && <Problem error={error} />}
        {decision ? (
          <p class="decided" role="status">
            {t("review.decided", { n: decision.number })}{" "}
            <button type="button" disabled={busy} onClick={() => run({ action: "undo", number: decision.number })}>
              {t("review.undo")}
            </button>
          </p>
        ) : (
          <Candidates item={item} busy={busy} run={run} />
        )}
      </div>
    </li>
  );
}

// What the report says since: "AdamW", "not Lion", "not disclosed", or as it was read.
function useOutcome(): (decision: Decision) => string {
  const { t, language } = useWords();
  const itemOf = useItems();
  return ({ field, after }) => {
    if (!after) return t("review.as_read");
    const text = (value: unknown) => valueText(value, itemOf(field), language);
    const parts = [...after.values.map(text), ...after.rejected.map((value) => t("review.not", { value: text(value) }))];
    return parts.join(", ") || t("review.not_disclosed");
  };
}

function DecisionRow({ decision, onUndone }: { decision: Decision; onUndone: () => void }) {
  const { t } = useWords();
  const itemName = useItemNames();
  const outcome = useOutcome();
  const { run, error, busy } = useDeciding(onUndone);
  const { number, time, author, action, report, field, model, note } = decision;
  return (
    <li>
      <span>
        {number}. {time.slice(0, 16).replace("T", " ")} {author}: {t(`review.did_${action}` as StringKey, { n: decision.undoes ?? 0 })} <a href={reportPath(report)}>{report}</a> {model} · {itemName(field)} → <strong>{outcome(decision)}</strong>
        {note && ` (${note})`}
      </span>{" "}
      <button type="button" class="quiet" disabled={busy} onClick={() => run({ action: "undo", number })} aria-label={t("review.undo_number", { n: number })}>
        {t("review.undo")}
      </button>
      {error && <Problem error={error} />}
    </li>
  );
}

export function ReviewView({ query }: { query: URLSearchParams }) {
  const { t, number } = useWords();
  const checklist = useChecklist();
  const [kind, report, field] = [query.get("kind") ?? "", query.get("report") ?? "", query.get("field") ?? ""];
  const [limit, setLimit] = useState(page_size);
  const [decided, setDecided] = useState(0);
  const queue = useLoaded(urlOf("/review", { kind, report, field, limit }), readQueue);
  const decisions = useLoaded(urlOf("/decisions", { report, field, limit: 50 }), readDecisions, decided);
  const onDecided = () => setDecided((before) => before + 1);
  if (!checklist) return <Waiting />; // else fields were shown by their ids first
  return (
    <article class="view">
      <h1>{t("review.title")}</h1>
      <p class="lead">{t("review.lead")}</p>
      <div class="tools">
        <label>
          {t("review.kind")}{" "}
          <select value={kind} onChange={(event) => go(here({ kind: event.currentTarget.value }))}>
            <option value="">{t("review.all")}</option>
            <option value="doubtful">{t("review.doubtful")}</option>
            <option value="conflict">{t("review.conflict")}</option>
          </select>
        </label>
        {(report || field) && (
          <a class="button quiet" href={here({ report: null, field: null })}>
            {t("review.all_reports")}
          </a>
        )}
      </div>
      <Shown loaded={queue}>
        {({ total, items }) => (
          <>
            <p class="reading">{t("review.total", { n: number(total) })}</p>
            {items.length === 0 && <Nothing>{t("review.none")}</Nothing>}
            <ol class="answers">
              {items.map((item) => (
                <OneItem key={`${item.report} ${item.field} ${item.model}`} item={item} onDecided={onDecided} />
              ))}
            </ol>
            {items.length < total && limit < 1000 && (
              <button type="button" onClick={() => setLimit((before) => Math.min(before * 2, 1000))}>
                {t("review.more")}
              </button>
            )}
          </>
        )}
      </Shown>
      <section class="decisions">
        <h2 class="part">{t("review.decisions")}</h2>
        <Shown loaded={decisions}>
          {(list) =>
            list.length === 0 ? (
              <Nothing>{t("review.no_decisions")}</Nothing>
            ) : (
              <ol>
                {list.map((decision) => (
                  <DecisionRow key={decision.number} decision={decision} onUndone={onDecided} />
                ))}
              </ol>
            )
          }
        </Shown>
      </section>
    </article>
  );
}
