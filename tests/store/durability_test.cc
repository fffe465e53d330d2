// What outlives a change of versions, damage, a move to another machine: records, and a person's corrections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "schema/error.h"
#include "store/import.h"
#include "store/layout.h"
#include "store/record_files.h"
#include "store/record_store.h"
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
  // A person says of a.pdf how many layers Lantern-7B has.
  static Decision of_layers(const std::vector<double>& values) {
    Correction correction{"arch.layers", "Lantern-7B", true, {}, {}, "read in the appendix"};
    for (const double value : values) correction.values.push_back({value, {}});
    return decision_of("a.pdf", std::move(correction));
  }
  static Decision decision_of(const std::string& key, Correction correction) {
    Decision decision;
    decision.time = 1740830400;
    decision.author = "Ada";
    decision.action = "set";
    decision.report = key;
    decision.field = correction.field;
    decision.model = correction.model;
    decision.after = std::move(correction);
    return decision;
  }
  static std::vector<std::string> values_of(const schema::Record& record) {
    std::vector<std::string> values;
    for (const schema::Fact& fact : record.facts) {
      values.push_back(fact.field + " of " + fact.model + " is " + schema::value_key(fact.value));
    }
    return values;
  }
  void unpack(const std::string& layout) const {
    const std::string command = "tar -C '" + temporary_.path().string() +
                                "' -xf '" COLOPHON_SOURCE_DIR "/tests/store/files/" + layout + ".tar.xz'";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  // What the program that wrote the layout read there.
  static std::vector<Import> expected_of(const std::string& layout) {
    std::ifstream in(COLOPHON_SOURCE_DIR "/tests/store/files/" + layout + ".jsonl");
    return parse_records(in, layout);
  }

  // Under the hand of the store.
  void put_document(const std::string& key, const std::string& document) const {
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const std::string records = (place() / "records").string();
    ASSERT_TRUE(rocksdb::DB::Open(records_options(true), records, family_descriptors(), &handles, &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      if (handle->GetName() == "documents") {
        EXPECT_TRUE(db->Put({}, handle, key, document).ok());
      }
      db->DestroyColumnFamilyHandle(handle);
    }
  }

  // The last that was written of a family.
  static fs::path newest_table(const fs::path& knowledge_base, const std::string& family) {
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const std::string records = (knowledge_base / "records").string();
    EXPECT_TRUE(
        rocksdb::DB::OpenForReadOnly(records_options(false), records, family_descriptors(), &handles, &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    std::vector<rocksdb::LiveFileMetaData> files;
    db->GetLiveFilesMetaData(&files);
    std::string newest;
    for (const rocksdb::LiveFileMetaData& file : files) {
      if (file.column_family_name == family) newest = std::max(newest, file.name);
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
    return knowledge_base / "records" / newest.substr(newest.find_first_not_of('/'));
  }

  TemporaryDirectory temporary_;
};

TEST_F(DurabilityTest, ReadsAndMigratesLayout1) {
  unpack("layout-1");
  const std::vector<Import> expected = expected_of("layout-1");
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
    base.decide(decision_of("beacon.md", {"arch.layers", "Beacon-7B", true, {{33.0, {}}}, {}, "typo"}));
    base.catch_up();
  }
  EXPECT_THAT(open(Access::read, "layout-1").corrections("beacon.md"), SizeIs(1));
  EXPECT_THAT(open(Access::read, "layout-1").verify(), IsEmpty());
}

// Its corrections have no evidence, stand in place of everything, and came about by no decision that is known.
TEST_F(DurabilityTest, ReadsAndMigratesLayout2) {
  unpack("layout-2");
  ASSERT_THAT(expected_of("layout-2"), SizeIs(2));
  for (const Access access : {Access::read, Access::write, Access::read}) {
    const KnowledgeBase base = open(access, "layout-2");
    for (const Import& one : expected_of("layout-2")) {
      // What is absent, and what is cited for a corrected value, was worked out in another way.
      EXPECT_EQ(values_of(*base.record(one.record.report)), values_of(one.record)) << one.record.report;
    }
    EXPECT_THAT(base.corrections("beacon.md"), SizeIs(2));
    EXPECT_THAT(base.decisions(), IsEmpty());
  }
  KnowledgeBase base = open(Access::write, "layout-2");
  const Decision made =
      base.decide(decision_of("beacon.md", {"arch.layers", "Lantern-7B", true, {{40.0, {}}}, {}, ""}));
  EXPECT_EQ(made.number, 1U);
  ASSERT_TRUE(made.before);
  EXPECT_EQ(std::get<double>(made.before->values.at(0).value), 36);
  EXPECT_EQ(made.before->note, "read in the appendix");
}

TEST_F(DurabilityTest, RefusesALayoutThatIsNewer) {
  EXPECT_THROW(layout_of(std::to_string(newest_layout + 1), "here"), schema::Error);
  EXPECT_THROW(layout_of("", "here"), schema::Error);
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
  base.decide(of_layers({40.0, 48.0}));
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(40, 48));
  base.decide(of_layers({}));
  EXPECT_THAT(layers(base, "a.pdf"), IsEmpty());
  Decision back = of_layers({});
  back.after.reset();
  base.decide(back);
  EXPECT_THAT(layers(base, "a.pdf"), ElementsAre(32));
}

TEST_F(DurabilityTest, CorrectionsBesideWhatWasExtracted) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  const schema::Evidence cited{2, "Architecture", "128K上下文", "", "", ""};
  const Correction correction{"rl.algorithm", "", false, {{std::string("DAPO"), {cited}}}, {std::string("GRPO")}, ""};
  base.decide(decision_of("a.pdf", correction));
  const auto record = base.record("a.pdf");
  std::vector<std::string> algorithms;
  for (const schema::Fact& fact : record->facts) {
    if (fact.field != "rl.algorithm") continue;
    algorithms.push_back(std::get<std::string>(fact.value));
    EXPECT_EQ(fact.evidence.at(0).quote, "128K上下文");
    EXPECT_EQ(fact.confidence, 1);
  }
  EXPECT_THAT(algorithms, ElementsAre("DAPO"));
}

TEST_F(DurabilityTest, CorrectionsOfWhatIsNoFactStandInTheHead) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.decide(decision_of("a.pdf", {"model.params_total", "Lantern-7B", true, {{7.5, {}}}, {}, ""}));
  base.decide(decision_of("a.pdf", {"report.date", "", true, {{std::string("2025-04-01"), {}}}, {}, ""}));
  base.decide(decision_of("a.pdf", {"report.organization", "", false, {{std::string("Harbour"), {}}}, {}, ""}));
  base.decide(decision_of("a.pdf", {"arch.family", "Lantern-7B", true, {{std::string("moe"), {}}}, {}, ""}));
  const auto record = base.record("a.pdf");
  EXPECT_EQ(record->models.at(0).params_total_b, 7.5);
  EXPECT_EQ(record->models.at(1).params_total_b, 30.0);
  EXPECT_EQ(record->release_date, "2025-04-01");
  EXPECT_THAT(record->organization, ElementsAre("Lighthouse Lab", "Harbour"));
  EXPECT_EQ(record->models.at(0).family, "moe");
}

