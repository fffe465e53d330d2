// What models are drawn by: a numeric field, their report's date, or a benchmark.
import { urlOf } from "../api";
import type { Checklist, Item, Reading, Table } from "../shapes";

const numeric = new Set(["number", "integer"]);

export function numericItems(checklist: Checklist): Item[] {
  return checklist.sections.flatMap((section) => section.items).filter((item) => item.kind === "field" && numeric.has(item.type ?? ""));
}

export const benchmark_prefix = "score:";
export const date_id = "report.date";

// "score:MMLU" -> "MMLU"; null for what is no benchmark.
export function benchmarkOf(id: string): string | null {
  return id.startsWith(benchmark_prefix) ? id.slice(benchmark_prefix.length) : null;
}

export interface Point {
  model: string;
  report: string; // its key
  organization: string;
  x: Reading;
  y: Reading;
}

export interface Plot {
  x: { date: boolean };
  y: { date: boolean };
  points: Point[];
}

export const plotUrl = (x: string, y: string): string => urlOf("/charts", { x, y });

// The points as they are listed below a chart.
export function tableOf(points: Point[], xName: string, yName: string): Table {
  const rows = points.map(({ model, report, x, y }) => {
    const cell = ({ value, text, evidence }: Reading) => ({ text, number: value, report, evidence });
    return { model: { text: model }, [xName]: cell(x), [yName]: cell(y) };
  });
  return { title: `${xName} × ${yName}`, columns: ["model", xName, yName], rows };
}
