#include "query/plot.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "query/amounts.h"
#include "query/answer.h"
#include "query/directions.h"
#include "query/lexicon.h"
#include "query/names.h"
#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/value.h"
#include "store/search_index.h"
#include "store/text.h"

namespace colophon::query {
namespace {

// Scores of models by the report's key and the model's name.
using Scores = std::map<std::pair<std::string, std::string>, const schema::Score*>;

struct Quantity {
  Axis axis;
  std::string field;  // "" for a benchmark
  Scores scores;
};

bool better(const schema::Score& a, const schema::Score& b) {
  return goodness(a.value, a.benchmark, a.setting) > goodness(b.value, b.benchmark, b.setting);
}

void score_quantity(Library& library, const std::string& name, Quantity& found) {
  for (const ScoreEntry* entry : library.scores(name, true)) {
    const schema::Score*& best = found.scores[{entry->key, schema::term_key(entry->score().model)}];
    if (best == nullptr || better(entry->score(), *best)) best = &entry->score();
  }
  if (found.scores.empty()) {
    throw schema::Error(
        schema::Error::Kind::usage,
        "\"" + name + "\" is no numeric field and no benchmark; docs/query-language.md names the fields");
  }
  found.field.clear();
  found.axis.label = name;
}

Quantity quantity(Library& library, const std::string& name) {
  constexpr std::string_view benchmark = "score:";
  Quantity found;
  if (name.starts_with(benchmark)) {
    score_quantity(library, name.substr(benchmark.size()), found);
    return found;
  }
  found.field = Lexicon::standard().field_named(store::fold(name));
  if (found.field == field::date) {
    found.axis = {"date", true, false};
    return found;
  }
  if (!found.field.empty() && is_numeric(found.field)) {
    const schema::Item* item = schema::Checklist::standard().find(found.field);
    found.axis.label =
        item == nullptr ? found.field : item->name.en + (item->unit.empty() ? "" : " (" + item->unit + ")");
    return found;
  }
  score_quantity(library, name, found);
  return found;
}

double seconds(int date) {
  std::tm day{};
  day.tm_year = date / 10000 - 1900;
  day.tm_mon = std::max(1, date / 100 % 100) - 1;
  day.tm_mday = std::max(1, date % 100);
  return static_cast<double>(timegm(&day));
}

std::optional<Reading> dated(const schema::Record& record) {
  const std::string& text = record.release_date.empty() ? record.date_hint : record.release_date;
  const int date = store::date_number(text);
  if (date == 0) return std::nullopt;
  return Reading{seconds(date), text, {}};
}

// The best of the report's own under any of the model's names.
std::optional<Reading> scored(const Scores& scores, const ModelEntry& entry) {
  std::vector<std::string> names{entry.name()};
  if (const schema::Model* model = entry.model())
    names.insert(names.end(), model->aliases.begin(), model->aliases.end());
  const schema::Score* best = nullptr;
  for (const std::string& name : names) {
    const auto score = scores.find({entry.key, schema::term_key(name)});
    if (score == scores.end()) continue;
    if (best == nullptr || better(*score->second, *best)) best = score->second;
  }
  if (best == nullptr) return std::nullopt;
  const std::string setting = best->setting.empty() ? "" : " (" + best->setting + ")";
  return Reading{best->value, plain_amount(best->value) + setting, {best->evidence}};
}

std::optional<Reading> reading(const Quantity& quantity, const ModelEntry& entry) {
  if (quantity.axis.date) return dated(entry.record);
  if (quantity.field.empty()) return scored(quantity.scores, entry);
  const schema::Item* item = schema::Checklist::standard().find(quantity.field);
  std::optional<Reading> most;
  for (const schema::Fact& fact : entry.facts(quantity.field)) {
    const auto number = schema::value_number(fact.value);
    if (!number || (most && most->value >= *number)) continue;
    const std::string text =
        item == nullptr ? plain_amount(*number) : schema::value_to_text(fact.value, item->type, item->unit);
    most = Reading{*number, text, fact.evidence};
  }
  return most;
}

// Amounts over more than one order of magnitude are told apart on a logarithmic axis only.
bool spreads(const std::vector<Point>& points, Reading Point::*axis) {
  double least = INFINITY, most = 0;
  for (const Point& point : points) {
    const double value = (point.*axis).value;
    if (value <= 0) return false;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  return !points.empty() && most > 10 * least;
}

// Text within double quotes of a gnuplot script.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '`') continue;
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

std::string axis_script(const char* name, const Axis& axis) {
  const std::string which = name;
  std::string out = "set " + which + "label " + quoted(axis.label) + "\n";
  if (axis.logarithmic)
    out += "set logscale " + which + "\nset format " + which + (axis.large ? " \"%.0s%c\"\n" : " \"%g\"\n");
  if (axis.date) out += "set " + which + "data time\nset timefmt \"%s\"\nset format " + which + " \"%Y-%m\"\n";
  return out;
}

constexpr const char* head = "set terminal svg size 960,640 noenhanced font \"sans-serif,12\" background \"white\"\n";

}  // namespace

Plot plot_models(Library& library, const Condition& where, const std::string& x, const std::string& y) {
  const Quantity across = quantity(library, x), up = quantity(library, y);
  Plot plot{across.axis, up.axis, {}};
  for (const Library::Found& found : library.models(where)) {
    auto at_x = reading(across, *found.entry), at_y = reading(up, *found.entry);
    if (!at_x || !at_y) continue;
    const std::vector<std::string>& organizations = found.entry->record.organization;
    plot.points.push_back({*std::move(at_x), *std::move(at_y),
                           found.entry->name().empty() ? found.entry->key : found.entry->name(), found.entry->key,
                           organizations.empty() ? "not stated" : organizations.front()});
  }
  plot.x.logarithmic = !across.axis.date && spreads(plot.points, &Point::x);
  plot.y.logarithmic = !up.axis.date && spreads(plot.points, &Point::y);
  const auto large = [&](Reading Point::*axis) {
    return std::any_of(plot.points.begin(), plot.points.end(),
                       [&](const Point& point) { return (point.*axis).value >= 1e6; });
  };
  plot.x.large = large(&Point::x);
  plot.y.large = large(&Point::y);
  return plot;
}

nlohmann::json plot_to_json(const Plot& plot) {
  using nlohmann::json;
  const auto axis = [](const Axis& one) {
    return json{{"label", one.label}, {"date", one.date}, {"logarithmic", one.logarithmic}};
  };
  const auto shown = [](const Reading& one) {
    return json{{"value", one.value}, {"text", one.text}, {"evidence", evidence_to_json(one.evidence)}};
  };
  json points = json::array();
  for (const Point& point : plot.points) {
    points.push_back({{"model", point.name},
                      {"report", point.key},
                      {"organization", point.group},
                      {"x", shown(point.x)},
                      {"y", shown(point.y)}});
  }
  return {{"format", 1}, {"x", axis(plot.x)}, {"y", axis(plot.y)}, {"points", points}};
}

std::string gnuplot_script(const Plot& plot) {
  std::map<std::string, std::vector<const Point*>> groups;
  for (const Point& point : plot.points) groups[point.group].push_back(&point);
  std::string out = head + axis_script("x", plot.x) + axis_script("y", plot.y);
  out += "set key outside right top\nset grid\nset offsets graph 0.05, graph 0.1, graph 0.05, graph 0.05\n";
  std::string drawn;
  size_t index = 0;
  for (const auto& [group, points] : groups) {
    const std::string data = "$group" + std::to_string(++index);
    out += data + " << END\n";
    for (const Point* point : points) {
      out += plain_amount(point->x.value) + " " + plain_amount(point->y.value) + " " + quoted(point->name) + "\n";
    }
    out += "END\n";
    drawn += std::string(drawn.empty() ? "" : ", \\\n  ") + data + " using 1:2 with points pointtype 7 linecolor " +
             std::to_string(index) + " title " + quoted(group) + ", " + data +
             " using 1:2:3 with labels offset 0.6,0.6 left font \",9\" notitle";
  }
  return out + "plot " + drawn + "\n";
}

std::string gnuplot_heat_map(const Table& coverage) {
  std::string out = "set terminal svg size 960," + std::to_string(160 + 22 * coverage.rows.size()) +
                    " noenhanced font \"sans-serif,11\" background \"white\"\n$shares << END\n";
  std::string ticks;
  for (size_t row = 0; row < coverage.rows.size(); ++row) {
    ticks += (ticks.empty() ? "" : ", ") + quoted(coverage.rows[row].front().text) + " " + std::to_string(row);
    for (size_t column = 1; column < coverage.rows[row].size(); ++column) {
      const std::string& text = coverage.rows[row][column].text;
      double part = text == "yes" ? 1 : 0, whole = 1;
      if (text.find('/') != std::string::npos) std::sscanf(text.c_str(), "%lf/%lf", &part, &whole);
      out += std::to_string(column - 1) + " " + std::to_string(row) + " " +
             plain_amount(whole > 0 ? 100 * part / whole : 0) + "\n";
    }
  }
  out += "END\nset ytics (" + ticks + ")\n";
  ticks.clear();
  for (size_t column = 1; column < coverage.columns.size(); ++column) {
    ticks += (ticks.empty() ? "" : ", ") + quoted(coverage.columns[column]) + " " + std::to_string(column - 1);
  }
  return out + "set xtics (" + ticks +
         ") rotate by 30 right\nset yrange [] reverse\nset cbrange [0:100]\nset cblabel \"disclosed, %\"\n"
         "set palette defined (0 \"#f7fbff\", 50 \"#6baed6\", 100 \"#08306b\")\nunset key\n"
         "plot $shares using 1:2:3 with image pixels\n";
}

}  // namespace colophon::query
