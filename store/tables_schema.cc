#include <algorithm>

#include "schema/checklist.h"
#include "store/tables_mirror.h"

namespace colophon::store {
namespace {

constexpr const char* base_tables = R"sql(
CREATE TABLE mirror (
  sequence INTEGER NOT NULL,   -- of the last change these tables hold
  layout TEXT NOT NULL         -- the statements that made them
);

CREATE TABLE reports (
  key TEXT PRIMARY KEY,        -- the name by which commands know the report
  report TEXT NOT NULL,        -- file name
  title TEXT,
  organization TEXT,           -- as stated; several are joined with '; '
  release_date TEXT,           -- as stated: '2024-05-07' or '2024-05'
  organization_hint TEXT,      -- from the file's path alone
  date_hint TEXT,
  language TEXT,               -- 'en' | 'zh'
  licence TEXT,
  repository TEXT,
  arxiv TEXT,
  sequence INTEGER NOT NULL    -- of the change that put it
) WITHOUT ROWID;

CREATE TABLE models (
  key TEXT NOT NULL,           -- of the report
  model TEXT NOT NULL,
  aliases TEXT,                -- joined with '; '
  params_total_b REAL,         -- billions
  params_active_b REAL,        -- billions, a token
  family TEXT                  -- 'dense' | 'moe' | 'hybrid-linear'
);
CREATE INDEX models_key ON models (key);
CREATE INDEX models_model ON models (model);

CREATE TABLE facts (
  key TEXT NOT NULL,
  model TEXT,                  -- NULL: holds for all the report's models
  field TEXT NOT NULL,         -- 'arch.layers'
  value TEXT NOT NULL,         -- canonical, as JSON writes it: '60', 'GRPO', '{"count":2048,"chip":"H800"}'
  number REAL,                 -- the number in it, in the field's unit; a range's high end
  low REAL,                    -- a range's low end
  label TEXT,                  -- the unit, source, kind or chip of a labelled value
  as_written TEXT,
  confidence REAL NOT NULL,
  status TEXT NOT NULL,        -- 'fact' | 'review'
  doubt TEXT,
  page INTEGER,                -- of the best evidence
  section TEXT,
  quote TEXT
);
CREATE INDEX facts_key ON facts (key);
CREATE INDEX facts_field ON facts (field, number);

CREATE TABLE scores (
  key TEXT NOT NULL,
  model TEXT NOT NULL,         -- as printed
  benchmark TEXT NOT NULL,     -- as printed
  benchmark_key TEXT NOT NULL, -- one for all spellings
  setting TEXT,                -- '5-shot', 'Pass@1'
  value REAL NOT NULL,
  own INTEGER NOT NULL,        -- 1: of one of the report's own models
  ablation INTEGER NOT NULL,
  page INTEGER,
  table_id TEXT,               -- 'Table 3'
  quote TEXT
);
CREATE INDEX scores_key ON scores (key);
CREATE INDEX scores_benchmark ON scores (benchmark_key, value);

CREATE TABLE passages (
  key TEXT NOT NULL,
  item TEXT NOT NULL,          -- the narrative item it answers: 'pretrain.stability'
  page INTEGER,
  section TEXT,
  quote TEXT NOT NULL,
  confidence REAL NOT NULL
);
CREATE INDEX passages_key ON passages (key);
CREATE INDEX passages_item ON passages (item);

CREATE TABLE absences (
  key TEXT NOT NULL,
  item TEXT NOT NULL,
  silence TEXT NOT NULL        -- 'not disclosed' | 'mentioned, not read'
);
CREATE INDEX absences_key ON absences (key);
)sql";

// "arch.layers" -> "arch_layers": a name that needs no quotation marks.
std::string column_name(std::string field) {
  std::replace(field.begin(), field.end(), '.', '_');
  return field;
}

// One row a model: its facts, with those of all the report's models.
std::string wide_view() {
  std::string columns;
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    if (item.kind != schema::ItemKind::field) continue;
    if (item.id.starts_with("model.") || item.id.starts_with("report.")) continue;
    columns += ",\n  group_concat(f.value, '; ') FILTER (WHERE f.field = '" + item.id + "') AS " + column_name(item.id);
  }
  return "CREATE VIEW facts_wide AS SELECT\n  r.key, r.report, m.model, r.organization, r.release_date, "
         "m.params_total_b, "
         "m.params_active_b, m.family" +
         columns +
         "\nFROM reports r LEFT JOIN models m ON m.key = r.key\n"
         "LEFT JOIN facts f ON f.key = r.key AND f.status = 'fact' AND (f.model IS NULL OR f.model = m.model)\n"
         "GROUP BY r.key, m.rowid;\n";
}

}  // namespace

std::string tables_schema() { return base_tables + wide_view(); }

}  // namespace colophon::store
