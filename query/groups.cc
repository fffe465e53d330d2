#include "query/groups.h"

#include <algorithm>
#include <map>
#include <set>

#include "schema/value.h"

namespace colophon::query {
namespace {

std::string year_of(const schema::Record& record) {
  const std::string& date = record.release_date.empty() ? record.date_hint : record.release_date;
  return date.size() >= 4 ? date.substr(0, 4) : "not stated";
}

void sort_groups(std::vector<GroupAnswer>& groups, Group by) {
  if (by == Group::year) return;
  std::stable_sort(groups.begin(), groups.end(),
                   [](const GroupAnswer& a, const GroupAnswer& b) { return a.number > b.number; });
}

}  // namespace

std::string group_of(const schema::Record& record, Group by) {
  if (by == Group::year) return year_of(record);
  if (!record.organization.empty()) return record.organization.front();
  return record.organization_hint.empty() ? "not stated" : record.organization_hint;
}

std::vector<GroupAnswer> count_by(const std::vector<Answer>& answers, Group by, Library& library) {
  std::map<std::string, std::set<std::string>> reports_of;
  for (const Answer& answer : answers) {
    if (by == Group::value) {
      if (answer.statement.value) reports_of[answer.statement.text].insert(answer.key);
    } else if (const ReportEntry* report = library.report(answer.key)) {
      reports_of[group_of(report->record, by)].insert(answer.key);
    }
  }
  std::vector<GroupAnswer> groups;
  groups.reserve(reports_of.size());
  for (const auto& [name, reports] : reports_of) {
    groups.push_back({name, static_cast<double>(reports.size()), reports.size()});
  }
  sort_groups(groups, by);
  return groups;
}

std::vector<GroupAnswer> means_by(const std::vector<Answer>& answers, Group by, Library& library) {
  struct Sum {
    double total = 0;
    size_t values = 0;
    std::set<std::string> reports;
  };
  std::map<std::string, Sum> sums;
  for (const Answer& answer : answers) {
    const auto number = answer.statement.value ? schema::value_number(*answer.statement.value) : std::nullopt;
    const ReportEntry* report = library.report(answer.key);
    if (!number || report == nullptr) continue;
    Sum& sum = sums[by == Group::none ? "all" : group_of(report->record, by)];
    sum.total += *number;
    ++sum.values;
    sum.reports.insert(answer.key);
  }
  std::vector<GroupAnswer> groups;
  groups.reserve(sums.size());
  for (const auto& [name, sum] : sums) {
    groups.push_back({name, sum.total / static_cast<double>(sum.values), sum.reports.size()});
  }
  sort_groups(groups, by);
  return groups;
}

}  // namespace colophon::query
