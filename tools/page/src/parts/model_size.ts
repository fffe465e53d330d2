// A model's sizes stand with the model rather than among facts: which of the checklist's items each is, and how it is read.
import type { Model } from "../shapes";

const members = new Map<string, "params_total_b" | "params_active_b">([
  ["model.params_total", "params_total_b"],
  ["model.params_active", "params_active_b"],
]);

export const isSize = (id: string) => members.has(id);

// In billions; null where the item is no size, or not told.
export function sizeOf(model: Model, id: string): number | null {
  const member = members.get(id);
  return member ? model[member] : null;
}

// "671B".
export const sizeText = (billions: number | null) => (billions === null ? null : `${billions}B`);
