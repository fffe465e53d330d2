// Consistency: what a record's facts say of each other. Values of which a model has only one, values that say nothing
// beside another, and fields of which the largest value counts are data (data/lexicons/rival_values.json).
#pragma once

#include <string>
#include <vector>

#include "schema/record.h"

namespace colophon::extract {

// Whether another of the facts says the same and more: a kind of parallelism or a chip with its number beside one
// without, a named kind of reinforcement learning beside "RL".
bool says_less(const schema::Fact& fact, const std::vector<schema::Fact>& facts);

// Whether the largest value of a field is a model's own, however much likelier smaller ones are: they are steps towards
// it.
bool largest_counts(const std::string& field);

// Why a fact cannot stand beside the others, "" when it can: it exceeds what bounds it, a likelier value of the same
// model rules it out, or it is a step towards a larger one (the context that training began with).
std::string contradiction(const schema::Fact& fact, const std::vector<schema::Fact>& facts);

}  // namespace colophon::extract
