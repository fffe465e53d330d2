// The shapes of the API's answers, as openapi.json describes them.

export interface Evidence {
  page: number | null;
  section: string;
  quote: string;
  table?: string;
  row?: string;
  column?: string;
}

export interface Statement {
  field: string; // an item's id, "score", "text", or "" where the report as a whole is meant
  value: unknown;
  text: string;
  evidence: Evidence[];
  confidence?: number;
  benchmark?: string;
  setting?: string;
  own?: boolean;
}

export interface Answer extends Statement {
  report: string;
  key: string;
  title: string;
  model: string | null;
  models: string[];
  also?: Statement[];
}

export interface FoundPassage {
  report: string;
  key: string;
  page: number | null;
  section: string;
  snippet: string;
  text: string;
}

export interface Group {
  name: string;
  number: number;
  reports: number;
}

export interface Answers {
  question: string;
  interpretation: string;
  answers: Answer[];
  passages: FoundPassage[];
  count?: number;
  counted?: "reports" | "models" | "values";
  of?: number;
  groups?: Group[];
}

export interface Model {
  name: string;
  aliases: string[];
  params_total_b: number | null;
  params_active_b: number | null;
  family: string | null;
  evidence: Evidence[];
}

// What a point of a chart shows along one axis; a date's value is seconds since 1970.
export interface Reading {
  value: number;
  text: string;
  evidence: Evidence[];
}

export interface Fact {
  field: string;
  model: string | null;
  value: unknown;
  confidence: number;
  evidence: Evidence[];
  as_written?: string;
  doubt?: string;
}

export interface ListedFact extends Fact {
  key: string;
  report: string;
  text: string;
}

export interface Score {
  model: string;
  benchmark: string;
  setting: string;
  value: number;
  own: boolean;
  ablation: boolean;
  page: number | null;
  table: string | null;
  evidence: Evidence[];
}

export interface RecordPassage {
  item: string;
  page: number | null;
  section: string;
  quote: string;
  confidence: number;
}

export interface ReportRecord {
  report: string;
  title: string;
  organization: string[];
  release_date: string | null;
  organization_hint: string | null;
  date_hint: string | null;
  language: string;
  licence: string | null;
  repository: string | null;
  arxiv: string | null;
  models: Model[];
  facts: Fact[];
  review: Fact[];
  scores: Score[];
  passages: RecordPassage[];
  absent: string[];
  mentioned_not_read: string[];
}

export interface ReportHead {
  key: string;
  report: string;
  title: string;
  organization: string[];
  release_date: string | null;
  language: string;
  models: string[];
  disclosed: number;
}

export interface ListedModel extends Model {
  key: string;
  report: string;
  organization: string[];
  release_date: string | null;
}

export interface Cell {
  text: string;
  number?: number;
  marked?: boolean;
  report?: string;
  evidence?: Evidence[];
}

export interface Table {
  title: string;
  columns: string[];
  rows: Record<string, Cell>[];
}

export interface Stats {
  reports: number;
  models: number;
  facts: number;
  review: number;
  scores: number;
  passages: number;
  sources: number;
  failed: number;
}

export interface Name {
  en: string;
  zh: string;
}

export interface Item {
  id: string;
  kind: "field" | "narrative";
  name: Name;
  type?: string;
  unit?: string;
  values?: string[];
  closed?: boolean;
  many?: boolean;
}

export interface Section {
  id: string;
  name: Name;
  items: Item[];
}

export interface Checklist {
  sections: Section[];
}

export interface Benchmark {
  name: string;
  own: number;
  all: number;
}

export type Box = [number, number, number, number];

export interface DocumentCell {
  text: string;
  core?: string;
  copy?: boolean;
  bold?: boolean;
  box?: Box; // points from the page's top left
}

export interface DocumentTable {
  id: string;
  caption: string;
  page: number;
  section: number;
  header_rows: number;
  header_cols: number;
  rows: DocumentCell[][];
}

export interface DocumentBlock {
  kind: string;
  text: string;
  page: number;
  section: number;
  table?: number;
  box?: Box;
}

export interface ParsedDocument {
  report: string;
  format: string;
  title: string;
  language: string;
  pages: [number, number][]; // width and height in points
  sections: { parent: number; level: number; number: string; title: string }[];
  blocks: DocumentBlock[];
  tables: DocumentTable[];
}

export interface JobEvent {
  event: "waiting" | "fetching" | "reading" | "indexed" | "mirrored" | "done" | "failed";
  key?: string;
  report?: string;
  pages?: number;
  done?: number;
  of?: number;
  message?: string;
  hint?: string;
}
