// A person's decisions over HTTP: the queue, what is decided, by whom, and that it stays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/query/sample.h"
#include "tests/tools/run.h"
#include "tests/tools/serve/server_process.h"

namespace colophon {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// Two values of one field in conflict, two in doubt.
schema::Record quay() {
  schema::Record record;
  record.report = "quay.md";
  record.title = "Quay";
  record.language = "en";
  record.models = {{"Quay-3B", {"Quay"}, 3.0, std::nullopt, "", {}}};
  record.facts = {query::fact("arch.layers", 24.0, "24 layers", "Quay-3B"),
                  query::fact("arch.layers", 26.0, "26 layers", "Quay-3B")};
  record.review = {query::fact("pretrain.optimizer", std::string("Lion"), "we tried Lion", "Quay-3B"),
                   query::fact("pretrain.tokens", 2e12, "2T tokens", "Quay-3B")};
  record.review[0].confidence = 0.4;
  record.review[1].confidence = 0.3;
  return record;
}

class ServeReviewTest : public testing::Test {
 protected:
  ServeReviewTest() {
    copy_sample(kb());
    index_quay();
    server_ = std::make_unique<ServerProcess>(kb());
    token_ = new_token(kb());
  }
  void index_quay() const {
    auto base = store::KnowledgeBase::open(kb(), store::Access::write);
    base.commit({"/reports/quay.md", 10, 20, "d", "quay.md", "", "r"}, quay(),
                query::document_of("Quay-3B has 26 layers. Lion was tried, Sophia was used in the end."));
    base.catch_up();
  }
  std::filesystem::path kb() const { return directory_.path() / "kb"; }
  httplib::Response post(const json& body) const {
    return *server_->client().Post("/api/v1/decisions", {{"Authorization", "Bearer " + token_}}, body.dump(),
                                   "application/json");
  }
  json decide(const json& body) const {
    const httplib::Response answer = post(body);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return json::parse(answer.body).value("decision", json());
  }
  json queue(const std::string& more = "") const { return server_->json("/api/v1/review" + more); }
  std::string id_of(const std::string& field) const {
    return queue("?field=" + field).at("items").at(0).at("candidates").at(0).at("id");
  }
  // The values of a field that answer questions.
  std::vector<std::string> values(const std::string& field, const std::string& report = "quay.md") const {
    const json page = server_->json("/api/v1/facts?report=" + report + "&field=" + field);
    std::vector<std::string> texts;
    for (const json& fact : page.at("facts")) texts.push_back(fact.at("text"));
    return texts;
  }

  const TemporaryDirectory directory_;
  std::unique_ptr<ServerProcess> server_;
  std::string token_;
};

TEST_F(ServeReviewTest, TheQueueIsWhatTheCommandPrintsInPages) {
  json whole = queue();
  EXPECT_TRUE(whole.at("next").is_null());
  EXPECT_EQ(whole.at("items").size(), 3U);
  whole.erase("next");
  EXPECT_EQ(whole, json::parse(run_colophon({"review", "--format", "json", "--kb", kb()}).out));
  json joined = json::array();
  std::string cursor;
  do {
    const json page = queue("?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.at("items").size(), 1U);
    joined.push_back(page.at("items").at(0));
    cursor = page.at("next").is_null() ? "" : page.at("next").get<std::string>();
  } while (!cursor.empty() && joined.size() < 10);
  EXPECT_EQ(joined, whole.at("items"));
  EXPECT_EQ(queue("?kind=conflict").at("items").at(0).at("field"), "arch.layers");
  EXPECT_EQ(server_->get("/api/v1/review?kind=odd").status, 400);
  EXPECT_EQ(server_->get("/api/v1/review?cursor=00").status, 400);
}

TEST_F(ServeReviewTest, ACursorStaysGoodWhenItsItemIsDecided) {
  const json first = queue("?limit=1");
  const std::string second = queue("?limit=2").at("items").at(1).at("field");
  decide({{"action", "reject"}, {"id", first.at("items").at(0).at("candidates").at(0).at("id")}});
  const json next = queue("?limit=1&cursor=" + first.at("next").get<std::string>());
  EXPECT_EQ(next.at("items").at(0).at("field"), second);
}

TEST_F(ServeReviewTest, AnAcceptedValueAnswersAndAnUndoneOneDoesNot) {
  EXPECT_TRUE(values("pretrain.optimizer").empty());
  const json decision = decide({{"action", "accept"}, {"id", id_of("pretrain.optimizer")}, {"note", "Table 1"}});
  EXPECT_EQ(decision.at("author"), "test") << "the token's name";
  EXPECT_EQ(decision.at("note"), "Table 1");
  EXPECT_EQ(values("pretrain.optimizer"), std::vector<std::string>{"Lion"});
  EXPECT_TRUE(queue("?field=optimizer").at("items").empty());
  EXPECT_THAT(server_->get("/api/v1/ask?q=" + encoded("which models use Lion")).body, HasSubstr("Quay-3B"));
  EXPECT_EQ(decide({{"action", "undo"}, {"number", decision.at("number")}}).at("undoes"), decision.at("number"));
  EXPECT_TRUE(values("pretrain.optimizer").empty());
  EXPECT_EQ(queue("?field=optimizer").at("items").size(), 1U);
  const json log = server_->json("/api/v1/decisions").at("decisions");
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].at("action"), "undo") << "the newest first";
  EXPECT_EQ(log[1], decision);
}

