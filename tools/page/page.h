// The web page, built into the binary: what its build put into dist/, for tools/serve to hand out.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace colophon::page {

struct PageFile {
  std::string_view bytes;
  std::string_view media_type;  // "text/html; charset=utf-8"
};

// Every file by its path below dist/: "index.html", "assets/page.js". Empty in a binary built without the page. Lives
// as long as the program; thread-safe.
const std::map<std::string, PageFile, std::less<>>& page_files();

}  // namespace colophon::page
