// The organisations that publish language models (data/lexicons/organizations.json) and how reports write them: "腾讯"
// is Tencent, "深度求索" is DeepSeek-AI.
#pragma once

#include <string>
#include <vector>

namespace colophon::schema {

struct Organization {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> short_names;  // read in questions only: too short to be looked for in a report
  std::string parent;                    // name of the organisation whose team it is, or ""
};

// In the order of the file. Thread-safe; the same object every time.
const std::vector<Organization>& organizations();

}  // namespace colophon::schema
