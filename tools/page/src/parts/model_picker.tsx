// The models of a comparison: each can be taken out, another is added by name.
import { getAll } from "../api";
import { useLoaded } from "../data";
import { useWords } from "../language";
import type { ListedModel } from "../shapes";
import { AddName } from "./add_name";

export function ModelPicker({ names, onChange }: { names: string[]; onChange: (names: string[]) => void }) {
  const { t } = useWords();
  const models = useLoaded<ListedModel[]>("models", () => getAll("/models", "models"));
  const known = models.data?.map((model) => ({ value: model.name, note: model.report })) ?? [];
  return (
    <div class="picker">
      {names.map((name) => (
        <span key={name} class="chip">
          {name}
          <button type="button" onClick={() => onChange(names.filter((one) => one !== name))} aria-label={t("pin.remove", { model: name })}>
            ×
          </button>
        </span>
      ))}
      <AddName name="model" label={t("compare.add")} had={names} onAdd={(name) => onChange([...names, name])} known={known}>
        <button type="submit" class="quiet">
          {t("compare.add_button")}
        </button>
      </AddName>
    </div>
  );
}
