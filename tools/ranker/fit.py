#!/usr/bin/python3
"""Fit the ranker's weights (data/ranker.json) to curated records.

usage: fit.py --candidates FILE --gold DIR --evaluator FILE --names FILE [--reports NAME ...] [--without NAME ...] -o OUT

FILE holds what `colophon-candidates REPORT...` prints, --names what `colophon-candidates --names` prints, --gold the
curated records, --evaluator the script that scores records: its `same_value` says which candidates are right.

The ranker has two passes, both gradient-boosted trees. The first gives every mention a probability from its features.
The second gives every value of a field a probability from its mentions together and from its rivals; it is fitted on
first-pass probabilities of reports the first pass has not seen. Last, isotonic regression turns the second pass's
output into the share of such values that are right. colophon evaluates the same trees (indexer/extract/ranker.h).
"""
import argparse, collections, importlib.util, json, math, os, pathlib
os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

VALUE_FEATURES = ["best", "mean", "either", "mentions", "rank", "share_of_best", "values", "field_best", "rival_stage",
                  "second", "prior"]
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


class Data:
    """Judged candidates as arrays. label: 1 right, 0 wrong."""

    def __init__(self, candidates, gold_dir, evaluator):
        golds = {}
        for f in sorted(pathlib.Path(gold_dir).glob("*.json")):
            d = json.loads(f.read_text(encoding="utf8"))
            golds[d["report"]] = d
        rows = []
        cache = {}
        for line in open(candidates, encoding="utf8"):
            c = json.loads(line)
            g = golds.get(c["report"])
            if g is None:
                continue
            c["label"] = self.judge(g, c, evaluator, cache)
            if c["label"] is not None:
                rows.append(c)
        self.rows = rows
        self.x = np.array([r["features"] for r in rows], dtype=np.float32)
        self.y = np.array([r["label"] for r in rows], dtype=np.int8)
        self.report = np.array([r["report"] for r in rows])
        self.field = np.array([r["field"] for r in rows])
        self.golds = golds

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


class FieldStatistics:
    """How often a field's candidates are right, and how large right values are; smoothed."""

    def __init__(self, field, report, y, log_value):
        self.n, self.k = collections.Counter(), collections.Counter()
        self.sums = collections.defaultdict(lambda: np.zeros(3))
        self.by_report = collections.defaultdict(lambda: [0, 0, np.zeros(3)])
        for f, r, label, v in zip(field, report, y, log_value):
            s = np.array([1.0, v, v * v]) if label else np.zeros(3)
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
            out[i] = prior, (log_value[i] - mean) / sd if sd else 0.0
        return out


def trees(iterations, leaves, seed):
    return HistGradientBoostingClassifier(max_iter=iterations, learning_rate=0.05, max_leaf_nodes=leaves, min_samples_leaf=15,
                                          l2_regularization=5.0, random_state=seed, early_stopping=False)


def folds(reports, k, seed):
    names = sorted(set(reports))
    np.random.RandomState(seed).shuffle(names)
    return [set(names[i::k]) for i in range(k)]


