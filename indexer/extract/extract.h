// The extractors' one door: a Document in, its Record out. Deterministic: the same Document gives the same bytes.
// Inside: models.h finds the report's own models and tells them from baselines; one file a checklist section proposes
// candidates; the ranker gives each a probability; resolver.h alone decides which become facts.
#pragma once

#include <string>

#include "indexer/document/document.h"
#include "schema/record.h"

namespace colophon::extract {

struct Settings {
  double threshold = -1;  // facts below this confidence go to `review`; negative: the ranker's own default
  std::string ranker;     // weights as JSON; "" for the embedded ones
  std::string path_hint;  // the file's path, for organisation and date hints
};

schema::Record extract(const document::Document& document, const Settings& settings = {});

}  // namespace colophon::extract
