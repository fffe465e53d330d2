// What models are drawn by: their size, their report's date, a numeric field, a benchmark. One value a model, each with
// its evidence; where a report gives several amounts, the largest stands.
import { get, getAll, urlOf } from "../api";
import { numberOf } from "./arrange";
import type { KeyOf } from "./keys";
import { isSize, sizeOf, sizeText } from "./model_size";
import type { Checklist, Evidence, Item, ListedFact, ListedModel, Table } from "../shapes";

export interface Measured {
  value: number; // days are milliseconds since 1970
  text: string;
  key: string;
  evidence: Evidence | undefined;
}

export interface Subject {
  model: string;
  key: string;
}

export type Measure = (subject: Subject) => Measured | null;

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

const scoresOf = (benchmark: string) => get<Table>(urlOf("/scores", { benchmark, limit: 1000 }));

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, "");

// "Qwen2.5-72B-Instruct" is drawn with what "Qwen2.5-72B" is told to be.
function nearest<T>(byName: Map<string, T>, model: string): T | null {
  const wanted = plain(model);
  const exact = byName.get(wanted);
  if (exact !== undefined) return exact;
  let best: string | null = null;
  for (const name of byName.keys()) {
    if (wanted.startsWith(name) && !/^[\d.]/.test(wanted.slice(name.length)) && name.length > (best?.length ?? 3)) best = name;
  }
  return best === null ? null : (byName.get(best) as T);
}

const largest = (a: Measured | undefined, b: Measured) => (a && a.value >= b.value ? a : b);

async function factMeasure(id: string): Promise<Measure> {
  const facts = await getAll<ListedFact>("/facts", "facts", { field: id });
  const ofModel = new Map<string, Measured>();
  const ofReport = new Map<string, Measured>();
  for (const fact of facts) {
    if (typeof fact.value !== "number") continue;
    const measured = { value: fact.value, text: fact.text, key: fact.key, evidence: fact.evidence[0] };
    const name = fact.model && plain(fact.model);
    if (name) ofModel.set(name, largest(ofModel.get(name), measured));
    else ofReport.set(fact.key, largest(ofReport.get(fact.key), measured));
  }
  return ({ model, key }) => nearest(ofModel, model) ?? ofReport.get(key) ?? null;
}

async function modelMeasure(id: string): Promise<Measure> {
  const byName = new Map<string, Measured>();
  for (const model of await getAll<ListedModel>("/models", "models")) {
    const value = sizeOf(model, id);
    const text = sizeText(value);
    if (value !== null && text) byName.set(plain(model.name), { value, text, key: model.key, evidence: model.evidence[0] });
  }
  return ({ model }) => nearest(byName, model);
}

async function dateMeasure(): Promise<Measure> {
  const byKey = new Map<string, Measured>();
  for (const model of await getAll<ListedModel>("/models", "models")) {
    if (model.release_date) byKey.set(model.key, { value: Date.parse(model.release_date), text: model.release_date, key: model.key, evidence: undefined });
  }
  return ({ key }) => byKey.get(key) ?? null;
}

async function scoreMeasure(benchmark: string, keyOf: KeyOf): Promise<Measure> {
  const table = await scoresOf(benchmark);
  const byName = new Map<string, Measured>();
  for (const row of table.rows) {
    const cell = row[table.columns[1] ?? ""];
    const value = numberOf(cell);
    if (!cell || value === null) continue;
    byName.set(plain(row.model?.text ?? ""), { value, text: cell.text, key: keyOf(cell.report), evidence: cell.evidence?.[0] });
  }
  return ({ model }) => byName.get(plain(model)) ?? null;
}

export function loadMeasure(id: string, keyOf: KeyOf): Promise<Measure> {
  const benchmark = benchmarkOf(id);
  if (benchmark !== null) return scoreMeasure(benchmark, keyOf);
  if (id === date_id) return dateMeasure();
  return isSize(id) ? modelMeasure(id) : factMeasure(id);
}

// The models to draw: those that reports introduce, and those that a drawn benchmark names.
export async function loadSubjects(ids: string[], keyOf: KeyOf): Promise<Subject[]> {
  const subjects = new Map<string, Subject>();
  for (const model of await getAll<ListedModel>("/models", "models")) {
    subjects.set(plain(model.name), { model: model.name, key: model.key });
  }
  for (const benchmark of ids.map(benchmarkOf)) {
    if (benchmark === null) continue;
    const table = await scoresOf(benchmark);
    for (const row of table.rows) {
      const model = row.model?.text ?? "";
      const key = keyOf(row[table.columns[1] ?? ""]?.report);
      if (!subjects.has(plain(model))) subjects.set(plain(model), { model, key });
    }
  }
  return [...subjects.values()];
}
