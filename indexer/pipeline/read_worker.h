// A read worker: a process that reads one report after the other for the pipeline, confined, so that a report that
// crashes, hangs or swells costs itself alone. This is the worker's side; isolated_reader.h is the pipeline's.
//
// The worker begins with a frame "r" when it is confined and ready, or "e" and then a frame that says why not. A
// request is two frames, the path and the bytes of a report. The answer is "r" and then the record (CBOR), the Document
// (JSON) and its pages; or "e" and then why it cannot be read.
#pragma once

#include "indexer/pipeline/confinement.h"
#include "indexer/pipeline/reading.h"

namespace colophon::pipeline {

// Answers requests from standard input, a stream socket, until it is closed. Confines the process first when
// `confined`.
void serve_reads(const Reader& reader, const Limits& limits, bool confined);

}  // namespace colophon::pipeline
