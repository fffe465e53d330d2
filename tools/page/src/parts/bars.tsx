// Numbers as bars in a table: readable as numbers, comparable at a glance.
import { useWords } from "../language";

export interface BarRow {
  name: string;
  number: number;
  note?: string;
}

export function Bar({ share }: { share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(0, Math.min(100, share * 100))} height="8" />
    </svg>
  );
}

export function Bars({ rows }: { rows: BarRow[] }) {
  const { number } = useWords();
  const most = Math.max(...rows.map((row) => row.number), 0);
  return (
    <table class="bars">
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td class="number">{number(row.number)}</td>
            <td class="wide">
              <Bar share={most > 0 ? row.number / most : 0} />
            </td>
            <td class="where">{row.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
