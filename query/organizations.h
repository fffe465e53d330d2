// The names of organisations (data/lexicons/organizations.json): "腾讯" is Tencent, "深度求索" is DeepSeek-AI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colophon::query {

// Keys (schema::term_key) of the name and of all names of the organisations that it, or its beginning, names, and of
// their teams: of "阿里" those of Alibaba Group and of the Qwen Team.
std::vector<std::string> organization_keys(std::string_view name);

// The first name that the list has for the organisation of which this is a name; the name itself where it has none.
std::string organization_name(const std::string& name);

// Whether it is the whole of a name that the list has.
bool is_organization_name(std::string_view name);

}  // namespace colophon::query
