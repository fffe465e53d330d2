// Reads reports in worker processes (read_worker.h), one for each thread that reads at the same time. A worker that
// dies or overruns a limit is replaced, and the report it had in hand fails with one line that says why.
#pragma once

#include <string>
#include <vector>

#include "indexer/pipeline/confinement.h"
#include "indexer/pipeline/reading.h"

namespace colophon::pipeline {

// `command` is the program that calls serve_reads, and its arguments. Workers start when they are first needed and end
// with the last copy of the Reader. The Reader throws schema::Error(input), or (storage) when no worker can be started.
Reader make_isolated_reader(const std::vector<std::string>& command, const Limits& limits);

}  // namespace colophon::pipeline
