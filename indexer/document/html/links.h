// What a page's links say about the report and its text does not.
#pragma once

#include <gumbo.h>

#include <string>

namespace colophon::document {

// The arXiv id behind a link called "Paper", "Tech Report", "技术报告" or the like in the page's opening, where a
// model's page leads to its own report; links further down lead to other people's. "" where there is none.
std::string own_arxiv_id(const GumboNode* root);

}  // namespace colophon::document
