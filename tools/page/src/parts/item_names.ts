// Names of checklist items in the interface's language, from ids or from the English names that tables print.
import { useMemo } from "preact/hooks";
import { useChecklist } from "../data";
import { useWords } from "../language";

export function useItemNames(): (text: string) => string {
  const { nameOf, language } = useWords();
  const checklist = useChecklist();
  const names = useMemo(() => {
    const found = new Map<string, string>();
    for (const section of checklist?.sections ?? []) {
      found.set(section.name.en, nameOf(section.name));
      for (const item of section.items) found.set(item.id, nameOf(item.name)).set(item.name.en, nameOf(item.name));
    }
    return found;
  }, [checklist, language]);
  return (text) => names.get(text) ?? text;
}
