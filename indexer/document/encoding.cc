#include "indexer/document/encoding.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "schema/error.h"

namespace colophon::document {
namespace {

using schema::Error;

struct Survey {
  size_t characters = 0, malformed = 0, controls = 0;
  size_t strange = 0;  // unassigned, private, U+FFFD: what a wrong decoding is full of
};

bool control(UChar32 c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7F;
}

Survey survey_utf8(std::string_view bytes) {
  Survey survey;
  const auto size = static_cast<int32_t>(bytes.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(bytes.data()), i, size, c);
    ++survey.characters;
    if (c < 0) ++survey.malformed;
    if (c >= 0 && control(c)) ++survey.controls;
    const int8_t type = c < 0 ? int8_t{U_UNASSIGNED} : u_charType(c);
    if (type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || type == U_SURROGATE || c == 0xFFFD) ++survey.strange;
  }
  return survey;
}

// Without the first bytes of a character that the file's end cuts off.
std::string_view without_cut_end(std::string_view bytes) {
  for (size_t back = 1; back <= std::min<size_t>(3, bytes.size()); ++back) {
    const auto lead = static_cast<uint8_t>(bytes[bytes.size() - back]);
    if (U8_IS_TRAIL(lead)) continue;
    if (U8_IS_LEAD(lead) && static_cast<size_t>(U8_COUNT_TRAIL_BYTES(lead)) >= back) bytes.remove_suffix(back);
    break;
  }
  return bytes;
}

std::string convert(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status), ucnv_close);
  if (U_FAILURE(status)) return "";
  std::vector<UChar> wide(bytes.size() * 2 + 16);
  const int32_t length = ucnv_toUChars(converter.get(), wide.data(), static_cast<int32_t>(wide.size()), bytes.data(),
                                       static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) return "";
  std::string out(static_cast<size_t>(length) * 3 + 1, '\0');
  int32_t written = 0;
  u_strToUTF8WithSub(out.data(), static_cast<int32_t>(out.size()), &written, wide.data(), length, 0xFFFD, nullptr,
                     &status);
  out.resize(U_FAILURE(status) ? 0 : static_cast<size_t>(written));
  return out;
}

// UTF-16 gives itself away by the zero bytes of its Latin letters and line ends, on one side only.
const char* utf16_without_mark(std::string_view bytes) {
  size_t even = 0, odd = 0;
  const size_t sample = std::min<size_t>(bytes.size(), 4096) & ~size_t{1};
  for (size_t i = 0; i < sample; ++i) {
    if (bytes[i] == 0) ++(i % 2 == 0 ? even : odd);
  }
  if (std::max(even, odd) < 2) return nullptr;
  if (odd > sample / 20 && even * 20 < odd) return "UTF-16LE";
  if (even > sample / 20 && odd * 20 < even) return "UTF-16BE";
  return nullptr;
}

const char* marked_charset(std::string_view bytes, size_t& mark) {
  using namespace std::string_view_literals;
  struct Mark {
    std::string_view bytes;
    const char* charset;
  };
  static constexpr Mark marks[] = {{"\xEF\xBB\xBF"sv, "UTF-8"},
                                   {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                   {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                   {"\xFF\xFE"sv, "UTF-16LE"},
                                   {"\xFE\xFF"sv, "UTF-16BE"}};
  for (const Mark& candidate : marks) {
    if (bytes.starts_with(candidate.bytes)) {
      mark = candidate.bytes.size();
      return candidate.charset;
    }
  }
  return nullptr;
}

std::string detected(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
  if (U_FAILURE(status)) return "";
  // A megabyte says enough.
  ucsdet_setText(detector.get(), bytes.data(), static_cast<int32_t>(std::min<size_t>(bytes.size(), 1 << 20)), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "";
  const char* charset = ucsdet_getName(match, &status);
  return U_FAILURE(status) ? "" : convert(bytes, charset);
}

std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    const int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), i, size, c);
    if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      if (!(c == '\r' && i < size && text[static_cast<size_t>(i)] == '\n')) out += '\n';
    } else if (c < 0) {
      out += "\xEF\xBF\xBD";
    } else if (!control(c)) {
      out.append(text, static_cast<size_t>(start), static_cast<size_t>(i - start));
    }
  }
  return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes, const std::string& name) {
  constexpr size_t limit = size_t{512} << 20;
  if (bytes.size() > limit) throw Error(Error::Kind::input, name + ": is larger than 512 MB; split it");
  std::string text;
  bool misread = false;
  size_t mark = 0;
  if (const char* charset = marked_charset(bytes, mark); charset != nullptr) {
    text =
        std::string_view(charset) == "UTF-8" ? std::string(bytes.substr(mark)) : convert(bytes.substr(mark), charset);
  } else {
    const std::string_view whole = without_cut_end(bytes);
    const Survey survey = survey_utf8(whole);
    // A stray byte in a thousand is damage, not another encoding; as is a NUL in twenty.
    const bool is_utf8 = survey.malformed * 1000 <= survey.characters && survey.controls * 20 <= survey.characters;
    if (is_utf8) {
      text = whole;
    } else if (const char* wide = utf16_without_mark(bytes); wide != nullptr) {
      text = convert(bytes, wide);
    } else {
      text = detected(bytes);
    }
    misread = !is_utf8;
  }
  const Survey survey = survey_utf8(text);
  // A guessed encoding that fits gives characters that exist.
  misread &= survey.strange * 50 > survey.characters;
  if (misread || survey.controls * 50 > survey.characters || (text.empty() && !bytes.empty())) {
    throw Error(Error::Kind::input,
                name + ": holds binary data, not text; give the report as PDF, Markdown, HTML, LaTeX, DOCX or text");
  }
  text = cleaned(text);
  if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; })) {
    throw Error(Error::Kind::input, name + ": is empty; check that it was saved or downloaded whole");
  }
  return text;
}

}  // namespace colophon::document
