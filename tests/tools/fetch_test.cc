// fetch: from a server to a whole file in sources/, or to one clear line and no file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/indexer/document/pdf/tiny_pdf.h"
#include "tests/tools/http_server.h"
#include "tests/tools/run.h"

namespace colophon {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kPage = "<!DOCTYPE html><html><body><h1>Star-7B</h1><p>Star-7B has 32 layers.</p></body></html>";
const std::string kHtml = "Content-Type: text/html; charset=utf-8";
const std::string kPdfType = "Content-Type: application/pdf";

// A gzipped .tex file, as arXiv sends sources of one file.
std::string bundle() {
  const TemporaryDirectory directory;
  std::string tex = "\\documentclass{article}\\begin{document}\\section{Pre-training}\n";
  for (int i = 0; i < 30; ++i) tex += "Star-7B was trained on 2 trillion tokens of text. ";
  const fs::path file = directory.write("paper.tex", tex + "\\end{document}\n");
  const std::string command = "gzip -n " + shell_quoted(file.string());
  if (std::system(command.c_str()) != 0) return "";
  std::ifstream in(file.string() + ".gz", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string pdf() { return document::pdf::TinyPdf().text(72, 100, "Star-7B has 32 layers.").bytes(); }

class FetchTest : public testing::Test {
 protected:
  Outcome fetch(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "fetch");
    for (const char* word : {"--delay", "0", "--kb"}) arguments.emplace_back(word);
    arguments.push_back(kb());
    arguments.emplace_back("--arxiv");
    arguments.push_back(server_.url());
    return run_colophon(arguments);
  }
  std::string kb() const { return (directory_.path() / "kb").string(); }

  // All files below sources/, sorted.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    const fs::path sources = fs::path(kb()) / "sources";
    if (!fs::exists(sources)) return names;
    for (const auto& entry : fs::recursive_directory_iterator(sources)) {
      if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), sources).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string contents(const std::string& name) const {
    std::ifstream in(fs::path(kb()) / "sources" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // A URL of the server is kept under its host and port.
  std::string kept(const std::string& path) const {
    std::string host = server_.url().substr(std::string("http://").size());
    std::replace(host.begin(), host.end(), ':', '_');
    return host + path;
  }

  TemporaryDirectory directory_;
  HttpServer server_;
};

TEST_F(FetchTest, ArxivsSourceComesFirst) {
  server_.on("/e-print/2412.19437", {{200, bundle(), {"Content-Type: application/gzip"}}});
  server_.on("/pdf/2412.19437", {{200, pdf(), {kPdfType}}});
  const Outcome outcome = fetch({"arxiv:2412.19437"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(files(), ElementsAre("arxiv.org/2412.19437.tar.gz"));
  EXPECT_THAT(server_.requests(), SizeIs(1));
  EXPECT_THAT(outcome.out, HasSubstr("index with: colophon index " + kb() + "/sources --kb " + kb()));
}

TEST_F(FetchTest, HtmlComesBeforePdf) {
  server_.on("/html/2412.19437v2", {{200, kPage, {kHtml}}});
  server_.on("/pdf/2412.19437v2", {{200, pdf(), {kPdfType}}});
  EXPECT_EQ(fetch({"https://arxiv.org/abs/2412.19437v2"}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre("arxiv.org/2412.19437v2.html"));
}

TEST_F(FetchTest, ASourceThatIsAPdfIsOne) {
  server_.on("/e-print/cs/0301001", {{200, pdf(), {kPdfType}}});
  EXPECT_EQ(fetch({"arXiv:cs/0301001"}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre("arxiv.org/cs-0301001.pdf"));
}

TEST_F(FetchTest, AnUnreadableBundleGivesWayToThePdf) {
  server_.on("/e-print/2412.19437", {{200, "\x1F\x8B not gzip after all", {"Content-Type: application/gzip"}}});
  server_.on("/html/2412.19437", {{404, "No HTML for 2412.19437"}});
  server_.on("/pdf/2412.19437", {{200, pdf(), {kPdfType}}});
  const Outcome outcome = fetch({"arxiv:2412.19437"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(files(), ElementsAre("arxiv.org/2412.19437.pdf"));
}

TEST_F(FetchTest, AReportThatIsNowhereIsNotFound) {
  const Outcome outcome = fetch({"arxiv:2412.19437"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("/pdf/2412.19437: is not there; check the address"));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, AUrlIsKeptUnderItsHostAndPath) {
  server_.on("/star/README.md?download=true", {{200, "# Star-7B\n", {"Content-Type: text/plain"}}});
  EXPECT_EQ(fetch({server_.url("/star/README.md?download=true")}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre(kept("/star/README.md")));
}

TEST_F(FetchTest, AConfigStandsBesideItsReadme) {
  server_.on("/star/README.md", {{200, "# Star-7B\n", {"Content-Type: text/plain"}}});
  server_.on("/star/config.json", {{200, R"({"num_hidden_layers": 32})", {"Content-Type: text/plain"}}});
  EXPECT_EQ(fetch({server_.url("/star/README.md"), server_.url("/star/config.json")}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre(kept("/star/README.md"), kept("/star/config.json")));
}

TEST_F(FetchTest, AnUnnamedPageGetsANameThatSaysWhatItIs) {
  server_.on("/blog/star/", {{200, kPage, {kHtml}}});
  EXPECT_EQ(fetch({server_.url("/blog/star/")}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre(kept("/blog/star/index.html")));
}

TEST_F(FetchTest, NamesDoNotLeaveTheFolder) {
  server_.on("/../../../etc/star.txt", {{200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}}});
  server_.on("/etc/star.txt", {{200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}}});
  EXPECT_EQ(fetch({server_.url("/../../../etc/star.txt")}).exit_code, 0);
  EXPECT_THAT(files(), SizeIs(1));
}

TEST_F(FetchTest, RedirectsAreFollowed) {
  server_.on("/old.html", {{302, "", {"Location: /new.html"}}});
  server_.on("/new.html", {{200, kPage, {kHtml}}});
  EXPECT_EQ(fetch({server_.url("/old.html")}).exit_code, 0);
  EXPECT_THAT(files(), ElementsAre(kept("/old.html")));
}

TEST_F(FetchTest, ARingOfRedirectsEnds) {
  server_.on("/ring.html", {{302, "", {"Location: /ring.html"}}});
  const Outcome outcome = fetch({server_.url("/ring.html")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("redirects more than 5 times"));
  EXPECT_THAT(server_.requests(), SizeIs(6));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, ARedirectToAFileIsRefused) {
  server_.on("/local.txt", {{302, "", {"Location: file:///etc/passwd"}}});
  EXPECT_EQ(fetch({server_.url("/local.txt")}).exit_code, 1);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, ALoginPageIsNoPdf) {
  server_.on("/report.pdf", {{200, kPage, {kHtml}}});
  const Outcome outcome = fetch({server_.url("/report.pdf")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("is not pdf but text/html"));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, APictureIsNoReport) {
  server_.on("/chart", {{200, std::string("\x89PNG\r\n\x1A\n\0\0\0", 11), {"Content-Type: image/png"}}});
  EXPECT_EQ(fetch({server_.url("/chart")}).exit_code, 1);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, TooLargeIsRefused) {
  server_.on("/large.txt", {{200, std::string((2U << 20) + 1, 'x'), {"Content-Type: text/plain"}}});
  const Outcome outcome = fetch({server_.url("/large.txt"), "--max-size", "2"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("is larger than 2 MB"));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, ABrokenConnectionGoesOnWhereItBroke) {
  const std::string text = "Star-7B has 32 layers and a hidden size of 4096.";
  server_.on("/star.txt",
             {{200, text, {"Content-Type: text/plain", "ETag: \"one\""}, 20},
              {206, text.substr(20), {"Content-Type: text/plain", "ETag: \"one\"", "Content-Range: bytes 20-47/48"}}});
  const Outcome outcome = fetch({server_.url("/star.txt")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(outcome.out, HasSubstr(", resumed"));
  EXPECT_EQ(contents(kept("/star.txt")), text);
  ASSERT_THAT(server_.requests(), SizeIs(2));
  EXPECT_THAT(server_.requests()[1], AllOf(HasSubstr("Range: bytes=20-"), HasSubstr("If-Range: \"one\"")));
}

TEST_F(FetchTest, ThreeBreaksLeaveAPartThatTheNextCallFinishes) {
  const std::string text = "Star-7B has 32 layers and a hidden size of 4096.";
  server_.on("/star.txt",
             {{200, text, {"Content-Type: text/plain", "Last-Modified: Mon, 06 Jan 2025 08:00:00 GMT"}, 10},
              {206, text.substr(10), {"Content-Range: bytes 10-47/48"}, 0},
              {206, text.substr(10), {"Content-Range: bytes 10-47/48"}, 4},
              {206, text.substr(14), {"Content-Range: bytes 14-47/48"}}});
  const Outcome broken = fetch({server_.url("/star.txt")});
  EXPECT_EQ(broken.exit_code, 1);
  EXPECT_THAT(broken.error, HasSubstr("the same command goes on where it broke off"));
  EXPECT_THAT(files(), ElementsAre(kept("/star.txt.part"), kept("/star.txt.part.tag")));
  EXPECT_EQ(fetch({server_.url("/star.txt")}).exit_code, 0);
  EXPECT_EQ(contents(kept("/star.txt")), text);
  EXPECT_THAT(files(), ElementsAre(kept("/star.txt")));
}

TEST_F(FetchTest, AChangedFileIsBegunAnew) {
  server_.on("/star.txt", {{200, "The first version of it.", {"Content-Type: text/plain", "ETag: \"one\""}, 9},
                           {200, "Another text.", {"Content-Type: text/plain", "ETag: \"two\""}}});
  EXPECT_EQ(fetch({server_.url("/star.txt")}).exit_code, 0);
  EXPECT_EQ(contents(kept("/star.txt")), "Another text.");
}

TEST_F(FetchTest, APartWithoutValidatorIsBegunAnew) {
  server_.on("/star.txt", {{200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}, 9},
                           {200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}}});
  EXPECT_EQ(fetch({server_.url("/star.txt")}).exit_code, 0);
  EXPECT_EQ(contents(kept("/star.txt")), "Star-7B has 32 layers.");
  EXPECT_THAT(server_.requests()[1], Not(HasSubstr("Range:")));
}

TEST_F(FetchTest, ABusyHostIsWaitedFor) {
  server_.on("/star.txt",
             {{429, "slow down", {"Retry-After: 1"}}, {200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}}});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fetch({server_.url("/star.txt")}).exit_code, 0);
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST_F(FetchTest, AHostThatAsksForHoursIsLeftAlone) {
  server_.on("/star.txt", {{503, "", {"Retry-After: 7200"}}});
  const Outcome outcome = fetch({server_.url("/star.txt")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error, HasSubstr("asks to wait 7200 s; try again later"));
  EXPECT_THAT(server_.requests(), SizeIs(1));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(FetchTest, OneHostIsNotHurried) {
  server_.on("/a.txt", {{200, "a", {"Content-Type: text/plain"}}});
  server_.on("/b.txt", {{200, "b", {"Content-Type: text/plain"}}});
  const auto start = std::chrono::steady_clock::now();
  run_colophon({"fetch", server_.url("/a.txt"), server_.url("/b.txt"), "--kb", kb(), "--delay", "0.5"});
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(500));
  EXPECT_THAT(files(), SizeIs(2));
  EXPECT_THAT(server_.requests().front(), HasSubstr("User-Agent: colophon/"));
}

TEST_F(FetchTest, WhatIsThereIsNotAskedForAgain) {
  server_.on("/star.txt", {{200, "old", {"Content-Type: text/plain"}}, {200, "new", {"Content-Type: text/plain"}}});
  fetch({server_.url("/star.txt")});
  EXPECT_THAT(fetch({server_.url("/star.txt")}).out, HasSubstr("was there already"));
  EXPECT_THAT(server_.requests(), SizeIs(1));
  fetch({server_.url("/star.txt"), "--again"});
  EXPECT_EQ(contents(kept("/star.txt")), "new");
}

TEST_F(FetchTest, OneFailureDoesNotSpoilTheOthers) {
  server_.on("/star.txt", {{200, "Star-7B has 32 layers.", {"Content-Type: text/plain"}}});
  const Outcome outcome = fetch({server_.url("/gone.txt"), server_.url("/star.txt"), "--format", "json"});
  EXPECT_EQ(outcome.exit_code, 1);
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json.at("fetched").at(0).at("format"), "text");
  EXPECT_EQ(json.at("failed").at(0).at("address"), server_.url("/gone.txt"));
}

TEST_F(FetchTest, IndexesWhatItFetched) {
  server_.on("/e-print/2412.19437", {{200, bundle(), {"Content-Type: application/gzip"}}});
  const Outcome outcome = fetch({"arxiv:2412.19437", "--index"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_THAT(run_colophon({"search", "trillion tokens", "--kb", kb()}).out, HasSubstr("2412.19437"));
}

TEST_F(FetchTest, WhatIsNoAddressIsWrongUse) {
  for (const char* address : {"2412.19437", "ftp://host/report.pdf", "arxiv:twelve", "file:///etc/passwd"}) {
    const Outcome outcome = fetch({address});
    EXPECT_EQ(outcome.exit_code, 2) << address;
    EXPECT_THAT(outcome.error, HasSubstr("is no address"));
  }
}

}  // namespace
}  // namespace colophon
