#include "indexer/document/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/error.h"

namespace colophon::document {
namespace {

using namespace std::string_literals;

std::string decode(const std::string& bytes) { return to_utf8(bytes, "report.md"); }

void expect_refused(const std::string& bytes, const std::string& why) {
  try {
    decode(bytes);
    ADD_FAILURE() << "read";
  } catch (const schema::Error& error) {
    EXPECT_EQ(error.kind(), schema::Error::Kind::input);
    EXPECT_THAT(error.what(), testing::StartsWith("report.md: "));
    EXPECT_THAT(error.what(), testing::HasSubstr(why));
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(Encoding, Utf8WithAndWithoutMark) {
  EXPECT_EQ(decode("模型 A"), "模型 A");
  EXPECT_EQ(decode("\xEF\xBB\xBF模型"), "模型");
}

TEST(Encoding, Utf16OfBothOrders) {
  EXPECT_EQ(decode("\xFF\xFEM\0!j\n\0"s), "M模\n");
  EXPECT_EQ(decode("\xFE\xFF\0Mj!\0\n"s), "M模\n");
  EXPECT_EQ(decode("a\0b\0c\0\r\0\n\0d\0"s), "abc\nd");
}

TEST(Encoding, Gb18030IsDetected) {
  // "本模型采用旋转位置编码，词表大小为十五万，训练数据包括网页、书籍和代码。"
  const std::string bytes =
      "\xb1\xbe\xc4\xa3\xd0\xcd\xb2\xc9\xd3\xc3\xd0\xfd\xd7\xaa\xce\xbb\xd6\xc3\xb1\xe0\xc2\xeb\xa3\xac\xb4\xca\xb1\xed"
      "\xb4\xf3"
      "\xd0\xa1\xce\xaa\xca\xae\xce\xe5\xcd\xf2\xa3\xac\xd1\xb5\xc1\xb7\xca\xfd\xbe\xdd\xb0\xfc\xc0\xa8\xcd\xf8\xd2\xb3"
      "\xa1\xa2"
      "\xca\xe9\xbc\xae\xba\xcd\xb4\xfa\xc2\xeb\xa1\xa3";
  EXPECT_EQ(decode(bytes), "本模型采用旋转位置编码，词表大小为十五万，训练数据包括网页、书籍和代码。");
}

TEST(Encoding, LineEndsAreOne) { EXPECT_EQ(decode("a\r\nb\rc\nd"), "a\nb\nc\nd"); }

TEST(Encoding, ControlCharactersAreDropped) {
  EXPECT_EQ(decode("a" + std::string(1, '\x01') + std::string(200, 'b')).substr(0, 2), "ab");
}

TEST(Encoding, ACharacterCutOffAtTheEndIsDropped) {
  EXPECT_EQ(decode("模型\xE6\xA8"), "模型");
  EXPECT_EQ(decode("模型\xE6"), "模型");
}

TEST(Encoding, AStrayByteIsDamage) {
  const std::string text(3000, 'a');
  EXPECT_EQ(decode(text + "\xFF" + text), text + "\xEF\xBF\xBD" + text);
}

TEST(Encoding, NoiseIsNoUtf16) {
  std::string noise;
  for (unsigned i = 0, x = 7; i < 2000; ++i) noise += static_cast<char>((x = x * 1103515245 + 12345) >> 16);
  EXPECT_THROW(decode(noise), schema::Error);
}

TEST(Encoding, AStrayNulIsDropped) {
  EXPECT_EQ(decode(std::string("The model has 32\0 layers and a hidden size of 4096, as before.", 62)),
            "The model has 32 layers and a hidden size of 4096, as before.");
}

TEST(Encoding, EmptyAndBlankFilesAreRefused) {
  expect_refused("", "empty");
  expect_refused(" \n\t\r\n", "empty");
}

TEST(Encoding, BinaryFilesAreRefused) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i) bytes += static_cast<char>((i * 7919) >> 3);
  expect_refused(
      "\x7F"
      "ELF\x02\x01\x01"s +
          std::string(64, '\0') + bytes,
      "binary");
}

TEST(Encoding, EveryPrefixOfAnEncodedTextReadsOrIsRefused) {
  const std::string wide = "\xFF\xFEM\0!j\n\0!j!j\x01\xD8\x37\xDC"s;
  for (size_t n = 0; n <= wide.size(); ++n) {
    try {
      decode(wide.substr(0, n));
    } catch (const schema::Error&) {
    }
  }
}

}  // namespace
}  // namespace colophon::document
