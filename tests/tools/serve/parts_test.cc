// Addresses, encodings and cursors by themselves.
#include <gtest/gtest.h>

#include "schema/error.h"
#include "tools/serve/address.h"
#include "tools/serve/compress.h"
#include "tools/serve/cursor.h"
#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

TEST(ServeAddressTest, WhereToListen) {
  EXPECT_EQ(parse_address("127.0.0.1:7878").text(), "127.0.0.1:7878");
  EXPECT_EQ(parse_address(":80").text(), "127.0.0.1:80");
  EXPECT_EQ(parse_address("localhost:80").text(), "127.0.0.1:80");
  EXPECT_EQ(parse_address("[::1]:80").text(), "[::1]:80");
  EXPECT_TRUE(parse_address("127.9.9.9:1").loopback());
  EXPECT_TRUE(parse_address("[::1]:1").loopback());
  EXPECT_FALSE(parse_address("0.0.0.0:1").loopback());
  for (const char* wrong :
       {"", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "example.org:80", "[::1:80", "1:2:3"}) {
    EXPECT_THROW(parse_address(wrong), schema::Error) << wrong;
  }
}

TEST(ServeAddressTest, WhoIsMeant) {
  const Door local({"127.0.0.1", 7878}, {});
  for (const char* host : {"127.0.0.1:7878", "localhost:7878"}) EXPECT_TRUE(local.is_here(host)) << host;
  for (const char* host : {"", ":7878", "localhost", "127.0.0.1:7879", "a.example:7878", "127.0.0.1:7878:1",
                           "[::1]:7878", "127.0.0.1:7878@a.example", "127.0.0.1:7878 "}) {
    EXPECT_FALSE(local.is_here(host)) << host;
  }
  const Door everywhere({"0.0.0.0", 80}, {"reports.example"});
  for (const char* host : {"10.0.0.7", "10.0.0.7:80", "[fe80::1]", "reports.example", "Reports.Example:443"}) {
    EXPECT_TRUE(everywhere.is_here(host)) << host;
  }
  EXPECT_FALSE(everywhere.is_here("other.example"));
  EXPECT_TRUE(everywhere.is_ours("https://reports.example"));
  EXPECT_FALSE(everywhere.is_ours("null"));
}

TEST(ServeCompressTest, WhoTakesGzip) {
  for (const char* header : {"gzip", "deflate, gzip;q=0.5", "*", "br , gzip"})
    EXPECT_TRUE(takes_gzip(header)) << header;
  for (const char* header : {"", "identity", "gzip;q=0", "gzip;q=0, *", "*;q=0", "xgzip"}) {
    EXPECT_FALSE(takes_gzip(header)) << header;
  }
}

TEST(ServeCursorTest, WhatIsWrittenIsRead) {
  const Cursor cursor = Cursor::parse(Cursor{"a/b:c.pdf", 17}.text());
  EXPECT_EQ(cursor.key, "a/b:c.pdf");
  EXPECT_EQ(cursor.entry, 17U);
  EXPECT_TRUE(cursor.before("a/b:c.pdf", 18));
  EXPECT_FALSE(cursor.before("a/b:c.pdf", 17));
  EXPECT_TRUE(Cursor().before("", 1));
  for (const char* wrong : {"z", "zz", "abc", "3137", "3a61"}) EXPECT_THROW(Cursor::parse(wrong), HttpError) << wrong;
}

}  // namespace
}  // namespace colophon::serve
