// who KB FOLDER QUESTION: indexes a folder of reports into a knowledge base and prints who answers the question, and
// where that stands.
#include <colophon/colophon.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: who KB FOLDER QUESTION\n";
    return 2;
  }
  try {
    colophon::Base base = colophon::Base::open(argv[1], colophon::Access::write);
    const colophon::IndexSummary summary = base.index({argv[2]});
    for (const colophon::Failure& failure : summary.failed) std::cerr << failure.path << ": " << failure.reason << "\n";

    const colophon::Answers found = base.ask(argv[3]);
    std::cout << "read as: " << found.interpretation << "\n";
    for (const colophon::Answer& answer : found.answers) {
      std::cout << answer.model << ": " << answer.text << " (" << answer.report;
      // Only some formats have pages.
      if (!answer.evidence.empty() && answer.evidence.front().page > 0) {
        std::cout << ", p. " << answer.evidence.front().page;
      }
      std::cout << ")\n";
    }
    return found.answers.empty() ? 1 : 0;
  } catch (const colophon::Error& error) {
    std::cerr << "who: " << error.what() << "\n";
    return 2;
  }
}
