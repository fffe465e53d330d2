#include "indexer/extract/subjects.h"

#include <gmock/gmock.h>

#include "tests/indexer/extract/reports.h"

namespace colophon::extract {
namespace {

using document::Role;
using test::Report;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Report orbits() {
  return Report("Orbit Technical Report")
      .section("Introduction", Role::introduction)
      .paragraph("We release Orbit-7B and Orbit-13B. Orbit-7B and Orbit-13B share their data. Orbit is open.");
}

// The models that the value `written` of `text`, a sentence of the last section, is about.
std::vector<std::string> subjects(const document::Document& document, const std::string& text,
                                  const std::string& written, const std::string& field = "pretrain.tokens") {
  const ModelNames models = find_models(document);
  const SubjectReader reader(document, models);
  const size_t at = text.find(written);
  return reader.of_field(reader.at(text, models.mentions(text), {at, at + written.size()},
                                   static_cast<int>(document.sections.size()) - 1, true),
                         field);
}

TEST(Subjects, TheNameBeforeAValueDecides) {
  const auto document = orbits().done();
  const std::string text = "The 7B model uses a batch size of 2304 and the 13B model was trained with one of 4608.";
  EXPECT_THAT(subjects(document, text, "2304"), ElementsAre("Orbit-7B"));
  EXPECT_THAT(subjects(document, text, "4608"), ElementsAre("Orbit-13B"));
}

TEST(Subjects, ANameTiedToTheValueBehindItDecides) {
  const auto document = orbits().done();
  const std::string text = "Unlike Orbit-7B, we use 3T tokens for the 13B model.";
  EXPECT_THAT(subjects(document, text, "3T"), ElementsAre("Orbit-13B"));
}

TEST(Subjects, RespectivelyGoesByOrder) {
  const auto document = orbits().done();
  const std::string text = "Orbit-7B and Orbit-13B have 32 and 40 layers, respectively.";
  EXPECT_THAT(subjects(document, text, "32", "arch.layers"), ElementsAre("Orbit-7B"));
  EXPECT_THAT(subjects(document, text, "40", "arch.layers"), ElementsAre("Orbit-13B"));
  const std::string chinese = "7B 和 13B 模型分别训练了 1.5 万亿和 3 万亿词元。";
  EXPECT_THAT(subjects(document, chinese, "1.5"), ElementsAre("Orbit-7B"));
  EXPECT_THAT(subjects(document, chinese, "3 万亿"), ElementsAre("Orbit-13B"));
}

TEST(Subjects, ListedNamesShareTheValue) {
  const std::string text = "Orbit-7B and Orbit-13B are both trained on 3T tokens.";
  EXPECT_THAT(subjects(orbits().done(), text, "3T"), UnorderedElementsAre("Orbit-7B", "Orbit-13B"));
}

TEST(Subjects, HeadingsNameWhomTheirSectionIsAbout) {
  const auto document = orbits().section("Pre-training Orbit-13B", Role::pretrain).done();
  EXPECT_THAT(subjects(document, "We train on 3T tokens.", "3T"), ElementsAre("Orbit-13B"));
}

TEST(Subjects, ANamelessValueOfASeriesIsNobodysInParticular) {
  EXPECT_THAT(subjects(orbits().done(), "We train on 3T tokens.", "3T"), IsEmpty());
}

TEST(Subjects, PreTrainingBelongsToTheBaseModelAndTuningToTheChatModel) {
  const auto document = Report("Orbit")
                            .section("Models", Role::front)
                            .paragraph("We release Orbit-7B-Base and Orbit-7B-Chat.")
                            .table({{"Model", "Download"}, {"Orbit-7B-Base", "link"}, {"Orbit-7B-Chat", "link"}})
                            .done();
  EXPECT_THAT(subjects(document, "We train on 3T tokens.", "3T", "pretrain.tokens"), ElementsAre("Orbit-7B-Base"));
  EXPECT_THAT(subjects(document, "We train for 2 epochs.", "2", "sft.epochs"), ElementsAre("Orbit-7B-Chat"));
}

TEST(Subjects, AModelThatIsOnlyBuiltOnIsNotTheSubject) {
  const auto document = orbits().done();
  const std::string text = "Orbit-13B, initialized from Orbit-7B, is trained on 3T tokens.";
  EXPECT_THAT(subjects(document, text, "3T"), ElementsAre("Orbit-13B"));
  const std::string chinese = "Orbit-13B 以 Orbit-7B 为基座，继续训练 3T 词元。";
  EXPECT_THAT(subjects(document, chinese, "3T"), ElementsAre("Orbit-13B"));
  EXPECT_THAT(subjects(document, "Based on Orbit-7B, we train on 3T tokens.", "3T"), ElementsAre("Orbit-7B"));
}

TEST(Subjects, AModelThatIsOnlyComparedWithIsNotTheSubjectOfItsSection) {
  const auto document = orbits().section("Pre-training Orbit-13B", Role::pretrain).done();
  EXPECT_THAT(subjects(document, "As in Orbit-7B, we train on 3T tokens.", "3T"), ElementsAre("Orbit-13B"));
}

TEST(Subjects, ANamelessValueBelongsToTheSeriesThatOtherNamesAreBuiltOn) {
  const auto document =
      Report("Orbit")
          .section("Models", Role::front)
          .paragraph("We release Orbit-7B, Orbit-13B and Code-Orbit-7B.")
          .table({{"Model", "Download"}, {"Orbit-7B", "link"}, {"Orbit-13B", "link"}, {"Code-Orbit-7B", "link"}})
          .done();
  EXPECT_THAT(subjects(document, "We train on 3T tokens.", "3T"), UnorderedElementsAre("Orbit-7B", "Orbit-13B"));
}

TEST(Subjects, TuningBelongsToAModelWhoseChatVariantIsAnAlias) {
  const auto document =
      Report("Orbit")
          .section("Models", Role::front)
          .paragraph("We release Orbit-7B, Orbit-7B-Chat and Math-Orbit-7B.")
          .table({{"Model", "Download"}, {"Orbit-7B", "link"}, {"Orbit-7B-Chat", "link"}, {"Math-Orbit-7B", "link"}})
          .done();
  const std::vector<std::string> named = subjects(document, "We train for 2 epochs.", "2", "sft.epochs");
  ASSERT_EQ(named.size(), 1U);
  EXPECT_THAT(named.front(), testing::StartsWith("Orbit-7B"));
}

TEST(Subjects, SizesOfOthersAreNotOurs) {
  const ModelNames models = find_models(orbits().done());
  EXPECT_THAT(models.mentions("It is better than other 7B models."), IsEmpty());
  EXPECT_THAT(models.mentions("We compare it with Foo 7B models."), IsEmpty());
}

}  // namespace
}  // namespace colophon::extract
