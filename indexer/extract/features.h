// Features: what the ranker knows of a candidate, as a fixed vector with a name for every position. Proposers fill in
// what they see; what is not set is zero. Names are the contract with data/ranker.json; order is free.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace colophon::extract {

// clang-format off
#define COLOPHON_FEATURES(X) \
  /* the shape of the value */ X(is_number) X(is_term) X(is_flag) X(is_open) X(log_value) X(whole) X(power_of_two) X(form_grouped) X(form_scaled) X(form_scientific) X(form_spelled) X(suffix_k) X(percent_unit) \
  /* where it stands */ X(in_table) X(in_list) X(in_caption) X(in_footnote) X(in_code) X(in_heading) X(appendix) X(position) X(depth) X(sentence_length) X(numbers_in_sentence) X(cues_in_sentence) \
  /* the field's stage and what the surroundings say of the stage */ X(field_any) X(field_pretrain) X(field_mid) X(field_sft) X(field_rl) X(sentence_same) X(sentence_other) X(clause_stage) X(before_same) X(before_other) X(heading_same) X(heading_other) X(stage_role_same) X(stage_role_other) X(decided_same) X(decided_pretrain) X(decided_mid) X(decided_sft) X(decided_rl) \
  /* the cue */ X(cue_strong) X(cue_before) X(distance) X(connected) X(clause_break) X(numbers_between) X(cue_between) X(nearest_cue) X(nearest_number) X(unit_expected) X(unit_missing) X(listed) X(pair_first) X(pair_second) X(out_of_first) X(out_of_second) X(bound_word) X(value_in_brackets) \
  /* the term */ X(noun_distance) X(noun_in_sentence) X(term_mentions) X(term_share) X(first_mention) X(term_length) X(captured) X(stated_zero) \
  /* whom it is about */ X(own_named) X(own_pronoun) X(baseline_named) X(baseline_nearer) X(own_in_heading) \
  /* the table */ X(row_label) X(label_exact) X(config_labels) X(score_table) X(own_column) X(baseline_column) X(numbers_in_cell) X(label_unit) X(table_wide) X(unknown_column) X(values_in_table) X(own_in_table) \
  /* the report */ X(report_length) X(field_has_section) X(report_is_model_card) X(report_same) X(report_pretrain) X(report_sft) X(report_rl) \
  /* words of the sentence: 1 near the value, 0.5 elsewhere; names as in data/lexicons/contexts.json */ X(near_negation) X(near_use) X(near_introduce) X(near_train) X(near_setting) X(near_first_person) X(near_citation) X(near_example) X(near_hypothetical) X(near_comparison) X(near_experiment) X(near_evaluation) X(near_inference) X(near_usage) X(near_component) X(near_total) X(near_part) X(near_prior) X(near_data) X(near_future) X(near_scaling) X(near_increase) X(near_staged) X(near_reporting) \
  /* contexts of the headings above, 1 / (1 + levels up), and of the sentences before, 1 / (1 + sentences back) */ X(heading_experiment) X(heading_evaluation) X(heading_inference) X(heading_usage) X(heading_component) X(heading_prior) X(heading_scaling) X(heading_data) X(heading_comparison) X(before_experiment) X(before_inference) X(before_component) X(before_prior) \
  /* what the words around say (wording.h); set by the ranker */ X(wording) \
  /* one for each document::Role */ X(role_front) X(role_abstract) X(role_contents) X(role_introduction) X(role_related_work) X(role_architecture) X(role_pretrain_data) X(role_pretrain) X(role_midtrain) X(role_posttrain) X(role_sft) X(role_preference_data) X(role_reward_model) X(role_rl) X(role_evaluation) X(role_ablation) X(role_infrastructure) X(role_scaling) X(role_safety) X(role_limitations) X(role_conclusion) X(role_usage) X(role_contributions) X(role_references) X(role_other)
// clang-format on

enum class Feature : size_t {
#define COLOPHON_FEATURE(name) name,
  COLOPHON_FEATURES(COLOPHON_FEATURE)
#undef COLOPHON_FEATURE
      count,
};

inline constexpr size_t feature_count = static_cast<size_t>(Feature::count);

class Features {
 public:
  float& operator[](Feature feature) { return values_[static_cast<size_t>(feature)]; }
  float operator[](Feature feature) const { return values_[static_cast<size_t>(feature)]; }
  const std::array<float, feature_count>& values() const { return values_; }

 private:
  std::array<float, feature_count> values_{};
};

std::string_view feature_name(Feature feature);
std::optional<Feature> feature_named(std::string_view name);

}  // namespace colophon::extract
