#include "query/groups.h"

#include <algorithm>
#include <map>

#include "query/directions.h"
#include "schema/release_date.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

std::string year_of(const schema::Record& record) {
  const std::string& date = schema::date_of(record);
  return date.size() >= 4 ? date.substr(0, 4) : "not stated";
}

void sort_groups(std::vector<GroupAnswer>& groups, Group by) {
  if (by == Group::year || by == Group::organization_year) return;  // by name, as they are
  std::stable_sort(groups.begin(), groups.end(),
                   [](const GroupAnswer& a, const GroupAnswer& b) { return a.number > b.number; });
}

void add_models(const Answer& answer, std::set<std::string>& models) {
  if (answer.models.empty()) models.insert("\n" + answer.key);
  for (const std::string& model : answer.models) models.insert(schema::term_key(model));
}

}  // namespace

std::string group_of(const schema::Record& record, Group by) {
  if (by == Group::year) return year_of(record);
  if (by == Group::organization_year) return group_of(record, Group::organization) + ", " + year_of(record);
  if (!record.organization.empty()) return record.organization.front();
  return record.organization_hint.empty() ? "not stated" : record.organization_hint;
}

std::vector<GroupAnswer> count_by(const std::vector<Answer>& answers, Group by, Library& library, Counted counted) {
  struct Members {
    std::set<std::string> reports, models;
  };
  std::map<std::string, Members> members_of;
  for (const Answer& answer : answers) {
    std::string name;
    if (by == Group::value) {
      if (!answer.statement.value) continue;
      name = answer.statement.text;
    } else {
      const ReportEntry* report = library.report(answer.key);
      if (report == nullptr) continue;
      name = group_of(report->record, by);
    }
    Members& members = members_of[name];
    members.reports.insert(answer.key);
    if (counted == Counted::models) add_models(answer, members.models);
  }
  std::vector<GroupAnswer> groups;
  groups.reserve(members_of.size());
  for (const auto& [name, members] : members_of) {
    const size_t number = counted == Counted::models ? members.models.size() : members.reports.size();
    groups.push_back({name, static_cast<double>(number), members.reports.size()});
  }
  sort_groups(groups, by);
  return groups;
}

std::vector<GroupAnswer> means_by(const std::vector<Answer>& answers, Group by, Library& library) {
  struct Members {
    std::map<std::string, double> best;  // of each model
    std::set<std::string> reports;
  };
  std::map<std::string, Members> members_of;
  for (const Answer& answer : answers) {
    const Statement& statement = answer.statement;
    const auto number = statement.value ? schema::value_number(*statement.value) : std::nullopt;
    if (!number) continue;
    const ReportEntry* report = by == Group::none ? nullptr : library.report(answer.key);
    if (by != Group::none && report == nullptr) continue;
    Members& members = members_of[report == nullptr ? "all" : group_of(report->record, by)];
    members.reports.insert(answer.key);
    const bool lower = !statement.benchmark.empty() && lower_is_better(statement.benchmark, statement.setting);
    std::set<std::string> models;
    add_models(answer, models);
    for (const std::string& model : models) {
      const auto [known, added] = members.best.emplace(answer.key + "\n" + model, *number);
      if (!added) known->second = lower ? std::min(known->second, *number) : std::max(known->second, *number);
    }
  }
  std::vector<GroupAnswer> groups;
  groups.reserve(members_of.size());
  for (const auto& [name, members] : members_of) {
    double total = 0;
    for (const auto& [model, number] : members.best) total += number;
    groups.push_back({name, total / static_cast<double>(members.best.size()), members.reports.size()});
  }
  sort_groups(groups, by);
  return groups;
}

std::vector<GroupAnswer> mean_of(const std::string& field, const Condition& condition, Library& library) {
  const auto numbers = library.largest_numbers(field, condition);
  if (numbers.empty()) return {};
  double total = 0;
  std::set<std::string> reports;
  for (const auto& [model, number] : numbers) {
    total += number;
    reports.insert(model.first);
  }
  return {{"all", total / static_cast<double>(numbers.size()), reports.size()}};
}

}  // namespace colophon::query
