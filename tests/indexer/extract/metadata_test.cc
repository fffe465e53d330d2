#include "indexer/extract/metadata.h"

#include <gmock/gmock.h>

#include "tests/indexer/extract/reports.h"

namespace colophon::extract {
namespace {

using document::Role;
using test::Report;
using testing::ElementsAre;

schema::Record read(const document::Document& document, std::string_view path = "") {
  schema::Record record;
  read_metadata(document, find_models(document), path, record);
  return record;
}

TEST(ReadMetadata, TakesTheAuthorBlocksOrganisations) {
  Report report("Orbit-V2 Technical Report");
  auto document = report.paragraph("Orbit Team, Alibaba Group")
                      .section("Abstract", Role::abstract)
                      .paragraph("Unlike OpenAI, we publish.")
                      .done();
  document.format = "pdf";
  EXPECT_THAT(read(document).organization, ElementsAre("Orbit Team", "Alibaba Group"));
}

TEST(ReadMetadata, TakesTheMakerThatAReadmeNames) {
  EXPECT_THAT(
      read(Report("Orbit").section("介绍", Role::introduction).paragraph("Orbit 是由百川智能研发的大语言模型。").done())
          .organization,
      ElementsAre("百川智能"));
}

TEST(ReadMetadata, TheStampIsTheDate) {
  auto document = Report("Orbit").paragraph("2020-01-01").done();
  document.stamp = "2024-05-07";
  EXPECT_EQ(read(document).release_date, "2024-05-07");
}

TEST(ReadMetadata, TheEarliestReleaseNoteIsTheDate) {
  EXPECT_EQ(read(Report("Orbit")
                     .section("News", Role::usage)
                     .item("2024.3.20 released Orbit-12B")
                     .item("2024.1.10 released Orbit-7B")
                     .item("2023.12.1 office moved")
                     .done())
                .release_date,
            "2024-01-10");
}

TEST(ReadMetadata, NoDateIsNoDate) {
  EXPECT_EQ(read(Report("Orbit").paragraph("Trained in 2024.").done()).release_date, "");
}

TEST(ReadMetadata, FindsRepositoryAndIdentifier) {
  const auto record =
      read(Report("Orbit-V2").paragraph("Code: https://github.com/orbit-ai/Orbit-V2 and arXiv:2405.04434.").done());
  EXPECT_EQ(record.repository, "https://github.com/orbit-ai/Orbit-V2");
  EXPECT_EQ(record.arxiv, "2405.04434");
  EXPECT_EQ(record.date_hint, "2024-05") << "when it was submitted";
  EXPECT_EQ(record.release_date, "");
}

TEST(ReadMetadata, FindsTheLicence) {
  EXPECT_EQ(read(Report("Orbit")
                     .section("License", Role::usage)
                     .paragraph("The models are released under the Apache 2.0 license.")
                     .done())
                .licence,
            "Apache 2.0");
}

TEST(ReadMetadata, ThePathGivesHintsOnly) {
  const auto record = read(Report("Untitled").done(), "papers/2024-05-07/deepseek-v2.pdf");
  EXPECT_EQ(record.organization_hint, "DeepSeek-AI");
  EXPECT_EQ(record.date_hint, "2024-05-07");
  EXPECT_TRUE(record.organization.empty());
  EXPECT_EQ(record.release_date, "");
}

}  // namespace
}  // namespace colophon::extract
