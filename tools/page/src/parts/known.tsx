// A value as it is told, or a dash where it is not.
export function Known({ value }: { value?: string | null }) {
  return value ? <>{value}</> : <span class="absent">—</span>;
}
