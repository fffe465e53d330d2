#include "store/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

#include "schema/data.h"

namespace colophon::store {
namespace {

// A longer "word" is a key, a hash or a data blob.
constexpr size_t longest_word = 64;

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

// Unified ideographs of the basic plane and beyond; "々" and "〇" are written among them.
bool is_han(UChar32 c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3005 || c == 0x3007;
}

// Character by character, so that a part of a text folds as it does within the whole. The pairs are those of ICU's
// Traditional-Simplified transliterator, kept as data because making it takes longer than a whole question.
char16_t simplified(char16_t c) {
  static const std::vector<char16_t> known = [] {
    std::vector<char16_t> made(0x10000);
    for (size_t i = 0; i < made.size(); ++i) made[i] = static_cast<char16_t>(i);
    const std::string_view table = schema::data_file("lexicons/traditional.tsv");
    const icu::UnicodeString pairs =
        icu::UnicodeString::fromUTF8(icu::StringPiece(table.data(), static_cast<int32_t>(table.size())));
    for (int32_t at = 0; at + 2 < pairs.length(); at += 4) made[pairs[at]] = pairs[at + 2];  // "萬\t万\n"
    return made;
  }();
  return known[c];
}

icu::UnicodeString fold_utf16(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const normalizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    const auto* instance = icu::Normalizer2::getNFKCCasefoldInstance(error);
    check(error);
    return instance;
  }();
  icu::UnicodeString text = normalizer->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))), status);
  check(status);
  for (int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    if (c >= 0x3400 && c <= 0x9FFF) text.setCharAt(i, simplified(c));
  }
  return text;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  return text.toUTF8String(utf8);
}

bool is_hyphen(char16_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == '_'; }

// One breaker a thread: they are costly to make and not to be shared.
icu::BreakIterator& word_breaker() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaker = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    check(status);
    return made;
  }();
  return *breaker;
}

// Collects words and joins those of a hyphenated chain.
class WordCollector {
 public:
  explicit WordCollector(std::vector<Tokens::Word>& words) : words_(words) {}

  void add(std::string word, bool han, bool letters, bool after_hyphen) {
    if (!after_hyphen || han) end_chain();
    ++position_;
    if (!han) {
      if (parts_ == 0) chain_start_ = position_;
      chain_ += word;
      chain_has_letters_ |= letters;
      ++parts_;
    }
    if (word.size() <= longest_word) words_.push_back({std::move(word), position_, false, han});
  }

  // A chain of bare numbers is a range ("3-5"), not a word.
  void end_chain() {
    if (parts_ > 1 && chain_has_letters_ && chain_.size() <= longest_word) {
      words_.push_back({chain_, chain_start_, true, false});
    }
    chain_.clear();
    chain_has_letters_ = false;
    parts_ = 0;
  }

 private:
  std::vector<Tokens::Word>& words_;
  std::string chain_;
  unsigned position_ = 0;
  unsigned chain_start_ = 0;
  unsigned parts_ = 0;
  bool chain_has_letters_ = false;
};

std::vector<Tokens::Word> words_of(icu::UnicodeString text) {
  // ICU takes "batch_size" for one word; people ask for "batch size".
  text.findAndReplace(icu::UnicodeString(u'_'), icu::UnicodeString(u'-'));
  std::vector<Tokens::Word> words;
  WordCollector collector(words);
  icu::BreakIterator& breaker = word_breaker();
  breaker.setText(text);
  int32_t previous_end = -1;
  for (int32_t start = breaker.first(), end = breaker.next(); end != icu::BreakIterator::DONE;
       start = end, end = breaker.next()) {
    const int32_t status = breaker.getRuleStatus();
    if (status < UBRK_WORD_NONE_LIMIT) continue;
    const bool hyphen_before = previous_end >= 0 && start == previous_end + 1 && is_hyphen(text[previous_end]);
    collector.add(to_utf8(text.tempSubStringBetween(start, end)), status >= UBRK_WORD_KANA,
                  status >= UBRK_WORD_LETTER && status < UBRK_WORD_LETTER_LIMIT, hyphen_before);
    previous_end = end;
  }
  collector.end_chain();
  return words;
}

std::u32string letters_and_digits(const icu::UnicodeString& text) {
  std::u32string line;
  line.reserve(static_cast<size_t>(text.length()));
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_isalnum(c)) line.push_back(static_cast<char32_t>(c));
  }
  return line;
}

bool has_han(const icu::UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    if (is_han(text.char32At(i))) return true;
  }
  return false;
}

}  // namespace

std::string fold(std::string_view utf8) { return to_utf8(fold_utf16(utf8)); }

Tokens tokenize(std::string_view utf8) {
  const icu::UnicodeString text = fold_utf16(utf8);
  return {words_of(text), letters_and_digits(text), has_han(text)};
}

}  // namespace colophon::store
