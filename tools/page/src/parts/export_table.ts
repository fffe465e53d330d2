// Tables as files, as they are seen: the same order, the same filter.
import type { Table } from "../shapes";

const texts = (table: Table, headerOf: (column: string) => string) => [
  table.columns.map(headerOf),
  ...table.rows.map((row) => table.columns.map((column, i) => (i === 0 ? headerOf(row[column]?.text ?? "") : (row[column]?.text ?? "")))),
];

// Spreadsheets run what begins with = + - @ as a formula: such text gets an apostrophe, unless it is a number.
function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

export function toCsv(table: Table, headerOf = (column: string) => column): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return texts(table, headerOf)
    .map((row) => row.map((text) => quoted(guarded(text))).join(","))
    .join("\r\n")
    .concat("\r\n");
}

export function toMarkdown(table: Table, headerOf = (column: string) => column): string {
  const line = (cells: string[]) => `| ${cells.map((text) => text.replace(/([\\|*_`<])/g, "\\$1").replace(/\s+/g, " ")).join(" | ")} |`;
  const [header = [], ...rows] = texts(table, headerOf);
  return [line(header), `|${header.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n").concat("\n");
}

export function save(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
