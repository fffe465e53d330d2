// PDFs of reports through pdf.js. The last one opened stays open: the next quote is mostly of the same report.
import type { PDFDocumentProxy } from "pdfjs-dist";
import { reportPath } from "../address";
import { headers, urlOf } from "../api";

type Library = typeof import("../libraries/pdf");

// A path in a variable: the bundle is loaded when it is wanted, not built in.
const library_path = "/assets/pdf.js";
let library: Promise<Library> | null = null;

export function pdfLibrary(): Promise<Library> {
  library ??= import(library_path) as Promise<Library>;
  return library;
}

let open: { key: string; document: Promise<PDFDocumentProxy> } | null = null;

export async function openPdf(key: string): Promise<PDFDocumentProxy> {
  if (open?.key === key) return open.document;
  const before = open;
  const { getDocument } = await pdfLibrary();
  const task = getDocument({
    url: urlOf(`${reportPath(key)}/file`),
    httpHeaders: headers() as Record<string, string>,
    useWasm: false, // the policy allows no code but the page's own files
    enableXfa: false,
    disableAutoFetch: true,
  });
  open = { key, document: task.promise };
  task.promise.catch(() => {
    if (open?.key === key) open = null;
  });
  void before?.document.then((document) => document.loadingTask.destroy()).catch(() => undefined);
  return task.promise;
}
