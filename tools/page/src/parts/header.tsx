// The header of every view: the search box, the views, language and theme.
import { useEffect, useState } from "preact/hooks";
import { addressOf } from "../address";
import { type Language, type StringKey, language_tags, useWords } from "../language";
import { initialTheme, keepTheme, onSystemTheme, showTheme } from "../theme";
import { usePins } from "./pins";
import { SearchBox } from "./search_box";

const links: [string, StringKey][] = [
  ["/reports", "reports.title"],
  ["/compare", "compare.title"],
  ["/scores", "scores.title"],
  ["/coverage", "coverage.title"],
  ["/charts", "charts.title"],
  ["/review", "review.title"],
];

function ThemeButton() {
  const { t } = useWords();
  const [theme, setTheme] = useState(initialTheme);
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => onSystemTheme(setTheme), []);
  const other = theme === "dark" ? "light" : "dark";
  const label = t(other === "dark" ? "header.dark" : "header.light");
  const change = () => {
    keepTheme(other);
    setTheme(other);
  };
  return (
    <button type="button" class="quiet" onClick={change} aria-label={label} title={label}>
      {theme === "dark" ? "☀" : "☾"}
    </button>
  );
}

interface Props {
  path: string;
  question: string;
  onLanguage: (language: Language) => void;
}

export function Header({ path, question, onLanguage }: Props) {
  const { language, t } = useWords();
  const [pinned] = usePins();
  const other = language === "en" ? "zh" : "en";
  return (
    <header class="top">
      <a class="wordmark" href="/">
        Colophon
      </a>
      {path !== "/" && <SearchBox value={question} />}
      <nav aria-label={t("header.views")}>
        {links.map(([address, title]) => (
          <a key={address} href={address === "/compare" && path !== "/compare" ? addressOf(address, { name: pinned }) : address} aria-current={path === address || path.startsWith(`${address}/`) ? "page" : undefined}>
            {t(title)}
            {address === "/compare" && pinned.length > 0 && <span class="count">{pinned.length}</span>}
          </a>
        ))}
      </nav>
      <div class="settings">
        <button type="button" class="quiet" lang={language_tags[other]} onClick={() => onLanguage(other)}>
          {other === "zh" ? "中文" : "English"}
        </button>
        <ThemeButton />
      </div>
    </header>
  );
}
