#include "indexer/document/roles.h"

#include <gtest/gtest.h>

namespace colophon::document {
namespace {

TEST(Roles, EnglishHeadings) {
  EXPECT_EQ(role_of_heading("Pre-Training Data"), Role::pretrain_data);
  EXPECT_EQ(role_of_heading("Pre-training"), Role::pretrain);
  EXPECT_EQ(role_of_heading("Pre-training Evaluation"), Role::evaluation);
  EXPECT_EQ(role_of_heading("Long Context Extension"), Role::midtrain);
  EXPECT_EQ(role_of_heading("Supervised Fine-Tuning"), Role::sft);
  EXPECT_EQ(role_of_heading("Reward Modeling"), Role::reward_model);
  EXPECT_EQ(role_of_heading("Group Relative Policy Optimization"), Role::rl);
  EXPECT_EQ(role_of_heading("Ablation Studies"), Role::ablation);
  EXPECT_EQ(role_of_heading("Limitations and Future Work"), Role::limitations);
  EXPECT_EQ(role_of_heading("References"), Role::references);
}

TEST(Roles, ChineseHeadings) {
  EXPECT_EQ(role_of_heading("预训练数据"), Role::pretrain_data);
  EXPECT_EQ(role_of_heading("监督微调"), Role::sft);
  EXPECT_EQ(role_of_heading("强化学习"), Role::rl);
  EXPECT_EQ(role_of_heading("评测结果"), Role::evaluation);
  EXPECT_EQ(role_of_heading("快速使用"), Role::usage);
  EXPECT_EQ(role_of_heading("模型架构"), Role::architecture);
}

TEST(Roles, AHeadingThatTellsNothingIsOther) {
  EXPECT_EQ(role_of_heading("Training Details"), Role::other);
  EXPECT_EQ(role_of_heading("Setup"), Role::other);
}

TEST(Roles, FineTuningInAManualIsAdviceForUsers) {
  std::vector<Section> paper(2), manual(4);
  paper[0].title = "Introduction";
  paper[1].title = "Fine-tuning";
  manual[0].title = "Quick Start";
  manual[1].title = "Installation";
  manual[2].title = "License";
  manual[3].title = "Fine-tuning";
  assign_roles(paper);
  assign_roles(manual);
  EXPECT_EQ(paper[1].role, Role::sft);
  EXPECT_EQ(manual[3].role, Role::usage);
}

}  // namespace
}  // namespace colophon::document
