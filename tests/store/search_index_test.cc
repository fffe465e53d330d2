#include "store/search_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/facts_json.h"
#include "store/text.h"
#include "tests/store/sample.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using Xapian::Query;

class SearchIndexTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    KnowledgeBase base = KnowledgeBase::open(directory_->path(), Access::write);
    base.commit(sample_source("a.pdf"), sample_record("a.pdf"), sample_document());
    schema::Record silent;
    silent.report = "silent.md";
    silent.language = "zh";
    silent.date_hint = "2023-11";
    silent.organization_hint = "Harbour";
    base.commit(sample_source("silent.md"), silent, sample_document("只有文字"));
    base.catch_up();
  }
  static void TearDownTestSuite() { delete directory_; }

  std::vector<json> find(const Query& query) const {
    const Xapian::Database database = open_search_index(directory_->path());
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    std::vector<json> found;
    const Xapian::MSet hits = enquire.get_mset(0, 100);
    for (Xapian::MSetIterator hit = hits.begin(); hit != hits.end(); ++hit) {
      found.push_back(json::parse(head_in(hit.get_document().get_data())));
    }
    return found;
  }
  std::vector<std::string> models(const Query& query) const {
    std::vector<std::string> names;
    for (const json& data : find(Query(term::kind(Kind::model)) & query)) {
      const schema::Record record = schema::record_from_json(data);
      names.push_back(record.models.empty() ? "" : record.models.front().name);
    }
    return names;
  }

  static TemporaryDirectory* directory_;
};

TemporaryDirectory* SearchIndexTest::directory_ = nullptr;

TEST_F(SearchIndexTest, HasADocumentForEachModel) {
  EXPECT_THAT(models(Query(term::report("a.pdf"))), UnorderedElementsAre("Lantern-7B", "Lantern-30B-A3B"));
}

TEST_F(SearchIndexTest, HasAModelWithoutNameForAReportThatNamesNone) {
  EXPECT_THAT(models(Query(term::report("silent.md"))), ElementsAre(""));
}

TEST_F(SearchIndexTest, FindsModelsByTheirOwnFacts) {
  EXPECT_THAT(models(Query(term::value("arch.layers", "48"))), ElementsAre("Lantern-30B-A3B"));
}

TEST_F(SearchIndexTest, FindsAllModelsByFactsOfAll) {
  EXPECT_THAT(models(Query(term::value("rl.algorithm", "grpo"))), SizeIs(2));
}

TEST_F(SearchIndexTest, FindsLabelledValuesByLabelAlone) {
  EXPECT_THAT(models(Query(term::value("pretrain.hardware", "h800"))), SizeIs(2));
  EXPECT_THAT(models(Query(term::value("pretrain.hardware", "h800:2048"))), SizeIs(2));
}

TEST_F(SearchIndexTest, FindsModelsByRange) {
  EXPECT_THAT(models(Query(Query::OP_VALUE_GE, slot::high("arch.layers"), Xapian::sortable_serialise(40))),
              ElementsAre("Lantern-30B-A3B"));
  EXPECT_THAT(models(Query(Query::OP_VALUE_LE, slot::low("model.params_total"), Xapian::sortable_serialise(10))),
              ElementsAre("Lantern-7B"));
}

TEST_F(SearchIndexTest, FindsModelsByNameAndAlias) {
  EXPECT_THAT(models(Query(term::model("lantern 7b"))), ElementsAre("Lantern-7B"));
  EXPECT_THAT(models(Query(term::model("Lantern-Base"))), ElementsAre("Lantern-7B"));
}

TEST_F(SearchIndexTest, FindsWhoDisclosesAField) {
  EXPECT_THAT(models(Query(term::disclosed("arch.layers"))), SizeIs(2));
  EXPECT_THAT(models(Query(term::disclosed("report.date"))), SizeIs(2));
  EXPECT_THAT(models(Query(term::disclosed("arch.heads"))), IsEmpty());
}

TEST_F(SearchIndexTest, FindsByOrganisationYearLanguageAndFamily) {
  EXPECT_THAT(models(Query(term::organization("lighthouse lab"))), SizeIs(2));
  EXPECT_THAT(models(Query(term::year(2025))), SizeIs(2));
  EXPECT_THAT(models(Query(term::family("moe"))), ElementsAre("Lantern-30B-A3B"));
  EXPECT_THAT(models(Query(term::language("zh"))), ElementsAre(""));
}

TEST_F(SearchIndexTest, UsesHintsWhereAReportIsSilent) {
  EXPECT_THAT(models(Query(term::organization("Harbour")) & Query(term::year(2023))), ElementsAre(""));
}

TEST_F(SearchIndexTest, HasADocumentForEachItemThatTheReportSaysSomethingOf) {
  EXPECT_THAT(find(Query(term::of_item("rl.algorithm"))), SizeIs(1));
  EXPECT_THAT(find(Query(term::of_item("pretrain.stability"))), SizeIs(1));  // a narrative item
  EXPECT_THAT(find(Query(term::of_item("arch.heads"))), IsEmpty());
}

