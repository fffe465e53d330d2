// Base models and the models made from them: names that say which kind they are.
#pragma once

#include <string_view>

namespace colophon::query {

enum class Variant {
  base,    // "DeepSeek-V3-Base"
  tuned,   // by SFT or RL: "Qwen-14B-Chat", "LongCat-Flash Instruct"
  unsaid,  // "DeepSeek-V3"
};

// Of a model's name as printed; the words are data (lexicons/settings.json).
Variant variant_of(std::string_view name);

}  // namespace colophon::query
