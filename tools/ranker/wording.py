"""The linear model of a value's wording (indexer/extract/wording.h): fitted, applied, and written as data."""
import collections

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

FIELD_SIZE = 3.0  # as in wording.cc
LEAST_REPORTS = 2  # a word that one report alone uses tells of that report


TERM = "v:"  # marks the value itself among the words, where it is a term


def scopes(row):
    """Where the words of a candidate count: all fields, the field's group, the field, the term in the field."""
    field = row["field"]
    return ["", field.split(".")[0], field] + [f"{field}={word[len(TERM):]}" for word in row["wording"] if word.startswith(TERM)]


class WordingMatrix:
    """The wording of all candidates as rows of a sparse matrix; a column is a word in a scope, or a field itself."""

    def __init__(self, rows):
        reports = collections.defaultdict(set)
        for row in rows:
            for scope in scopes(row):
                for word in row["wording"]:
                    reports[scope, word].add(row["report"])
        kept = sorted(pair for pair, some in reports.items() if len(some) >= LEAST_REPORTS)
        self.columns = kept + [(field,) for field in sorted({row["field"] for row in rows})]
        index = {column: i for i, column in enumerate(self.columns)}
        starts, at, values = [0], [], []
        for row in rows:
            size = 1 / np.sqrt(len(scopes(row)) * len(row["wording"]) + FIELD_SIZE**2)
            here = [index[scope, word] for scope in scopes(row) for word in row["wording"] if (scope, word) in index]
            at += here + [index[row["field"],]]
            values += [size] * len(here) + [FIELD_SIZE * size]
            starts.append(len(at))
        self.x = sparse.csr_matrix((np.array(values), np.array(at), np.array(starts)), shape=(len(rows), len(self.columns)))


class Wording:
    def __init__(self, matrix, index, y):
        """Fits to the rows `index` of a WordingMatrix."""
        self.matrix = matrix
        self.model = LogisticRegression(C=3, solver="liblinear").fit(matrix.x[index], y[index])
        self.model.coef_ = np.where(np.abs(self.model.coef_) < 0.05, 0, np.round(self.model.coef_, 2))

    def score(self, index):
        return self.model.decision_function(self.matrix.x[index])

    def to_json(self):
        names, words, fields = {"": 0}, collections.defaultdict(list), {}
        for column, weight in zip(self.matrix.columns, self.model.coef_[0]):
            if not weight:
                continue
            if len(column) == 1:
                fields[column[0]] = round(float(weight), 2)
                continue
            scope, word = column
            words[word] += [names.setdefault(scope, len(names)), round(float(weight), 2)]
        return {"intercept": round(float(self.model.intercept_[0]), 4), "scopes": list(names), "fields": fields, "words": words}
