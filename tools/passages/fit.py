#!/usr/bin/python3
"""Fit the passages' weights (data/lexicons/passages_weights.json) to curated records, or measure them on unseen reports.

usage: fit.py --program BIN --reports DIR --gold DIR --evaluator FILE [--also DIR] [--folds 8] [-o OUT]

BIN is colophon-candidates: with --passages it prints the sentences that could be quoted, with their features. --gold holds
the curated records, --evaluator is the script that scores records: its `grams` say which sentence holds which quote. --also
names a directory with further reports and their records side by side (tools/ranker/reports): fitted on, never tested on.

Each narrative item has a logistic regression over the sentence's features, its words and the cues of its neighbours. The
gate below which a report counts as silent on the item is chosen on scores of reports that the regression has not seen: it
weighs a passage found against a false alarm (--alarm-cost), the item's own reports against all items' together.

What is printed are recall at 3 and false alarms on unseen reports: the sentences of each K-th of the reports are scored by
regressions fitted to the others, and shown by gates chosen on the others.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import subprocess
import sys

import numpy
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "ranker"))
from ranker import load_evaluator, read_records  # noqa: E402

ITEMS = """overview.positioning overview.innovations pretrain.data.cleaning pretrain.data.mixture_strategy
    pretrain.stability scaling.laws mid.motivation sft.data_quality sft.capabilities rl.preference_annotation
    rl.reward_model rl.loss rl.prompts_source rl.gain eval.comparison eval.ablation insights.findings insights.pitfalls
    insights.engineering insights.data_quality safety.alignment safety.redteam safety.bias limitations.known
    limitations.future""".split()

# As in indexer/extract/passages.cc: the passages of an item, their length in bytes, the sentences put beside a good one.
MOST, LONGEST, CONTEXT = 3, 900, 5
KEEP = 9  # a second passage may score this much less than the gate
REGULARISATION = 0.06  # the smaller the stronger
WORD_SCALE, NEAR_SCALE, RAREST_WORD = 0.5, 0.5, 6


def covered(quote, text):
    return sum(min(n, text[word]) for word, n in quote.items()) / max(1, sum(quote.values()))


class Sentences:
    """All sentences, their feature matrix and, for each item, which of them a curated record quotes."""

    def __init__(self, rows, names, records, evaluator):
        self.rows = rows
        self.reports = list(dict.fromkeys(row["report"] for row in rows))
        self.of = {report: [] for report in self.reports}
        for i, row in enumerate(rows):
            self.of[row["report"]].append(i)
        self.report = numpy.array([self.reports.index(row["report"]) for row in rows])
        self.grams = [evaluator.grams(row["text"]) for row in rows]
        self.quotes = {report: collections.defaultdict(list) for report in self.reports}
        self.absent = {report: set(records[report].get("absent", [])) for report in self.reports}
        self.right = {item: numpy.zeros(len(rows)) for item in ITEMS}
        for report in self.reports:
            for passage in records[report].get("passages", []):
                if passage["item"] in self.right:
                    self.label(report, passage["item"], evaluator.grams(passage["quote"]))
        self.features(names)

    def label(self, report, item, quote):
        """The sentences that hold the quote, or that are most of it."""
        self.quotes[report][item].append(quote)
        hits = []
        for i in self.of[report]:
            share, inside = covered(quote, self.grams[i]), covered(self.grams[i], quote)
            if share >= 0.6 or (inside >= 0.85 and share >= 0.2 and sum(self.grams[i].values()) >= 6):
                hits.append((share, i))
        for _, i in sorted(hits, reverse=True)[:MOST]:
            self.right[item][i] = 1

    def beside(self, a, b):
        return 0 <= b < len(self.rows) and all(self.rows[a][key] == self.rows[b][key] for key in ("report", "block"))

    def features(self, names):
        size = len(self.rows)
        cues = [n for n in names if not n.startswith(("heading:", "role:", "at:"))]
        plain = self.matrix(lambda row: row["features"], len(names), 1)
        often = collections.Counter(word for row in self.rows for word in row["words"])
        vocabulary = {word: i for i, word in enumerate(sorted(w for w, n in often.items() if n >= RAREST_WORD))}
        words = self.matrix(lambda row: [vocabulary[w] for w in row["words"] if w in vocabulary], len(vocabulary), WORD_SCALE)
        before = diags([float(self.beside(i, i - 1)) for i in range(size)]) @ plain[:, : len(cues)][numpy.arange(size) - 1]
        after = diags([float(self.beside(i, i + 1)) for i in range(size)]) @ plain[:, : len(cues)][(numpy.arange(size) + 1) % size]
        self.X = hstack([plain, words, NEAR_SCALE * (before + after)]).tocsr()
        self.names = [*names, *(f"word:{w}" for w in vocabulary), *(f"near:{cue}" for cue in cues)]

    def matrix(self, columns, width, value):
        place = [(i, column) for i, row in enumerate(self.rows) for column in columns(row)]
        rows, cols = zip(*place)
        return csr_matrix((numpy.full(len(place), float(value)), (rows, cols)), shape=(len(self.rows), width))

    def fit(self, item, rows):
        y = self.right[item][rows]
        weight = min(30, len(y) / max(1, y.sum()) / 8)
        model = LogisticRegression(C=REGULARISATION, class_weight={0: 1, 1: weight}, solver="liblinear", max_iter=300)
        return model.fit(self.X[rows], y)

    def unseen_scores(self, folds):
        """All sentences' scores by regressions that were fitted without their report's fold."""
        scores = {item: numpy.zeros(len(self.rows)) for item in ITEMS}
        group = numpy.array([fold_of(self.reports[r], folds) for r in self.report])
        for fold in range(folds):
            train, test = numpy.where(group != fold)[0], numpy.where(group == fold)[0]
            for item in ITEMS if len(test) else []:
                scores[item][test] = self.fit(item, train).decision_function(self.X[test])
        return scores

    def choose(self, report, score):
        """The report's best passages, as the program chooses them when there is no gate."""
        chosen = []
        best = max(score[i] for i in self.of[report])
        size = lambda a, b: self.rows[b]["end"] - self.rows[a]["begin"]
        for i in sorted((i for i in self.of[report] if score[i] >= best - KEEP), key=lambda i: (-score[i], i)):
            for passage in chosen:
                if i == passage[1] + 1 and self.beside(i, passage[1]) and size(passage[0], i) <= LONGEST:
                    passage[1] = i
                    break
                if i == passage[0] - 1 and self.beside(i, passage[0]) and size(i, passage[1]) <= LONGEST:
                    passage[0] = i
                    break
            else:
                if len(chosen) == MOST:
                    break
                chosen.append([i, i])
        for passage in chosen:
            for _ in range(CONTEXT):
                first, last = passage
                free = lambda i: self.beside(first, i) and not any(p[0] <= i <= p[1] for p in chosen)
                left = free(first - 1) and size(first - 1, last) <= LONGEST
                right = free(last + 1) and size(first, last + 1) <= LONGEST
                if right and (not left or score[last + 1] > score[first - 1]):
                    passage[1] += 1
                elif left:
                    passage[0] -= 1
                else:
                    break
        return chosen

    def outcome(self, report, item, score):
        """(the best score, whether a quote is found, whether there is one, whether the record says there is none)"""
        quotes = self.quotes[report].get(item, [])
        texts = []
        for first, last in self.choose(report, score) if quotes else []:
            texts.append(sum((self.grams[i] for i in range(first, last + 1)), collections.Counter()))
        hit = any(covered(quote, text) >= 0.6 for quote in quotes for text in texts)
        return max(score[i] for i in self.of[report]), hit, bool(quotes), item in self.absent[report]


