// The proposers: they read mentions and propose candidates, generously.
#pragma once

#include <optional>
#include <vector>

#include "indexer/extract/candidate.h"
#include "indexer/extract/cues.h"
#include "indexer/extract/mention.h"

namespace colophon::extract {

// Numbers announced by a cue of the same sentence.
void propose_numbers(const MentionReader& reader, const Mention& mention, const std::vector<int>& rules,
                     std::vector<Candidate>& out);

// Terms of a vocabulary, captured names, flags, parallelism and hardware.
void propose_terms(const MentionReader& reader, const Mention& mention, const std::vector<int>& rules,
                   std::vector<Candidate>& out);

// Shares of the training data: "60% source code", "code (15%)", "中文占 25%".
void propose_shares(const MentionReader& reader, const Mention& mention, const std::vector<int>& rules,
                    std::vector<Candidate>& out);

// Cells of configuration, hyper-parameter and mixture tables, in either orientation.
void propose_tables(MentionReader& reader, std::vector<Candidate>& out);

// "key": value pairs of configuration files and code blocks.
void propose_settings(MentionReader& reader, std::vector<Candidate>& out);

// All of a document's candidates, in the order of the document.
std::vector<Candidate> propose(const document::Document& document, const ModelNames& models);

// The value a number has for a rule's field; nothing where it is out of range or its unit is wrong.
std::optional<schema::Value> value_of(const Rule& rule, const Number& number);

// A candidate for each of the rule's fields, with the features of its surroundings and of its value.
void emit(const MentionReader& reader, const Mention& mention, const Rule& rule, const schema::Value& value,
          const Span& span, const Features& shape, std::vector<Candidate>& out);

}  // namespace colophon::extract
