// pdf.js, loaded when a page of a PDF is to be seen. The build for browsers of a few years ago.
import * as pdf from "pdfjs-dist/legacy/build/pdf.mjs";

pdf.GlobalWorkerOptions.workerSrc = "/assets/pdf.worker.js";

export const { getDocument, TextLayer } = pdf;
