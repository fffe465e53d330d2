#include "indexer/extract/ranker.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "indexer/extract/wording.h"
#include "schema/data.h"
#include "schema/error.h"

namespace colophon::extract {
namespace {

using nlohmann::json;
using schema::Error;

struct Node {
  int feature = -1;  // -1: a leaf
  float threshold = 0;
  int left = 0;
  int right = 0;
  double value = 0;
};

// The average of what its trees say.
struct Forest {
  std::vector<std::vector<Node>> trees;

  // Of each row of features. A tree is walked for all rows before the next one, so that it stays in the cache.
  std::vector<double> probabilities(const std::vector<std::vector<float>>& rows) const {
    std::vector<double> sums(rows.size(), 0);
    for (const std::vector<Node>& tree : trees) {
      for (size_t i = 0; i < rows.size(); ++i) {
        const Node* node = &tree.front();
        while (node->feature >= 0) node = &tree[rows[i][node->feature] <= node->threshold ? node->left : node->right];
        sums[i] += node->value;
      }
    }
    for (double& sum : sums) sum /= static_cast<double>(trees.size());
    return sums;
  }
};

Forest read_forest(const json& trees, size_t features) {
  Forest forest;
  for (const json& tree : trees) {
    std::vector<Node>& nodes = forest.trees.emplace_back();
    const auto size = static_cast<int>(tree.size());
    for (const json& node : tree) {
      Node read;
      if (node.size() == 1) {
        read.value = node[0].get<double>();
      } else {
        read = {node.at(0).get<int>(), node.at(1).get<float>(), node.at(2).get<int>(), node.at(3).get<int>(), 0};
        // A child stands after its parent, so that every walk ends.
        const int at = static_cast<int>(nodes.size());
        if (read.feature < 0 || static_cast<size_t>(read.feature) >= features || read.left <= at || read.left >= size ||
            read.right <= at || read.right >= size) {
          throw Error(Error::Kind::input, "ranker: a tree points outside itself; fit the ranker again");
        }
      }
      nodes.push_back(read);
    }
    if (nodes.empty()) throw Error(Error::Kind::input, "ranker: an empty tree; fit the ranker again");
  }
  if (forest.trees.empty()) throw Error(Error::Kind::input, "ranker: no trees; fit the ranker again");
  return forest;
}

struct FieldStatistics {
  double prior = 0;  // share of the field's candidates that are right
  double mean = 0;   // of log10 of right values; deviation 0 where too few are known
  double deviation = 0;
};

constexpr float no_magnitude = -12;  // log_value of 0

// The last part of a value's key: rivals of other stages share the number, not the unit.
std::string plain_key(const std::string& key) {
  const size_t colon = key.rfind(':');
  return colon == std::string::npos ? key : key.substr(colon + 1);
}

}  // namespace

struct Ranker::Weights {
  WordingModel wording;
  Forest mentions;
  Forest values;
  std::map<std::string, FieldStatistics, std::less<>> fields;
  std::map<std::string, std::string, std::less<>>
      rivals;  // a field: the quantity it shares with fields of other stages
  std::vector<std::pair<double, double>> calibration;
  double default_prior = 0;
  double threshold = 0.5;

  FieldStatistics statistics(const std::string& field) const {
    const auto found = fields.find(field);
    return found == fields.end() ? FieldStatistics{default_prior, 0, 0} : found->second;
  }

