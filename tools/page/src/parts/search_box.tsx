// The one box: questions in either language, or the query language. Completions of the query language come as a list.
import { useEffect, useRef, useState } from "preact/hooks";
import { addressOf, go } from "../address";
import { get, urlOf } from "../api";
import { useWords } from "../language";

// "family:moe params:>=100B": such text goes to /search, everything else is a question.
const query_language = /(^|[\s(-])[A-Za-z][\w.]*:\S/;

export function askAddress(text: string): string {
  return addressOf(query_language.test(text) && !/[?？]\s*$/.test(text) ? "/search" : "/ask", { q: text.trim() });
}

const most_completions = 8;

export function SearchBox({ value, large = false }: { value: string; large?: boolean }) {
  const { t } = useWords();
  const [written, setWritten] = useState(value);
  const [completions, setCompletions] = useState<string[]>([]);
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setWritten(value), [value]);

  useEffect(() => {
    const last = /\S+$/.exec(written)?.[0] ?? "";
    if (written === value || last.length < 2 || document.activeElement !== input.current) {
      setCompletions([]);
      return;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      get<{ completions: string[] }>(urlOf("/complete", { prefix: written })).then(
        (answer) => wanted && setCompletions(answer.completions.filter((one) => one !== last).slice(0, most_completions)),
        () => undefined,
      );
    }, 120);
    setChosen(-1);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [written, value]);

  const complete = (completion: string) => {
    setWritten(written.replace(/\S*$/, completion));
    setCompletions([]);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && completions.length > 0) {
      event.stopPropagation();
      setCompletions([]);
    }
    if (completions.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = completions.length + 1; // none, then each
      setChosen(((chosen + 1 + step + places) % places) - 1);
    }
    if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      complete(completions[chosen] as string);
    }
  };

  return (
    <search class={large ? "search large" : "search"}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setCompletions([]);
          if (written.trim()) go(askAddress(written));
        }}
      >
        <input
          ref={input}
          type="text"
          name="q"
          value={written}
          placeholder={t("search.placeholder")}
          aria-label={t("search.label")}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={completions.length > 0}
          aria-controls="completions"
          aria-activedescendant={chosen >= 0 ? `completion-${chosen}` : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          autofocus={large}
          onInput={(event) => setWritten(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setTimeout(() => setCompletions([]), 150)}
        />
        <button type="submit">{t("search.ask")}</button>
      </form>
      <ul id="completions" role="listbox" aria-label={t("search.completions")} hidden={completions.length === 0}>
        {completions.map((one, i) => (
          <li key={one} id={`completion-${i}`} role="option" aria-selected={i === chosen} onMouseDown={() => complete(one)}>
            {one}
          </li>
        ))}
      </ul>
    </search>
  );
}
