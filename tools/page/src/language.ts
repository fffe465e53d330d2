// The interface's language: the visitor's choice, else the browser's. Strings are data (strings/*.json).
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Name } from "./shapes";
import en from "./strings/en.json";
import zh from "./strings/zh.json";

export type Language = "en" | "zh";
export type StringKey = keyof typeof en;

// As HTML and Intl name them.
export const language_tags: Record<Language, string> = { en: "en", zh: "zh-CN" };

const strings: Record<Language, Record<StringKey, string>> = { en, zh };
const name = "colophon.language";

export function initialLanguage(): Language {
  const chosen = localStorage.getItem(name) ?? navigator.language;
  return chosen.startsWith("zh") ? "zh" : "en";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(name, language);
}

export function text(language: Language, key: StringKey, values: Record<string, string | number> = {}): string {
  return strings[language][key].replace(/\{(\w+)\}/g, (whole, one: string) => String(values[one] ?? whole));
}

export const LanguageContext = createContext<Language>("en");

export interface Words {
  language: Language;
  t: (key: StringKey, values?: Record<string, string | number>) => string;
  nameOf: (name: Name) => string;
  number: (value: number) => string;
}

export function useWords(): Words {
  const language = useContext(LanguageContext);
  return {
    language,
    t: (key, values) => text(language, key, values),
    nameOf: (both) => both[language],
    number: (value) => value.toLocaleString(language_tags[language]),
  };
}
