#include "indexer/document/pdf/mupdf.h"

#include <array>
#include <string_view>

// A file of fonts that libmupdf.a holds as an object: where its bytes begin and end.
#define COLOPHON_MUPDF_FONT(name, file)                                                            \
  extern "C" const unsigned char name##_begin[] __asm__("_binary_resources_fonts_" file "_start"); \
  extern "C" const unsigned char name##_end[] __asm__("_binary_resources_fonts_" file "_end")

namespace colophon::document::pdf {
namespace {

COLOPHON_MUPDF_FONT(mono, "urw_NimbusMonoPS_Regular_cff");
COLOPHON_MUPDF_FONT(mono_italic, "urw_NimbusMonoPS_Italic_cff");
COLOPHON_MUPDF_FONT(mono_bold, "urw_NimbusMonoPS_Bold_cff");
COLOPHON_MUPDF_FONT(mono_bold_italic, "urw_NimbusMonoPS_BoldItalic_cff");
COLOPHON_MUPDF_FONT(sans, "urw_NimbusSans_Regular_cff");
COLOPHON_MUPDF_FONT(sans_italic, "urw_NimbusSans_Italic_cff");
COLOPHON_MUPDF_FONT(sans_bold, "urw_NimbusSans_Bold_cff");
COLOPHON_MUPDF_FONT(sans_bold_italic, "urw_NimbusSans_BoldItalic_cff");
COLOPHON_MUPDF_FONT(roman, "urw_NimbusRoman_Regular_cff");
COLOPHON_MUPDF_FONT(roman_italic, "urw_NimbusRoman_Italic_cff");
COLOPHON_MUPDF_FONT(roman_bold, "urw_NimbusRoman_Bold_cff");
COLOPHON_MUPDF_FONT(roman_bold_italic, "urw_NimbusRoman_BoldItalic_cff");
COLOPHON_MUPDF_FONT(symbols, "urw_StandardSymbolsPS_cff");
COLOPHON_MUPDF_FONT(dingbats, "urw_Dingbats_cff");
COLOPHON_MUPDF_FONT(droid, "droid_DroidSansFallbackFull_ttf");

struct BuiltIn {
  std::string_view name;  // as PDF 32000-1:2008, 9.6.2.2, calls it
  const unsigned char* begin;
  const unsigned char* end;
};

constexpr std::array<BuiltIn, 14> standard = {{
    {"Courier", mono_begin, mono_end},
    {"Courier-Oblique", mono_italic_begin, mono_italic_end},
    {"Courier-Bold", mono_bold_begin, mono_bold_end},
    {"Courier-BoldOblique", mono_bold_italic_begin, mono_bold_italic_end},
    {"Helvetica", sans_begin, sans_end},
    {"Helvetica-Oblique", sans_italic_begin, sans_italic_end},
    {"Helvetica-Bold", sans_bold_begin, sans_bold_end},
    {"Helvetica-BoldOblique", sans_bold_italic_begin, sans_bold_italic_end},
    {"Times-Roman", roman_begin, roman_end},
    {"Times-Italic", roman_italic_begin, roman_italic_end},
    {"Times-Bold", roman_bold_begin, roman_bold_end},
    {"Times-BoldItalic", roman_bold_italic_begin, roman_bold_italic_end},
    {"Symbol", symbols_begin, symbols_end},
    {"ZapfDingbats", dingbats_begin, dingbats_end},
}};

const unsigned char* font(const unsigned char* begin, const unsigned char* end, int* size) {
  *size = static_cast<int>(end - begin);
  return begin;
}

const unsigned char* no_font(int* size) {
  *size = 0;
  return nullptr;
}

void ignore_message(void*, const char*) {}

}  // namespace

fz_context* new_context() {
  fz_context* ctx = fz_new_context(nullptr, nullptr, FZ_STORE_DEFAULT);
  if (ctx == nullptr) return nullptr;
  fz_set_warning_callback(ctx, ignore_message, nullptr);
  fz_set_error_callback(ctx, ignore_message, nullptr);
  return ctx;
}

// What MuPDF's noto.c defines (mupdf/fitz/font.h); all of it, for then the linker leaves noto.c out. Those that serve
// other text than a PDF's have nothing to give, which they may say.
extern "C" {

const unsigned char* fz_lookup_base14_font(fz_context*, const char* name, int* size) {
  for (const BuiltIn& one : standard) {
    if (one.name == name) return font(one.begin, one.end, size);
  }
  return no_font(size);
}

const unsigned char* fz_lookup_cjk_font(fz_context*, int, int* size, int* subfont) {
  if (subfont != nullptr) *subfont = 0;
  return font(droid_begin, droid_end, size);
}

const unsigned char* fz_lookup_cjk_font_by_language(fz_context*, const char*, int* size, int* subfont) {
  if (subfont != nullptr) *subfont = 0;
  return font(droid_begin, droid_end, size);
}

int fz_lookup_cjk_ordering_by_language(const char*) { return -1; }

const unsigned char* fz_lookup_builtin_font(fz_context*, const char*, int, int, int* size) { return no_font(size); }

const unsigned char* fz_lookup_noto_font(fz_context*, int, int, int* size, int* subfont) {
  if (subfont != nullptr) *subfont = 0;
  return no_font(size);
}

const unsigned char* fz_lookup_noto_math_font(fz_context*, int* size) { return no_font(size); }
const unsigned char* fz_lookup_noto_music_font(fz_context*, int* size) { return no_font(size); }
const unsigned char* fz_lookup_noto_symbol1_font(fz_context*, int* size) { return no_font(size); }
const unsigned char* fz_lookup_noto_symbol2_font(fz_context*, int* size) { return no_font(size); }
const unsigned char* fz_lookup_noto_emoji_font(fz_context*, int* size) { return no_font(size); }

}  // extern "C"

}  // namespace colophon::document::pdf