TEST_F(DurabilityTest, WhatLosesItsLastValueIsAbsentAndWhatGainsOneIsNot) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.decide(decision_of("a.pdf", {"rl.algorithm", "", true, {}, {}, ""}));
  base.decide(decision_of("a.pdf", {"rl.kl_coef", "", true, {{0.001, {}}}, {}, "told by the authors"}));
  const auto record = base.record("a.pdf");
  std::vector<std::string> absent;
  for (const schema::Absence& absence : record->absent) absent.push_back(absence.item);
  EXPECT_THAT(absent, ElementsAre("rl.algorithm"));
}

TEST_F(DurabilityTest, DecisionsAreNumberedAndKeepWhatTheyReplaced) {
  make({"a.pdf"});
  {
    KnowledgeBase base = open(Access::write);
    base.decide(of_layers({40.0}));
    base.decide(of_layers({48.0}));
    base.rebuild();
  }
  const KnowledgeBase base = open(Access::read);
  const std::vector<Decision> decisions = base.decisions();
  ASSERT_THAT(decisions, SizeIs(2));
  EXPECT_EQ(decisions[0].number, 1U);
  EXPECT_FALSE(decisions[0].before);
  EXPECT_EQ(decisions[1].author, "Ada");
  EXPECT_EQ(decisions[1].time, 1740830400);
  EXPECT_EQ(std::get<double>(decisions[1].before->values.at(0).value), 40);
  EXPECT_EQ(decision_to_json(decision_from_json(decision_to_json(decisions[1]))), decision_to_json(decisions[1]));
}

