#include "indexer/document/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "schema/error.h"

namespace colophon::document {
namespace {

namespace fs = std::filesystem;

class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  fs::path folder_;
};

TEST_F(ReaderTest, ConfigBesideAReadmeIsReadWithIt) {
  const fs::path readme = write("README.md", "# Star\n\nText.\n");
  const fs::path config = write("config.json", R"({"num_hidden_layers": 60})");
  EXPECT_EQ(companion_config(readme), config);
  EXPECT_FALSE(readable(config));
  const Document d = read(readme);
  ASSERT_EQ(d.tables.size(), 1u);
  EXPECT_EQ(d.tables[0].caption, "config.json");
  EXPECT_EQ(d.format, "markdown");
}

TEST_F(ReaderTest, ConfigAmongSeveralReportsBelongsToNone) {
  const fs::path a = write("a.md", "# A\n");
  write("b.md", "# B\n");
  const fs::path config = write("config.json", "{\"x\": 1}");
  EXPECT_TRUE(companion_config(a).empty());
  EXPECT_TRUE(readable(config));
}

TEST_F(ReaderTest, AConfigurationOfSomethingElseIsPassedOver) {
  write("config.json", R"({"port": 8080})");
  EXPECT_TRUE(read(write("README.md", "# Star-7B\n\nText.\n")).tables.empty());
}

TEST_F(ReaderTest, OtherJsonIsNoReport) { EXPECT_FALSE(readable(write("tokenizer.json", "{}"))); }

TEST_F(ReaderTest, ContentDecidesBeforeTheName) {
  EXPECT_EQ(read(write("a.md", "<!DOCTYPE html><html><body><p>Text.</p></body></html>")).format, "html");
}

TEST_F(ReaderTest, EmptyFilesAreRefusedByName) {
  const fs::path file = write("a.md", "");
  try {
    read(file);
    ADD_FAILURE();
  } catch (const schema::Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("a.md: is empty"));
  }
}

TEST_F(ReaderTest, MissingFilesAndFoldersAreRefused) {
  EXPECT_THROW(read(folder_ / "none.md"), schema::Error);
  EXPECT_THROW(read(folder_), schema::Error);
}

}  // namespace
}  // namespace colophon::document
