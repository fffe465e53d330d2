#include "indexer/document/pdf/glyphs.h"
#include "indexer/document/pdf/page.h"
#include "indexer/document/pdf/rules.h"
#include "indexer/document/pdf/words.h"

namespace colophon::document::pdf {

Pages load_pages(std::string_view bytes) {
  FileContent content = read_content(bytes);
  Pages pages;
  pages.title = std::move(content.title);
  pages.author = std::move(content.author);
  pages.created = std::move(content.created);
  pages.pages.reserve(content.pages.size());
  int number = 0;
  for (PageContent& raw : content.pages) {
    set_upright(raw);
    Page page;
    page.number = ++number;
    page.width = raw.width;
    page.height = raw.height;
    page.words = words_of(raw);
    page.lines = lines_of(page.words);
    page.rules = join_rules(std::move(raw.strokes));
    page.fonts = std::move(raw.fonts);
    page.images = std::move(raw.images);
    page.drawings = std::move(raw.drawings);
    pages.pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace colophon::document::pdf
