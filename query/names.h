// The names a knowledge base knows: models, families of models, organisations, benchmarks, values that reports gave
// beyond the vocabularies. The question parser asks this interface only, so it can be tested without an index.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace colophon::query {

class Names {
 public:
  virtual ~Names() = default;
  // All arguments are as people write them.
  virtual bool is_model(std::string_view name) const = 0;
  virtual bool is_series(std::string_view beginning) const = 0;   // some model's name begins so and goes on
  virtual bool is_organization(std::string_view name) const = 0;  // its name is this, or begins so
  virtual bool is_benchmark(std::string_view name) const = 0;
  virtual bool is_baseline(std::string_view name) const = 0;  // reports give its scores, and none is about it
  // The fields in which some report gave this value.
  virtual std::vector<std::string> fields_with(std::string_view value) const = 0;
  // The known name next to a misspelt one, or "".
  virtual std::string nearest_model(std::string_view name) const = 0;
  // The same of benchmarks, as they are listed, else by their key; and of how names of models begin ("MinCPM4":
  // "minicpm4").
  virtual std::string nearest_benchmark(std::string_view name) const = 0;
  virtual std::string nearest_series(std::string_view beginning) const = 0;
};

// Names of a search index (store/search_index.h), looked up by term.
class IndexNames : public Names {
 public:
  explicit IndexNames(Xapian::Database index) : index_(std::move(index)) {}
  bool is_model(std::string_view name) const override;
  bool is_series(std::string_view beginning) const override;
  bool is_organization(std::string_view name) const override;
  bool is_benchmark(std::string_view name) const override;
  bool is_baseline(std::string_view name) const override;
  std::vector<std::string> fields_with(std::string_view value) const override;
  std::string nearest_model(std::string_view name) const override;
  std::string nearest_benchmark(std::string_view name) const override;
  std::string nearest_series(std::string_view beginning) const override;

 private:
  bool begins(const std::string& prefix, bool longer) const;
  std::vector<std::string> ends(const std::string& prefix) const;
  Xapian::Database index_;
};

// The spelling next to `word` among `known`: at most one edit for short words, two for words of eight letters and more;
// digits must agree. "" when there is none or two are equally near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// The beginning of one of `known` next to `word`: one edit away, of the length it would have with it.
std::string nearest_beginning(std::string_view word, const std::vector<std::string>& known);

}  // namespace colophon::query
