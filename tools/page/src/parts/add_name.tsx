// Adds a name to a list: written, or completed from the names that are known.
import type { ComponentChildren } from "preact";

interface Props {
  name: string; // of the field; the completions are its plural
  label: string;
  had: readonly string[]; // not added again
  onAdd: (name: string) => void;
  known: readonly { value: string; note?: string }[];
  children?: ComponentChildren;
}

export function AddName({ name, label, had, onAdd, known, children }: Props) {
  const list = `${name}s`;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const input = event.currentTarget.elements.namedItem(name) as HTMLInputElement;
        const written = input.value.trim();
        if (written && !had.includes(written)) onAdd(written);
        input.value = "";
      }}
    >
      <input name={name} list={list} placeholder={label} aria-label={label} autocomplete="off" />
      <datalist id={list}>
        {known.map(({ value, note }, i) => (
          <option key={i} value={value}>
            {note}
          </option>
        ))}
      </datalist>
      {children}
    </form>
  );
}
