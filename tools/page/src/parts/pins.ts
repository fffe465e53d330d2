// Models pinned for comparison, kept by the browser.
import { useEffect, useState } from "preact/hooks";

const name = "colophon.pins";
const changed = new EventTarget();

export function pins(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function setPins(models: string[]): void {
  localStorage.setItem(name, JSON.stringify(models));
  changed.dispatchEvent(new Event("change"));
}

export function usePins(): [string[], (model: string) => void] {
  const [list, setList] = useState(pins);
  useEffect(() => {
    const update = () => setList(pins());
    changed.addEventListener("change", update);
    return () => changed.removeEventListener("change", update);
  }, []);
  const toggle = (model: string) => setPins(list.includes(model) ? list.filter((one) => one !== model) : [...list, model]);
  return [list, toggle];
}
