#include "query/plot.h"

#include <algorithm>
#include <array>
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
#include "query/plot_labels.h"
#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/release_date.h"
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
  const std::string& text = schema::date_of(record);
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
std::string gnuplot_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '`') continue;
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

// The least and the greatest value along an axis.
std::pair<double, double> extent(const std::vector<Point>& points, Reading Point::*axis) {
  std::pair<double, double> of{INFINITY, -INFINITY};
  for (const Point& point : points) {
    of.first = std::min(of.first, (point.*axis).value);
    of.second = std::max(of.second, (point.*axis).value);
  }
  return of;
}

// The range that is drawn: what there is, and room for names beyond it.
std::pair<double, double> drawn_range(const Plot& plot, const Axis& axis, Reading Point::*of) {
  auto [low, high] = extent(plot.points, of);
  if (axis.logarithmic) return {low / 1.6, high * 2.5};
  const double room = high > low ? (high - low) * 0.08 : std::max(1.0, std::abs(high) * 0.1);
  return {low - room, high + 1.5 * room};
}

// Decades as people write amounts: "100B", "1T"; gnuplot's own say "100G".
std::string decades(const std::pair<double, double>& range) {
  constexpr std::array<std::pair<double, const char*>, 4> units{{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}}};
  std::string out;
  for (double decade = std::pow(10, std::ceil(std::log10(range.first))); decade <= range.second; decade *= 10) {
    std::string text = plain_amount(decade);
    for (const auto& [unit, letter] : units) {
      if (decade < unit * 0.999 || decade >= 1e18) continue;
      text = plain_amount(std::round(decade / unit)) + letter;
      break;
    }
    out += (out.empty() ? "" : ", ") + gnuplot_text(text) + " " + plain_amount(decade);
  }
  return out;
}

std::string axis_script(const char* name, const Axis& axis, const std::pair<double, double>& range) {
  const std::string which = name;
  std::string out = "set " + which + "label " + gnuplot_text(axis.label) + "\n";
  const auto end = [&](double value) { return axis.date ? gnuplot_text(plain_amount(value)) : plain_amount(value); };
  if (axis.date) {
    out += "set " + which + "data time\nset timefmt \"%s\"\nset format " + which + " \"%Y-%m\"\n";
    out += "set " + which + "tics rotate by 35 right\n";
  }
  if (axis.logarithmic) {
    out += "set logscale " + which + "\n";
    if (axis.large) out += "set " + which + "tics (" + decades(range) + ")\n";
    if (!axis.large) out += "set format " + which + " \"%g\"\n";
  }
  return out + "set " + which + "range [" + end(range.first) + ":" + end(range.second) + "]\n";
}

// How far along its axis a value is drawn, 0 to 1.
double share(double value, const Axis& axis, const std::pair<double, double>& range) {
  if (!axis.logarithmic) return (value - range.first) / (range.second - range.first);
  return std::log(value / range.first) / std::log(range.second / range.first);
}

// A colour and a shape a group, so that no two of a hundred look the same.
std::string style(size_t group) {
  constexpr std::array<const char*, 10> colours = {"#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f",
                                                   "#b59a1b", "#b07aa1", "#d37295", "#9c755f", "#555555"};
  constexpr std::array<int, 5> shapes = {7, 5, 9, 13, 11};  // filled: circle, square, triangle, diamond, triangle down
  return "pointtype " + std::to_string(shapes.at(group / colours.size() % shapes.size())) +
         " pointsize 0.9 linecolor rgb \"" + colours.at(group % colours.size()) + "\"";
}

constexpr const char* head = "set terminal svg size 960,640 noenhanced font \"sans-serif,12\" background \"white\"\n";
// Pixels of the area within the axes, roughly: what is left of 960 by 640 beside the key and the ticks.
constexpr double plot_width = 640, plot_height = 540;

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
  const auto x_range = drawn_range(plot, plot.x, &Point::x), y_range = drawn_range(plot, plot.y, &Point::y);
  std::map<std::string, std::vector<const Point*>> groups;
  std::map<std::pair<double, double>, std::vector<std::string>> places;  // models that stand at one place
  for (const Point& point : plot.points) {
    groups[point.group].push_back(&point);
    places[{point.x.value, point.y.value}].push_back(point.name);
  }
  std::string out = head + axis_script("x", plot.x, x_range) + axis_script("y", plot.y, y_range);
  out += "set key outside right top reverse Left font \",10\"\nset grid\n";
  std::string drawn;
  size_t index = 0;
  for (const auto& [group, points] : groups) {
    const std::string data = "$group" + std::to_string(index + 1);
    out += data + " << END\n";
    for (const Point* point : points) {
      out += plain_amount(point->x.value) + " " + plain_amount(point->y.value) + " " + gnuplot_text(point->name) + "\n";
    }
    out += "END\n";
    drawn += std::string(drawn.empty() ? "" : ", \\\n  ") + data + " using 1:2 with points " + style(index++) +
             " title " + gnuplot_text(group);
  }
  std::vector<LabelledPoint> labels;
  for (const auto& [place, names] : places) {
    const std::string more = names.size() > 1 ? " +" + std::to_string(names.size() - 1) : "";
    labels.push_back({plot_width * share(place.first, plot.x, x_range),
                      plot_height * share(place.second, plot.y, y_range), names.front() + more});
  }
  const std::vector<LabelSide> sides = place_labels(labels);
  const std::array<std::pair<LabelSide, const char*>, 4> ways{{{LabelSide::right, "left offset 0.9,0"},
                                                               {LabelSide::left, "right offset -0.9,0"},
                                                               {LabelSide::above, "center offset 0,0.7"},
                                                               {LabelSide::below, "center offset 0,-0.7"}}};
  for (size_t way = 0; way < ways.size(); ++way) {
    std::string lines;
    auto place = places.begin();
    for (size_t i = 0; i < labels.size(); ++i, ++place) {
      if (sides[i] != ways.at(way).first) continue;
      lines += plain_amount(place->first.first) + " " + plain_amount(place->first.second) + " " +
               gnuplot_text(labels[i].text) + "\n";
    }
    if (lines.empty()) continue;
    const std::string data = "$names" + std::to_string(way + 1);
    out += data + " << END\n" + lines + "END\n";
    drawn += ", \\\n  " + data + " using 1:2:3 with labels " + ways.at(way).second + " font \",9\" notitle";
  }
  return out + "plot " + drawn + "\n";
}

std::string gnuplot_heat_map(const Table& coverage) {
  std::string out = "set terminal svg size 960," + std::to_string(160 + 22 * coverage.rows.size()) +
                    " noenhanced font \"sans-serif,11\" background \"white\"\n$shares << END\n";
  std::string ticks;
  for (size_t row = 0; row < coverage.rows.size(); ++row) {
    ticks += (ticks.empty() ? "" : ", ") + gnuplot_text(coverage.rows[row].front().text) + " " + std::to_string(row);
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
    ticks += (ticks.empty() ? "" : ", ") + gnuplot_text(coverage.columns[column]) + " " + std::to_string(column - 1);
  }
  return out + "set xtics (" + ticks +
         ") rotate by 30 right\nset yrange [] reverse\nset cbrange [0:100]\nset cblabel \"disclosed, %\"\n"
         "set palette defined (0 \"#f7fbff\", 50 \"#6baed6\", 100 \"#08306b\")\nunset key\n"
         "plot $shares using 1:2:3 with image pixels\n";
}

}  // namespace colophon::query
