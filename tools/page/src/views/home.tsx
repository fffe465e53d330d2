// The first view: the box, what may be asked, and what the knowledge base holds.
import { useState } from "preact/hooks";
import { urlOf } from "../api";
import { useAnswer } from "../data";
import { useWords } from "../language";
import { SearchBox, askAddress } from "../parts/search_box";
import { Shown } from "../parts/state";
import { Uploader } from "../parts/uploader";
import type { Stats } from "../shapes";
import { ReportTable } from "./reports";

const examples = {
  en: ["which models use GRPO", "context length of Kimi K2", "MoE models with more than 100B parameters", "how many reports use Muon", "highest MMLU-Pro score", "how is load balancing done"],
  zh: ["哪些模型用 Muon 优化器", "GLM-4.5 的上下文长度", "预训练数据超过 10T token 的模型有哪些", "MMLU-Pro 最高分", "哪些模型用 GQA", "怎样做负载均衡"],
};

export function HomeView() {
  const { t, language, number } = useWords();
  const [added, setAdded] = useState(0);
  const stats = useAnswer<Stats>(urlOf("/stats"), added);
  return (
    <article class="view">
      <div class="hero">
        <h1>{t("home.heading")}</h1>
        <p class="lead">{t("home.lead")}</p>
        <SearchBox value="" large />
        <ul class="examples" aria-label={t("home.examples")}>
          {examples[language].map((example) => (
            <li key={example}>
              <a href={askAddress(example)}>{example}</a>
            </li>
          ))}
        </ul>
      </div>
      <Shown loaded={stats}>
        {(held) => (
          <>
            {(held.reports === 0 || added > 0) && (
              <section class="empty">
                {held.reports === 0 && <h2>{t("home.empty")}</h2>}
                {held.reports === 0 && (
                  <p>
                    {t("home.empty_how")} <code>colophon index ~/papers</code>
                  </p>
                )}
                <Uploader onDone={() => setAdded((before) => before + 1)} />
              </section>
            )}
            {held.reports > 0 && (
              <section>
                <h2 class="part">
                  {t("home.holds", { reports: number(held.reports), models: number(held.models), facts: number(held.facts), scores: number(held.scores) })}
                </h2>
                <ReportTable where="" again={added} />
              </section>
            )}
          </>
        )}
      </Shown>
    </article>
  );
}
