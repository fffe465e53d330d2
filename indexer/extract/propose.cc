#include "indexer/extract/propose.h"

#include <algorithm>
#include <cmath>

#include "indexer/extract/exclusions.h"
#include "indexer/extract/simplified.h"
#include "indexer/extract/wording.h"

namespace colophon::extract {
namespace {

using schema::Labelled;
using schema::Value;

bool whole(double value) { return value == std::floor(value); }

bool small_power_multiple(double value) { return whole(value) && value >= 64 && std::fmod(value, 64) == 0; }

// "128K" written of a length or of sequences is 128 × 1024; "1M" is 1,000,000.
double binary_k(const Number& number) { return number.suffix == 'K' ? number.value / 1000 * 1024 : number.value; }

}  // namespace

std::optional<Value> value_of(const Rule& rule, const Number& number) {
  double value = number.value;
  const bool percent = number.unit == Unit::percent;
  switch (rule.kind) {
    case Kind::length:
      if (number.suffix == 'B' || number.suffix == 'T') return std::nullopt;
      value = binary_k(number);
      break;
    case Kind::batch: {
      if (number.suffix == 'B' || number.suffix == 'T' || percent || !whole(value)) return std::nullopt;
      const bool tokens = number.unit == Unit::tokens || (number.unit == Unit::none && value >= 300000);
      if (!tokens) value = std::round(binary_k(number));
      if (value < rule.low || value > rule.high) return std::nullopt;
      return Labelled{tokens ? "tokens" : "sequences", value};
    }
    case Kind::warmup: {
      std::string unit = "steps";
      if (percent) {
        value /= 100;
        unit = "ratio";
      } else if (number.unit == Unit::tokens || value >= 1e8) {
        unit = "tokens";
      } else if (value < 1) {
        unit = "ratio";
      } else if (value < 10 || !whole(value)) {
        return std::nullopt;
      }
      if (number.form == NumberForm::scientific && value < 1) return std::nullopt;  // a learning rate
      if (value < rule.low || value > rule.high) return std::nullopt;
      return Labelled{unit, value};
    }
    case Kind::percent:
    case Kind::share_number:
      if (!percent && value <= 1) value *= 100;
      break;
    case Kind::integer:
      if (!whole(value) || number.form == NumberForm::scientific) return std::nullopt;
      break;
    default:
      if (percent && !rule.allows(Unit::percent)) return std::nullopt;
      break;
  }
  if (value < rule.low || value > rule.high) return std::nullopt;
  if (!rule.allows(number.unit)) return std::nullopt;
  if (rule.need_unit != 0 && number.unit == Unit::none && number.suffix != 'T' && value < 1e12) return std::nullopt;
  return value;
}

void emit(const MentionReader& reader, const Mention& mention, const Rule& rule, const Value& value, const Span& span,
          const Features& shape, std::vector<Candidate>& out) {
  const document::Document& document = reader.document();
  const int section = document.blocks[static_cast<size_t>(mention.place.block)].section;
  const std::string_view heading =
      section < 0 ? std::string_view() : document.sections[static_cast<size_t>(section)].title;
  const std::vector<std::string> words =
      wording(mention.text, span, rule.numeric() ? "" : schema::value_key(value), heading);
  for (const auto& [stage, field] : rule.fields) {
    Candidate candidate;
    candidate.field = field;
    candidate.value = value;
    const std::string& source = mention.is_table ? mention.text : reader.document().blocks[mention.place.block].text;
    const size_t offset = mention.is_table ? 0 : mention.place.span.begin;
    candidate.as_written = source.substr(offset + span.begin, span.end - span.begin);
    candidate.models = reader.subjects_at(mention, span, field);
    candidate.place = mention.place;
    if (!mention.is_table) candidate.written = {offset + span.begin, offset + span.end};
    candidate.wording = words;
    candidate.features = reader.features_at(mention, span, stage);
    Features& f = candidate.features;
    for (size_t i = 0; i < feature_count; ++i) f[static_cast<Feature>(i)] += shape[static_cast<Feature>(i)];
    f[Feature::is_number] = rule.numeric();
    f[Feature::is_term] = rule.kind == Kind::term || rule.kind == Kind::capture;
    f[Feature::is_flag] = rule.kind == Kind::flag;
    f[Feature::is_open] = rule.open;
    if (const std::optional<double> number = schema::value_number(value)) {
      f[Feature::log_value] = *number == 0 ? -12 : static_cast<float>(std::log10(std::abs(*number)));
      f[Feature::whole] = whole(*number);
      f[Feature::power_of_two] = small_power_multiple(*number);
    }
    out.push_back(std::move(candidate));
  }
}

std::vector<Candidate> propose(const document::Document& document, const ModelNames& models) {
  std::vector<Candidate> out;
  MentionReader reader(document, models);
  for (const Sentence& sentence : sentences(document)) {
    const document::Role role = document.role_of(document.blocks[sentence.block].section);
    const std::string text = simplified(sentence.text(document));
    std::vector<int> hits;
    if (role != document::Role::references && role != document::Role::contents && text.size() <= 3000)
      hits = rules_in(text);
    const Mention mention = reader.sentence(sentence, !hits.empty());
    if (hits.empty()) continue;
    propose_numbers(reader, mention, hits, out);
    propose_terms(reader, mention, hits, out);
    propose_shares(reader, mention, hits, out);
  }
  propose_tables(reader, out);
  propose_settings(reader, out);
  std::erase_if(out, [&](const Candidate& candidate) { return is_excluded(document, candidate); });
  return out;
}

}  // namespace colophon::extract