TEST_F(ServeReviewTest, ACorrectionOutlivesAReIndex) {
  decide({{"action", "set"},
          {"report", "quay.md"},
          {"field", "optimizer"},
          {"model", "Quay"},
          {"values", {"Sophia"}},
          {"quote", "Sophia was used in the end"}});
  decide({{"action", "reject"}, {"id", queue("?kind=conflict").at("items").at(0).at("candidates").at(0).at("id")}});
  decide(
      {{"action", "set"}, {"report", "quay.md"}, {"field", "tokens"}, {"model", nullptr}, {"values", json::array()}});
  const std::vector<std::string> layers = values("arch.layers");
  EXPECT_EQ(layers.size(), 1U);
  index_quay();
  EXPECT_EQ(values("arch.layers"), layers);
  EXPECT_EQ(values("pretrain.optimizer"), std::vector<std::string>{"Sophia"});
  const json fact = server_->json("/api/v1/facts?report=quay.md&field=optimizer").at("facts").at(0);
  EXPECT_EQ(fact.at("evidence").at(0).at("quote"), "Sophia was used in the end");
}

TEST_F(ServeReviewTest, AddedValuesStandBesideOthers) {
  const json add = {{"action", "add"},
                    {"report", "harbor.md"},
                    {"field", "rl.algorithm"},
                    {"values", {"GRPO"}},
                    {"note", "told by the authors"}};
  decide(add);
  EXPECT_THAT(values("rl.algorithm", "harbor.md"), testing::UnorderedElementsAre("DPO", "GRPO"));
  decide({{"action", "unset"}, {"report", "harbor.md"}, {"field", "rl.algorithm"}});
  EXPECT_EQ(values("rl.algorithm", "harbor.md"), std::vector<std::string>{"DPO"});
}

TEST_F(ServeReviewTest, WhatIsNoDecisionIsRefused) {
  const json set = {{"action", "set"}, {"report", "quay.md"}, {"field", "layers"}, {"model", "Quay-3B"}};
  const auto with = [&](const json& more) {
    json body = set;
    body.update(more);
    return post(body);
  };
  EXPECT_THAT(with({{"values", {"27"}}, {"quote", "27 layers"}}).body, HasSubstr("the quote is not in quay.md"));
  EXPECT_THAT(with({{"values", {"27"}}, {"qoute", "26 layers"}}).body, HasSubstr("no member \\\"qoute\\\""));
  EXPECT_EQ(with({{"values", {"many"}}, {"note", "n"}}).status, 400);
  EXPECT_EQ(with({{"values", "27"}}).status, 400);
  EXPECT_EQ(with(json::object()).status, 400);
  EXPECT_EQ(with({{"report", "nobody.md"}, {"values", {"27"}}}).status, 404);
  EXPECT_EQ(post({{"action", "accept"}, {"id", "0123456789abcdef"}}).status, 404);
  EXPECT_EQ(post({{"action", "undo"}, {"number", 99}}).status, 404);
  EXPECT_EQ(post({{"action", "guess"}}).status, 400);
  EXPECT_EQ(post("text").status, 400);
  EXPECT_TRUE(server_->json("/api/v1/decisions").at("decisions").empty());
}

TEST_F(ServeReviewTest, DecidingNeedsAToken) {
  const std::string body = R"({"action": "accept", "id": ")" + id_of("pretrain.optimizer") + "\"}";
  const auto sent = [&](const httplib::Headers& headers, const char* type) {
    return server_->client().Post("/api/v1/decisions", headers, body, type)->status;
  };
  const std::string bearer = "Bearer " + token_;
  EXPECT_EQ(sent({}, "application/json"), 401);
  EXPECT_EQ(sent({{"Authorization", bearer}, {"Origin", "https://evil.example"}}, "application/json"), 403);
  EXPECT_EQ(sent({{"Authorization", bearer}}, "text/plain"), 415);
  EXPECT_EQ(sent({{"Authorization", bearer}}, "application/json"), 201);
}

TEST_F(ServeReviewTest, AnotherWriterIsWaitedFor) {
  const std::string id = id_of("pretrain.optimizer");
  auto other = std::make_unique<store::KnowledgeBase>(store::KnowledgeBase::open(kb(), store::Access::write));
  std::thread ends([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    other.reset();
  });
  decide({{"action", "accept"}, {"id", id}});
  ends.join();
}

TEST_F(ServeReviewTest, AnswersFitTheirDescription) {
  const std::string script = std::string(COLOPHON_SOURCE_DIR) + "/tests/tools/serve/validate.py";
  const std::string command = "python3 '" + script + "' http://" + server_->host() + " " + token_ + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string said;
  std::array<char, 4096> buffer{};
  for (size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) said.append(buffer.data(), n);
  EXPECT_EQ(::pclose(pipe), 0) << said;
}

}  // namespace
}  // namespace colophon
