// Where a page of a list ends: after which entry of which report. Lists are in the order of reports' keys, so a cursor
// stays good when reports come and go. Clients see it as an opaque text.
#pragma once

#include <string>
#include <string_view>

namespace colophon::serve {

struct Cursor {
  std::string key;   // of the report; "" before the first
  size_t entry = 0;  // within the report, from 1

  // "" for the start. Throws HttpError(400) for what is no cursor.
  static Cursor parse(std::string_view text);
  std::string text() const;

  // Whether the entry `entry` (from 1) of the report `key` is on a later page.
  bool before(std::string_view other_key, size_t other_entry) const {
    return key < other_key || (key == other_key && entry < other_entry);
  }
};

}  // namespace colophon::serve
