#include "indexer/document/pdf/glyphs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>

#include "indexer/document/pdf/mupdf.h"
#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::document::pdf {
namespace {

// The page being read and the fonts seen so far. Lives as long as one run of a page.
struct Reader {
  PageContent* page = nullptr;
  std::unordered_map<fz_font*, int> fonts;
};

struct Device {
  fz_device super;
  Reader* reader;
};

Reader& reader_of(fz_device* device) { return *reinterpret_cast<Device*>(device)->reader; }

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Names tell more than flags: TeX's fonts carry none.
Font describe(fz_context* ctx, fz_font* font) {
  Font out;
  out.name = fz_font_name(ctx, font);
  if (out.name.size() > 7 && out.name[6] == '+') out.name.erase(0, 7);
  const std::string name = schema::lowered(out.name);
  const auto ends_with = [&name](std::string_view end) { return name.ends_with(end); };
  out.bold = fz_font_is_bold(ctx, font) || contains(name, "bold") || contains(name, "black") ||
             contains(name, "heavy") || contains(name, "cmbx") || contains(name, "cmssbx") || contains(name, "sfbx") ||
             contains(name, "cmb1") || contains(name, "-medi") || contains(name, "-demi") || contains(name, "lmssbx") ||
             ends_with("-bd") || ends_with("b8a");
  if (ends_with("-medium")) out.bold = false;
  out.italic = fz_font_is_italic(ctx, font) || contains(name, "italic") || contains(name, "oblique") ||
               contains(name, "cmti") || contains(name, "cmmi") || contains(name, "-ital") || ends_with("-it");
  out.mono = fz_font_is_monospaced(ctx, font) || contains(name, "mono") || contains(name, "cmtt") ||
             contains(name, "courier") || contains(name, "consol") || contains(name, "sftt") ||
             contains(name, "inconsolata") || contains(name, "typewriter") || contains(name, "menlo");
  return out;
}

int font_index(fz_context* ctx, Reader& reader, fz_font* font) {
  const auto found = reader.fonts.find(font);
  if (found != reader.fonts.end()) return found->second;
  const int index = static_cast<int>(reader.page->fonts.size());
  reader.page->fonts.push_back(describe(ctx, font));
  reader.fonts.emplace(font, index);
  return index;
}

Direction direction_of(float dx, float dy) {
  const float along = std::fabs(dx), across = std::fabs(dy);
  if (across <= 0.1f * along) return dx >= 0 ? Direction::right : Direction::left;
  if (along <= 0.1f * across) return dy >= 0 ? Direction::down : Direction::up;
  return Direction::slanted;
}

void add_text(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm) {
  Reader& reader = reader_of(device);
  PageContent& page = *reader.page;
  for (const fz_text_span* span = text->head; span; span = span->next) {
    const fz_matrix trm = fz_concat(span->trm, ctm);
    const float size = fz_matrix_expansion(trm);
    if (!(size > 0.1f)) continue;
    const int font = font_index(ctx, reader, span->font);
    const fz_point along =
        span->wmode ? fz_transform_vector(fz_make_point(0, -1), trm) : fz_transform_vector(fz_make_point(1, 0), trm);
    const Direction direction = direction_of(along.x, along.y);
    for (int i = 0; i < span->len; ++i) {
      const fz_text_item& item = span->items[i];
      Glyph glyph;
      glyph.code = item.ucs < 0 ? 0 : static_cast<char32_t>(item.ucs);
      glyph.size = size;
      glyph.font = font;
      glyph.direction = direction;
      const fz_point pen = fz_transform_point(fz_make_point(item.x, item.y), ctm);
      // A glyph of several characters ("ffi") comes as one item with the glyph and further ones without.
      const float advance = item.gid < 0 ? 0.0f : std::fabs(fz_advance_glyph(ctx, span->font, item.gid, span->wmode));
      if (item.gid < 0 && i > 0 && !page.glyphs.empty()) {
        const Glyph& base = page.glyphs.back();
        glyph.x0 = glyph.x1 = base.x1;
        glyph.y0 = glyph.y1 = base.y1;
      } else {
        glyph.x0 = pen.x;
        glyph.y0 = pen.y;
        glyph.x1 = pen.x + along.x * advance;
        glyph.y1 = pen.y + along.y * advance;
      }
      page.glyphs.push_back(glyph);
    }
  }
}

void fill_text(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm, fz_colorspace*, const float*,
               float, fz_color_params) {
  add_text(ctx, device, text, ctm);
}

void stroke_text(fz_context* ctx, fz_device* device, const fz_text* text, const fz_stroke_state*, fz_matrix ctm,
                 fz_colorspace*, const float*, float, fz_color_params) {
  add_text(ctx, device, text, ctm);
}

void clip_text(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm, fz_rect) {
  add_text(ctx, device, text, ctm);
}

void ignore_text(fz_context* ctx, fz_device* device, const fz_text* text, fz_matrix ctm) {
  add_text(ctx, device, text, ctm);
}

// The corners a path goes through, as long as it is a few straight lines; a path of more is a drawing.
struct Corners {
  static constexpr int kMost = 64;
  std::array<fz_point, kMost> from{}, to{};
  int count = 0;
  bool straight = true;
  fz_point start{}, at{};
  fz_matrix ctm{};

