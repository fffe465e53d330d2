// The panel beside any view: the page or paragraph that a piece of evidence stands on. Its address is part of the
// view's (source, page, quote ...), so that a link leads to the quote and the back button closes the panel.
import { useEffect, useRef } from "preact/hooks";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { go, here, reportPath } from "../address";
import { urlOf } from "../api";
import { useAnswer, useLoaded } from "../data";
import { useWords } from "../language";
import { Problem, Waiting } from "../parts/state";
import type { Evidence, ParsedDocument } from "../shapes";
import { DocumentText } from "./document_text";
import { openPdf } from "./pdf_document";
import { PdfPage } from "./pdf_page";
import { findCell } from "./table_cell";

export const closed = { source: null, page: null, quote: null, table: null, row: null, column: null, heading: null };

export function sourceAddress(key: string, evidence: Evidence): string {
  return here({ ...closed, source: key, page: evidence.page, quote: evidence.quote, table: evidence.table, row: evidence.row, column: evidence.column, heading: evidence.section });
}

export interface Source {
  key: string;
  evidence: Evidence;
}

export function sourceOf(query: URLSearchParams): Source | null {
  const key = query.get("source");
  if (!key) return null;
  const optional = (name: string) => query.get(name) ?? undefined;
  const page = Number(query.get("page"));
  const evidence: Evidence = { page: page > 0 ? page : null, section: query.get("heading") ?? "", quote: query.get("quote") ?? "" };
  return { key, evidence: { ...evidence, table: optional("table"), row: optional("row"), column: optional("column") } };
}

function PdfSource({ source: { key, evidence } }: { source: Source }) {
  const { t } = useWords();
  const pdf = useLoaded<PDFDocumentProxy>(key, openPdf);
  const parsed = useAnswer<ParsedDocument>(evidence.table ? urlOf(`${reportPath(key)}/document`) : null);
  if (pdf.error) return <Problem error={pdf.error} />;
  if (!pdf.data) return <Waiting />;
  const page = Math.min(evidence.page ?? 1, pdf.data.numPages);
  const turn = (to: number) => go(here({ page: to }), { replace: true });
  const cell = parsed.data && findCell(parsed.data.tables, evidence);
  const box = cell && cell.column >= 0 && cell.table.page === page ? (cell.table.rows[cell.row]?.[cell.column]?.box ?? null) : null;
  return (
    <>
      <div class="turn">
        <button type="button" disabled={page <= 1} onClick={() => turn(page - 1)} aria-label={t("source.previous_page")}>
          ←
        </button>
        <span aria-live="polite">{t("source.page_of", { n: page, of: pdf.data.numPages })}</span>
        <button type="button" disabled={page >= pdf.data.numPages} onClick={() => turn(page + 1)} aria-label={t("source.next_page")}>
          →
        </button>
      </div>
      <PdfPage document={pdf.data} page={page} quote={evidence.quote} cell={box} />
    </>
  );
}

function TextSource({ source: { key, evidence } }: { source: Source }) {
  const parsed = useAnswer<ParsedDocument>(urlOf(`${reportPath(key)}/document`));
  if (parsed.error) return <Problem error={parsed.error} />;
  if (!parsed.data) return <Waiting />;
  return <DocumentText parsed={parsed.data} evidence={evidence} />;
}

export function SourcePanel({ source }: { source: Source }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => go(here(closed));

  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    heading.current?.focus({ preventScroll: true });
    return () => opener?.focus?.();
  }, [source.key, source.evidence.quote]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const { evidence, key } = source;
  const where = [evidence.section, evidence.table, evidence.row, evidence.column].filter(Boolean).join(" · ");
  return (
    <aside class="source" aria-labelledby="source-title">
      <header>
        <div>
          <h2 id="source-title" ref={heading} tabIndex={-1}>
            <a href={reportPath(key)}>{key}</a>
          </h2>
          {where && <p class="where">{where}</p>}
        </div>
        <a class="button quiet" href={urlOf(`${reportPath(key)}/file`)} download>
          {t("source.download")}
        </a>
        <button type="button" class="quiet" onClick={close} aria-label={t("source.close")} title="Esc">
          ✕
        </button>
      </header>
      <div class="body">{key.toLowerCase().endsWith(".pdf") ? <PdfSource source={source} /> : <TextSource source={source} />}</div>
    </aside>
  );
}
