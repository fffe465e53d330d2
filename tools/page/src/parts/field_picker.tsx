// The fields of a comparison, by the checklist's sections. None chosen means those that the program shows by itself.
import { useChecklist } from "../data";
import { useWords } from "../language";

export function FieldPicker({ fields, onChange }: { fields: string[]; onChange: (fields: string[]) => void }) {
  const { t, nameOf } = useWords();
  const checklist = useChecklist();
  const toggle = (id: string) => onChange(fields.includes(id) ? fields.filter((one) => one !== id) : [...fields, id]);
  return (
    <details class="field-picker">
      <summary>{fields.length > 0 ? t("compare.fields_chosen", { n: fields.length }) : t("compare.fields")}</summary>
      {fields.length > 0 && (
        <button type="button" class="quiet" onClick={() => onChange([])}>
          {t("compare.fields_all")}
        </button>
      )}
      <div class="fields">
        {checklist?.sections.map((section) => {
          const items = section.items.filter((item) => item.kind === "field" && !item.id.startsWith("report."));
          if (items.length === 0) return null;
          return (
            <fieldset key={section.id}>
              <legend>{nameOf(section.name)}</legend>
              {items.map((item) => (
                <label key={item.id}>
                  <input type="checkbox" checked={fields.includes(item.id)} onChange={() => toggle(item.id)} /> {nameOf(item.name)}
                </label>
              ))}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}
