#include "indexer/extract/mention.h"

#include <algorithm>
#include <cmath>

#include "indexer/extract/simplified.h"

namespace colophon::extract {
namespace {

using document::BlockKind;

Feature role_feature(document::Role role) {
  return static_cast<Feature>(static_cast<size_t>(Feature::role_front) + static_cast<size_t>(role));
}

constexpr size_t near_bytes = 40;

}  // namespace

MentionReader::MentionReader(const document::Document& document, const ModelNames& models)
    : document_(document), models_(models), stages_(document), subjects_(document, models), contexts_(document) {
  float words = 1;
  for (const document::Block& block : document.blocks) {
    text_size_ += block.text.size() + 1;
    for (const StageWord& word : stage_words(block.text)) {
      stage_share_[static_cast<size_t>(word.stage)] += 1;
      words += 1;
    }
  }
  for (float& share : stage_share_) share /= words;
  for (const document::Section& section : document.sections) {
    for (const StageWord& word : stage_words(section.title)) stage_has_section_[static_cast<size_t>(word.stage)] = true;
  }
}

void MentionReader::fill(Mention& mention, int section) const {
  mention.contexts = context_words(mention.text);
  const document::Block& block = document_.blocks[mention.place.block];
  Features& f = mention.base;
  f[Feature::in_table] = mention.is_table;
  f[Feature::in_list] = block.kind == BlockKind::list_item;
  f[Feature::in_caption] = block.kind == BlockKind::caption;
  f[Feature::in_footnote] = block.kind == BlockKind::footnote;
  f[Feature::in_code] = block.kind == BlockKind::code;
  f[Feature::in_heading] = block.kind == BlockKind::heading;
  f[Feature::position] = static_cast<float>(block.offset) / static_cast<float>(std::max<size_t>(text_size_, 1));
  f[Feature::sentence_length] = std::log1p(static_cast<float>(mention.text.size()));
  f[Feature::report_length] = std::log1p(static_cast<float>(text_size_));
  f[Feature::report_is_model_card] = document_.format != "pdf" && document_.format != "latex";
  if (section >= 0) {
    f[Feature::appendix] = document_.sections[section].appendix;
    f[Feature::depth] = static_cast<float>(document_.sections[section].level);
    f[Feature::own_in_heading] = subjects_.named_by_heading(section);
  }
  f[role_feature(document_.role_of(section))] = 1;
  f[Feature::report_pretrain] = stage_share_[static_cast<size_t>(Stage::pretrain)];
  f[Feature::report_sft] = stage_share_[static_cast<size_t>(Stage::sft)];
  f[Feature::report_rl] = stage_share_[static_cast<size_t>(Stage::rl)];
  contexts_.describe(section, f);
  for (const ModelMention& model : mention.models) {
    if (model.whose == Whose::own) f[model.pronoun ? Feature::own_pronoun : Feature::own_named] = 1;
    if (model.whose == Whose::baseline) f[Feature::baseline_named] = 1;
  }
}

Mention MentionReader::sentence(const Sentence& sentence, bool full) {
  const document::Block& block = document_.blocks[sentence.block];
  Mention mention;
  mention.place = {sentence.block, sentence.span, -1, -1, -1};
  mention.text = simplified(sentence.text(document_));
  mention.stage = stages_.read(block.section, mention.text);
  mention.models = models_.mentions(mention.text);
  if (full) fill(mention, block.section);
  subjects_.follow(block.section, mention.text, mention.models);
  return mention;
}

Mention MentionReader::cell(const Place& place, const std::string& text) {
  Mention mention;
  mention.place = place;
  mention.is_table = true;
  mention.text = simplified(text);
  const int section = document_.tables[place.table].section;
  mention.stage = stages_.read(section, mention.text, false);
  mention.models = models_.mentions(mention.text);
  fill(mention, section);
  return mention;
}

Mention MentionReader::cell(const Place& place, const std::string& surroundings, const std::string& text) {
  StageView stage = cell(place, surroundings + " | " + text).stage;
  Mention mention = cell(place, text);
  stage.words = mention.stage.words;
  mention.stage = std::move(stage);
  return mention;
}

Features MentionReader::features_at(const Mention& mention, const Span& value, Stage stage) const {
  Features f = mention.base;
  const auto own = static_cast<size_t>(stage);
  f[static_cast<Feature>(static_cast<size_t>(Feature::field_any) + own)] = 1;
  const StageView& view = mention.stage;
  for (size_t s = 1; s < stage_count; ++s) {
    const bool same = s == own;
    const auto raise = [&](Feature yes, Feature no, float weight) {
      const Feature feature = same ? yes : no;
      f[feature] = std::max(f[feature], weight);
    };
    raise(Feature::before_same, Feature::before_other, view.before[s]);
    raise(Feature::heading_same, Feature::heading_other, view.heading[s]);
    raise(Feature::stage_role_same, Feature::stage_role_other, view.role[s]);
  }
  size_t nearest = mention.text.size() + 1;
  for (const StageWord& word : view.words) {
    f[word.stage == stage ? Feature::sentence_same : Feature::sentence_other] += 1;
    if (gap(word.span, value) >= nearest) continue;
    nearest = gap(word.span, value);
    f[Feature::clause_stage] = word.stage == stage ? 1 : -1;
  }
  f[Feature::decided_same] = view.decided == Stage::any || stage == Stage::any ? 0 : view.decided == stage ? 1 : -1;
  if (view.decided != Stage::any) {
    f[static_cast<Feature>(static_cast<size_t>(Feature::decided_pretrain) + static_cast<size_t>(view.decided) - 1)] = 1;
  }
  f[Feature::field_has_section] = stage_has_section_[own];
  f[Feature::report_same] = stage_share_[own];
  for (const ContextWord& word : mention.contexts) {
    f[word.context] = std::max(f[word.context], gap(word.span, value) <= near_bytes ? 1.0F : 0.5F);
  }
  size_t own_gap = mention.text.size() + 1;
  size_t baseline_gap = own_gap;
  for (const ModelMention& model : mention.models) {
    size_t& least = model.whose == Whose::own ? own_gap : baseline_gap;
    if (model.whose != Whose::unknown) least = std::min(least, gap({model.begin, model.end}, value));
  }
  f[Feature::baseline_nearer] = baseline_gap < own_gap;
  return f;
}

std::vector<std::string> MentionReader::subjects_at(const Mention& mention, const Span& value,
                                                    std::string_view field) const {
  const int section = document_.blocks[static_cast<size_t>(mention.place.block)].section;
  return subjects_.of_field(subjects_.at(mention.text, mention.models, value, section, !mention.is_table), field);
}

}  // namespace colophon::extract
