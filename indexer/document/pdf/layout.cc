#include "indexer/document/pdf/layout.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "indexer/document/dates.h"
#include "indexer/document/pdf/title.h"
#include "indexer/document/roles.h"

namespace colophon::document::pdf {
namespace {

void grow(Box& box, const Box& by) {
  box = {std::min(box.x0, by.x0), std::min(box.y0, by.y0), std::max(box.x1, by.x1), std::max(box.y1, by.y1)};
}

// "1 The code is ...", "∗Equal contribution"; the mark may be a line of its own, where it is raised far.
bool opens_footnote(const std::string& text) {
  static const RE2 mark(R"((\d{1,2}|[*∗†‡§¶⋆♢♠♣]|[①-⑩])(\s?\S.*)?)");
  return RE2::FullMatch(text, mark);
}

// Walks the items of all pages in reading order and writes blocks and sections.
class Layout {
 public:
  Layout(const Pages& pages, std::vector<std::vector<FoundTable>> tables, const std::string& name)
      : pages_(pages), tables_(std::move(tables)), style_(body_style(pages)), joiner_(pages) {
    document_.report = name;
    document_.format = "pdf";
  }

  Document run() {
    const auto furniture = find_furniture(pages_);
    if (!pages_.pages.empty()) read_first_page(furniture.front());
    for (size_t at = 0; at < pages_.pages.size(); ++at) {
      const Page& page = pages_.pages[at];
      document_.pages.push_back({page.width, page.height});
      lay_out_page(static_cast<int>(at), furniture[at]);
    }
    close();
    document_.finish();
    return std::move(document_);
  }

 private:
  void read_first_page(const std::vector<bool>& furniture) {
    const Page& first = pages_.pages.front();
    const Stamp stamp = find_stamp(first);
    if (!stamp.arxiv.empty()) document_.meta["arxiv"] = stamp.arxiv;
    document_.stamp = stamp.date.empty() ? find_date_line(first) : stamp.date;
    document_.title = find_title(first, furniture, style_, joiner_);
    if (document_.title.empty()) document_.title = pages_.title;
    has_front_ = std::any_of(first.lines.begin(), first.lines.end(), [&](const Line& line) {
      const auto heading = heading_of(first, line, style_);
      return heading && ends_front(*heading) && !in_title(first, line);
    });
    if (!pages_.author.empty()) document_.meta["author"] = pages_.author;
    if (!pages_.created.empty()) document_.meta["created"] = pages_.created;
  }

  void lay_out_page(int index, const std::vector<bool>& furniture) {
    const Page& page = pages_.pages[index];
    std::vector<bool> taken = furniture;
    std::vector<FoundTable>& tables = tables_[index];
    for (const FoundTable& found : tables) {
      for (const int line : found.lines) taken[line] = true;
    }
    const std::vector<bool> figure = figure_lines(page, taken, style_);
    std::vector<Item> items;
    for (size_t at = 0; at < page.lines.size(); ++at) {
      if (taken[at]) continue;
      Item item;
      item.page = index;
      item.line = static_cast<int>(at);
      item.box = page.lines[at].box;
      item.figure = figure[at];
      items.push_back(item);
    }
    for (size_t at = 0; at < tables.size(); ++at) {
      if (tables[at].table.rows.empty()) continue;  // the rest of a table on the page before
      Item item;
      item.page = index;
      item.table = static_cast<int>(at);
      item.box = tables[at].table.box;
      if (tables[at].caption_box != Box{}) grow(item.box, tables[at].caption_box);
      items.push_back(item);
    }
    mark_footnotes(page, items);
    for (const Item& item : reading_order(page, std::move(items))) place(page, item);
  }

  // Small text at the foot of the page that opens with a mark, and what follows it there.
  void mark_footnotes(const Page& page, const std::vector<Item>& items) {
    footnote_.assign(page.lines.size(), false);
    for (const bool left : {true, false}) {
      std::vector<int> column;
      for (const Item& item : items) {
        if (item.line >= 0 && (item.box.x0 < page.width / 2) == left) column.push_back(item.line);
      }
      std::sort(column.begin(), column.end(),
                [&](int a, int b) { return page.lines[a].baseline < page.lines[b].baseline; });
      size_t from = column.size();
      for (size_t at = column.size(); at-- > 0;) {
        const Line& line = page.lines[column[at]];
        if (line.size > 0.93f * style_.size || line.baseline < 0.55f * page.height) break;
        if (opens_footnote(line.text())) from = at;
      }
      for (; from < column.size(); ++from) footnote_[column[from]] = true;
    }
  }

