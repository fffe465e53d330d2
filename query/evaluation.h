// How well records agree with curated ones: what `colophon eval` prints. A pure comparison of records; nothing is read.
//
// What is judged: a field that the curated record fills or lists as absent. A value beside the curated ones, or in a
// field listed as absent, is wrong. Of a score, the (model, benchmark) cells that the curated record knows are judged.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::query {

// A share with what it is a share of.
struct Share {
  size_t part = 0;
  size_t of = 0;
  double value() const { return of == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(of); }
};

struct Agreement {
  Share precision;  // right ones of all that the records give
  Share recall;     // found ones of all that the curated records give
  double f1() const;
};

struct Difference {
  enum class Kind { missed, wrong };
  Kind kind = Kind::missed;
  std::string report;
  std::string field;
  std::string model;
  std::string value;  // for people
  schema::Evidence evidence;
  double confidence = 0;  // of a wrong value
};

struct Evaluation {
  size_t curated = 0;  // curated records
  size_t records = 0;  // of them with a record of ours; all that others state counts as missed
  Agreement models;
  Share parameters;                         // curated sizes that we give within 3 %
  std::map<std::string, Agreement> fields;  // by field id
  Agreement core;                           // numbers and vocabularies
  Agreement open;                           // free texts
  Agreement benchmarks;
  Share model_of;                       // of the right facts, those given to the model the curated record names
  Agreement scores;                     // precision over the cells that the curated record knows
  Share passages;                       // (report, item) with a curated passage among our first three
  Share false_alarms;                   // items listed as absent that we give passages for
  std::vector<Difference> differences;  // in the order of reports and fields
};

Evaluation evaluate(const std::vector<schema::Record>& curated, const std::vector<schema::Record>& records);

}  // namespace colophon::query