TEST_F(DurabilityTest, CorrectionsOutliveReindexRebuildAndRemoval) {
  make({"a.pdf"});
  KnowledgeBase base = open(Access::write);
  base.decide(of_layers({40.0}));
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
  base.decide(of_layers({40.0}));
  EXPECT_TRUE(fs::exists(place() / "mirrors.behind"));
  base.catch_up();
  const Counts counts = base.counts();
  EXPECT_EQ(counts.search_sequence, counts.sequence);
}

TEST_F(DurabilityTest, ABackupIsAKnowledgeBase) {
  make({"a.pdf", "b.pdf"});
  KnowledgeBase writer = open(Access::write);
  writer.decide(of_layers({40.0}));
  {
    KnowledgeBase copy = open(Access::write, "copy");
    copy.copy_from(open(Access::read));  // while `writer` holds the lock
    copy.catch_up();
  }
  const KnowledgeBase copy = open(Access::read, "copy");
  EXPECT_THAT(copy.verify(), IsEmpty());
  EXPECT_EQ(copy.counts().reports, 2U);
  EXPECT_THAT(copy.decisions(), SizeIs(1));
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
  open(Access::write).decide(of_layers({40.0}));
  fs::remove(place() / "records" / "CURRENT");
  EXPECT_THROW(open(Access::write), schema::Error);  // and no empty one in its place
  const std::optional<Salvage> salvage = KnowledgeBase::salvage(place());
  ASSERT_TRUE(salvage);
  EXPECT_EQ(salvage->saved, 2U);
  EXPECT_TRUE(fs::exists(place() / "records.damaged"));
  open(Access::write).rebuild();
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
  EXPECT_THAT(open(Access::read).decisions(), SizeIs(1));
  EXPECT_THAT(layers(open(Access::read), "a.pdf"), ElementsAre(40));
  EXPECT_FALSE(KnowledgeBase::salvage(place()).has_value());
}

