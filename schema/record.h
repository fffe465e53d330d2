// A record: all that one report says, aligned to the checklist. Plain data, owned by value.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "schema/value.h"

namespace colophon::schema {

// Where a statement stands. `quote` is verbatim: it is found in the text of one Block of the report's Document.
struct Evidence {
  int page = 0;         // 1-based; 0 where the format has no pages (JSON null)
  std::string section;  // the heading it stands under
  std::string quote;
  std::string table;  // "Table 3" when it is a table cell, else ""
  std::string row;    // the cell's row and column headers
  std::string column;
};

struct Fact {
  std::string field;
  std::string model;  // a Model::name, or "" when it holds for all the report's models (JSON null)
  Value value;
  std::string as_written;          // the value as the report prints it
  double confidence = 0;           // share of such facts that are right, 0..1
  std::vector<Evidence> evidence;  // never empty; the best first
  std::string doubt;               // why it is to be reviewed, "" when it is not in doubt
};

struct Model {
  std::string name;
  std::vector<std::string> aliases;
  std::optional<double> params_total_b;   // billions
  std::optional<double> params_active_b;  // billions, a token
  std::string family;                     // "dense" | "moe" | "hybrid-linear" | ""
  std::vector<Evidence> evidence;
};

struct Score {
  std::string model;      // header as printed, joined when wrapped
  std::string benchmark;  // as printed, joined when wrapped
  std::string setting;    // "5-shot", "EM", "Pass@1", else ""
  double value = 0;       // as printed, no % sign
  bool own = false;       // of one of the report's own models
  bool ablation = false;  // from an ablation table
  int page = 0;
  std::string table;  // "Table 3", "" in prose
  Evidence evidence;
};

struct Passage {
  std::string item;  // a narrative item's id
  int page = 0;
  std::string section;
  std::string quote;
  double confidence = 0;
};

// What is known of an item without a fact.
enum class Silence {
  not_disclosed,       // no cue anywhere in the report
  mentioned_not_read,  // a cue without a value: work left to do
};

struct Absence {
  std::string item;
  Silence silence = Silence::not_disclosed;
};

struct Record {
  std::string report;  // file name
  std::string title;
  std::vector<std::string> organization;  // as stated
  std::string release_date;               // "2024-05" or "2024-05-07" only where the document states it, else ""
  std::string organization_hint;          // from the file's path alone: weaker
  std::string date_hint;
  std::string language;  // "en" | "zh"
  std::string licence;
  std::string repository;
  std::string arxiv;
  std::vector<Model> models;
  std::vector<Fact> facts;   // at or above the threshold
  std::vector<Fact> review;  // below the threshold or in doubt
  std::vector<Score> scores;
  std::vector<Passage> passages;
  std::vector<Absence> absent;
};

nlohmann::json evidence_to_json(const Evidence& evidence);
// Throws Error(input) naming the member.
Evidence evidence_from_json(const nlohmann::json& json);

// The shape of gold/GUIDE.md: facts with "evidence" and "confidence", empty models as null, "absent" as a list of ids.
nlohmann::json record_to_json(const Record& record);

// Reads what record_to_json writes (and curated records of that shape). Throws Error(input) naming the member.
Record record_from_json(const nlohmann::json& json);

}  // namespace colophon::schema
