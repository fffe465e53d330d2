#include "store/knowledge_base.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "schema/error.h"
#include "store/record_store.h"
#include "store/search_index.h"
#include "store/search_mirror.h"
#include "store/tables_mirror.h"
#include "tests/store/sample.h"

namespace colophon::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class KnowledgeBaseTest : public testing::Test {
 protected:
  KnowledgeBase open(Access access) const { return KnowledgeBase::open(directory(), access); }
  std::filesystem::path directory() const { return temporary_.path() / "kb"; }

  static void add(KnowledgeBase& base, const std::string& key) {
    base.commit(sample_source(key), sample_record(key), sample_document());
  }
  // A knowledge base with these reports, mirrors and all.
  void make(const std::vector<std::string>& keys) const {
    KnowledgeBase base = open(Access::write);
    for (const std::string& key : keys) add(base, key);
    base.catch_up();
  }
  static std::string message_of(const std::function<void()>& action) {
    try {
      action();
    } catch (const schema::Error& error) {
      return error.what();
    }
    return "";
  }

 private:
  TemporaryDirectory temporary_;
};

TEST_F(KnowledgeBaseTest, GivesBackWhatWasCommitted) {
  make({"a.pdf"});
  const KnowledgeBase base = open(Access::read);
  ASSERT_TRUE(base.record("a.pdf"));
  EXPECT_EQ(schema::record_to_json(*base.record("a.pdf")), schema::record_to_json(sample_record("a.pdf")));
  EXPECT_EQ(base.document("a.pdf"), sample_document());
  EXPECT_FALSE(base.record("b.pdf"));
}

TEST_F(KnowledgeBaseTest, KeepsSourcesWithTheirFailures) {
  {
    KnowledgeBase base = open(Access::write);
    add(base, "a.pdf");
    base.note({"/reports/broken.pdf", 3, 4, "d2", "", "not a PDF", "r1"});
  }
  const std::vector<Source> sources = open(Access::read).sources();
  ASSERT_THAT(sources, SizeIs(2));
  EXPECT_EQ(sources[0].report, "a.pdf");
  EXPECT_EQ(sources[1].error, "not a PDF");
  EXPECT_EQ(sources[1].modified, 4);
}

TEST_F(KnowledgeBaseTest, PutsAReportInPlaceOfTheEarlierOne) {
  make({"a.pdf"});
  make({"a.pdf"});
  const KnowledgeBase base = open(Access::read);
  EXPECT_EQ(base.counts().reports, 1U);
  EXPECT_EQ(base.counts().models, 2U);
  EXPECT_THAT(base.verify(), IsEmpty());
}

TEST_F(KnowledgeBaseTest, ForgetsARemovedReportEverywhere) {
  make({"a.pdf", "b.pdf"});
  {
    KnowledgeBase base = open(Access::write);
    base.remove(sample_source("a.pdf"));
    base.catch_up();
  }
  const KnowledgeBase base = open(Access::read);
  EXPECT_FALSE(base.document("a.pdf"));
  EXPECT_THAT(base.sources(), SizeIs(1));
  EXPECT_EQ(base.counts().reports, 1U);
  EXPECT_THAT(base.verify(), IsEmpty());
}

TEST_F(KnowledgeBaseTest, VisitsRecordsInOrderOfTheirKeys) {
  make({"b.pdf", "a.pdf", "c.pdf"});
  std::vector<std::string> keys;
  open(Access::read).for_each_record([&](const Entry& entry) {
    keys.push_back(entry.key);
    return entry.key != "b.pdf";
  });
  EXPECT_THAT(keys, ElementsAre("a.pdf", "b.pdf"));
}

TEST_F(KnowledgeBaseTest, SaysThatThereIsNone) {
  EXPECT_THAT(message_of([&] { open(Access::read); }), HasSubstr("colophon index"));
}

TEST_F(KnowledgeBaseTest, NamesTheProcessThatWrites) {
  int ready[2], done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  const pid_t child = fork();
  char byte = 0;
  if (child == 0) {
    close(done[1]);
    {
      KnowledgeBase base = open(Access::write);
      (void)!write(ready[1], "x", 1);
      (void)!read(done[0], &byte, 1);
    }
    _exit(0);
  }
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_THAT(message_of([&] { open(Access::write); }), HasSubstr("process " + std::to_string(child)));
  close(done[1]);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(message_of([&] { open(Access::write); }), "");
}

TEST_F(KnowledgeBaseTest, IsReadWhileItIsWritten) {
  make({"a.pdf"});
  KnowledgeBase writer = open(Access::write);
  add(writer, "b.pdf");
  const KnowledgeBase reader = open(Access::read);
  EXPECT_TRUE(reader.record("b.pdf"));
  add(writer, "c.pdf");
  writer.catch_up();
  EXPECT_FALSE(reader.record("c.pdf"));  // its own moment
  EXPECT_TRUE(open(Access::read).record("c.pdf"));
}

TEST_F(KnowledgeBaseTest, CatchesUpWhatACrashLeftBehind) {
  make({"a.pdf"});
  {
    KnowledgeBase base = open(Access::write);
    add(base, "b.pdf");
  }  // no catch_up
  const KnowledgeBase base = open(Access::read);
  EXPECT_EQ(base.counts().reports, 2U);
  EXPECT_THAT(base.verify(), IsEmpty());
}

