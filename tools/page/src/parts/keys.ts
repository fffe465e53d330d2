// From a report's file name, which tables name, to its key, which addresses need.
import { getAll } from "../api";
import { useLoaded } from "../data";
import type { ReportHead } from "../shapes";

export function useKeyOf(): (report: string | undefined) => string {
  const { data } = useLoaded<ReportHead[]>("reports", () => getAll("/reports", "reports"));
  return (report) => data?.find((one) => one.report === report || one.key === report)?.key ?? report ?? "";
}