  void line(fz_point next) {
    if (count == kMost) straight = false;
    if (!straight) return;
    from[count] = at;
    to[count] = next;
    ++count;
    at = next;
  }
};

void move_to(fz_context*, void* arg, float x, float y) {
  auto& corners = *static_cast<Corners*>(arg);
  corners.start = corners.at = fz_transform_point(fz_make_point(x, y), corners.ctm);
}

void line_to(fz_context*, void* arg, float x, float y) {
  auto& corners = *static_cast<Corners*>(arg);
  corners.line(fz_transform_point(fz_make_point(x, y), corners.ctm));
}

void curve_to(fz_context*, void* arg, float, float, float, float, float, float) {
  static_cast<Corners*>(arg)->straight = false;
}

void close_path(fz_context*, void* arg) {
  auto& corners = *static_cast<Corners*>(arg);
  if (corners.count > 0) corners.line(corners.start);
}

constexpr fz_path_walker kCornerWalker = {move_to, line_to, curve_to, close_path, nullptr, nullptr, nullptr, nullptr};

Corners corners_of(fz_context* ctx, const fz_path* path, fz_matrix ctm) {
  Corners corners;
  corners.ctm = ctm;
  fz_walk_path(ctx, path, &kCornerWalker, &corners);
  return corners;
}

Box to_box(fz_rect rect) { return {rect.x0, rect.y0, rect.x1, rect.y1}; }

// A thin upright box as the rule along its middle.
bool add_rule(PageContent& page, const Box& box) {
  const float wide = box.x1 - box.x0, high = box.y1 - box.y0;
  if (std::min(wide, high) > kThickestRule || std::max(wide, high) < 2.0f * std::min(wide, high)) return false;
  if (wide >= high) {
    const float y = middle_y(box);
    page.strokes.push_back({box.x0, y, box.x1, y, high});
  } else {
    const float x = middle_x(box);
    page.strokes.push_back({x, box.y0, x, box.y1, wide});
  }
  return true;
}

void fill_path(fz_context* ctx, fz_device* device, const fz_path* path, int, fz_matrix ctm, fz_colorspace* space,
               const float* color, float alpha, fz_color_params params) {
  PageContent& page = *reader_of(device).page;
  const fz_rect bounds = fz_bound_path(ctx, path, nullptr, ctm);
  if (fz_is_infinite_rect(bounds) || alpha == 0) return;
  const Box box = to_box(bounds);
  const float wide = box.x1 - box.x0, high = box.y1 - box.y0;
  if (std::min(wide, high) <= kThickestRule) {
    // Several thin boxes may share one path; each is closed after four corners.
    const Corners corners = corners_of(ctx, path, ctm);
    if (corners.straight && add_rule(page, box)) return;
    return;
  }
  if (space && color) {
    float rgb[3];
    fz_convert_color(ctx, space, color, fz_device_rgb(ctx), rgb, nullptr, params);
    // White paper behind a text or page is no drawing.
    if (rgb[0] > 0.99f && rgb[1] > 0.99f && rgb[2] > 0.99f) return;
  }
  page.drawings.push_back(box);
}

void stroke_path(fz_context* ctx, fz_device* device, const fz_path* path, const fz_stroke_state* stroke, fz_matrix ctm,
                 fz_colorspace*, const float*, float alpha, fz_color_params) {
  PageContent& page = *reader_of(device).page;
  if (alpha == 0) return;
  const float thickness = stroke->linewidth * fz_matrix_expansion(ctm);
  const Corners corners = corners_of(ctx, path, ctm);
  if (corners.straight && thickness <= kThickestRule) {
    bool upright = corners.count > 0;
    for (int i = 0; i < corners.count && upright; ++i) {
      upright = std::fabs(corners.from[i].x - corners.to[i].x) < 0.5f ||
                std::fabs(corners.from[i].y - corners.to[i].y) < 0.5f;
    }
    if (upright) {
      for (int i = 0; i < corners.count; ++i) {
        const fz_point a = corners.from[i], b = corners.to[i];
        const Rule rule{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y), thickness};
        if (rule.x1 - rule.x0 >= 0.5f || rule.y1 - rule.y0 >= 0.5f) page.strokes.push_back(rule);
      }
      return;
    }
  }
  const fz_rect bounds = fz_bound_path(ctx, path, stroke, ctm);
  if (!fz_is_infinite_rect(bounds)) page.drawings.push_back(to_box(bounds));
}

