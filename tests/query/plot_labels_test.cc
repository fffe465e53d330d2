#include "query/plot_labels.h"

#include <gmock/gmock.h>

namespace colophon::query {
namespace {

using testing::ElementsAre;

TEST(PlotLabels, StandToTheRightWhereThereIsRoom) {
  EXPECT_THAT(place_labels({{0, 0, "Lantern-7B"}, {300, 0, "Harbor-13B"}}),
              ElementsAre(LabelSide::right, LabelSide::right));
}

TEST(PlotLabels, TakeAnotherSideBesideAPoint) {
  EXPECT_THAT(place_labels({{100, 100, "Lantern-7B"}, {120, 100, "Harbor-13B"}}),
              ElementsAre(LabelSide::left, LabelSide::right));
}

TEST(PlotLabels, ANameWithoutRoomIsLeftOut) {
  const std::vector<LabelSide> sides(place_labels(std::vector<LabelledPoint>(6, {50, 50, "Lantern-7B"})));
  EXPECT_EQ(std::count(sides.begin(), sides.end(), LabelSide::none), 2);
}

TEST(PlotLabels, ChineseNamesAreWide) {
  EXPECT_THAT(place_labels({{0, 0, "灯塔模型灯塔模型"}, {100, 0, ""}}), ElementsAre(LabelSide::left, LabelSide::none));
  EXPECT_THAT(place_labels({{0, 0, "Lanterns"}, {100, 0, ""}}), ElementsAre(LabelSide::right, LabelSide::none));
}

}  // namespace
}  // namespace colophon::query