  void place(const Page& page, const Item& item) {
    if (item.table >= 0) {
      place_table(page, tables_[item.page][item.table]);
      return;
    }
    const Line& line = page.lines[item.line];
    if (item.figure) {
      add_aside(page, BlockKind::figure, line);
      return;
    }
    if (footnote_[item.line]) {
      place_footnote(page, line);
      return;
    }
    place_line(page, item, line);
  }

  void place_table(const Page& page, FoundTable& found) {
    const int index = static_cast<int>(document_.tables.size());
    Table& table = found.table;
    table.section = section_;
    table.caption = caption_of(page, found);
    if (!table.caption.empty()) {
      aside_.push_back(make(BlockKind::caption, table.caption, page, found.caption_box));
      aside_.back().table = index;
    }
    aside_.push_back(make(BlockKind::table, "", page, table.box));
    aside_.back().table = index;
    document_.tables.push_back(std::move(table));
    after_gap_ = true;
    settle_asides();
  }

  // The caption with its lines joined as text; where they are not all its own, as the table has it.
  std::string caption_of(const Page& page, const FoundTable& found) const {
    std::string joined;
    for (const int line : found.lines) {
      const Box& box = page.lines[line].box;
      const float x = middle_x(box), y = middle_y(box);
      const Box& area = found.caption_box;
      if (x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1) joiner_.append(joined, page.lines[line].text());
    }
    const auto bare = [](std::string text) {
      std::erase_if(text, [](char c) { return c == ' ' || c == '-'; });
      return text;
    };
    return bare(joined) == bare(found.table.caption) ? joined : found.table.caption;
  }

  Block make(BlockKind kind, std::string text, const Page& page, const Box& box) const {
    Block block;
    block.kind = kind;
    block.text = std::move(text);
    block.page = page.number;
    block.section = section_;
    block.box = box;
    return block;
  }

  // Figure text: one block a line; it is only there to be looked up.
  void add_aside(const Page& page, BlockKind kind, const Line& line) {
    aside_.push_back(make(kind, line.text(), page, line.box));
    after_gap_ = true;
    settle_asides();
  }

  void place_footnote(const Page& page, const Line& line) {
    const std::string text = line.text();
    const bool goes_on = !aside_.empty() && aside_.back().kind == BlockKind::footnote &&
                         aside_.back().page == page.number && !opens_footnote(text);
    if (goes_on) {
      joiner_.append(aside_.back().text, text);
      grow(aside_.back().box, line.box);
    } else {
      aside_.push_back(make(BlockKind::footnote, text, page, line.box));
    }
    after_gap_ = true;
  }

  void place_line(const Page& page, const Item& item, const Line& line) {
    const std::string text = line.text();
    const float gap = last_ != nullptr && last_page_ == page.number ? line.baseline - last_->baseline : -1;
    const bool same_column =
        last_ != nullptr && last_page_ == page.number && std::fabs(item.column_left - last_left_) < 2 && gap > 0;
    auto heading = is_open_caption(line, same_column, gap) ? std::nullopt : heading_of(page, line, style_);
    if (heading && !numbering_.follows(*heading)) heading = unnumbered_heading_of(line, style_);
    if (heading) {
      if (!in_title(page, line) && heads(page, line, *heading)) {
        place_heading(page, line, *heading, same_column && gap < 2.0f * line.size);
        remember(page, item, line);
        return;
      }
    }
    const bool caption = starts_caption(text);
    if (caption || !goes_on(page, item, line, text, same_column, gap)) {
      close();
      open_ = make(kind_of(text, line, item, caption), text, page, line.box);
      run_in(line, *open_);
    } else {
      joiner_.append(open_->text, text);
      grow(open_->box, line.box);
      if (open_->kind == BlockKind::formula && !is_formula(text)) open_->kind = BlockKind::paragraph;
    }
    remember(page, item, line);
  }

  bool in_title(const Page& page, const Line& line) const {
    return page.number == 1 && section_ < 0 && line.size > 1.1f * style_.size &&
           document_.title.find(line.text()) != std::string::npos;
  }

