// The resolver: the one place that decides which proposals become facts, whom they belong to and what is in doubt.
#pragma once

#include <vector>

#include "indexer/document/document.h"
#include "indexer/extract/models.h"
#include "indexer/extract/ranker.h"
#include "schema/record.h"

namespace colophon::extract {

// Fills the record's facts and review. A proposal becomes a fact when it is likely enough and not far behind the
// field's best one; what is likely enough but contradicts another fact (more active experts than there are, a minimum
// above its maximum) goes to review with the reason, as does what is below the threshold but may be right.
void resolve(const document::Document& document, const ModelNames& models, const std::vector<Proposal>& proposals,
             double threshold, schema::Record& record);

// The items on which the record has neither fact nor passage: those with a value in its review are mentioned but not
// read; of the others nothing is said that could be one.
std::vector<schema::Absence> silent_items(const schema::Record& record);

}  // namespace colophon::extract