  double calibrated(double raw) const {
    const auto above = std::lower_bound(calibration.begin(), calibration.end(), raw,
                                        [](const auto& point, double x) { return point.first < x; });
    if (calibration.empty()) return raw;
    if (above == calibration.begin()) return above->second;
    if (above == calibration.end()) return calibration.back().second;
    const auto below = above - 1;
    const double width = above->first - below->first;
    return width <= 0 ? above->second : below->second + (above->second - below->second) * (raw - below->first) / width;
  }
};

Ranker::Ranker(std::unique_ptr<Weights> weights) : weights_(std::move(weights)) {}
Ranker::Ranker(Ranker&&) noexcept = default;
Ranker::~Ranker() = default;

const Ranker& Ranker::standard() {
  static const Ranker ranker = parse(schema::data_file("ranker.json"));
  return ranker;
}

Ranker Ranker::parse(std::string_view text) {
  auto weights = std::make_unique<Weights>();
  try {
    const json file = json::parse(text);
    std::vector<std::string> names;
    for (size_t i = 0; i < feature_count; ++i) names.emplace_back(feature_name(static_cast<Feature>(i)));
    if (file.at("features").get<std::vector<std::string>>() != names) {
      throw Error(Error::Kind::input, "ranker: the weights are of other features; fit the ranker again (tools/ranker)");
    }
    weights->wording = WordingModel::parse(file.at("wording"));
    weights->mentions = read_forest(file.at("mentions"), feature_count + 2);
    weights->values = read_forest(file.at("values"), feature_count + file.at("value_features").size());
    for (const auto& [field, numbers] : file.at("fields").items()) {
      weights->fields[field] = {numbers.at(0).get<double>(), numbers.at(1).get<double>(), numbers.at(2).get<double>()};
    }
    for (const auto& [field, quantity] : file.at("rivals").items())
      weights->rivals[field] = quantity.get<std::string>();
    for (const json& point : file.at("calibration")) {
      weights->calibration.emplace_back(point.at(0).get<double>(), point.at(1).get<double>());
    }
    weights->default_prior = file.at("default_prior").get<double>();
    weights->threshold = file.at("threshold").get<double>();
  } catch (const json::exception& error) {
    throw Error(Error::Kind::input, std::string("ranker: not the weights of a ranker: ") + error.what());
  }
  return Ranker(std::move(weights));
}

double Ranker::threshold() const { return weights_->threshold; }

std::vector<Proposal> Ranker::rank(std::vector<Candidate>& candidates) const {
  const Weights& w = *weights_;
  std::vector<std::vector<float>> rows;
  for (Candidate& candidate : candidates) {
    const FieldStatistics s = w.statistics(candidate.field);
    candidate.features[Feature::wording] = static_cast<float>(w.wording.score(candidate.field, candidate.wording));
    std::vector<float>& x = rows.emplace_back();
    x.reserve(feature_count + 2);
    x.assign(candidate.features.values().begin(), candidate.features.values().end());
    x.push_back(static_cast<float>(s.prior));
    const double log_value = candidate.features[Feature::log_value];
    const bool magnitude = s.deviation > 0 && log_value > no_magnitude;
    x.push_back(magnitude ? static_cast<float>((log_value - s.mean) / s.deviation) : 0);
  }
  const std::vector<double> probabilities = w.mentions.probabilities(rows);
  for (size_t i = 0; i < candidates.size(); ++i) candidates[i].probability = probabilities[i];

  std::map<std::string, std::map<std::string, std::vector<const Candidate*>>> fields;
  for (const Candidate& candidate : candidates)
    fields[candidate.field][schema::value_key(candidate.value)].push_back(&candidate);
  std::map<std::pair<std::string, std::string>, std::map<std::string, double>> rivals;
  for (auto& [field, values] : fields) {
    for (auto& [key, mentions] : values) {
      std::stable_sort(mentions.begin(), mentions.end(),
                       [](const Candidate* a, const Candidate* b) { return a->probability > b->probability; });
      const auto quantity = w.rivals.find(field);
      if (quantity != w.rivals.end()) rivals[{quantity->second, plain_key(key)}][field] = mentions.front()->probability;
    }
  }

  // A sentence or a table: the best probability of each quantity that it states.
  using Where = std::pair<int, int64_t>;
  const auto where = [](const Candidate& c) {
    return Where{c.place.block, c.place.table >= 0 ? -1 : static_cast<int64_t>(c.place.span.begin)};
  };
  const auto quantity_of = [&](const std::string& field) -> const std::string& {
    const auto shared = w.rivals.find(field);
    return shared == w.rivals.end() ? field : shared->second;
  };
  std::map<Where, std::map<std::string, double>> places;
  for (const Candidate& candidate : candidates) {
    double& best = places[where(candidate)][quantity_of(candidate.field)];
    best = std::max(best, candidate.probability);
  }

  std::vector<Proposal> proposals;
  std::vector<size_t> ends;  // of each field's proposals
  rows.clear();
  for (const auto& [field, values] : fields) {
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [key, mentions] : values) order.emplace_back(-mentions.front()->probability, key);
    std::sort(order.begin(), order.end());
    const double field_best = -order.front().first;
    const auto quantity = w.rivals.find(field);
    // Values compete with values of the same model: each size has its own number of layers.
    std::map<std::vector<std::string>, std::pair<int, double>>
        models;  // how many of its values were seen, and the best of them
    for (const auto& [negative_best, key] : order) {
      const std::vector<const Candidate*>& mentions = values.at(key);
      const double best = -negative_best;
      auto& [seen, model_best] = models.try_emplace(mentions.front()->models, 0, best).first->second;
      const int rank = seen++;
      double sum = 0;
      double none = 1;
      double in_table = 0;
      double in_prose = 0;
      for (size_t i = 0; i < mentions.size(); ++i) {
        sum += mentions[i]->probability;
        if (i < 8) none *= 1 - mentions[i]->probability;
        double& kind = mentions[i]->features[Feature::in_table] > 0 ? in_table : in_prose;
        kind = std::max(kind, mentions[i]->probability);
      }
      double rival = 0;
      if (quantity != w.rivals.end()) {
        for (const auto& [other, p] : rivals[{quantity->second, plain_key(key)}]) {
          if (other != field) rival = std::max(rival, p);
        }
      }
      double company = 0;
      int in_company = 0;
      for (const auto& [other, p] : places[where(*mentions.front())]) {
        if (other == quantity_of(field)) continue;
        company += p;
        ++in_company;
      }
      // The order of VALUE_FEATURES in tools/ranker/fit.py.
      const double of_value[] = {best,
                                 sum / static_cast<double>(mentions.size()),
                                 1 - none,
                                 std::log1p(static_cast<double>(mentions.size())),
                                 static_cast<double>(rank),
                                 best / std::max(model_best, 1e-6),
                                 static_cast<double>(order.size()),
                                 model_best,
                                 field_best,
                                 rival,
                                 mentions.size() > 1 ? mentions[1]->probability : 0,
                                 w.statistics(field).prior,
                                 in_company > 0 ? company / in_company : -1,
                                 static_cast<double>(in_company),
                                 in_table,
                                 in_prose};
      std::vector<float>& x = rows.emplace_back();
      x.reserve(std::size(of_value) + feature_count);
      for (const double value : of_value) x.push_back(static_cast<float>(value));
      x.insert(x.end(), mentions.front()->features.values().begin(), mentions.front()->features.values().end());
      proposals.push_back({field, mentions.front()->value, mentions, 0});
    }
    ends.push_back(proposals.size());
  }
  const std::vector<double> of_values = w.values.probabilities(rows);
  for (size_t i = 0; i < proposals.size(); ++i) proposals[i].probability = w.calibrated(of_values[i]);
  auto begin = proposals.begin();
  for (const size_t end_of_field : ends) {
    const auto end = proposals.begin() + static_cast<std::ptrdiff_t>(end_of_field);
    std::stable_sort(begin, end, [](const Proposal& a, const Proposal& b) { return a.probability > b.probability; });
    begin = end;
  }
  return proposals;
}

}  // namespace colophon::extract