  // What looks like a heading may head nothing: authors and houses before the abstract, bold symbols, entries of a
  // table of contents.
  bool heads(const Page& page, const Line& line, const Heading& heading) const {
    if (section_ < 0 && has_front_ && page.number == 1 && !ends_front(heading)) return false;
    const char first = heading.title.front();
    if (!open_heading_ && heading.number.empty() && first >= 'a' && first <= 'z') return false;
    static const RE2 number(R"([. ]*\d{1,3})");
    static const RE2 entry(R"([. ]\d{1,3}$)");
    const bool in_contents = section_ >= 0 && document_.sections[section_].role == Role::contents;
    if (in_contents && RE2::PartialMatch(heading.title, entry)) return false;
    return std::none_of(page.lines.begin(), page.lines.end(), [&](const Line& other) {
      return std::fabs(other.baseline - line.baseline) < 1.5f && other.box.x0 > line.box.x1 &&
             RE2::FullMatch(other.text(), number);
    });
  }

  static bool ends_front(const Heading& heading) {
    const Role role = role_of_heading(heading.title);
    return !heading.number.empty() || role == Role::abstract || role == Role::contents || role == Role::introduction;
  }

  bool is_open_caption(const Line& line, bool same_column, float gap) const {
    return open_ && open_->kind == BlockKind::caption && same_column && gap < 1.5f * line.size;
  }

  BlockKind kind_of(const std::string& text, const Line& line, const Item& item, bool caption) const {
    if (caption) return BlockKind::caption;
    if (in_references()) return BlockKind::reference;
    if (starts_list_item(text)) return BlockKind::list_item;
    if (std::all_of(line.words.begin(), line.words.end(),
                    [&](const Word& word) { return pages_.pages[item.page].fonts[word.font].mono; })) {
      return BlockKind::code;
    }
    if (is_formula(text) && line.box.x0 > item.column_left + 1.5f * style_.size) return BlockKind::formula;
    return BlockKind::paragraph;
  }

  bool in_references() const { return section_ >= 0 && document_.sections[section_].role == Role::references; }

  // Whether the line goes on with the open block.
  bool goes_on(const Page& page, const Item& item, const Line& line, const std::string& text, bool same_column,
               float gap) const {
    if (!open_ || last_ == nullptr) return false;
    const float em = style_.size;
    if (starts_list_item(text) && (ends_sentence(open_->text) || open_->kind == BlockKind::list_item)) return false;
    if (same_column && !after_gap_) {
      if (gap > std::max(1.45f * style_.leading * std::max(1.0f, line.size / em), 1.6f * line.size)) return false;
      if (std::fabs(line.size - last_->size) > 0.12f * line.size && gap > 1.15f * style_.leading) return false;
      if (open_->kind == BlockKind::caption) return gap < 1.6f * line.size;
      const bool mono = kind_of(text, line, item, false) == BlockKind::code;
      if (mono != (open_->kind == BlockKind::code)) return false;
      if (open_->kind == BlockKind::list_item || in_references()) {
        // A hanging indent goes on, a step back to the left starts anew.
        const bool back = in_references() && last_->box.x0 > open_left_ + 2.0f && line.box.x0 < last_->box.x0 - 2.0f;
        return (line.box.x0 > open_left_ - 1.0f && !back) || !ends_sentence(open_->text);
      }
      const bool indented = line.box.x0 > last_->box.x0 + 0.8f * em && line.box.x0 < item.column_left + 4 * em;
      const bool last_full = last_->box.x1 > item.column_right - 4 * em;
      if (indented && (ends_sentence(open_->text) || !last_full) && last_->box.x0 < item.column_left + 1.0f * em &&
          open_->kind != BlockKind::formula) {
        return false;
      }
      if (!last_full && ends_sentence(open_->text) && open_->text.size() > 40 &&
          last_->box.x1 < item.column_right - 6 * em)
        return false;
      return true;
    }
    // Over a column, a page, a figure: only what has not ended goes on.
    if (open_->kind == BlockKind::caption || open_->kind == BlockKind::code) return false;
    if (ends_sentence(open_->text) || open_->text.size() < 30) return false;
    if (std::fabs(line.size - last_->size) > 0.12f * line.size) return false;
    return page.number <= open_->page + 2 && kind_of(text, line, item, false) != BlockKind::code;
  }

  void place_heading(const Page& page, const Line& line, const Heading& heading, bool near) {
    // A heading over two lines.
    if (near && open_heading_ && heading.number.empty() && std::fabs(heading.size - open_heading_size_) < 0.3f &&
        !document_.blocks.empty() && document_.blocks.back().kind == BlockKind::heading) {
      Section& section = document_.sections[section_];
      joiner_.append(section.title, heading.title);
      joiner_.append(document_.blocks.back().text, line.text());
      section.role = role_of_heading(section.title);
      return;
    }
    close();
    int level = heading.depth;
    const int style = style_of(heading);
    if (level > 0) {
      style_level_[style] = level;
    } else if (const auto known = style_level_.find(style); known != style_level_.end()) {
      level = known->second;
    } else {
      level = level_below(style, heading.size);
    }
    numbering_.take(heading);
    open_section(heading.number, heading.title, level, page);
    numbered_ = section_;
    section_style_[section_] = style;
    document_.blocks.push_back(make(BlockKind::heading, line.text(), page, line.box));
    open_heading_ = true;
    open_heading_size_ = heading.size;
  }