class Ranker:
    def __init__(self, names, seed=0, iterations=160, leaves=10, value_iterations=60, value_leaves=6):
        self.names, self.seed = names, seed
        self.iterations, self.leaves = iterations, leaves
        self.value_iterations, self.value_leaves = value_iterations, value_leaves
        self.log_value = names.index("log_value")

    # First pass -----------------------------------------------------------------------------------------------------
    def fit_mentions(self, x, y, field, report):
        statistics = FieldStatistics(field, report, y, x[:, self.log_value])
        extra = statistics.columns(field, report, x[:, self.log_value], True)
        model = trees(self.iterations, self.leaves, self.seed).fit(np.hstack([x, extra]), y)
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
        out = []
        for (r, f), g in groups.items():
            order = sorted(g, key=lambda k: (-best[r, f, k], k))
            top = best[r, f, order[0]]
            prior = statistics.of(f)[0]
            for rank, k in enumerate(order):
                ids = g[k]
                q = np.array([p[i] for i in ids])
                winner = ids[int(np.argmax(q))]
                rival = 0.0
                if f in STAGES:
                    rival = max([v for f2, v in rivals[r, STAGES[f], self.plain(k)].items() if f2 != f], default=0.0)
                second = np.sort(q)[-2] if len(q) > 1 else 0.0
                features = [q.max(), q.mean(), 1 - np.prod(1 - np.sort(q)[::-1][:8]), math.log1p(len(q)), rank, q.max() / max(top, 1e-6), len(order),
                            top, rival, second, prior]
                out.append((r, f, k, rows[winner]["label"], features, winner))
        return out

    @staticmethod
    def plain(key):
        return key.split(":")[-1]

    def value_matrix(self, values, x):
        return np.array([np.concatenate([v[4], x[v[5]]]) for v in values], dtype=np.float32)

    def fit(self, data, reports, inner=5):
        use = np.array([r in reports for r in data.report])
        index = np.where(use)[0]
        x, y, field, report = data.x[index], data.y[index], data.field[index], data.report[index]
        held = np.zeros(len(data.rows))
        for fold in folds(report, inner, self.seed):
            out = np.array([r in fold for r in report])
            model, statistics = self.fit_mentions(x[~out], y[~out], field[~out], report[~out])
            held[index[out]] = self.mention_probability(model, statistics, x[out], field[out], report[out])
        self.mention_model, self.statistics = self.fit_mentions(x, y, field, report)
        values = self.values(data.rows, held, self.statistics, index)
        vx = self.value_matrix(values, data.x)
        vy = np.array([v[3] for v in values])
        vr = np.array([v[0] for v in values])
        oof = np.zeros(len(values))
        for fold in folds(report, inner, self.seed + 1):
            out = np.array([r in fold for r in vr])
            model = trees(self.value_iterations, self.value_leaves, self.seed).fit(vx[~out], vy[~out])
            oof[out] = model.predict_proba(vx[out])[:, 1]
        self.value_model = trees(self.value_iterations, self.value_leaves, self.seed).fit(vx, vy)
        self.calibration = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(oof, vy)
        return self

    def predict(self, data, reports):
        index = np.where(np.array([r in reports for r in data.report]))[0]
        p = np.zeros(len(data.rows))
        p[index] = self.mention_probability(self.mention_model, self.statistics, data.x[index], data.field[index], data.report[index])
        values = self.values(data.rows, p, self.statistics, index)
        raw = self.value_model.predict_proba(self.value_matrix(values, data.x))[:, 1]
        return values, self.calibration.predict(raw), raw

    # As data --------------------------------------------------------------------------------------------------------
    def to_json(self, fields, threshold):
        statistics = {}
        for f in sorted(fields):
            prior, mean, sd = self.statistics.of(f)
            statistics[f] = [round(prior, 5), round(mean, 4), round(sd, 4)]
        xs, ys = self.calibration.X_thresholds_, self.calibration.y_thresholds_
        return {"features": self.names, "value_features": VALUE_FEATURES, "rivals": STAGES, "default_prior": round(self.statistics.total, 5),
                "fields": statistics, "mentions": export(self.mention_model), "values": export(self.value_model),
                "calibration": [[round(float(a), 5), round(float(b), 5)] for a, b in zip(xs, ys)], "threshold": threshold}


def export(model):
    """Trees as flat lists: [feature, threshold, left, right] for a split (missing values do not occur), [value] for a leaf."""
    out = []
    for (predictor,) in model._predictors:
        nodes = []
        for n in predictor.nodes:
            if n["is_leaf"]:
                nodes.append([round(float(n["value"]), 5)])
            else:
                nodes.append([int(n["feature_idx"]), float(np.float32(n["num_threshold"])) if np.isfinite(n["num_threshold"]) else 1e30,
                              int(n["left"]), int(n["right"])])
        out.append(nodes)
    return {"base": float(np.ravel(model._baseline_prediction)[0]), "trees": out}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--candidates", required=True)
    ap.add_argument("--gold", required=True)
    ap.add_argument("--evaluator", required=True)
    ap.add_argument("--names", required=True)
    ap.add_argument("--without", nargs="*", default=[], help="reports to leave out")
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--threshold", type=float, default=0.5)
    ap.add_argument("-o", "--out", required=True)
    a = ap.parse_args()
    names = pathlib.Path(a.names).read_text().split()
    data = Data(a.candidates, a.gold, load_evaluator(a.evaluator))
    reports = sorted(set(data.report) - set(a.without))
    ranker = Ranker(names, a.seed).fit(data, set(reports))
    text = json.dumps(ranker.to_json(set(data.field), a.threshold), separators=(",", ":"))
    pathlib.Path(a.out).write_text(text + "\n", encoding="utf8")
    print(f"{len(reports)} reports, {len(data.rows)} candidates, {int(data.y.sum())} right -> {a.out} ({len(text)} bytes)")


if __name__ == "__main__":
    main()
