// A condition in the query language that narrows a view.
import type { ComponentChildren } from "preact";
import { go, here } from "../address";
import { useWords } from "../language";

export function WhereForm({ where, example, children }: { where: string; example: string; children?: ComponentChildren }) {
  const { t } = useWords();
  return (
    <form
      class="options"
      onSubmit={(event) => {
        event.preventDefault();
        go(here({ where: new FormData(event.currentTarget).get("where") as string }));
      }}
    >
      {children}
      <label>
        {t("filter.where")} <input name="where" value={where} placeholder={example} spellcheck={false} />
      </label>
      <button type="submit">{t("filter.apply")}</button>
    </form>
  );
}
