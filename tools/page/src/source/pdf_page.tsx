// One page of a PDF: the picture, the text over it for selection, and the marks of a quote.
import { useEffect, useRef, useState } from "preact/hooks";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { useWords } from "../language";
import { useWidth } from "../parts/width";
import type { Box } from "../shapes";
import { pdfLibrary } from "./pdf_document";
import { findQuote } from "./quote_match";
import { showInPanel } from "./show_in_panel";

interface Mark {
  left: number; // shares of the page's width and height
  top: number;
  width: number;
  height: number;
}

interface Marked {
  quote: Mark[];
  cell: Mark | null;
}

interface Props {
  document: PDFDocumentProxy;
  page: number;
  quote: string;
  cell: Box | null; // in points; marked more strongly than the quote
}

function marksOfQuote(layer: HTMLElement, divs: HTMLElement[], texts: string[], quote: string): Mark[] {
  const frame = layer.getBoundingClientRect();
  const marks: Mark[] = [];
  for (const place of findQuote(texts, quote)) {
    const node = divs[place.piece]?.firstChild;
    if (!node) continue;
    const range = document.createRange();
    range.setStart(node, place.start);
    range.setEnd(node, Math.min(place.end, node.textContent?.length ?? 0));
    for (const box of range.getClientRects()) {
      marks.push({
        left: (box.left - frame.left) / frame.width,
        top: (box.top - frame.top) / frame.height,
        width: box.width / frame.width,
        height: box.height / frame.height,
      });
    }
  }
  return marks;
}

function markOfBox([x0, y0, x1, y1]: Box, page: PDFPageProxy): Mark {
  const { width, height } = page.getViewport({ scale: 1 });
  return { left: x0 / width, top: y0 / height, width: (x1 - x0) / width, height: (y1 - y0) / height };
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

function place(element: HTMLElement | null, { left, top, width, height }: Mark): void {
  if (!element) return;
  Object.assign(element.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
}

export function PdfPage({ document: pdf, page: number, quote, cell }: Props) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [marked, setMarked] = useState<Marked | null>(null);

  useEffect(() => {
    if (!width) return;
    let wanted = true;
    let stop = () => {};
    setMarked(null);
    void (async () => {
      const { TextLayer } = await pdfLibrary();
      const page = await pdf.getPage(number);
      if (!wanted || !canvas.current || !layer.current || !frame.current) return;
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: width / natural.width });
      frame.current.style.aspectRatio = `${natural.width} / ${natural.height}`;
      layer.current.style.setProperty("--total-scale-factor", String(viewport.scale));
      layer.current.style.setProperty("--scale-round-x", "1px");
      layer.current.style.setProperty("--scale-round-y", "1px");

      const sharp = Math.min(window.devicePixelRatio || 1, 2);
      canvas.current.width = Math.floor(viewport.width * sharp);
      canvas.current.height = Math.floor(viewport.height * sharp);
      const picture = page.render({ canvas: canvas.current, viewport: page.getViewport({ scale: viewport.scale * sharp }) });
      picture.promise.catch(() => undefined);

      layer.current.replaceChildren();
      const text = new TextLayer({ textContentSource: page.streamTextContent(), container: layer.current, viewport });
      stop = () => {
        picture.cancel();
        text.cancel();
      };
      await text.render();
      if (!wanted || !layer.current) return;
      setMarked({
        quote: quote ? marksOfQuote(layer.current, text.textDivs, text.textContentItemsStr, quote) : [],
        cell: cell && markOfBox(cell, page),
      });
    })().catch(() => wanted && setMarked({ quote: [], cell: null }));
    return () => {
      wanted = false;
      stop();
    };
  }, [pdf, number, quote, width, cell?.join()]);

  useEffect(() => {
    showInPanel(frame.current?.querySelector("mark"));
  }, [marked]);

  const boxed = marked?.cell;
  return (
    <>
      {marked?.quote.length === 0 && quote && !boxed && <p class="note">{t("source.quote_not_on_page")}</p>}
      <div class="pdf-page" ref={frame} role="document" aria-label={t("source.page", { n: number })}>
        <canvas ref={canvas} aria-hidden="true" />
        <div class="marks" aria-hidden="true">
          {marked?.quote.map((mark, i) => (
            <mark key={i} ref={(element) => place(element, mark)} />
          ))}
          {boxed && <mark class="cell" ref={(element) => place(element, boxed)} />}
        </div>
        <div class="textLayer" ref={layer} tabIndex={-1} />
      </div>
    </>
  );
}
