"""The ranker as it is fitted: judged candidates, two passes of trees, calibration, and their form as data.

A linear model scores the words around each mention (wording.py); its score is a feature of the trees, which are fitted on
scores of reports that it has not seen. The first pass gives every mention a probability from its features. The second
gives every value of a field a probability from its mentions together and from its rivals; it is fitted on first-pass
probabilities of reports the first pass has not seen. Both are averages of extremely randomised trees. Last, isotonic
regression turns the second pass's output into the share of such values that are right. colophon evaluates the same trees
(indexer/extract/ranker.h).
"""
import collections
import importlib.util
import json
import math
import os
import pathlib

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.isotonic import IsotonicRegression

from wording import Wording, WordingMatrix

VALUE_FEATURES = ["best", "mean", "either", "mentions", "rank", "share_of_best", "values", "model_best", "field_best", "rival_stage",
                  "second", "prior", "company", "in_company", "best_in_table", "best_in_prose"]
STAGES = {f: q for q, fields in {
    "lr": ["pretrain.lr_peak", "mid.lr_peak", "sft.lr", "rl.lr", "pretrain.lr_min"],
    "length": ["pretrain.seq_len", "mid.seq_len", "sft.seq_len", "arch.context_length", "rl.max_len"],
    "tokens": ["pretrain.tokens", "mid.tokens", "sft.tokens"],
    "batch": ["pretrain.batch_size", "sft.batch_size", "rl.batch_size"],
    "examples": ["sft.examples", "rl.prompts", "rl.preference_pairs", "rm.data_size"],
    "heads": ["arch.heads", "arch.kv_heads"], "width": ["arch.hidden_size", "arch.ffn_size"],
    "experts": ["arch.experts_total", "arch.experts_active", "arch.experts_shared"]}.items() for f in fields}


