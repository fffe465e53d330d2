#include "indexer/extract/exclusions.h"

#include <gtest/gtest.h>

namespace colophon::extract {
namespace {

Candidate layers() {
  Candidate candidate;
  candidate.field = "arch.layers";
  return candidate;
}

TEST(Exclusions, AComponentsLayersAreNotTheModels) {
  Candidate candidate = layers();
  EXPECT_FALSE(is_excluded(candidate));
  candidate.features[Feature::near_component] = 0.5;
  EXPECT_FALSE(is_excluded(candidate)) << "named elsewhere in the sentence";
  candidate.features[Feature::in_table] = 1;
  EXPECT_TRUE(is_excluded(candidate)) << "a row of its part of the table";
}

TEST(Exclusions, OtherFieldsAreNotMeant) {
  Candidate candidate = layers();
  candidate.field = "sft.lr";
  candidate.features[Feature::near_component] = 1;
  EXPECT_FALSE(is_excluded(candidate));
}

TEST(Exclusions, ATrialModelsRowsAreExcludedInTablesOnly) {
  Candidate candidate = layers();
  candidate.features[Feature::heading_scaling] = 1;
  EXPECT_FALSE(is_excluded(candidate));
  candidate.features[Feature::in_table] = 1;
  EXPECT_TRUE(is_excluded(candidate));
}

}  // namespace
}  // namespace colophon::extract
