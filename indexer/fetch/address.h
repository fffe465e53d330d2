// What a person asks to be fetched, as the list of places it may be had from, the best first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::fetch {

// A place to ask, and the name of the file that its answer becomes below sources/.
struct Place {
  std::string url;
  std::string name;  // without the extension where `formats` decides it
  // The formats that are taken from here; anything else (a landing page, a captcha) is passed over.
  std::vector<std::string> formats;
};

struct Address {
  std::string text;  // as asked for
  std::vector<Place> places;
};

// "arxiv:2412.19437", "arxiv:2412.19437v2", "arxiv:cs/0301001" and arXiv's abstract pages: the LaTeX bundle, the HTML,
// the PDF, from `arxiv` ("https://arxiv.org"). Any other http or https URL: itself, as HOST/PATH. Throws
// schema::Error(usage) for anything else.
Address parse_address(std::string_view text, std::string_view arxiv);

}  // namespace colophon::fetch