def load_evaluator(path):
    spec = importlib.util.spec_from_file_location("evaluate", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_records(directory):
    """The curated records of a directory, by report."""
    records = (json.loads(f.read_text(encoding="utf8")) for f in sorted(pathlib.Path(directory).glob("*.json")))
    return {record["report"]: record for record in records}


class Data:
    """Judged candidates as arrays. label: 1 right, 0 wrong."""

    def __init__(self, candidates, golds, evaluator):
        """`candidates`: dicts as colophon-candidates prints them; `golds`: curated records by report."""
        cache = {}
        self.golds, self.rows = golds, []
        for c in candidates:
            if c["report"] in golds:
                c["label"] = self.judge(golds[c["report"]], c, evaluator, cache)
                if c["label"] is not None:
                    self.rows.append(c)
        self.x = np.array([r["features"] for r in self.rows], dtype=np.float32)
        self.wording = WordingMatrix(self.rows)
        self.y = np.array([r["label"] for r in self.rows], dtype=np.int8)
        self.report = np.array([r["report"] for r in self.rows])
        self.field = np.array([r["field"] for r in self.rows])

    @staticmethod
    def judge(gold, c, evaluator, cache):
        key = (c["report"], c["field"], c["key"])
        if key not in cache:
            field = c["field"]
            values = [x["value"] for x in gold["facts"] if x["field"] == field]
            if not values and field not in gold["absent"]:
                cache[key] = None
            else:
                label = any(evaluator.same_value(field, v, c["value"]) for v in values)
                if not label:
                    siblings = {f for group in evaluator.SIBLINGS if field in group for f in group} - {field}
                    near = [x["value"] for x in gold["facts"] if x["field"] in siblings]
                    if any(evaluator.same_value(field, v, c["value"]) for v in near):
                        label = None  # not judged either way
                cache[key] = None if label is None else int(label)
        return cache[key]


NOTHING = -12  # log_value of 0: no magnitude


class FieldStatistics:
    """How often a field's candidates are right, and how large right values are; smoothed."""

    def __init__(self, field, report, y, log_value):
        self.n, self.k = collections.Counter(), collections.Counter()
        self.sums = collections.defaultdict(lambda: np.zeros(3))
        self.by_report = collections.defaultdict(lambda: [0, 0, np.zeros(3)])
        for f, r, label, v in zip(field, report, y, log_value):
            s = np.array([1.0, v, v * v]) if label and v > NOTHING else np.zeros(3)
            self.n[f] += 1
            self.k[f] += int(label)
            self.sums[f] += s
            own = self.by_report[f, r]
            own[0] += 1
            own[1] += int(label)
            own[2] = own[2] + s
        self.total = sum(self.k.values()) / max(1, sum(self.n.values()))

    def of(self, field, without=None):
        n, k, s = self.n[field], self.k[field], self.sums[field]
        if without is not None and (field, without) in self.by_report:
            own = self.by_report[field, without]
            n, k, s = n - own[0], k - own[1], s - own[2]
        prior = (k + 10 * self.total) / (n + 10)
        if s[0] < 3:
            return prior, 0.0, 0.0
        mean = s[1] / s[0]
        return prior, mean, math.sqrt(max(s[2] / s[0] - mean * mean, 0) + 0.15 ** 2)

    def columns(self, field, report, log_value, leave_out):
        out = np.zeros((len(field), 2), dtype=np.float32)
        cache = {}
        for i, (f, r) in enumerate(zip(field, report)):
            key = (f, r if leave_out else None)
            if key not in cache:
                cache[key] = self.of(f, r if leave_out else None)
            prior, mean, sd = cache[key]
            out[i] = prior, (log_value[i] - mean) / sd if sd and log_value[i] > NOTHING else 0.0
        return out


def trees(leaves, seed):
    """Extremely randomised trees: with some forty reports they beat boosted trees by .06 core F1 (4 folds, 2 seeds)."""
    return ExtraTreesClassifier(160, max_leaf_nodes=leaves, min_samples_leaf=3, max_features=0.3, random_state=seed)


def folds(reports, k, seed):
    names = sorted(set(reports))
    np.random.RandomState(seed).shuffle(names)
    return [set(names[i::k]) for i in range(k)]


class Ranker:
    def __init__(self, names, seed=0, leaves=300, value_leaves=150):
        self.names, self.seed, self.leaves, self.value_leaves = names, seed, leaves, value_leaves
        self.log_value, self.in_table, self.wording_column = (names.index(n) for n in ("log_value", "in_table", "wording"))

    # First pass -----------------------------------------------------------------------------------------------------
    def fit_mentions(self, x, y, field, report):
        statistics = FieldStatistics(field, report, y, x[:, self.log_value])
        extra = statistics.columns(field, report, x[:, self.log_value], True)
        model = trees(self.leaves, self.seed).fit(np.hstack([x, extra]), y)
        return model, statistics

    def mention_probability(self, model, statistics, x, field, report):
        extra = statistics.columns(field, report, x[:, self.log_value], False)
        return model.predict_proba(np.hstack([x, extra]))[:, 1]

    # Second pass ----------------------------------------------------------------------------------------------------
    def values(self, rows, p, statistics, index):
        """The values of every report and field: [(report, field, key, label, features, best row)]."""
        groups = collections.defaultdict(lambda: collections.defaultdict(list))
        for i in index:
            groups[rows[i]["report"], rows[i]["field"]][rows[i]["key"]].append(i)
        best = {(r, f, k): max(p[i] for i in ids) for (r, f), g in groups.items() for k, ids in g.items()}
        rivals = collections.defaultdict(dict)
        for (r, f, k), v in best.items():
            if f in STAGES:
                rivals[r, STAGES[f], self.plain(k)][f] = v
        places = collections.defaultdict(dict)  # a sentence or table: the best probability of each quantity it states
        for i in index:
            there, quantity = places[self.place(rows[i])], self.quantity(rows[i]["field"])
            there[quantity] = max(there.get(quantity, 0), p[i])
        out = []
        for (r, f), g in groups.items():
            order = sorted(g, key=lambda k: (-best[r, f, k], k))
            winners = {k: g[k][int(np.argmax([p[i] for i in g[k]]))] for k in order}
            subject = {k: rows[winners[k]]["models"] for k in order}
            prior = statistics.of(f)[0]
            for k in order:
                ids, winner = g[k], winners[k]
                q = np.array([p[i] for i in ids])
                # Values compete with values of the same model: each size has its own number of layers.
                rivals_here = [o for o in order if subject[o] == subject[k]]
                rank, top, field_top = rivals_here.index(k), best[r, f, rivals_here[0]], best[r, f, order[0]]
                rival = 0.0
                if f in STAGES:
                    rival = max([v for f2, v in rivals[r, STAGES[f], self.plain(k)].items() if f2 != f], default=0.0)
                second = np.sort(q)[-2] if len(q) > 1 else 0.0
                company = [v for quantity, v in places[self.place(rows[winner])].items() if quantity != self.quantity(f)]
                in_table = np.array([self.x[i, self.in_table] > 0 for i in ids])
                features = [q.max(), q.mean(), 1 - np.prod(1 - np.sort(q)[::-1][:8]), math.log1p(len(q)), rank, q.max() / max(top, 1e-6),
                            len(order), top, field_top, rival, second, prior, np.mean(company) if company else -1.0, len(company),
                            max(q[in_table], default=0.0), max(q[~in_table], default=0.0)]
                out.append((r, f, k, rows[winner]["label"], features, winner))
        return out

    @staticmethod
    def place(row):
        return row["report"], *row["place"]

    @staticmethod
    def quantity(field):
        return STAGES.get(field, field)

    @staticmethod
    def plain(key):
        return key.split(":")[-1]

    def value_matrix(self, values, x):
        return np.array([np.concatenate([v[4], x[v[5]]]) for v in values], dtype=np.float32)

    def fit(self, data, reports, inner=5):
        index = np.where(np.array([r in reports for r in data.report]))[0]
        y, field, report = data.y[index], data.field[index], data.report[index]
        self.x = data.x.copy()
        for fold in folds(report, inner, self.seed + 2):
            out = np.array([r in fold for r in report])
            self.x[index[out], self.wording_column] = Wording(data.wording, index[~out], data.y).score(index[out])
        self.wording = Wording(data.wording, index, data.y)
        x = self.x[index]
        held = np.zeros(len(data.rows))
        for fold in folds(report, inner, self.seed):
            out = np.array([r in fold for r in report])
            model, statistics = self.fit_mentions(x[~out], y[~out], field[~out], report[~out])
            held[index[out]] = self.mention_probability(model, statistics, x[out], field[out], report[out])
        self.mention_model, self.statistics = self.fit_mentions(x, y, field, report)
        values = self.values(data.rows, held, self.statistics, index)
        vx = self.value_matrix(values, self.x)
        vy = np.array([v[3] for v in values])
        vr = np.array([v[0] for v in values])
        oof = np.zeros(len(values))
        for fold in folds(report, inner, self.seed + 1):
            out = np.array([r in fold for r in vr])
            model = trees(self.value_leaves, self.seed).fit(vx[~out], vy[~out])
            oof[out] = model.predict_proba(vx[out])[:, 1]
        self.value_model = trees(self.value_leaves, self.seed).fit(vx, vy)
        self.calibration = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(oof, vy)
        return self

    def predict(self, data, reports):
        index = np.where(np.array([r in reports for r in data.report]))[0]
        self.x = data.x.copy()
        self.x[index, self.wording_column] = self.wording.score(index)
        p = np.zeros(len(data.rows))
        p[index] = self.mention_probability(self.mention_model, self.statistics, self.x[index], data.field[index], data.report[index])
        values = self.values(data.rows, p, self.statistics, index)
        raw = self.value_model.predict_proba(self.value_matrix(values, self.x))[:, 1]
        return values, self.calibration.predict(raw), raw

    # As data --------------------------------------------------------------------------------------------------------
    def to_json(self, fields, threshold):
        statistics = {}
        for f in sorted(fields):
            prior, mean, sd = self.statistics.of(f)
            statistics[f] = [round(prior, 5), round(mean, 4), round(sd, 4)]
        xs, ys = self.calibration.X_thresholds_, self.calibration.y_thresholds_
        return {"features": self.names, "value_features": VALUE_FEATURES, "rivals": STAGES, "default_prior": round(self.statistics.total, 5),
                "fields": statistics, "wording": self.wording.to_json(), "mentions": export(self.mention_model), "values": export(self.value_model),
                "calibration": [[round(float(a), 5), round(float(b), 5)] for a, b in zip(xs, ys)], "threshold": threshold}


def export(model):
    """Trees as flat lists: [feature, threshold, left, right] for a split, [probability] for a leaf."""
    out = []
    for estimator in model.estimators_:
        t = estimator.tree_
        nodes = []
        for i in range(t.node_count):
            if t.children_left[i] < 0:
                wrong, right = t.value[i][0]
                nodes.append([round(float(right / (wrong + right)), 3)])
            else:
                nodes.append([int(t.feature[i]), float(f"{t.threshold[i]:.5g}"), int(t.children_left[i]), int(t.children_right[i])])
        out.append(nodes)
    return out


