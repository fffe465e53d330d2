// What a question or query is answered: how it was understood, the statements with their evidence, passages.
import { reportPath } from "../address";
import { urlOf } from "../api";
import { useAnswer } from "../data";
import { useWords } from "../language";
import { Bars } from "../parts/bars";
import { Confidence } from "../parts/confidence";
import { EvidenceLink, EvidenceList } from "../parts/evidence";
import { useItemNames } from "../parts/item_names";
import { PinButton } from "../parts/pin_button";
import { Nothing, Shown } from "../parts/state";
import type { Answer, Answers, FoundPassage, Statement } from "../shapes";

function useFieldName() {
  const { t } = useWords();
  const itemName = useItemNames();
  return (statement: Statement) => {
    if (statement.field === "score") return [statement.benchmark, statement.setting].filter(Boolean).join(", ");
    if (statement.field === "text" || statement.field === "") return t("answers.passage");
    return itemName(statement.field);
  };
}

function Value({ statement, name }: { statement: Statement; name: string }) {
  const { t } = useWords();
  const disclosed = statement.value !== null || statement.text !== "";
  return (
    <p class="value">
      <span class="field">{name}</span> {disclosed ? <strong>{statement.text}</strong> : <em>{t("mark.absent")}</em>}
      {statement.own === false && <span class="tag">{t("answers.baseline")}</span>}
      <Confidence share={statement.confidence} />
    </p>
  );
}

function OneAnswer({ answer, nameOf }: { answer: Answer; nameOf: (statement: Statement) => string }) {
  const { t } = useWords();
  const others = answer.models.slice(1);
  return (
    <li class="answer">
      <div class="of">
        <h2>
          {answer.model ?? (answer.title || answer.report)} {answer.model && <PinButton model={answer.model} />}
        </h2>
        {others.length > 0 && <p class="others">{t("answers.and_models", { models: others.join(", ") })}</p>}
        <p>
          <a href={reportPath(answer.key)} title={answer.title}>
            {answer.report}
          </a>
        </p>
      </div>
      <div>
        <Value statement={answer} name={nameOf(answer)} />
        <EvidenceList report={answer.key} evidence={answer.evidence} />
        {answer.also?.map((also, i) => (
          <div key={i} class="also">
            <Value statement={also} name={nameOf(also)} />
            <EvidenceList report={answer.key} evidence={also.evidence} />
          </div>
        ))}
      </div>
    </li>
  );
}

function OnePassage({ passage }: { passage: FoundPassage }) {
  return (
    <li class="answer">
      <div class="of">
        <p>
          <a href={reportPath(passage.key)}>{passage.report}</a>
        </p>
      </div>
      <div>
        <EvidenceLink report={passage.key} evidence={{ page: passage.page, section: passage.section, quote: passage.snippet || passage.text }} />
      </div>
    </li>
  );
}

function Found({ answers }: { answers: Answers }) {
  const { t, number } = useWords();
  const nameOf = useFieldName();
  const { count, counted, groups = [], passages } = answers;
  const countedWords = counted === "models" ? "answers.count_models" : counted === "values" ? "answers.count_values" : "answers.count";
  const reports = new Set(answers.answers.map((answer) => answer.key)).size;
  return (
    <>
      <p class="reading">
        <span>{t("answers.read_as")}</span> <code>{answers.interpretation}</code>
        <span class="how-many" role="status">
          {answers.answers.length > 0 ? t("answers.found", { n: number(answers.answers.length), reports: number(reports) }) : t("answers.found_none")}
        </span>
      </p>
      {count !== undefined && <p class="big">{t(countedWords, { n: number(count) })}</p>}
      {groups.length > 0 && <Bars rows={groups.map((group) => ({ name: group.name, number: group.number, note: t("answers.of_reports", { n: group.reports }) }))} />}
      <ol class="answers">
        {answers.answers.map((answer, i) => (
          <OneAnswer key={i} answer={answer} nameOf={nameOf} />
        ))}
      </ol>
      {passages.length > 0 && (
        <section>
          <h2 class="part">{t("answers.passages")}</h2>
          <ol class="answers">
            {passages.map((passage, i) => (
              <OnePassage key={i} passage={passage} />
            ))}
          </ol>
        </section>
      )}
      {answers.answers.length === 0 && passages.length === 0 && count === undefined && <Nothing>{t("answers.nothing")}</Nothing>}
    </>
  );
}

export function AnswersView({ path, question }: { path: "/ask" | "/search"; question: string }) {
  const { t } = useWords();
  const loaded = useAnswer<Answers>(question ? urlOf(path, { q: question }) : null);
  if (!question) return <Nothing>{t("answers.no_question")}</Nothing>;
  return (
    <article class="view">
      <h1 class="question">{question}</h1>
      <Shown loaded={loaded}>{(answers) => <Found answers={answers} />}</Shown>
    </article>
  );
}