void add_image(PageContent& page, fz_matrix ctm) {
  page.images.push_back(to_box(fz_transform_rect(fz_unit_rect, ctm)));
}

void fill_image(fz_context*, fz_device* device, fz_image*, fz_matrix ctm, float, fz_color_params) {
  add_image(*reader_of(device).page, ctm);
}

void fill_image_mask(fz_context*, fz_device* device, fz_image*, fz_matrix ctm, fz_colorspace*, const float*, float,
                     fz_color_params) {
  add_image(*reader_of(device).page, ctm);
}

void fill_shade(fz_context* ctx, fz_device* device, fz_shade* shade, fz_matrix ctm, float, fz_color_params) {
  const fz_rect bounds = fz_bound_shade(ctx, shade, ctm);
  if (!fz_is_infinite_rect(bounds)) reader_of(device).page->drawings.push_back(to_box(bounds));
}

fz_device* new_device(fz_context* ctx, Reader* reader) {
  auto* device = fz_new_derived_device(ctx, Device);
  device->reader = reader;
  device->super.fill_text = fill_text;
  device->super.stroke_text = stroke_text;
  device->super.clip_text = clip_text;
  device->super.ignore_text = ignore_text;
  device->super.fill_path = fill_path;
  device->super.stroke_path = stroke_path;
  device->super.fill_image = fill_image;
  device->super.fill_image_mask = fill_image_mask;
  device->super.fill_shade = fill_shade;
  return &device->super;
}

// A page that throws keeps what was read before.
void read_page(fz_context* ctx, fz_document* document, int number, PageContent& content) {
  Reader reader;
  reader.page = &content;
  fz_page* page = nullptr;
  fz_device* device = nullptr;
  fz_var(page);
  fz_var(device);
  fz_try(ctx) {
    page = fz_load_page(ctx, document, number);
    const fz_rect bounds = fz_bound_page(ctx, page);
    content.width = bounds.x1 - bounds.x0;
    content.height = bounds.y1 - bounds.y0;
    device = new_device(ctx, &reader);
    fz_run_page_contents(ctx, page, device, fz_translate(-bounds.x0, -bounds.y0), nullptr);
    fz_close_device(ctx, device);
  }
  fz_always(ctx) {
    fz_drop_device(ctx, device);
    fz_drop_page(ctx, page);
  }
  fz_catch(ctx) {}
}

std::string information(fz_context* ctx, fz_document* document, const char* key) {
  char buffer[512] = "";
  fz_try(ctx) { fz_lookup_metadata(ctx, document, key, buffer, sizeof buffer); }
  fz_catch(ctx) { buffer[0] = 0; }
  return buffer;
}

[[noreturn]] void fail(const std::string& line) { throw schema::Error(schema::Error::Kind::input, line); }

