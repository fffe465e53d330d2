#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "colophon/colophon.h"
#include "indexer/pipeline/index.h"
#include "indexer/pipeline/isolated_reader.h"
#include "lib/program.h"
#include "query/answer.h"
#include "query/open.h"
#include "query/report_name.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/knowledge_base.h"

namespace colophon {
namespace {

Error::Kind kind_of(schema::Error::Kind kind) {
  switch (kind) {
    case schema::Error::Kind::usage:
      return Error::Kind::usage;
    case schema::Error::Kind::input:
      return Error::Kind::input;
    case schema::Error::Kind::not_found:
      return Error::Kind::not_found;
    case schema::Error::Kind::storage:
      break;
  }
  return Error::Kind::storage;
}

// Runs `call`; whatever the rooms throw leaves as what the header promises.
template <typename Call>
auto guarded(const Call& call) -> decltype(call()) {
  try {
    return call();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const schema::Error& error) {
    throw Error(kind_of(error.kind()), error.what());
  } catch (const std::exception& error) {
    throw Error(Error::Kind::storage, error.what());
  }
}

// `json` is the same answer as answers_to_json writes it.
Answer answer_of(const query::Answer& from, const nlohmann::json& json) {
  Answer answer;
  answer.report = from.key;
  answer.model = from.model;
  answer.field = from.statement.field;
  answer.value = schema::json_text(json.at("value"));
  answer.text = from.statement.text;
  for (const schema::Evidence& evidence : from.statement.evidence) {
    answer.evidence.push_back({evidence.page, evidence.section, evidence.quote});
  }
  return answer;
}

pipeline::Reader reader_of(const IndexOptions& options, const extract::Settings& extraction) {
  if (!options.confined) return pipeline::make_reader(extraction);
  const pipeline::Limits limits;
  return pipeline::make_isolated_reader({program_path(options.program).string(), "read-worker"}, limits);
}

}  // namespace

const char* version() noexcept { return COLOPHON_VERSION; }

Error::Error(Kind kind, const std::string& line) : std::runtime_error(line), kind_(kind) {}
Error::~Error() = default;

struct Base::Impl {
  Impl(std::filesystem::path where, Access how, store::KnowledgeBase opened)
      : directory(std::move(where)), access(how), base(std::move(opened)) {}

  std::filesystem::path directory;
  Access access;
  mutable std::mutex turn;
  store::KnowledgeBase base;
  std::unique_ptr<query::Library> library;  // opened by the first question, closed when something was indexed
};

Base::Base(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Base::Base(Base&&) noexcept = default;
Base& Base::operator=(Base&&) noexcept = default;
Base::~Base() = default;

Base Base::open(const std::filesystem::path& directory, Access access) {
  return guarded([&] {
    store::KnowledgeBase base =
        store::KnowledgeBase::open(directory, access == Access::write ? store::Access::write : store::Access::read);
    return Base(std::make_unique<Impl>(directory, access, std::move(base)));
  });
}

IndexSummary Base::index(const std::vector<std::filesystem::path>& paths, const IndexOptions& options) {
  const std::lock_guard<std::mutex> lock(impl_->turn);
  return guarded([&] {
    if (impl_->access != Access::write) {
      throw Error(Error::Kind::usage,
                  impl_->directory.string() + " is open for reading; open it with Access::write to index");
    }
    const extract::Settings extraction;
    pipeline::Settings settings;
    settings.jobs = options.jobs;
    settings.again = options.again;
    settings.recipe = pipeline::recipe_of(extraction);
    pipeline::Observer nobody;
    const std::atomic<bool> stop = false;
    impl_->library.reset();
    const pipeline::Summary done =
        pipeline::index(impl_->base, paths, reader_of(options, extraction), settings, nobody, stop);
    IndexSummary summary;
    summary.indexed = done.indexed;
    summary.unchanged = done.unchanged;
    summary.removed = done.removed;
    summary.pages = done.pages;
    for (const pipeline::Failure& failure : done.failures) summary.failed.push_back({failure.path, failure.reason});
    return summary;
  });
}

Answers Base::ask(std::string_view question) const {
  const std::lock_guard<std::mutex> lock(impl_->turn);
  return guarded([&] {
    if (!impl_->library) {
      // Made in place, for a Library cannot be moved. NOLINTNEXTLINE(modernize-make-unique)
      impl_->library.reset(new query::Library(query::open_library(impl_->directory.string())));
    }
    const query::Answers found = query::ask(question, *impl_->library, query::Library::all);
    Answers answers;
    answers.interpretation = found.plan.line();
    const nlohmann::json json = query::answers_to_json(found, question);
    for (size_t i = 0; i < found.answers.size(); ++i) {
      answers.answers.push_back(answer_of(found.answers[i], json.at("answers").at(i)));
    }
    answers.json = schema::json_text(json);
    return answers;
  });
}

std::vector<std::string> Base::reports() const {
  const std::lock_guard<std::mutex> lock(impl_->turn);
  return guarded([&] {
    std::vector<std::string> keys;
    impl_->base.for_each_record([&](const store::Entry& entry) {
      keys.push_back(entry.key);
      return true;
    });
    return keys;
  });
}

std::string Base::record(std::string_view report) const {
  const std::lock_guard<std::mutex> lock(impl_->turn);
  return guarded([&] {
    const std::string key = query::report_named(impl_->base, report);
    return schema::json_text(schema::record_to_json(impl_->base.record(key).value()));
  });
}

}  // namespace colophon
