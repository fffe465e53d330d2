#include <cstdio>
#include <filesystem>
#include <memory>

#include "schema/error.h"
#include "store/knowledge_base.h"
#include "tools/colophon/commands.h"

namespace colophon::tools {
namespace {

struct Options {
  std::string kb;
  std::string backup;
};

// Copies the records of `from` into `to` and says what is there.
void copy(const std::string& from, const std::string& to) {
  std::error_code error;
  if (std::filesystem::equivalent(from, to, error)) {
    throw schema::Error(schema::Error::Kind::usage, from + " and " + to + " are the same; give two directories");
  }
  const store::KnowledgeBase source = store::KnowledgeBase::open(from, store::Access::read);
  store::KnowledgeBase target = store::KnowledgeBase::open(to, store::Access::write);
  target.copy_from(source);
  target.catch_up();
  std::printf("%llu reports in %s\n", static_cast<unsigned long long>(target.counts().reports), to.c_str());
}

}  // namespace

void add_backup(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("backup", "Copy the knowledge base as it stands now, also while it is written");
  command->footer(
      "Example:\n  colophon backup /mnt/disk/reports.kb\n"
      "A backup is a knowledge base of its own: `colophon verify --kb` checks it, all commands read it. Giving the "
      "same\n"
      "directory again writes only what has changed. One that was cut off says so, and the next completes it.");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->backup, "Where to, made if it is not there")->required();
  add_kb_option(command, options->kb);
  command->callback([options] { copy(options->kb, options->backup); });
}

void add_restore(CLI::App& app, Context&) {
  auto* command = app.add_subcommand("restore", "Put a backup in place of what the knowledge base holds");
  command->footer(
      "Example:\n  colophon restore /mnt/disk/reports.kb --kb new.kb\n"
      "What the knowledge base has beyond the backup is gone afterwards; --kb with a new directory keeps both.");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->backup, "The backup")->required();
  add_kb_option(command, options->kb);
  command->callback([options] { copy(options->backup, options->kb); });
}

}  // namespace colophon::tools
