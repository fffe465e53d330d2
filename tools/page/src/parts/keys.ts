// From a report's file name, which tables name, to its key, which addresses need.
import { getAll } from "../api";
import { useLoaded } from "../data";
import type { ReportHead } from "../shapes";

export type KeyOf = (report: string | undefined) => string;

export async function loadKeyOf(): Promise<KeyOf> {
  const reports = await getAll<ReportHead>("/reports", "reports");
  const keys = new Map(reports.map((one) => [one.report, one.key]));
  return (report) => keys.get(report ?? "") ?? report ?? "";
}

export function useKeyOf(): KeyOf {
  const { data } = useLoaded<{ keyOf: KeyOf }>("reports", async () => ({ keyOf: await loadKeyOf() }));
  return data?.keyOf ?? ((report) => report ?? "");
}
