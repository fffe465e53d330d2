// Values as the API gives them (in the field's unit), for people.
import type { Language } from "../language";
import type { Item } from "../shapes";

function amount(value: number): string {
  const [size, letter] = value >= 1e12 ? [1e12, "T"] : value >= 1e9 ? [1e9, "B"] : value >= 1e6 ? [1e6, "M"] : [1, ""];
  const scaled = value / size;
  if (letter === "") return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace("e", "×10^") : value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  return `${Number(scaled.toPrecision(4))}${letter}`;
}

const counted = new Set(["tokens", "examples", "pairs", "prompts", "steps", "hours"]);

function numberText(value: number, item: Item | undefined): string {
  const unit = item?.unit ?? "";
  if (unit === "percent") return `${value}%`;
  if (unit === "B") return `${value}B`;
  if (unit === "USD") return `$${amount(value)}`;
  if (item?.type === "integer") return value.toLocaleString("en-US");
  return counted.has(unit) ? `${amount(value)} ${unit}` : amount(value);
}

const yes_no = { en: ["yes", "no"], zh: ["是", "否"] } as const;

export function valueText(value: unknown, item: Item | undefined, language: Language): string {
  if (typeof value === "boolean") return yes_no[language][value ? 0 : 1];
  if (typeof value === "number") return numberText(value, item);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => valueText(one, item, language)).join("–");
  if (!value || typeof value !== "object") return "";
  const { chip, count, kind, size, unit, value: of, percent, source } = value as Record<string, string | number | null>;
  if (chip) return count ? `${numberText(Number(count), undefined)} × ${chip}` : String(chip);
  if (kind) return size ? `${kind} ${size}` : String(kind);
  if (source) return percent === null ? String(source) : `${source} ${percent}%`;
  if (of !== undefined && of !== null) return `${amount(Number(of))} ${unit ?? ""}`.trim();
  return Object.values(value).filter((one) => one !== null).join(" ");
}