def fold_of(report, folds):
    return int(hashlib.md5(report.encode()).hexdigest(), 16) % folds


def gates_of(outcomes, cost):
    """For each item the gate that gains most: passages found less `cost` times the false alarms; items with few reports
    stay near the gate of all items together."""

    def gate(items, centre=None):
        some = [outcome for (_, item), outcome in outcomes.items() if item in items]
        hits = numpy.array([best for best, hit, _, _ in some if hit])
        alarms = numpy.array([best for best, _, _, absent in some if absent])
        places = sorted({best for best, *_ in some})[:: max(1, len(some) // 200)]
        pull = (lambda c: 0) if centre is None else (lambda c: 1.5 * (c - centre) ** 2)
        return max(places, key=lambda c: (hits >= c).sum() - cost * (alarms >= c).sum() - pull(c))

    centre = gate(ITEMS)
    return {item: gate([item], centre) for item in ITEMS}


def measure(outcomes, folds, cost):
    """Recall at 3 and false alarms, each fold by the gates of the others."""
    found = present = alarms = silent = 0
    for fold in range(folds):
        gates = gates_of({key: value for key, value in outcomes.items() if fold_of(key[0], folds) != fold}, cost)
        for (report, item), (best, hit, there, absent) in outcomes.items():
            if fold_of(report, folds) == fold:
                shown = best >= gates[item]
                present, found = present + there, found + (hit and shown)
                silent, alarms = silent + absent, alarms + (absent and shown)
    return f"recall at 3 {found}/{present} = {found / present:.3f}, false alarms {alarms}/{silent} = {alarms / silent:.3f}"


def write(path, data, gates):
    items, weights = [], collections.defaultdict(list)
    for k, item in enumerate(ITEMS):
        model = data.fit(item, numpy.arange(len(data.rows)))
        items.append({"item": item, "bias": round(float(model.intercept_[0]), 3), "gate": round(float(gates[item]), 3),
                      "keep": round(float(gates[item]) - KEEP, 3)})
        for name, value in zip(data.names, model.coef_[0]):
            word, near = name.startswith("word:"), name.startswith("near:")
            value = float(value) * (WORD_SCALE if word else NEAR_SCALE if near else 1)
            if abs(value) >= (0.03 if word else 0.01):
                weights[name] += [k, round(value, 2 if word else 3)]
    about = ("Linear weights of the narrative items: score = bias + the weights of the features, words and neighbouring cues that "
             "hold (item, weight, item, weight, ...). The best sentence must reach `gate`, the others `keep`. Fitted by "
             "tools/passages/fit.py; gates chosen on scores of reports left out of the fit.")
    lines = [f"{json.dumps(n, ensure_ascii=False)}: {json.dumps(v, separators=(',', ':'))}" for n, v in sorted(weights.items())]
    pathlib.Path(path).write_text('{"about": ' + json.dumps(about) + ',\n "items": [\n' + ",\n".join(map(json.dumps, items)) +
                                  '],\n "weights": {\n' + ",\n".join(lines) + "}}\n", encoding="utf8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--program", required=True, help="colophon-candidates")
    ap.add_argument("--reports", required=True, help="the reports' directory")
    ap.add_argument("--gold", required=True, help="the curated records' directory")
    ap.add_argument("--evaluator", required=True, help="the script that scores records")
    ap.add_argument("--also", metavar="DIR", help="further reports with their records, for fitting only")
    ap.add_argument("--folds", type=int, default=8, metavar="K", help="of the cross-validation")
    ap.add_argument("--alarm-cost", type=float, default=0.9, help="what a false alarm costs, in passages found")
    ap.add_argument("-o", "--out", help="the weights")
    a = ap.parse_args()

    run = lambda *args: subprocess.run([a.program, *map(str, args)], check=True, capture_output=True, text=True).stdout
    golds, further = read_records(a.gold), read_records(a.also) if a.also else {}
    files = [pathlib.Path(a.reports) / name for name in golds] + [pathlib.Path(a.also) / name for name in further]
    rows = [json.loads(line) for line in run("--passages", *files).splitlines()]
    data = Sentences(rows, run("--passages", "--names").split(), {**golds, **further}, load_evaluator(a.evaluator))
    tested = [report for report in data.reports if report in golds]
    print(f"{len(golds)} reports and {len(further)} more, {len(rows)} sentences")
    scores = data.unseen_scores(a.folds)
    outcomes = {(report, item): data.outcome(report, item, scores[item]) for report in tested for item in ITEMS}
    for cost in sorted({0.6, 1.2, a.alarm_cost}):
        print(f"alarm cost {cost}: {measure(outcomes, a.folds, cost)}", flush=True)
    if a.out:
        write(a.out, data, gates_of(outcomes, a.alarm_cost))


if __name__ == "__main__":
    main()
