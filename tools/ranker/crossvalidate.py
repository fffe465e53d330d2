"""Figures on unseen reports: records that were extracted with a ranker fitted without their report, against curated ones.

Records are extracted with a low threshold once; a higher one then leaves out the facts below it.
"""
import collections
import json

import numpy as np

from ranker import folds


def shares(count):
    """Precision, recall and F1 of [right, wrong, found, missed]."""
    right, wrong, found, missed = count
    precision, recall = right / max(1, right + wrong), found / max(1, found + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


class CrossValidation:
    LOWEST = 0.25  # the threshold that records are extracted with
    THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.46, 0.5, 0.55, 0.6, 0.65, 0.7)

    def __init__(self, evaluator, golds):
        self.evaluator, self.golds, self.records = evaluator, golds, {}

    def folds(self, k, seed):
        return folds(self.golds, k, seed)

    def add(self, records):
        for record in records:
            self.records[record["report"]] = record

    def _judged(self, threshold):
        """(report, field, gold values, found?, predicted facts, right?) of every judged field, as evaluator does it."""
        ev = self.evaluator
        for report, gold in self.golds.items():
            stated, predicted = collections.defaultdict(list), collections.defaultdict(list)
            for fact in gold["facts"]:
                stated[fact["field"]].append(fact["value"])
            for fact in self.records[report]["facts"]:
                if fact["confidence"] >= threshold:
                    predicted[fact["field"]].append(fact)
            for field in sorted(set(stated) | set(gold.get("absent", []))):
                if "." not in field or field == "eval.benchmark":
                    continue
                values = ev.uniq(stated[field])
                facts = self._distinct(predicted[field])
                right = [any(ev.same_value(field, v, f["value"]) for v in values) for f in facts]
                siblings = {f for group in ev.SIBLINGS if field in group for f in group} - {field}
                near = [v for f in siblings for v in stated[f]]
                judged = [ok or not any(ev.same_value(field, v, f["value"]) for v in near) for f, ok in zip(facts, right)]
                facts, right = [f for f, j in zip(facts, judged) if j], [ok for ok, j in zip(right, judged) if j]
                found = [any(ev.same_value(field, v, f["value"]) for f in facts) for v in values]
                yield report, field, values, found, facts, right

    def _distinct(self, facts):
        """One fact a value, the likeliest."""
        facts = sorted(facts, key=lambda f: -f["confidence"])
        return [f for i, f in enumerate(facts) if len(self.evaluator.uniq([g["value"] for g in facts[:i + 1]])) > len(self.evaluator.uniq([g["value"] for g in facts[:i]]))]

    def _counts(self, threshold):
        classes = {"core": [0] * 4, "open": [0] * 4}
        by_field = collections.defaultdict(lambda: [0] * 4)
        for _, field, _, found, _, right in self._judged(threshold):
            for count in (classes["open" if field in self.evaluator.OPEN else "core"], by_field[field]):
                for i, n in enumerate((sum(right), len(right) - sum(right), sum(found), len(found) - sum(found))):
                    count[i] += n
        return classes, by_field

    def print(self, threshold):
        print("threshold  core P     R    F1   open P     R    F1")
        for t in self.THRESHOLDS:
            classes, _ = self._counts(t)
            print("%9.2f " % t + " ".join("  %.3f %.3f %.3f" % shares(classes[c]) for c in ("core", "open")))
        print(f"\nfield at {threshold}               P    R   right wrong missed")
        for field, count in sorted((f, c) for f, c in self._counts(threshold)[1].items() if any(c)):
            precision, recall, _ = shares(count)
            print(f"{field:28} {precision:5.2f} {recall:5.2f} {count[0]:5} {count[1]:5} {count[3]:5}")
        print("\nconfidence from  facts  right  mean confidence")
        facts = [(f["confidence"], ok) for *_, predicted, right in self._judged(0) for f, ok in zip(predicted, right)]
        for least in np.arange(0.3, 1, 0.1):
            some = [(c, ok) for c, ok in facts if c >= least]
            if some:
                print(f"{least:15.1f} {len(some):6} {np.mean([ok for _, ok in some]):6.3f} {np.mean([c for c, _ in some]):10.3f}")

    def errors(self, threshold):
        """A line for each wrong and each missed value, with its evidence."""
        for report, field, values, found, facts, right in self._judged(threshold):
            gold = self.golds[report]["facts"]
            for value, ok in zip(values, found):
                if not ok:
                    fact = next(f for f in gold if f["field"] == field and f["value"] == value)
                    yield f"MISSED {report} {field} {json.dumps(value, ensure_ascii=False)} p{fact.get('page')} «{fact.get('quote', '')[:200]}»"
            for fact, ok in zip(facts, right):
                if not ok:
                    evidence = (fact.get("evidence") or [{}])[0]
                    yield (f"WRONG  {report} {field} {json.dumps(fact['value'], ensure_ascii=False)} {fact['confidence']:.2f} "
                           f"{'' if values else 'absent '}p{evidence.get('page')} [{evidence.get('section')}] «{str(evidence.get('quote'))[:200]}»")
