// What the question words of a question stand at: what is counted, listed, told or kept silent.
#pragma once

#include <cstddef>
#include <string_view>

#include "query/conditions.h"
#include "query/mentions.h"
#include "query/plan.h"

namespace colophon::query {

class Asked {
 public:
  // Both must outlive it.
  Asked(const Mentions& mentions, const ReadConditions& reading)
      : list_(mentions.list), mentions_(mentions), reading_(reading) {}

  // Models or reports.
  bool subject(size_t i) const;

  // "how many reports" counts reports, "how many models" the models of all of them; `many` is where "how many" stands.
  Counted counted(size_t many) const;

  // "which companies use MLA": the reports, and how many each has.
  bool asks_for_organizations() const;

  // "which optimizers are used", "用了哪些优化器", "list all optimizers": the question word stands at the field, not at
  // the models. There must be a field.
  bool asks_for_values() const;

  // Whether the field is asked of the models that the conditions choose: "context lengths of MoE models", "how many
  // experts do MoE models have", "models trained in FP8 and their batch sizes", "GQA 的 KV head 数", "MoE
  // 模型有多少专家". There must be a field.
  bool asks_of_found() const;

  // Whether it is asked what reports tell; "list" at the beginning asks for a list.
  bool tells() const;

  // Whether it is asked who does not tell; for one field, by its own clause: "discloses its tokens but not the
  // optimizer".
  bool hidden() const;
  bool hidden_at(size_t field) const;

  // "do not mention X", "say nothing of X": only verbs and small words stand between the denial and what is at `i`.
  bool denied(size_t i) const;

 private:
  bool at(size_t i, std::string_view role) const { return mentions_.at(i, role); }
  bool any(std::string_view role) const { return mentions_.any(role); }
  // Whether models or reports are named from mention `first` up to `last`; whether all these are words without a
  // meaning of their own, or question words.
  bool names_subject(size_t first, size_t last) const;
  bool only_asks(size_t first, size_t last) const;
  // The first mention with the role; the list's end where none has it.
  size_t position(std::string_view role) const;
  // Where the order to list stands that the question begins with; the list's end where it does not.
  size_t enumerated() const;

  const std::vector<Mention>& list_;
  const Mentions& mentions_;
  const ReadConditions& reading_;
};

}  // namespace colophon::query
