// colophon-bench-queries: how long questions take, against two engines that only find text: bare Xapian on the same
// index, and SQLite FTS5 on the same passages.
//
// Reads questions from a file, one a line: KIND, a tab, "ask" or "search", a tab, the text, a tab, its words for the
// other engines, between spaces. Each is asked `--rounds` times, in turn; every time by a Library that knows nothing
// yet, as a new reader would. What the system has cached of the files stays. Prints JSON:
//
//     {"passages": N, "kinds": {KIND: {"colophon": TIMES, "xapian": TIMES, "fts5": TIMES, "answers": mean number}}}
//
// with TIMES = {"p50", "p95", "p99"} in milliseconds. FTS5 and Xapian are asked for the ten best passages with the
// words (all of them for "search", any for "ask"), by BM25, and hand out their text.
#include <sqlite3.h>
#include <xapian.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "query/answer.h"
#include "query/library.h"
#include "query/search.h"
#include "schema/error.h"
#include "store/search_index.h"

namespace {

using namespace colophon;

constexpr size_t shown = 10;

struct Question {
  std::string kind, how, text;
  std::vector<std::string> words;
};

std::vector<Question> read_questions(const std::string& file) {
  std::ifstream in(file);
  std::vector<Question> questions;
  for (std::string line; std::getline(in, line);) {
    std::istringstream parts(line);
    Question question;
    std::string words;
    std::getline(parts, question.kind, '\t');
    std::getline(parts, question.how, '\t');
    std::getline(parts, question.text, '\t');
    std::getline(parts, words);
    std::istringstream pieces(words);
    question.words.assign(std::istream_iterator<std::string>(pieces), {});
    if (question.words.empty() || (question.how != "ask" && question.how != "search")) {
      throw schema::Error(schema::Error::Kind::usage,
                          file + ": not KIND, ask or search, text and words between tabs: " + line);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

double milliseconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Of sorted times, by nearest rank.
double percentile(const std::vector<double>& sorted, double share) {
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<size_t>(rank, 1) - 1];
}

nlohmann::json times_of(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {{"p50", percentile(times, 0.50)}, {"p95", percentile(times, 0.95)}, {"p99", percentile(times, 0.99)}};
}

// The passages of a search index in an FTS5 table beside it; made where it is not there yet.
class FullText {
 public:
  FullText(const std::string& file, const Xapian::Database& index) {
    const bool made = std::filesystem::exists(file);
    open(file);
    if (!made) fill(index);
    const char* query = "SELECT text FROM passages WHERE passages MATCH ?1 ORDER BY rank LIMIT ?2";
    if (sqlite3_prepare_v2(database_.get(), query, -1, &select_, nullptr) != SQLITE_OK) fail();
  }
  ~FullText() { sqlite3_finalize(select_); }
  FullText(const FullText&) = delete;
  FullText& operator=(const FullText&) = delete;

  size_t search(const Question& question) {
    std::string match;
    for (const std::string& word : question.words) {
      match += (match.empty() ? "" : question.how == "ask" ? " OR " : " AND ") + ("\"" + word + "\"");
    }
    sqlite3_reset(select_);
    sqlite3_bind_text(select_, 1, match.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(select_, 2, shown);
    size_t bytes = 0;
    while (sqlite3_step(select_) == SQLITE_ROW) bytes += static_cast<size_t>(sqlite3_column_bytes(select_, 0));
    return bytes;
  }

 private:
  void open(const std::string& file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(file.c_str(), &opened);
    database_.reset(opened);
    if (code != SQLITE_OK) fail();
  }

  void run(const char* statement) {
    if (sqlite3_exec(database_.get(), statement, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }

  void fill(const Xapian::Database& index) {
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    run("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'porter unicode61'); BEGIN");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(database_.get(), "INSERT INTO passages VALUES (?1)", -1, &insert, nullptr);
    const std::string passage = store::term::kind(store::Kind::passage);
    for (auto id = index.postlist_begin(passage); id != index.postlist_end(passage); ++id) {
      const auto text = nlohmann::json::parse(index.get_document(*id).get_data()).at("text").get<std::string>();
      sqlite3_bind_text(insert, 1, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT; INSERT INTO passages(passages) VALUES ('optimize')");
  }

  [[noreturn]] void fail() {
    throw schema::Error(schema::Error::Kind::storage, std::string("FTS5 failed: ") + sqlite3_errmsg(database_.get()));
  }

  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  sqlite3_stmt* select_ = nullptr;
};

size_t search_bare(const Xapian::Database& index, const Question& question) {
  const Xapian::Stem stem("english");
  std::vector<Xapian::Query> words;
  for (const std::string& word : question.words) words.emplace_back(stem(word));
  const auto how = question.how == "ask" ? Xapian::Query::OP_OR : Xapian::Query::OP_AND;
  Xapian::Enquire enquire(index);
  enquire.set_query(Xapian::Query(how, words.begin(), words.end()));
  const Xapian::MSet found = enquire.get_mset(0, shown);
  size_t bytes = 0;
  for (auto at = found.begin(); at != found.end(); ++at) bytes += at.get_document().get_data().size();
  return bytes;
}

size_t ask(const Xapian::Database& index, const Question& question) {
  query::Library library(index);
  const query::Answers answers =
      question.how == "ask" ? query::ask(question.text, library) : query::search(question.text, library, shown);
  return answers.answers.size() + answers.passages.size();
}

nlohmann::json measure(const std::string& kb, const std::vector<Question>& questions, int rounds, FullText& fts,
                       const Xapian::Database& index) {
  struct Kind {
    std::vector<double> colophon, xapian, fts5;
    size_t answers = 0;
  };
  std::map<std::string, Kind> kinds;
  for (int round = 0; round < rounds; ++round) {
    for (const Question& question : questions) {
      Kind& kind = kinds[question.kind];
      kind.colophon.push_back(milliseconds_of([&] { kind.answers += ask(index, question); }));
      kind.xapian.push_back(milliseconds_of([&] { search_bare(index, question); }));
      kind.fts5.push_back(milliseconds_of([&] { fts.search(question); }));
    }
  }
  nlohmann::json out = {{"kb", kb}, {"passages", index.get_termfreq(store::term::kind(store::Kind::passage))}};
  for (const auto& [name, kind] : kinds) {
    out["kinds"][name] = {{"colophon", times_of(kind.colophon)},
                          {"xapian", times_of(kind.xapian)},
                          {"fts5", times_of(kind.fts5)},
                          {"answers", static_cast<double>(kind.answers) / static_cast<double>(kind.colophon.size())}};
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures how long questions take, against bare Xapian and SQLite FTS5."};
  std::string kb, questions, fts;
  int rounds = 5;
  app.add_option("--kb", kb, "The knowledge base")->required();
  app.add_option("--questions", questions, "A file: KIND, ask or search, text, words; tabs between")->required();
  app.add_option("--fts", fts, "Where FTS5's table of the passages is, or is made")->required();
  app.add_option("--rounds", rounds, "How often each is asked (default: 5)")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    const Xapian::Database index = store::open_search_index(kb);
    FullText full_text(fts, index);
    std::printf("%s\n", measure(kb, read_questions(questions), rounds, full_text, index).dump(1).c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 0;
}
