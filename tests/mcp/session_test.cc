// The protocol by its messages: what a client sends, a line each, and what it gets.
#include "tools/mcp/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/query/sample.h"
#include "tools/mcp/stdio.h"

namespace colophon::mcp {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    query::make_sample(kb());
    view_.emplace(kb());
    tools_.emplace(*view_);
    resources_.emplace(*view_);
    session_.emplace(*tools_, *resources_);
  }

  std::filesystem::path kb() const { return directory_.path() / "kb"; }

  std::optional<json> send(const std::string& line) {
    const std::optional<std::string> answer = session_->answer(line);
    if (!answer) return std::nullopt;
    EXPECT_EQ(answer->find('\n'), std::string::npos);
    return json::parse(*answer);
  }
  json request(const std::string& method, const json& parameters = json::object()) {
    const json answer = *send(json({{"jsonrpc", "2.0"}, {"id", 7}, {"method", method}, {"params", parameters}}).dump());
    EXPECT_EQ(answer.at("id"), 7);
    return answer.contains("result") ? answer.at("result") : answer.at("error");
  }
  json call(const std::string& tool, const json& arguments) {
    return request("tools/call", {{"name", tool}, {"arguments", arguments}});
  }
  json structured(const std::string& tool, const json& arguments) {
    json result = call(tool, arguments);
    EXPECT_TRUE(result.contains("structuredContent")) << result.dump();
    return result.value("structuredContent", json::object());
  }
  int code(const std::string& line) { return send(line)->at("error").at("code"); }

  TemporaryDirectory directory_;
  std::optional<View> view_;
  std::optional<Tools> tools_;
  std::optional<Resources> resources_;
  std::optional<Session> session_;
};

TEST_F(SessionTest, AgreesOnAVersion) {
  const json old = request("initialize", {{"protocolVersion", "2025-03-26"}});
  EXPECT_EQ(old.at("protocolVersion"), "2025-03-26");
  EXPECT_TRUE(old.at("capabilities").contains("tools"));
  EXPECT_TRUE(old.at("capabilities").contains("resources"));
  EXPECT_EQ(old.at("serverInfo").at("name"), "colophon");
  EXPECT_EQ(request("initialize", {{"protocolVersion", "1999-01-01"}}).at("protocolVersion"), protocol_versions()[0]);
  EXPECT_EQ(request("initialize").at("code"), -32602);
}

TEST_F(SessionTest, AnswersPingAndNoNotification) {
  EXPECT_EQ(request("ping"), json::object());
  EXPECT_FALSE(send(R"({"jsonrpc": "2.0", "method": "notifications/initialized"})"));
  EXPECT_FALSE(send(R"({"jsonrpc": "2.0", "id": 1, "result": {}})"));
}

TEST_F(SessionTest, SaysWhatIsWrongWithAMessage) {
  EXPECT_EQ(code("{"), -32700);
  EXPECT_EQ(code("\xff\xfe"), -32700);
  EXPECT_EQ(code("[]"), -32600);
  EXPECT_EQ(code("3"), -32600);
  EXPECT_EQ(code(R"({"id": 1, "method": "ping"})"), -32600);
  EXPECT_EQ(code(R"({"jsonrpc": "2.0", "id": null, "method": "ping"})"), -32600);
  EXPECT_EQ(code(R"({"jsonrpc": "2.0", "id": 1})"), -32600);
  EXPECT_EQ(code(R"({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": 3})"), -32602);
  EXPECT_EQ(request("prompts/list").at("code"), -32601);
  EXPECT_EQ(request("tools/call", {{"name", "delete"}}).at("code"), -32602);
  EXPECT_EQ(send(R"({"jsonrpc": "2.0", "id": "a", "method": "nothing"})")->at("id"), "a");
}

TEST_F(SessionTest, ToolsSayWhatTheyTakeAndGive) {
  const json tools = request("tools/list").at("tools");
  ASSERT_THAT(tools, SizeIs(6));
  for (const json& tool : tools) {
    EXPECT_EQ(tool.at("inputSchema").at("type"), "object") << tool.at("name");
    EXPECT_THAT(tool.at("outputSchema").at("required"), Contains("found")) << tool.at("name");
  }
}

