#include "tools/colophon/reading.h"

#include "indexer/pipeline/isolated_reader.h"

namespace colophon::tools {

pipeline::Reader confined_reader() {
  const pipeline::Limits limits;
  return pipeline::make_isolated_reader({"/proc/self/exe", "read-worker"}, limits);
}

fetch::Settings fetch_settings() {
  fetch::Settings settings;
  settings.user_agent = "colophon/" COLOPHON_VERSION " (reads reports one by one at a person's request)";
  return settings;
}

}  // namespace colophon::tools
