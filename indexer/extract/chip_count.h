// How many chips a text counts, which may be told by machines: "2048 NVIDIA H800 GPUs", "512 张昇腾 910", "48 × A100",
// "H800 × 256", "A100 GPUs, 128 in all", "64 nodes with 8 A100 GPUs each", "64 台 8 卡 H800 服务器".
#pragma once

#include <optional>
#include <string_view>

#include "indexer/extract/sentences.h"

namespace colophon::extract {

// Of the kind at `term`; nothing where none are counted. Pure.
std::optional<double> chip_count(std::string_view text, const Span& term);

}  // namespace colophon::extract