TEST_F(SearchIndexTest, CarriesFactsWithTheirEvidenceOnceForAllModels) {
  const auto data = [](const std::string& item) {
    const Xapian::Database database = open_search_index(directory_->path());
    Xapian::Enquire enquire(database);
    enquire.set_query(Query(term::of_item(item)));
    return enquire.get_mset(0, 1).begin().get_document().get_data();
  };
  const std::string layers = data("arch.layers"), algorithm = data("rl.algorithm");
  const auto facts = schema::facts_from_json(json::parse(facts_of_model(layers, 0)));
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts.front().field, "arch.layers");
  EXPECT_EQ(facts.front().evidence.front().quote, "32 layers");
  EXPECT_THAT(schema::facts_from_json(json::parse(facts_of_model(layers, 1))), SizeIs(1));
  EXPECT_EQ(facts_of_model(layers, 2), "");
  EXPECT_EQ(facts_of_all(layers), "");
  EXPECT_EQ(facts_of_model(algorithm, 0), "");
  EXPECT_EQ(passages_in(algorithm), "");
  EXPECT_EQ(facts_of_all(data("pretrain.stability")), "");  // an item may have facts and passages
  EXPECT_NE(passages_in(data("pretrain.stability")), "");
  EXPECT_THAT(schema::facts_from_json(json::parse(facts_of_all(algorithm))), SizeIs(1));
}

TEST_F(SearchIndexTest, FindsReportsByWhatOneOfTheirModelsHas) {
  const Query reports(term::kind(Kind::report));
  EXPECT_THAT(find(reports & Query(term::stated("arch.layers", "48"))), SizeIs(1));
  EXPECT_THAT(find(reports & Query(term::told("pretrain.stability"))), SizeIs(1));
  EXPECT_THAT(models(Query(term::told("pretrain.stability"))), SizeIs(2));
  EXPECT_THAT(models(Query(term::scored("C-Eval"))), SizeIs(2));
}

TEST_F(SearchIndexTest, HasTextInPassagesAlone) {
  const size_t passages =
      find(text_query("Lantern", Match::any, {prefix::title}) & Query(term::kind(Kind::passage))).size();
  EXPECT_GT(passages, 0U);
  EXPECT_EQ(find(text_query("Lantern", Match::any, {prefix::title})).size(), passages);
}

TEST(Band, IsInTheOrderOfTheNumbers) {
  const std::vector<double> numbers = {-40, -1.5, 0, 0.3, 12, 64, 80.4, 81, 99.2, 100};
  for (size_t i = 1; i < numbers.size(); ++i) {
    EXPECT_LT(term::band("MMLU", true, numbers[i - 1]), term::band("MMLU", true, numbers[i])) << numbers[i];
  }
  EXPECT_EQ(term::band("MMLU", true, 0.0), term::band("MMLU", true, -0.0));
  const auto above_hundred = [](double score) {
    return term::is_above_hundred(term::band("MMLU", true, score).substr(term::band_prefix("MMLU", true).size()));
  };
  EXPECT_FALSE(above_hundred(100));
  EXPECT_TRUE(above_hundred(100.01));
}

TEST_F(SearchIndexTest, HasADocumentForEachScore) {
  const Query scores = Query(term::kind(Kind::score)) & Query(term::benchmark("c eval"));
  EXPECT_THAT(find(scores), SizeIs(2));
  const std::vector<json> own = find(scores & Query(term::owner(true)));
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(schema::record_from_json(own.front()).scores.front().value, 81.5);
}

TEST_F(SearchIndexTest, HasADocumentForTheReport) {
  const std::vector<json> reports = find(Query(term::kind(Kind::report)) & Query(term::report("a.pdf")));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports.front().at("key"), "a.pdf");
  EXPECT_THAT(reports.front().at("disclosed"), testing::Contains("rl.algorithm"));
  EXPECT_THAT(schema::record_from_json(reports.front()).models, SizeIs(2));
}

TEST_F(SearchIndexTest, HasADocumentForEachPassage) {
  const Query passages = Query(term::kind(Kind::passage)) & Query(term::report("a.pdf"));
  EXPECT_THAT(find(passages), SizeIs(3));
  const std::vector<json> hits = find(passages & text_query("\"trained with GRPO\"", Match::all));
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits.front().at("page"), 1);
  EXPECT_EQ(hits.front().at("section"), "Model > Architecture");
  EXPECT_EQ(hits.front().at("role"), "architecture");  // of the heading above
  EXPECT_THAT(hits.front().at("items"), ElementsAre("pretrain.stability"));
}

TEST_F(SearchIndexTest, FindsPassagesByTitleAndHeading) {
  const Query passages = Query(term::kind(Kind::passage));
  EXPECT_THAT(find(passages & text_query("open GRPO", Match::all, {prefix::title, prefix::section})), SizeIs(1));
  EXPECT_THAT(find(passages & text_query("architecture", Match::all, {prefix::section})), SizeIs(4));
}

TEST_F(SearchIndexTest, FindsPartsOfChinesePassages) {
  const Query passages = Query(term::kind(Kind::passage)) & Query(term::report("a.pdf"));
  EXPECT_THAT(find(passages & text_query("MoE专家数", Match::all)), SizeIs(1));
  EXPECT_THAT(find(passages & text_query("8K上下", Match::all)), SizeIs(1));
}

TEST(Term, IsNeverTooLongForXapian) {
  const std::string name(300, 'x');
  EXPECT_LE(term::value("arch.layers", name).size(), 245U);
  EXPECT_NE(term::value("arch.layers", name), term::value("arch.layers", name + "y"));
}

TEST(Slot, RefusesFieldsThatAreNotInTheChecklist) { EXPECT_THROW(slot::low("arch.nothing"), schema::Error); }

TEST(DateNumber, ReadsDaysAndMonths) {
  EXPECT_EQ(date_number("2024-05-07"), 20240507);
  EXPECT_EQ(date_number("2024-05"), 20240500);
  EXPECT_EQ(date_number("2024"), 20240000);
  EXPECT_EQ(date_number("May 2024"), 0);
  EXPECT_EQ(date_number("2024/05"), 0);
  EXPECT_EQ(date_number(""), 0);
}

}  // namespace
}  // namespace colophon::store
