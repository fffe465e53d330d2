// The frame of every view: the header, the view that the address names, the source panel.
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Address, addressOf, reportKeyOf, useAddress } from "./address";
import { useDropTarget } from "./dropped";
import { LanguageContext, type StringKey, initialLanguage, keepLanguage, language_tags, text } from "./language";
import { Header } from "./parts/header";
import { Nothing } from "./parts/state";
import { SourcePanel, sourceOf } from "./source/source_panel";
import { AnswersView } from "./views/answers";
import { ChartsView } from "./views/charts";
import { CompareView } from "./views/compare";
import { CoverageView } from "./views/coverage";
import { HomeView } from "./views/home";
import { ModelsView } from "./views/models";
import { ReportView } from "./views/report";
import { ReportsView } from "./views/reports";
import { ReviewView } from "./views/review";
import { ScoresView } from "./views/scores";
import { UploadView } from "./views/upload";

interface View {
  title: StringKey;
  asks: readonly string[]; // parameters that the API has too; the others are the page's own
  show: (address: Address) => ComponentChild;
}

const views: Record<string, View> = {
  "/": { title: "home.title", asks: [], show: () => <HomeView /> },
  "/ask": { title: "answers.title", asks: ["q"], show: ({ query }) => <AnswersView path="/ask" question={query.get("q") ?? ""} /> },
  "/search": { title: "answers.title", asks: ["q"], show: ({ query }) => <AnswersView path="/search" question={query.get("q") ?? ""} /> },
  "/reports": { title: "reports.title", asks: ["where"], show: ({ query }) => <ReportsView where={query.get("where") ?? ""} /> },
  "/models": { title: "reports.models", asks: ["where"], show: ({ query }) => <ModelsView query={query} /> },
  "/compare": { title: "compare.title", asks: ["name", "fields"], show: ({ query }) => <CompareView query={query} /> },
  "/scores": { title: "scores.title", asks: ["benchmark", "where", "baselines"], show: ({ query }) => <ScoresView query={query} /> },
  "/charts": { title: "charts.title", asks: ["x", "y"], show: ({ query }) => <ChartsView query={query} /> },
  "/review": { title: "review.title", asks: ["kind", "report", "field"], show: ({ query }) => <ReviewView query={query} /> },
  "/upload": { title: "upload.title", asks: [], show: () => <UploadView /> },
  "/coverage": { title: "coverage.title", asks: ["where", "section"], show: ({ query }) => <CoverageView query={query} /> },
};

// Where the API gives what a view shows.
function jsonAddress({ asks }: View, { path, query }: Address): string {
  const params = Object.fromEntries(asks.map((name) => [name, query.getAll(name)]));
  return addressOf(path === "/" ? "/index.json" : `${path}.json`, params);
}

function viewOf({ path }: Address): View | null {
  const report = reportKeyOf(path);
  if (report) return { title: "report.title", asks: [], show: ({ query }) => <ReportView reportKey={report} query={query} /> };
  return views[path] ?? null;
}

// "/" goes to the search box, as on many pages; not while something is written.
function useSearchKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      const box = document.querySelector<HTMLInputElement>("search input");
      box?.focus();
      box?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

export function App() {
  const [language, setLanguage] = useState(initialLanguage);
  const address = useAddress();
  const view = viewOf(address);
  const source = sourceOf(address.query);
  const subject = address.query.get("q") ?? reportKeyOf(address.path);
  useSearchKey();
  const over = useDropTarget();

  useEffect(() => {
    document.documentElement.lang = language_tags[language];
  }, [language]);
  useEffect(() => {
    const title = text(language, view?.title ?? "state.no_view");
    document.title = address.path === "/" ? "Colophon" : `${subject || title} · Colophon`;
  }, [language, address]);

  return (
    <LanguageContext.Provider value={language}>
      <a class="skip" href="#main">
        {text(language, "header.skip")}
      </a>
      <Header
        path={address.path}
        question={address.query.get("q") ?? ""}
        onLanguage={(chosen) => {
          keepLanguage(chosen);
          setLanguage(chosen);
        }}
      />
      <div class={`frame${source ? " with-source" : ""}${over ? " over" : ""}`}>
        <main id="main" tabIndex={-1}>
          {view ? view.show(address) : <Nothing>{text(language, "state.no_view")}</Nothing>}
        </main>
        {source && <SourcePanel source={source} />}
      </div>
      {view && (
        <footer class="bottom">
          <a href={jsonAddress(view, address)} target="_self">
            {text(language, "footer.json")}
          </a>
        </footer>
      )}
    </LanguageContext.Provider>
  );
}
