#!/usr/bin/python3
"""Fit the ranker's weights (data/ranker.json) to curated records, or measure how well it does on unseen reports.

usage: fit.py --program BIN --reports DIR --gold DIR --evaluator FILE [--also DIR] -o OUT
       fit.py --program BIN --reports DIR --gold DIR --evaluator FILE [--also DIR] --cross-validate 4 [--errors FILE] [--records FILE]

BIN is colophon-candidates; it reads the reports of --reports. --gold holds the curated records, --evaluator is the script
that scores records: its `same_value` says which values are right. --also names a directory with further reports and their
records side by side (tools/ranker/reports): they are fitted on and never tested on.

--cross-validate K fits K rankers, each without a K-th of the reports, and lets the program itself extract the reports that
its ranker has not seen. What is printed are therefore the program's own figures on unseen reports: precision, recall and
F1 by threshold and by field, and whether confidence holds. --errors lists every wrong and missed value; --records keeps the
records as extracted, for the evaluator.
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import tempfile

from crossvalidate import CrossValidation
from ranker import Data, Ranker, load_evaluator, read_records


def run(program, *arguments):
    return subprocess.run([str(program), *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def candidates_of(program, directory, names):
    """The candidates of a directory's reports, two reports at a time."""
    files = [pathlib.Path(directory) / name for name in sorted(names)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for printed in pool.map(lambda file: run(program, file), files):
            yield from map(json.loads, printed.splitlines())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--program", required=True, help="colophon-candidates")
    ap.add_argument("--reports", required=True, help="the reports' directory")
    ap.add_argument("--gold", required=True, help="the curated records' directory")
    ap.add_argument("--evaluator", required=True, help="the script that scores records")
    ap.add_argument("--also", metavar="DIR", help="further reports with their records, for fitting only")
    ap.add_argument("--cross-validate", type=int, metavar="K", help="measure on unseen reports instead of fitting")
    ap.add_argument("--errors", metavar="FILE", help="with --cross-validate: where to list wrong and missed values")
    ap.add_argument("--records", metavar="FILE", help="with --cross-validate: where to keep the records")
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--threshold", type=float, default=0.46, help="the default threshold that is written")
    ap.add_argument("-o", "--out", help="the weights")
    a = ap.parse_args()
    if not a.cross_validate and not a.out:
        ap.error("nothing to do: give -o OUT or --cross-validate K")

    names = run(a.program, "--names").split()
    golds = read_records(a.gold)
    candidates = list(candidates_of(a.program, a.reports, golds))
    further = read_records(a.also) if a.also else {}
    candidates += candidates_of(a.program, a.also, further) if a.also else []
    evaluator = load_evaluator(a.evaluator)
    data = Data(candidates, {**golds, **further}, evaluator)
    print(f"{len(golds)} reports and {len(further)} more, {len(data.rows)} candidates, {int(data.y.sum())} right")

    if a.cross_validate:
        validation = CrossValidation(evaluator, golds)
        with tempfile.TemporaryDirectory() as scratch:
            for fold in validation.folds(a.cross_validate, a.seed):
                ranker = Ranker(names, a.seed).fit(data, set(data.report) - fold)
                weights = pathlib.Path(scratch) / "ranker.json"
                weights.write_text(json.dumps(ranker.to_json(set(data.field), validation.LOWEST)), encoding="utf8")
                files = [pathlib.Path(a.reports) / name for name in sorted(fold)]
                with concurrent.futures.ThreadPoolExecutor(2) as pool:
                    printed = pool.map(lambda some: run(a.program, "--extract", "--ranker", weights, *some), [files[::2], files[1::2]])
                    validation.add(json.loads(line) for text in printed for line in text.splitlines())
        validation.print(a.threshold)
        if a.records:
            pathlib.Path(a.records).write_text("".join(json.dumps(r) + "\n" for r in validation.records.values()), encoding="utf8")
        if a.errors:
            pathlib.Path(a.errors).write_text("".join(line + "\n" for line in validation.errors(a.threshold)), encoding="utf8")
    if a.out:
        ranker = Ranker(names, a.seed).fit(data, set(data.report))
        text = json.dumps(ranker.to_json(set(data.field), a.threshold), separators=(",", ":"))
        pathlib.Path(a.out).write_text(text + "\n", encoding="utf8")
        print(f"{a.out}: {len(text)} bytes")


if __name__ == "__main__":
    main()
