#include "indexer/extract/context.h"

#include <gtest/gtest.h>

namespace colophon::extract {
namespace {

document::Document sections() {
  document::Document document;
  document.sections.push_back({-1, 1, "5", "Ablation Experiments", document::Role::ablation, false, 1});
  document.sections.push_back({0, 2, "5.1", "Setup", document::Role::other, false, 1});
  document.sections.push_back({-1, 1, "6", "Conclusion", document::Role::conclusion, false, 2});
  return document;
}

TEST(ContextReader, HeadingsAboveSetTheContext) {
  const document::Document document = sections();
  const ContextReader reader(document);
  Features under;
  Features beside;
  reader.describe(1, under);
  reader.describe(2, beside);
  EXPECT_FLOAT_EQ(under[Feature::heading_experiment], 0.5F);
  EXPECT_FLOAT_EQ(beside[Feature::heading_experiment], 0);
}

TEST(ContextReader, SentencesBeforeCountWithinTheirSection) {
  const document::Document document = sections();
  ContextReader reader(document);
  reader.follow(2, "The vision encoder is trained first.");
  Features next;
  Features elsewhere;
  reader.describe(2, next);
  reader.describe(0, elsewhere);
  EXPECT_FLOAT_EQ(next[Feature::before_component], 0.5F);
  EXPECT_FLOAT_EQ(elsewhere[Feature::before_component], 0);
}

}  // namespace
}  // namespace colophon::extract
