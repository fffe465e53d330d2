// A report without pages (Markdown, HTML, Word ...): its parsed text, with the quote marked where it stands.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useWords } from "../language";
import type { DocumentBlock, DocumentTable, Evidence, ParsedDocument } from "../shapes";
import { type Place, findQuote } from "./quote_match";
import { showInPanel } from "./show_in_panel";
import { type CellPlace, findCell } from "./table_cell";

const around = 25; // blocks before and after the quote; the rest on request

function Marked({ text, place }: { text: string; place: Place | undefined }) {
  if (!place) return <>{text}</>;
  return (
    <>
      {text.slice(0, place.start)}
      <mark>{text.slice(place.start, place.end)}</mark>
      {text.slice(place.end)}
    </>
  );
}

function TableBlock({ table, cell }: { table: DocumentTable; cell: CellPlace | null }) {
  const marked = cell?.table === table ? cell : null;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={table.caption || table.id}>
      <table>
        {table.caption && <caption>{table.caption}</caption>}
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r} class={marked?.row === r ? "marked" : undefined}>
              {row.map((one, c) => {
                const header = r < table.header_rows || c < table.header_cols;
                const inside = marked?.row === r && marked.column === c ? <mark>{one.text}</mark> : one.text;
                return header ? <th key={c}>{inside}</th> : <td key={c}>{inside}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Block({ block, place, table, cell }: { block: DocumentBlock; place: Place | undefined; table: DocumentTable | undefined; cell: CellPlace | null }) {
  if (block.kind === "table" && table) return <TableBlock table={table} cell={cell} />;
  if (block.kind === "caption" && table?.caption === block.text && !place) return null; // stands over its table
  const inside = <Marked text={block.text} place={place} />;
  if (block.kind === "heading") return <h3>{inside}</h3>;
  if (block.kind === "list_item") return <p class="item">{inside}</p>;
  if (block.kind === "code") return <pre>{inside}</pre>;
  return <p class={block.kind}>{inside}</p>;
}

export function DocumentText({ parsed, evidence }: { parsed: ParsedDocument; evidence: Evidence }) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState(false);
  const cell = useMemo(() => findCell(parsed.tables, evidence), [parsed, evidence.quote, evidence.column]);
  const places = useMemo(() => {
    const found = new Map<number, Place>();
    if (cell) return found;
    // A block by itself first: a quote hardly ever runs over two.
    for (const [i, block] of parsed.blocks.entries()) {
      const [place] = findQuote([block.text], evidence.quote);
      if (place) return found.set(i, place);
    }
    for (const place of findQuote(parsed.blocks.map((block) => block.text), evidence.quote)) found.set(place.piece, place);
    return found;
  }, [parsed, evidence.quote, cell]);

  const at = cell ? parsed.blocks.findIndex((block) => block.kind === "table" && parsed.tables[block.table ?? -1] === cell.table) : ([...places.keys()][0] ?? -1);
  const from = whole || at < 0 ? 0 : Math.max(0, at - around);
  const to = whole ? parsed.blocks.length : Math.min(parsed.blocks.length, Math.max(at, 0) + around);

  useEffect(() => {
    showInPanel(frame.current?.querySelector("mark, tr.marked"));
  }, [parsed, evidence.quote, evidence.column]);

  return (
    <div class="document-text" ref={frame} lang={parsed.language}>
      {evidence.quote && at < 0 && <p class="note">{t("source.quote_not_found")}</p>}
      {from > 0 && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {t("source.whole_document")}
        </button>
      )}
      {parsed.blocks.slice(from, to).map((block, i) => (
        <Block key={from + i} block={block} place={places.get(from + i)} table={parsed.tables[block.table ?? -1]} cell={cell} />
      ))}
      {to < parsed.blocks.length && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {t("source.whole_document")}
        </button>
      )}
    </div>
  );
}
