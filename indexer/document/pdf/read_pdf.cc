#include "indexer/document/pdf/page.h"
#include "indexer/document/reader.h"

namespace colophon::document {

Document read_pdf(std::string_view bytes, const std::string& name) {
  const pdf::Pages pages = pdf::load_pages(bytes);
  return pdf::lay_out(pages, pdf::find_tables(pages), name);
}

}  // namespace colophon::document
