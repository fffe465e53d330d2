// Text as it is gathered from markup: white space collapsed, emphasis counted, raised marks told from exponents.
#pragma once

#include <string>
#include <string_view>

#include "indexer/document/document.h"

namespace colophon::document {

// White space of any kind (also no-break and ideographic) is one space, none at the ends; invisible characters (zero
// width, soft hyphen, controls) are dropped.
std::string squeeze(std::string_view text);

// Without emoji and pictographs: headings are decorated with them. Squeezed.
std::string without_emoji(std::string_view text);

// Without footnote marks at its ends: "91.8" of "91.8*". A text of marks alone stays.
std::string without_marks(std::string_view text);

// A cell of this text alone, squeezed.
Cell plain_cell(std::string_view text);

class RichText {
 public:
  struct Style {
    bool bold = false;
    bool underline = false;
  };

  void append(std::string_view text, Style style);
  void append(std::string_view text) { append(text, Style{}); }
  // A raised text: an exponent after a power's base ("10^-4", "cm^2"), else a mark, which `core` leaves out.
  void superscript(std::string_view text, Style style);

  // Takes back white space at the end: what comes next was set close to the word before.
  void trim_end();

  bool empty() const { return text().empty(); }
  std::string text() const { return squeeze(text_); }
  Cell cell() const;
  // Every visible character is bold.
  bool bold() const { return visible_ > 0 && bold_ == visible_; }
  void clear() { *this = RichText(); }

 private:
  std::string text_;  // not yet squeezed
  std::string core_;
  size_t visible_ = 0, bold_ = 0, underlined_ = 0;  // bytes
};

}  // namespace colophon::document
