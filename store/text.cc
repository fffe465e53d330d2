#include "store/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>

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

char16_t transliterate_to_simplified(char16_t c) {
  static std::mutex mutex;
  static const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    check(status);
    return made;
  }();
  const std::lock_guard lock(mutex);
  icu::UnicodeString text(c);
  transliterator->transliterate(text);
  return text.length() == 1 ? text[0] : c;
}

// Character by character, so that a part of a text folds as it does within the whole; asked of ICU once each, because
// its transliterator is slow.
char16_t simplified(char16_t c) {
  static std::array<std::atomic<char16_t>, 0x10000> known{};
  char16_t result = known[c].load(std::memory_order_relaxed);
  if (result == 0) {
    result = transliterate_to_simplified(c);
    known[c].store(result, std::memory_order_relaxed);
  }
  return result;
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