TEST_F(SessionTest, AsksWithEvidence) {
  const json out = structured("ask", {{"question", "which models use GRPO"}});
  EXPECT_EQ(out.at("found"), true);
  EXPECT_EQ(out.at("answers").at(0).at("value"), "GRPO");
  EXPECT_EQ(out.at("answers").at(0).at("evidence").at(0).at("quote"), "GRPO as well");
  const json result = call("ask", {{"question", "which models use GRPO"}});
  EXPECT_EQ(json::parse(result.at("content").at(0).at("text").get<std::string>()), result.at("structuredContent"));
}

TEST_F(SessionTest, SearchesComparesAndRanks) {
  EXPECT_EQ(structured("search", {{"query", "rl.algorithm:GRPO"}, {"limit", 3}}).at("found"), true);
  const json table = structured("compare", {{"names", {"Lantern-30B", "Lantern-7B"}}, {"fields", {"layers"}}});
  EXPECT_EQ(table.at("rows").at(0).at("Lantern-7B").at("text"), "32");
  EXPECT_EQ(table.at("rows").at(0).at("Lantern-7B").at("evidence").at(0).at("quote"), "32 layers");
  const json board = structured("scores", {{"benchmarks", {"MMLU"}}, {"limit", 1}});
  EXPECT_EQ(board.at("found"), true);
  EXPECT_THAT(board.at("rows"), SizeIs(1));
}

TEST_F(SessionTest, ReadsRecordsAndNotesByTheNameOfAModel) {
  EXPECT_EQ(structured("record", {{"report", "Lantern-7B"}}).at("report"), "lantern.pdf");
  const json note = call("note", {{"report", "lantern.pdf"}, {"language", "zh"}});
  EXPECT_EQ(note.at("structuredContent").at("language"), "zh");
  EXPECT_EQ(note.at("structuredContent").at("markdown"), note.at("content").at(0).at("text"));
}

TEST_F(SessionTest, WhatIsNotThereComesWithWhatIsClosest) {
  const json record = structured("record", {{"report", "Lantern-8B"}});
  EXPECT_EQ(record.at("found"), false);
  EXPECT_EQ(record.at("closest").at(0), "Lantern-7B");
  EXPECT_THAT(structured("note", {{"report", "lantrn.pdf"}}).at("closest"), Contains("lantern.pdf"));
  EXPECT_THAT(structured("scores", {{"benchmarks", {"MMLU-Redux"}}}).at("closest"), Contains("MMLU"));
  const json table = structured("compare", {{"names", {"Lantern-30B", "Lantern-70B"}}});
  EXPECT_EQ(table.at("found"), false);
  EXPECT_THAT(table.at("rows"), IsEmpty());
  EXPECT_THAT(table.at("closest"), Contains("Lantern-7B"));
  const json search = structured("search", {{"query", "model:\"Lantern-8B\""}});
  EXPECT_EQ(search.at("found"), false);
  EXPECT_THAT(search.at("closest"), Contains("Lantern-7B"));
}

TEST_F(SessionTest, AQuestionAboutNobodyFindsNothingThoughPassagesAreNear) {
  const json out = structured("ask", {{"question", "how many layers does Lantern-70B have"}});
  EXPECT_THAT(out.at("answers"), IsEmpty());
  EXPECT_EQ(out.at("found"), false) << out.dump();
  EXPECT_THAT(out.at("closest"), Contains("Lantern-7B"));
  // Not disclosed is not found either; what is counted is, though it be none, and so are passages that were asked for.
  EXPECT_EQ(structured("ask", {{"question", "what is the vocabulary size of Lantern-7B"}}).at("found"), false);
  EXPECT_EQ(structured("ask", {{"question", "how many models use Lion"}}).at("found"), true);
  EXPECT_EQ(structured("ask", {{"question", "auxiliary loss"}}).at("found"), true);
  const json corrected = structured("ask", {{"question", "best score on MMMLU"}});
  EXPECT_EQ(corrected.at("found"), true);
  EXPECT_THAT(corrected.dump(), HasSubstr("taken for"));
}

