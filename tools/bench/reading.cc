// colophon-bench-reading: how long it takes to read PDFs into Documents, in pages per second and as a multiple of
// MuPDF's bare text extraction of the same pages. Both run one after the other on each file in one thread, `--rounds`
// times; the fastest round of each file, by processor time, counts. Fails when the multiple is above `--most`.
extern "C" {
#include <mupdf/fitz.h>
}

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "indexer/document/pdf/page.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace {

using namespace colophon;

// Processor time of this thread: others on the machine do not count.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds_of(const auto& work) {
  const double start = now();
  work();
  return now() - start;
}

// MuPDF's structured text of every page, made and dropped. Returns the number of pages.
int extract_text(const std::string& bytes) {
  fz_context* ctx = fz_new_context(nullptr, nullptr, FZ_STORE_DEFAULT);
  fz_set_warning_callback(
      ctx, [](void*, const char*) {}, nullptr);
  fz_set_error_callback(
      ctx, [](void*, const char*) {}, nullptr);
  int pages = 0;
  fz_var(pages);
  fz_try(ctx) {
    fz_register_document_handlers(ctx);
    fz_stream* stream = fz_open_memory(ctx, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    fz_document* document = fz_open_document_with_stream(ctx, "application/pdf", stream);
    const int count = fz_count_pages(ctx, document);
    for (pages = 0; pages < count; ++pages) {
      fz_drop_stext_page(ctx, fz_new_stext_page_from_page_number(ctx, document, pages, nullptr));
    }
    fz_drop_document(ctx, document);
    fz_drop_stream(ctx, stream);
  }
  fz_catch(ctx) {}
  fz_drop_context(ctx);
  return pages;
}

struct Times {
  int pages = 0;
  double bare = 1e9, pages_only = 1e9, whole = 1e9;
};

Times measure(const std::filesystem::path& file, int rounds) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Times times;
  for (int round = 0; round < rounds; ++round) {
    times.bare = std::min(times.bare, seconds_of([&] { times.pages = extract_text(bytes); }));
    times.pages_only = std::min(times.pages_only, seconds_of([&] { document::pdf::load_pages(bytes); }));
    times.whole = std::min(times.whole, seconds_of([&] { document::read_bytes(bytes, file.filename().string()); }));
  }
  return times;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures the reading of PDFs against MuPDF's bare text extraction."};
  std::vector<std::string> files;
  int rounds = 3;
  double most = 0;
  app.add_option("PDF", files, "The files")->required();
  app.add_option("--rounds", rounds, "How often each is read (default: 3)")->check(CLI::PositiveNumber);
  app.add_option("--most", most, "Fail above this multiple");
  CLI11_PARSE(app, argc, argv);

  Times all{0, 0, 0, 0};
  std::printf("%-28s %6s %9s %9s %9s %7s\n", "file", "pages", "bare ms", "glyphs ms", "whole ms", "times");
  for (const std::string& file : files) {
    try {
      const Times times = measure(file, rounds);
      std::printf("%-28s %6d %9.1f %9.1f %9.1f %7.2f\n", std::filesystem::path(file).filename().c_str(), times.pages,
                  1e3 * times.bare, 1e3 * times.pages_only, 1e3 * times.whole, times.whole / times.bare);
      all = {all.pages + times.pages, all.bare + times.bare, all.pages_only + times.pages_only,
             all.whole + times.whole};
    } catch (const schema::Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
      return 2;
    }
  }
  const double multiple = all.whole / all.bare;
  std::printf("%-28s %6d %9.1f %9.1f %9.1f %7.2f\n", "all", all.pages, 1e3 * all.bare, 1e3 * all.pages_only,
              1e3 * all.whole, multiple);
  std::printf("%.0f pages a second; bare text extraction %.0f; %.2f times its time\n", all.pages / all.whole,
              all.pages / all.bare, multiple);
  return most > 0 && multiple > most ? 1 : 0;
}