  // The level of a heading without a number in a style that no numbered heading has: that of the nearest heading above
  // in the same style, else one below the nearest in larger type, else one below the last numbered one's.
  int level_below(int style, float size) const {
    for (int at = numbered_; at >= 0 && document_.sections[at].number.empty(); at = document_.sections[at].parent) {
      const auto found = section_style_.find(at);
      if (found == section_style_.end()) continue;
      // An abstract has no parts.
      if (found->second == style || document_.sections[at].role == Role::abstract) return document_.sections[at].level;
      if (size_of_style(found->second) > size + 0.4f) return document_.sections[at].level + 1;
    }
    return size > 1.08f * style_.size || numbered_ < 0 ? 1 : document_.sections[numbered_].level + 1;
  }

  // A heading's look as one number.
  static int style_of(const Heading& heading) {
    return static_cast<int>(std::lround(heading.size * 2)) * 2 + heading.bold;
  }
  static float size_of_style(int style) {
    const int half_points = style / 2;
    return static_cast<float>(half_points) / 2;
  }

  void open_section(const std::string& number, const std::string& title, int level, const Page& page) {
    int parent = section_;
    while (parent >= 0 && document_.sections[parent].level >= level) parent = document_.sections[parent].parent;
    Section section;
    section.parent = parent;
    section.level = level;
    section.number = number;
    section.title = title;
    section.page = page.number;
    section.role = role_of_heading(title);
    const bool lettered = !number.empty() && number[0] >= 'A' && number[0] <= 'Z';
    section.appendix = lettered || after_references_ || (parent >= 0 && document_.sections[parent].appendix);
    if (section.role == Role::references) after_references_ = true;
    section_ = static_cast<int>(document_.sections.size());
    document_.sections.push_back(std::move(section));
  }

  // A paragraph with a bold opening is a section of its own; its words stay in the paragraph, where they are quoted.
  void run_in(const Line& line, Block& block) {
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) return;
    const std::string title = run_in_heading(line);
    if (title.empty()) return;
    const int level = numbered_ >= 0 ? document_.sections[numbered_].level + 1 : 1;
    open_section("", title, level, pages_.pages[block.page - 1]);
    block.section = section_;
  }

  void remember(const Page& page, const Item& item, const Line& line) {
    last_ = &line;
    last_page_ = page.number;
    last_left_ = item.column_left;
    open_left_ = open_ ? open_->box.x0 : line.box.x0;
    after_gap_ = false;
  }

  // Ends the open block; what was set aside meanwhile follows it.
  void close() {
    if (open_) document_.blocks.push_back(std::move(*open_));
    open_.reset();
    open_heading_ = false;
    flush_asides();
  }

  void settle_asides() {
    if (!open_) flush_asides();
  }

  void flush_asides() {
    for (Block& block : aside_) document_.blocks.push_back(std::move(block));
    aside_.clear();
  }

  const Pages& pages_;
  std::vector<std::vector<FoundTable>> tables_;
  Style style_;
  LineJoiner joiner_;
  Document document_;
  std::vector<bool> footnote_;
  std::optional<Block> open_;   // the block being written
  std::vector<Block> aside_;    // tables, figures and footnotes that came while it was open
  const Line* last_ = nullptr;  // the last line of running text
  int last_page_ = 0;
  float last_left_ = 0, open_left_ = 0;
  bool after_gap_ = false;  // something else came after the last line
  int section_ = -1;
  Numbering numbering_;
  int numbered_ = -1;  // the last section with a heading of its own
  bool open_heading_ = false;
  float open_heading_size_ = 0;
  bool after_references_ = false;
  bool has_front_ = false;            // the first page has authors, then an abstract or a numbered heading
  std::map<int, int> style_level_;    // of numbered headings
  std::map<int, int> section_style_;  // by section
};

}  // namespace

Document lay_out(const Pages& pages, std::vector<std::vector<FoundTable>> tables, const std::string& name) {
  tables.resize(pages.pages.size());
  return Layout(pages, std::move(tables), name).run();
}

}  // namespace colophon::document::pdf
