// What MuPDF's device calls give for one page, untouched: glyphs in stream order, straight strokes and thin fills,
// areas of other paths, images. words.cc and rules.cc make a Page of it. Only glyphs.cc and mupdf.cc see MuPDF itself.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/document/pdf/page.h"

namespace colophon::document::pdf {

// Which way a glyph's line runs on the page.
enum class Direction : unsigned char { right, down, left, up, slanted };

struct Glyph {
  char32_t code = 0;
  float x0 = 0, y0 = 0;  // pen position before it
  float x1 = 0, y1 = 0;  // and after it
  float size = 0;        // em
  int font = 0;          // index into PageContent::fonts
  Direction direction = Direction::right;
  bool struck = false;  // painted a second time, as an outline or slightly moved: imitation of bold
};

struct PageContent {
  float width = 0, height = 0;
  std::vector<Font> fonts;
  std::vector<Glyph> glyphs;
  std::vector<Rule> strokes;  // pieces as drawn
  std::vector<Box> images;
  std::vector<Box> drawings;
};

struct FileContent {
  std::vector<PageContent> pages;
  std::string title, author, created;
};

// Thickest stroke or fill that is still a rule, in points.
inline constexpr float kThickestRule = 4.0f;

// Reads every page. A page that fails is left with what was read of it. Throws schema::Error(input): not a PDF,
// truncated, needs a password, no pages. Each call has a MuPDF context of its own, so calls may run in parallel.
FileContent read_content(std::string_view bytes);

// Turns a page whose text runs mostly downwards or upwards, so that it runs to the right.
void set_upright(PageContent& page);

}  // namespace colophon::document::pdf
