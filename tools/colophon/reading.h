// How commands other than `index` get and read reports.
#pragma once

#include "indexer/fetch/client.h"
#include "indexer/pipeline/reading.h"

namespace colophon::tools {

// The reader with its usual settings, each report in a process of its own that can do no harm.
pipeline::Reader confined_reader();

// The usual settings, under this program's name.
fetch::Settings fetch_settings();

}  // namespace colophon::tools