// A context and what is open in it; nothing here outlives the call.
struct Session {
  fz_context* ctx = new_context();
  fz_stream* stream = nullptr;
  fz_document* document = nullptr;

  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    if (!ctx) return;
    fz_drop_document(ctx, document);
    fz_drop_stream(ctx, stream);
    fz_drop_context(ctx);
  }
};

// A download that broke off has lost its end; MuPDF would rebuild the pages that are left and say nothing. The end is a
// trailer with no object after it: files made for the web have another trailer near their start.
bool has_end(std::string_view bytes) {
  size_t end = bytes.rfind("%%EOF");
  if (end == std::string_view::npos) end = bytes.rfind("startxref");
  return end != std::string_view::npos && bytes.find(" obj", end) == std::string_view::npos;
}

// A page tree that holds itself may count any number of pages.
constexpr int most_pages = 20'000;

}  // namespace

FileContent read_content(std::string_view bytes) {
  if (bytes.empty()) fail("the PDF is empty; get the file again");
  if (!contains(bytes.substr(0, 1024), "%PDF-")) fail("not a PDF: no %PDF header; check the file");
  if (!has_end(bytes)) fail("the PDF is truncated: its end is missing; get the file again");
  Session session;
  if (!session.ctx) fail("MuPDF cannot start: out of memory");
  fz_context* ctx = session.ctx;

  bool opened = false, locked = false;
  int count = 0;
  fz_var(opened);
  fz_var(locked);
  fz_var(count);
  fz_try(ctx) {
    session.stream = fz_open_memory(ctx, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    session.document = &pdf_open_document_with_stream(ctx, session.stream)->super;
    opened = true;
    locked = fz_needs_password(ctx, session.document);
    if (!locked) count = fz_count_pages(ctx, session.document);
  }
  fz_catch(ctx) {}
  if (!opened) fail("the PDF is damaged beyond repair; get the file again");
  if (locked) fail("the PDF needs a password; save it without one");
  if (count <= 0) fail("the PDF is damaged: it has no pages; get the file again");
  if (count > most_pages) {
    fail("the PDF says it has " + std::to_string(count) + " pages, more than a report has; split it if it is true");
  }

  FileContent content;
  content.title = information(ctx, session.document, FZ_META_INFO_TITLE);
  content.author = information(ctx, session.document, FZ_META_INFO_AUTHOR);
  content.created = information(ctx, session.document, FZ_META_INFO_CREATIONDATE);
  content.pages.resize(count);
  for (int number = 0; number < count; ++number) read_page(ctx, session.document, number, content.pages[number]);
  return content;
}

void set_upright(PageContent& page) {
  size_t down = 0, up = 0;
  for (const Glyph& glyph : page.glyphs) {
    down += glyph.direction == Direction::down;
    up += glyph.direction == Direction::up;
  }
  // The stamp in the margin of a picture page must not turn it.
  if (std::max(down, up) < 200 || 10 * std::max(down, up) < 7 * page.glyphs.size()) return;
  const bool was_down = down > up;
  const float width = page.width, height = page.height;
  const auto turn = [&](float& x, float& y) {
    const float old_x = x, old_y = y;
    x = was_down ? old_y : height - old_y;
    y = was_down ? width - old_x : old_x;
  };
  const auto turn_box = [&](auto& box) {
    turn(box.x0, box.y0);
    turn(box.x1, box.y1);
    if (box.x0 > box.x1) std::swap(box.x0, box.x1);
    if (box.y0 > box.y1) std::swap(box.y0, box.y1);
  };
  for (Glyph& glyph : page.glyphs) {
    turn(glyph.x0, glyph.y0);
    turn(glyph.x1, glyph.y1);
    if (glyph.direction == Direction::slanted) continue;
    const int quarter = was_down ? 3 : 1;
    glyph.direction = static_cast<Direction>((static_cast<int>(glyph.direction) + quarter) % 4);
  }
  for (Rule& rule : page.strokes) turn_box(rule);
  for (Box& box : page.images) turn_box(box);
  for (Box& box : page.drawings) turn_box(box);
  std::swap(page.width, page.height);
}

}  // namespace colophon::document::pdf