TEST_F(KnowledgeBaseTest, CatchesUpWhileReportsAreCommitted) {
  KnowledgeBase base = open(Access::write);
  std::atomic<bool> ended = false;
  std::thread follower([&] {
    while (!ended) base.catch_up();
  });
  for (int i = 0; i < 30; ++i) add(base, "r" + std::to_string(i % 20) + ".pdf");
  ended = true;
  follower.join();
  EXPECT_EQ(base.counts().search_sequence < 30, std::filesystem::exists(directory() / "mirrors.behind"));
  base.catch_up();
  EXPECT_THAT(base.verify(), IsEmpty());
  EXPECT_EQ(base.counts().reports, 20U);
}

TEST_F(KnowledgeBaseTest, MakesADeletedMirrorAgain) {
  make({"a.pdf", "b.pdf"});
  std::filesystem::remove_all(search_directory(directory()));
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
  std::filesystem::remove(tables_file(directory()));
  EXPECT_THAT(open(Access::read).verify(), IsEmpty());
}

TEST_F(KnowledgeBaseTest, MakesADamagedMirrorAgain) {
  make({"a.pdf"});
  std::ofstream(search_directory(directory()) / "iamglass") << "damaged";
  std::ofstream(tables_file(directory())) << "damaged";
  EXPECT_THAT(open(Access::read).verify(), SizeIs(2));
  KnowledgeBase base = open(Access::write);
  base.rebuild();
  EXPECT_THAT(base.verify(), IsEmpty());
}

TEST_F(KnowledgeBaseTest, DropsWhatAMirrorHasBeyondTheRecords) {
  make({"a.pdf"});
  std::filesystem::copy(directory() / "records", directory() / "before", std::filesystem::copy_options::recursive);
  make({"b.pdf", "c.pdf"});
  std::filesystem::remove_all(directory() / "records");
  std::filesystem::rename(directory() / "before", directory() / "records");
  KnowledgeBase base = open(Access::write);
  base.catch_up();
  EXPECT_THAT(base.lost_changes(), ElementsAre("b.pdf", "c.pdf"));
  EXPECT_THAT(base.verify(), SizeIs(2));  // both are named, no mirror is
  EXPECT_EQ(base.counts().reports, 1U);
}

TEST_F(KnowledgeBaseTest, KeepsOnlyTheLastPutOfAReport) {
  make({"a.pdf", "b.pdf", "a.pdf"});
  const RecordStore store(directory() / "records", Access::read);
  std::vector<std::pair<uint64_t, std::string>> changes;
  for (const Change& change : store.changes_after(0)) changes.emplace_back(change.sequence, change.key);
  EXPECT_THAT(changes, ElementsAre(std::pair(2, "b.pdf"), std::pair(3, "a.pdf")));
}

TEST_F(KnowledgeBaseTest, RefusesARecordOfAnotherVersion) {
  make({"a.pdf"});
  {
    rocksdb::DB* opened = nullptr;
    std::vector<std::string> names;
    const std::string where = (directory() / "records").string();
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, where, &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    families.reserve(names.size());
    for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    ASSERT_TRUE(rocksdb::DB::Open({}, where, families, &handles, &opened).ok());
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      if (handle->GetName() == "meta") {
        ASSERT_TRUE(opened->Put({}, handle, "version", "99").ok());
      }
      opened->DestroyColumnFamilyHandle(handle);
    }
    delete opened;
  }
  EXPECT_THAT(message_of([&] { (void)open(Access::read).record("a.pdf"); }), HasSubstr("layout 99"));
}

TEST_F(KnowledgeBaseTest, FindsAReportByWhatPeopleCallIt) {
  make({"Lantern.pdf", "b/Lantern.pdf", "c.md"});
  const KnowledgeBase base = open(Access::read);
  EXPECT_THAT(base.find("Lantern.pdf"), ElementsAre("Lantern.pdf"));
  EXPECT_THAT(base.find("lantern"), ElementsAre("Lantern.pdf"));
  EXPECT_THAT(base.find("C"), ElementsAre("c.md"));
  EXPECT_THAT(base.find("lantern 7b"), SizeIs(3));
  EXPECT_THAT(base.find("Lantern Base"), SizeIs(3));
  EXPECT_THAT(base.find("nothing"), IsEmpty());
}

TEST_F(KnowledgeBaseTest, VerifyNamesAQuoteThatIsNotInTheDocument) {
  KnowledgeBase base = open(Access::write);
  schema::Record record = sample_record("a.pdf");
  record.facts.push_back(fact("arch.heads", 12.0, "with 12 heads"));
  base.commit(sample_source("a.pdf"), record, sample_document());
  base.catch_up();
  ASSERT_THAT(base.verify(), SizeIs(1));
  EXPECT_THAT(base.verify()[0], HasSubstr("arch.heads"));
}

TEST_F(KnowledgeBaseTest, VerifyNamesWhatAMirrorLacks) {
  make({"a.pdf"});
  {
    Xapian::WritableDatabase search(search_directory(directory()).string(), Xapian::DB_OPEN);
    search.delete_document(term::report("a.pdf"));
    search.commit();
  }
  EXPECT_THAT(open(Access::read).verify(), ElementsAre(HasSubstr("the search index lacks a.pdf")));
}

}  // namespace
}  // namespace colophon::store
