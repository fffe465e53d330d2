// What a person decides of what was read: the queue, and the acts on it (docs/review.md).
import { get, send, urlOf } from "./api";
import type { Evidence } from "./shapes";

export interface Candidate {
  id: string;
  value: unknown;
  text: string;
  confidence: number;
  stands: boolean;
  doubt?: string;
  evidence: Evidence[];
}

export interface ReviewItem {
  report: string; // its key
  title: string;
  field: string;
  model: string | null;
  kind: "doubtful" | "conflict";
  candidates: Candidate[];
}

export interface ReviewQueue {
  total: number;
  items: ReviewItem[];
}

export interface Correction {
  whole: boolean;
  values: unknown[];
  rejected: unknown[];
}

export interface Decision {
  number: number;
  time: string; // ISO 8601
  author: string;
  action: "accept" | "reject" | "set" | "unset" | "undo";
  undoes?: number;
  report: string;
  field: string;
  model: string | null;
  note: string;
  after: Correction | null;
}

// As POST /decisions takes it.
export type NewDecision =
  | { action: "accept" | "reject"; id: string }
  | { action: "set" | "add"; report: string; field: string; model: string | null; values: string[]; quote: string; note: string }
  | { action: "undo"; number: number };

export const readQueue = (url: string) => get<ReviewQueue>(url);

export const readDecisions = async (url: string) => (await get<{ decisions: Decision[] }>(url)).decisions;

export const decide = async (what: NewDecision) => (await send<{ decision: Decision }>("POST", urlOf("/decisions"), JSON.stringify(what))).decision;
