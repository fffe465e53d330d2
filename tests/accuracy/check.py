#!/usr/bin/env python3
"""Index a curated corpus, score the records and answers, and fail when a figure is below its floor.

usage: check.py --colophon BIN --shared DIR --floor FLOOR.json

DIR holds corpus/, gold/, questions/ and eval/ (evaluate.py scores exported records, questions.py scores answers).
FLOOR.json has a floor for each figure: {"core.f1": 0.55, ...}; a figure of evaluate.py by its path, "questions" for the
mean score of the questions, "search.parts" for the share of parts of Chinese compounds whose search finds their document. The floors in its "cells" are those of tools/cells, "bench_most" those of
tests/tools/bench. Raise a floor when a change has earned it; lowering one needs a reason in the commit.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def run(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def parts_found(colophon, kb, corpus, pairs=60):
    """Share of `pairs` inner parts of Chinese compounds, drawn evenly from the corpus, whose search finds the document."""
    drawn = []
    for path in sorted(corpus.glob("*.zh.*")):
        blocks = json.loads(run([colophon, "parse", path, "--format", "json"]))["blocks"]
        compounds = [c for block in blocks for c in re.findall(r"[\u4e00-\u9fff]{4,}", block.get("text") or "")]
        drawn += [(path.name, compound[1:3]) for compound in compounds]
    drawn = drawn[::max(1, len(drawn) // pairs)][:pairs]
    found = 0
    for report, part in drawn:
        search = subprocess.run([colophon, "search", "--kb", kb, "--format", "json", "--limit", "1000", part],
                                capture_output=True, text=True)
        hit = report in {passage["report"] for passage in json.loads(search.stdout)["passages"]}
        found += hit
        if not hit:
            print(f"search for {part} does not find {report}")
    return found / len(drawn) if drawn else None


def measure(colophon, shared, scratch):
    kb = scratch / "corpus.kb"
    start = time.monotonic()
    run([colophon, "index", shared / "corpus", "--kb", kb])
    print(f"indexed in {time.monotonic() - start:.1f} s")
    run([colophon, "verify", "--kb", kb])

    records = scratch / "records.jsonl"
    run([colophon, "export", "--format", "jsonl", "--kb", kb, "--output", records])
    evaluate = [sys.executable, shared / "eval" / "evaluate.py", "--json", "--gold", shared / "gold", records]
    figures = json.loads(run(evaluate))

    answers = run([sys.executable, shared / "eval" / "questions.py", "--colophon", colophon, "--kb", kb,
                   shared / "questions" / "dev.jsonl"])
    print(answers)
    figures["search"] = {"parts": parts_found(colophon, kb, shared / "corpus")}
    figures["questions"] = float(re.search(r"^all\s+([\d.]+)", answers, re.MULTILINE).group(1))
    return figures


def figure_at(figures, path):
    for name in path.split("."):
        figures = figures[name]
    return figures


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--colophon", required=True)
    arguments.add_argument("--shared", required=True, type=pathlib.Path)
    arguments.add_argument("--floor", required=True, type=pathlib.Path)
    options = arguments.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(options.colophon, options.shared, pathlib.Path(scratch))

    below = 0
    print(f"{'figure':24} {'floor':>7} {'now':>7}")
    floors = json.loads(options.floor.read_text())
    for others in ("cells", "bench_most"):
        floors.pop(others, None)
    for path, floor in floors.items():
        now = figure_at(figures, path)
        fails = now is None or now < floor
        below += fails
        print(f"{path:24} {floor:7.3f} {now if now is not None else float('nan'):7.3f}{'   BELOW ITS FLOOR' if fails else ''}")
    print(json.dumps(figures))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
