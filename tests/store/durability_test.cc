// What outlives a change of versions, damage, a move to another machine: records, and a person's corrections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/error.h"
#include "store/import.h"
#include "store/layout.h"
#include "tests/store/sample.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DurabilityTest : public testing::Test {
 protected:
  fs::path place(const std::string& name = "kb") const { return temporary_.path() / name; }
  KnowledgeBase open(Access access, const std::string& name = "kb") const {
    return KnowledgeBase::open(place(name), access);
  }
  static void add(KnowledgeBase& base, const std::string& key) {
    base.commit(sample_source(key), sample_record(key), sample_document());
  }
  void make(const std::vector<std::string>& keys, const std::string& name = "kb") const {
    KnowledgeBase base = open(Access::write, name);
    for (const std::string& key : keys) add(base, key);
    base.catch_up();
  }
  // The layers that a reader is told.
  static std::vector<double> layers(const KnowledgeBase& base, const std::string& key) {
    std::vector<double> values;
    const auto record = base.record(key);
    for (const schema::Fact& fact : record->facts) {
      if (fact.field == "arch.layers" && fact.model == "Lantern-7B") values.push_back(std::get<double>(fact.value));
    }
    return values;
  }
  static Correction of_layers(std::vector<schema::Value> values) {
    return {"arch.layers", "Lantern-7B", std::move(values), "read in the appendix"};
  }

  TemporaryDirectory temporary_;
};

TEST_F(DurabilityTest, ReadsAndMigratesLayout1) {
  const std::string unpack =
      "tar -C '" + temporary_.path().string() + "' -xf '" COLOPHON_SOURCE_DIR "/tests/store/files/layout-1.tar.xz'";
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  std::ifstream in(COLOPHON_SOURCE_DIR "/tests/store/files/layout-1.jsonl");
  const std::vector<Import> expected = parse_records(in, "layout-1.jsonl");
  ASSERT_THAT(expected, SizeIs(2));
  for (const Access access : {Access::read, Access::write, Access::read}) {
    const KnowledgeBase base = open(access, "layout-1");
    for (const Import& one : expected) {
      ASSERT_TRUE(base.record(one.record.report)) << one.record.report;
      EXPECT_EQ(schema::record_to_json(*base.record(one.record.report)), schema::record_to_json(one.record));
    }
  }
  {
    KnowledgeBase base = open(Access::write, "layout-1");
    base.correct("beacon.md", {"arch.layers", "Beacon-7B", {33.0}, "typo"});
    base.catch_up();
  }
  EXPECT_THAT(open(Access::read, "layout-1").corrections("beacon.md"), SizeIs(1));
  EXPECT_THAT(open(Access::read, "layout-1").verify(), IsEmpty());
}

TEST_F(DurabilityTest, LeavesOutFactsThatTheChecklistNoLongerHas) {
  nlohmann::json record = {
      {"report", "a.md"},
      {"facts", {{{"field", "arch.layers"}, {"value", 32}}, {{"field", "arch.of_old"}, {"value", 1}}}}};
  EXPECT_EQ(drop_outdated_facts(record), 1U);
  EXPECT_THAT(schema::record_from_json(record).facts, SizeIs(1));
}

TEST_F(DurabilityTest, CorrectionsStandInPlaceOfWhatWasExtracted) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.correct("a.pdf", of_layers({40.0, 48.0}));
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(40, 48));
  base.correct("a.pdf", of_layers({}));
  EXPECT_THAT(layers(base, "a.pdf"), IsEmpty());
  base.withdraw("a.pdf", "arch.layers", "Lantern-7B");
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(32));
}

TEST_F(DurabilityTest, CorrectionsOutliveReindexRebuildAndRemoval) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.correct("a.pdf", of_layers({40.0}));
  add(base, "a.pdf");
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(40));
  base.remove(sample_source("a.pdf"));
  add(base, "a.pdf");
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(40));
  base.rebuild();
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(40));
  EXPECT_THAT(base.corrections("a.pdf"), SizeIs(1));
}

TEST_F(DurabilityTest, MirrorsTakeCorrectionsIn) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.catch_up();
  base.correct("a.pdf", of_layers({40.0}));
  EXPECT_TRUE(fs::exists(place() / "mirrors.behind"));
  base.catch_up();
  const Counts counts = base.counts();
  EXPECT_EQ(counts.search_sequence, counts.sequence);
}

TEST_F(DurabilityTest, ABackupIsAKnowledgeBase) {
  make({"a.pdf", "b.pdf"});
  KnowledgeBase writer = open(Access::write);
  writer.correct("a.pdf", of_layers({40.0}));
  {
    KnowledgeBase copy = open(Access::write, "copy");
    copy.copy_from(open(Access::read));  // while `writer` holds the lock
    copy.catch_up();
  }
  const KnowledgeBase copy = open(Access::read, "copy");
  EXPECT_THAT(copy.verify(), IsEmpty());
  EXPECT_EQ(copy.counts().reports, 2U);
  EXPECT_THAT(layers(copy, "a.pdf"), ElementsAre(40));
}

TEST_F(DurabilityTest, TheNextBackupFollowsWhatChanged) {
  make({"a.pdf", "b.pdf"});
  KnowledgeBase copy = open(Access::write, "copy");
  copy.copy_from(open(Access::read));
  {
    KnowledgeBase base = open(Access::write);
    base.remove(sample_source("a.pdf"));
    add(base, "c.pdf");
    base.catch_up();
  }
  copy.copy_from(open(Access::read));
  copy.catch_up();
  EXPECT_FALSE(copy.record("a.pdf"));
  EXPECT_TRUE(copy.record("c.pdf"));
  EXPECT_THAT(copy.verify(), IsEmpty());
}

TEST_F(DurabilityTest, SalvagesRecordsWithoutTheirListOfFiles) {
  make({"a.pdf", "b.pdf"});
  fs::remove(place() / "records" / "CURRENT");
  EXPECT_THROW(open(Access::write), schema::Error);  // and no empty one in its place
  const std::optional<Salvage> salvage = KnowledgeBase::salvage(place());
  ASSERT_TRUE(salvage);
  EXPECT_EQ(salvage->saved, 2U);
  EXPECT_TRUE(fs::exists(place() / "records.damaged"));
  open(Access::write).rebuild();
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
  EXPECT_FALSE(KnowledgeBase::salvage(place()).has_value());
}

TEST_F(DurabilityTest, ImportsRecordsWithTheirEvidence) {
  std::stringstream lines(schema::record_to_json(sample_record("a.pdf")).dump() + "\n\n");
  KnowledgeBase base = open(Access::write);
  const std::vector<Import> imports = parse_records(lines, "records.jsonl");
  EXPECT_EQ(import_records(base, imports).imported, 1U);
  EXPECT_EQ(import_records(base, imports).were_there, 1U);
  base.catch_up();
  EXPECT_THAT(base.verify(), IsEmpty());
  add(base, "a.pdf");  // the report itself
  ASSERT_THAT(base.sources(), SizeIs(1));
  EXPECT_EQ(base.sources()[0].path, "/reports/a.pdf");
}

TEST_F(DurabilityTest, ImportNamesTheLineThatIsNoRecord) {
  std::stringstream lines("{\"report\": \"a\"}\n{\"title\": 1}\n");
  try {
    parse_records(lines, "records.jsonl");
    FAIL() << "took it";
  } catch (const schema::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("records.jsonl, line 2"));
  }
}

}  // namespace
}  // namespace colophon::store
