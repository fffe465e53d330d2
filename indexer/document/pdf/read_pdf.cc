#include <algorithm>

#include "indexer/document/pdf/page.h"
#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

pdf::Pages load(std::string_view bytes, const std::string& name) {
  try {
    pdf::Pages pages = pdf::load_pages(bytes);
    if (std::all_of(pages.pages.begin(), pages.pages.end(), [](const pdf::Page& page) { return page.words.empty(); })) {
      throw schema::Error(schema::Error::Kind::input,
                          "its pages hold no text, only pictures; recognise it first (OCR)");
    }
    return pages;
  } catch (const schema::Error& error) {
    throw schema::Error(error.kind(), name + ": " + error.what());
  }
}

}  // namespace

Document read_pdf(std::string_view bytes, const std::string& name) {
  const pdf::Pages pages = load(bytes, name);
  return pdf::lay_out(pages, pdf::find_tables(pages), name);
}

}  // namespace colophon::document
