#include "query/suggestion.h"

#include <algorithm>

#include "query/words.h"
#include "schema/value.h"

namespace colophon::query {

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  size_t least = std::max<size_t>(2, word.size() / 3) + 1;
  const std::string key = schema::term_key(word);
  for (const std::string& candidate : known) {
    const size_t distance = edit_distance(key, schema::term_key(candidate), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(const std::string& best) { return best.empty() ? "" : "; did you mean \"" + best + "\"?"; }

}  // namespace colophon::query
