// The models of a comparison: each can be taken out, another is added by name.
import { getAll } from "../api";
import { useLoaded } from "../data";
import { useWords } from "../language";
import type { ListedModel } from "../shapes";

export function ModelPicker({ names, onChange }: { names: string[]; onChange: (names: string[]) => void }) {
  const { t } = useWords();
  const models = useLoaded<ListedModel[]>("models", () => getAll("/models", "models"));
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const input = event.currentTarget.elements.namedItem("model") as HTMLInputElement;
          const name = input.value.trim();
          if (name && !names.includes(name)) onChange([...names, name]);
          input.value = "";
        }}
      >
        <input name="model" list="models" placeholder={t("compare.add")} aria-label={t("compare.add")} autocomplete="off" />
        <datalist id="models">
          {models.data?.map((model) => (
            <option key={`${model.key} ${model.name}`} value={model.name}>
              {model.report}
            </option>
          ))}
        </datalist>
        <button type="submit" class="quiet">
          {t("compare.add_button")}
        </button>
      </form>
    </div>
  );
}
