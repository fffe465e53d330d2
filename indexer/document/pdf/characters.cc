#include "indexer/document/pdf/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace colophon::document::pdf {
namespace {

// CJK Radicals Supplement (U+2E80..) has no compatibility mapping; these are the ones that stand for whole ideographs.
// Source: Unicode's EquivalentUnifiedIdeograph.txt.
constexpr std::array<std::pair<char32_t, char32_t>, 40> radicals = {{
    {0x2E81, 0x5382}, {0x2E85, 0x4EBB}, {0x2E8B, 0x5369}, {0x2E92, 0x5DF3}, {0x2E97, 0x5FC4}, {0x2E98, 0x624C},
    {0x2E9D, 0x6708}, {0x2E9F, 0x6BCD}, {0x2EA0, 0x6C11}, {0x2EA1, 0x6C35}, {0x2EA2, 0x6C3A}, {0x2EA9, 0x738B},
    {0x2EAB, 0x76EE}, {0x2EAD, 0x793B}, {0x2EAE, 0x7AF9}, {0x2EB0, 0x7E9F}, {0x2EBE, 0x8279}, {0x2EC1, 0x864E},
    {0x2EC4, 0x897F}, {0x2EC5, 0x89C1}, {0x2EC6, 0x89D2}, {0x2EC8, 0x8BA0}, {0x2EC9, 0x8D1D}, {0x2ECB, 0x8F66},
    {0x2ECC, 0x8FB6}, {0x2ED0, 0x9485}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8}, {0x2ED8, 0x9752}, {0x2ED9, 0x97E6},
    {0x2EDA, 0x9875}, {0x2EDB, 0x98CE}, {0x2EDC, 0x98DE}, {0x2EE2, 0x9A6C}, {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F},
    {0x2EE8, 0x9EA6}, {0x2EE9, 0x9EC4}, {0x2EEC, 0x9F50}, {0x2EF0, 0x9F99},
}};

bool has_compatibility_form(char32_t code) {
  return (code >= 0xFB00 && code <= 0xFB06) ||    // ligatures
         (code >= 0x1D400 && code <= 0x1D7FF) ||  // mathematical letters and digits
         (code >= 0x2F00 && code <= 0x2FDF) ||    // Kangxi radicals
         (code >= 0xF900 && code <= 0xFAFF) ||    // compatibility ideographs
         code == 0x2126 || code == 0x00B5;        // ohm, micro
}

std::string compatible(char32_t code) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  std::string text;
  nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(code)), status).toUTF8String(text);
  return text;
}

bool is_wide(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

}  // namespace

bool starts_wide(std::string_view text) {
  UChar32 c = 0;
  int32_t at = 0;
  if (!text.empty()) U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), c);
  return is_wide(c);
}

bool ends_wide(std::string_view text) {
  UChar32 c = 0;
  auto at = static_cast<int32_t>(text.size());
  if (at > 0) U8_PREV(text.data(), 0, at, c);
  return is_wide(c);
}

void append_utf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
    return;
  }
  icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(text);
}

std::string text_of(char32_t code) {
  if (code > 0x20 && code < 0x7F) return std::string(1, static_cast<char>(code));
  if (code > 0x10FFFF || code == 0xFFFD || (code >= 0xD800 && code <= 0xF8FF) || code >= 0xF0000) return "";
  if (u_isUWhiteSpace(static_cast<UChar32>(code)) || code == 0x200B) return " ";
  if (u_iscntrl(static_cast<UChar32>(code)) || (code >= 0x200C && code <= 0x200F) || code == 0xFEFF) return "";
  if (code == 0xAD) return "-";  // a soft hyphen that is printed is one
  if (code >= 0x2E80 && code <= 0x2EFF) {
    const auto found = std::lower_bound(radicals.begin(), radicals.end(), std::pair{code, char32_t{0}});
    if (found != radicals.end() && found->first == code) code = found->second;
  } else if (has_compatibility_form(code)) {
    return compatible(code);
  }
  std::string text;
  append_utf8(text, code);
  return text;
}

}  // namespace colophon::document::pdf
