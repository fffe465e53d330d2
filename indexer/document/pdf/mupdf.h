// MuPDF as glyphs.cc uses it, with the fonts that reading needs.
//
// MuPDF as Debian builds it carries 60 MB of fonts to draw any page in the world, and whoever links it carries them on.
// Here nothing is drawn: of a font that a PDF names without holding it only the widths count. So mupdf.cc defines
// MuPDF's lookups of built-in fonts itself, as MuPDF's own smaller configurations do (TOFU, TOFU_CJK_LANG), and names
// the fourteen that every PDF may leave out and Droid Sans Fallback for Chinese, Japanese and Korean; the linker leaves
// the rest where it is.
#pragma once

extern "C" {
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
}

namespace colophon::document::pdf {

// A context of MuPDF that says nothing on its own; nullptr when there is no memory. For fz_drop_context.
fz_context* new_context();

}  // namespace colophon::document::pdf