// The table of a family is damaged while the log holds later changes of all, as after a crash: of these nothing is
// lost, and what they removed does not come back.
TEST_F(DurabilityTest, SalvagesTheLogBesideADamagedTable) {
  using Case = std::pair<std::string, std::string>;
  for (const auto& [layout, damaged] :
       {Case{"", "records"}, Case{"", "documents"}, Case{"", "sources"}, Case{"", "changes"},
        Case{"layout-1", "changes"}, Case{"layout-2", "changes"}}) {
    SCOPED_TRACE(damaged + " " + layout);
    fs::remove_all(place());
    fs::remove_all(place("crashed"));
    if (!layout.empty()) {
      unpack(layout);
      fs::rename(place(layout), place());
    }
    {
      KnowledgeBase base = open(Access::write);
      add(base, "gone.pdf");
      add(base, "old.pdf");
    }
    {
      KnowledgeBase base = open(Access::write);
      add(base, "new.pdf");
      base.remove(sample_source("gone.pdf"));
      fs::copy(place(), place("crashed"), fs::copy_options::recursive);  // what is not flushed is in the log
    }
    const fs::path table = newest_table(place("crashed"), damaged);
    fs::resize_file(table, fs::file_size(table) - 1);
    EXPECT_THROW(open(Access::read, "crashed").verify(), schema::Error);
    const std::optional<Salvage> salvage = KnowledgeBase::salvage(place("crashed"));
    ASSERT_TRUE(salvage);
    open(Access::write, "crashed").rebuild();
    const KnowledgeBase base = open(Access::read, "crashed");
    EXPECT_TRUE(base.record("new.pdf"));
    EXPECT_FALSE(base.record("gone.pdf"));
    EXPECT_THAT(salvage->lost, testing::Not(testing::Contains("gone.pdf")));
    EXPECT_TRUE(base.record("old.pdf") || testing::Value(salvage->lost, testing::Contains("old.pdf")));
    EXPECT_THAT(base.verify(), IsEmpty());
  }
}

// A damaged file may bring up what an older one holds.
TEST_F(DurabilityTest, NamesAnOlderDocumentUnderARecord) {
  make({"a.pdf", "b.pdf"});
  {
    RecordStore records(place() / "records", Access::write);
    const std::optional<Entry> entry = records.extracted("a.pdf");
    records.commit(sample_source("a.pdf"), entry->record, sample_document("Newer."));
  }
  put_document("a.pdf", sample_document("Older."));
  open(Access::write).catch_up();
  EXPECT_THAT(open(Access::read).verify(), ElementsAre(HasSubstr("a.pdf: its document is not the one")));
  const std::optional<Salvage> salvage = KnowledgeBase::salvage(place());
  ASSERT_TRUE(salvage);
  EXPECT_THAT(salvage->lost, ElementsAre("a.pdf"));
  open(Access::write).rebuild();
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
  EXPECT_TRUE(open(Access::read).record("b.pdf"));
}

// The log of RocksDB is emptied, or records are put back to an earlier state, by something else than a crash.
TEST_F(DurabilityTest, NamesReportsThatRecordsOfAnEarlierStateLack) {
  make({"a.pdf"});
  fs::copy(place() / "records", place("earlier"), fs::copy_options::recursive);
  make({"b.pdf"});
  for (const bool in_mirrors : {true, false}) {
    fs::remove_all(place() / "records");
    fs::copy(place("earlier"), place() / "records", fs::copy_options::recursive);
    if (in_mirrors) {
      EXPECT_THAT(open(Access::read).verify(),
                  testing::Contains(HasSubstr("knows of changes that the records have lost")));
    } else {
      std::ofstream(place() / "mirrors.behind", std::ios::binary) << "2 b.pdf" << '\0' << "3 cut";
    }
    EXPECT_THAT(open(Access::write).lost_changes(), ElementsAre("b.pdf"));
    open(Access::write).catch_up();
    EXPECT_THAT(open(Access::read).verify(), ElementsAre(HasSubstr("b.pdf: its last change was lost")));
    KnowledgeBase base = open(Access::write);
    add(base, "b.pdf");
    base.catch_up();
    EXPECT_THAT(base.lost_changes(), IsEmpty());
    EXPECT_THAT(open(Access::read).verify(), IsEmpty());
  }
}

TEST_F(DurabilityTest, RebuildForgetsWhatWasLost) {
  make({"a.pdf"});
  std::ofstream(place() / "mirrors.behind", std::ios::binary) << "7 c.pdf" << '\0';
  KnowledgeBase base = open(Access::write);
  EXPECT_THAT(base.lost_changes(), ElementsAre("c.pdf"));
  base.rebuild();
  EXPECT_THAT(base.lost_changes(), IsEmpty());
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
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
