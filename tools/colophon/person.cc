#include "tools/colophon/person.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>

#include "schema/checklist.h"
#include "tools/colophon/print.h"

namespace colophon::tools {
namespace {

std::string usual_author() {
  const char* named = std::getenv("COLOPHON_AUTHOR");
  if (named != nullptr && *named != '\0') return named;
  const passwd* user = getpwuid(geteuid());
  return user == nullptr ? "user " + std::to_string(geteuid()) : user->pw_name;
}

std::string text_of(const std::optional<store::Correction>& correction) {
  if (!correction) return "as extracted";
  const schema::Item* item = schema::Checklist::standard().find(correction->field);
  if (item == nullptr) return "?";
  const auto text = [&](const schema::Value& value) { return schema::value_to_text(value, item->type, item->unit); };
  std::string out;
  for (const store::Stated& one : correction->values) out += (out.empty() ? "" : ", ") + text(one.value);
  if (correction->whole && out.empty()) out = "not disclosed";
  for (const schema::Value& value : correction->rejected) out += (out.empty() ? "not " : ", not ") + text(value);
  return out;
}

}  // namespace

query::Act Person::act() const {
  return {author.empty() ? usual_author() : author, static_cast<int64_t>(std::time(nullptr)), note};
}

void add_person_options(CLI::App* command, Person& person) {
  command->add_option("--author", person.author, "Who decides (default: $COLOPHON_AUTHOR, else your login name)");
  command->add_option("--note", person.note, "Why; kept with the decision");
}

store::KnowledgeBase open_to_curate(const std::string& kb, bool wait) {
  (void)store::KnowledgeBase::open(kb, store::Access::read);
  return store::KnowledgeBase::open(kb, store::Access::write, wait);
}

std::string decision_line(const store::Decision& decision) {
  return std::to_string(decision.number) + "  " + decision.action +
         (decision.undoes > 0 ? " " + std::to_string(decision.undoes) : "") + "  " + decision.field +
         (decision.model.empty() ? "" : " of " + decision.model) + " in " + decision.report + ": " +
         text_of(decision.before) + " -> " + text_of(decision.after);
}

void print_decision(store::KnowledgeBase& base, const store::Decision& decision, const std::string& format) {
  base.catch_up();
  if (format == "json") {
    print_json({{"format", 1}, {"decision", store::decision_to_json(decision)}});
  } else {
    print_text(decision_line(decision) + "\n");
  }
}

}  // namespace colophon::tools
