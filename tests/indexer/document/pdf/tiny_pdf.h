// Small PDFs for tests: text in Helvetica, or Chinese in a font that the file names and does not hold, at a place;
// straight rules, bars. Points from the page's top left; ASCII text.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::document::pdf {

class TinyPdf {
 public:
  static constexpr double width = 612, height = 792;

  TinyPdf() { page(); }

  TinyPdf& page() {
    streams_.emplace_back();
    return *this;
  }

  // `baseline` is the distance of the text's baseline from the top.
  TinyPdf& text(double x, double baseline, const std::string& text, double size = 10, bool bold = false) {
    std::string escaped;
    for (const char c : text) {
      if (c == '(' || c == ')' || c == '\\') escaped += '\\';
      escaped += c;
    }
    return put("BT /%s %.2f Tf %.2f %.2f Td (%s) Tj ET\n", bold ? "B" : "R", size, x, height - baseline,
               escaped.c_str());
  }

  TinyPdf& chinese(double x, double baseline, std::u16string_view text, double size = 10) {
    std::string hex;
    for (const char16_t c : text) {
      char digits[5];
      std::snprintf(digits, sizeof digits, "%04x", static_cast<unsigned>(c));
      hex += digits;
    }
    return put("BT /C %.2f Tf %.2f %.2f Td <%s> Tj ET\n", size, x, height - baseline, hex.c_str());
  }

  // What follows on this page runs upwards, as on a sheet that was printed wide: (x, y) from the turned sheet's top
  // left.
  TinyPdf& turn() { return put("0 1 -1 0 %.2f 0 cm 1 0 0 1 0 %.2f cm\n", width, width - height); }

  TinyPdf& rule(double x0, double x1, double y, double thickness = 0.8) {
    return put("%.2f w %.2f %.2f m %.2f %.2f l S\n", thickness, x0, height - y, x1, height - y);
  }

  TinyPdf& upright(double x, double y0, double y1, double thickness = 0.8) {
    return put("%.2f w %.2f %.2f m %.2f %.2f l S\n", thickness, x, height - y0, x, height - y1);
  }

  TinyPdf& bar(double x0, double y0, double x1, double y1) {
    return put("%.2f %.2f %.2f %.2f re f\n", x0, height - y1, x1 - x0, y1 - y0);
  }

  std::string bytes() const {
    std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        std::string("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R ") +
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        std::string("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 /Descent -120 ") +
            "/CapHeight 880 /StemV 93 /ItalicAngle 0 /FontBBox [-25 -254 1000 880] >>"};
    std::string kids;
    for (const std::string& stream : streams_) {
      kids += std::to_string(objects.size() + 1) + " 0 R ";
      objects.push_back(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /R 3 0 R /B 4 0 R /C 5 0 R >> "
          ">> "
          "/Contents " +
          std::to_string(objects.size() + 2) + " 0 R >>");
      objects.push_back("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "endstream");
    }
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(streams_.size()) + " >>";
    std::string file = "%PDF-1.4\n";
    std::vector<size_t> offsets;
    for (size_t at = 0; at < objects.size(); ++at) {
      offsets.push_back(file.size());
      file += std::to_string(at + 1) + " 0 obj\n" + objects[at] + "\nendobj\n";
    }
    const size_t table = file.size();
    file += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    char entry[32];
    for (const size_t offset : offsets) {
      std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", offset);
      file += entry;
    }
    return file + "trailer << /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
  }

 private:
  template <typename... Arguments>
  TinyPdf& put(const char* format, Arguments... arguments) {
    char line[1024];
    std::snprintf(line, sizeof line, format, arguments...);
    streams_.back() += line;
    return *this;
  }

  std::vector<std::string> streams_;
};

}  // namespace colophon::document::pdf