TEST_F(SessionTest, WrongArgumentsAreForTheAgentToRead) {
  const auto complaint = [&](const std::string& tool, const json& arguments) {
    const json result = call(tool, arguments);
    EXPECT_EQ(result.value("isError", false), true) << result.dump();
    return result.at("content").at(0).at("text").get<std::string>();
  };
  EXPECT_THAT(complaint("ask", json::object()), HasSubstr("question"));
  EXPECT_THAT(complaint("ask", {{"question", 3}}), HasSubstr("question"));
  EXPECT_THAT(complaint("ask", {{"q", "x"}}), HasSubstr("there is no argument q; there are question"));
  EXPECT_THAT(complaint("search", {{"query", "x"}, {"limit", -1}}), HasSubstr("from 1 to 100"));
  EXPECT_THAT(complaint("search", {{"query", "optimzer:Muon"}}), HasSubstr("did you mean"));
  EXPECT_THAT(complaint("compare", {{"names", {"Lantern-7B", "Lantern-30B"}}, {"fields", {"layrs"}}}),
              HasSubstr("layers"));
  EXPECT_THAT(complaint("scores", {{"benchmarks", json::array()}}), HasSubstr("at least one"));
}

TEST_F(SessionTest, ListsAndReadsResources) {
  const json list = request("resources/list");
  ASSERT_THAT(list.at("resources"), SizeIs(6));  // a record and a note of three reports
  EXPECT_FALSE(list.contains("nextCursor"));
  for (const json& resource : list.at("resources")) {
    const json contents = request("resources/read", {{"uri", resource.at("uri")}}).at("contents").at(0);
    EXPECT_EQ(contents.at("mimeType"), resource.at("mimeType"));
    EXPECT_GT(contents.at("text").get<std::string>().size(), 100U);
  }
  EXPECT_THAT(request("resources/templates/list").at("resourceTemplates"), SizeIs(2));
  EXPECT_THAT(request("resources/list", {{"cursor", "zzz"}}).at("resources"), IsEmpty());
  const json missing = request("resources/read", {{"uri", "colophon://record/lantrn%2Epdf"}});
  EXPECT_EQ(missing.at("code"), -32002);
  EXPECT_THAT(missing.at("data").at("closest"), Contains("lantern.pdf"));
  EXPECT_EQ(request("resources/read", {{"uri", "file:///etc/passwd"}}).at("code"), -32002);
}

TEST_F(SessionTest, SeesWhatIsCommittedMeanwhile) {
  EXPECT_EQ(structured("record", {{"report", "lantern.pdf"}}).at("title"), "Lantern: a mixture of experts");
  schema::Record record = query::lantern();
  record.title = "Lantern, revised";
  store::KnowledgeBase writer = store::KnowledgeBase::open(kb(), store::Access::write);
  store::Source source;
  source.path = "/reports/lantern.pdf";
  source.report = "lantern.pdf";
  writer.commit(source, record, "{}");
  writer.catch_up();
  EXPECT_EQ(structured("record", {{"report", "lantern.pdf"}}).at("title"), "Lantern, revised");
}

TEST_F(SessionTest, AMessageALine) {
  std::istringstream in(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\r\n\n"
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\nnonsense\n");
  std::ostringstream out;
  serve_lines(*session_, in, out);
  std::istringstream lines(out.str());
  std::vector<json> answers;
  for (std::string line; std::getline(lines, line);) answers.push_back(json::parse(line));
  ASSERT_THAT(answers, SizeIs(2));
  EXPECT_EQ(answers[0].at("id"), 1);
  EXPECT_EQ(answers[1].at("error").at("code"), -32700);
}

}  // namespace
}  // namespace colophon::mcp
