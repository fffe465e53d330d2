"""What is measured. Each part takes the Bench and gives back a Section: a title, a paragraph that says how, the rows of a
table, and figures by name for whoever compares them with a bar."""
import dataclasses
import json
import math
import os
import pathlib
import shutil
import sqlite3

import generate
import questions
from measure import cost_of, megabytes

STORES = ("records", "search", "tables.sqlite")


@dataclasses.dataclass
class Section:
    title: str
    how: str
    rows: list                                    # the first is the header
    figures: dict = dataclasses.field(default_factory=dict)
    remarks: list = dataclasses.field(default_factory=list)


class Bench:
    """Programs, folders, and the knowledge bases that several parts share."""

    def __init__(self, build, corpus, work, sizes, rounds):
        self.colophon = pathlib.Path(build, "tools/colophon")
        self.reading = pathlib.Path(build, "tools/colophon-bench-reading")
        self.queries = pathlib.Path(build, "tools/colophon-bench-queries")
        self.corpus, self.work, self.sizes, self.rounds = pathlib.Path(corpus), pathlib.Path(work), sizes, rounds
        self.bases = {}  # reports -> (knowledge base, Cost)
        for program in (self.colophon, self.reading, self.queries):
            if not program.exists():
                raise SystemExit(f"bench: there is no {program}; build it or name another build with --build")

    def fresh(self, name):
        path = self.work / name
        shutil.rmtree(path, ignore_errors=True)
        return path

    def reports(self, count):
        """A folder of `count` generated reports."""
        folder = self.work / f"reports-{count}"
        if not folder.exists():
            generate.generate(folder, count)
        return folder

    def base(self, count):
        if count not in self.bases:
            kb = self.fresh(f"kb-{count}")
            self.bases[count] = kb, cost_of([self.colophon, "index", "--kb", kb, self.reports(count)])
        return self.bases[count]


def best(rounds, action):
    """The round of least wall time."""
    return min((action() for _ in range(rounds)), key=lambda cost: cost.wall)


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def indexing(bench):
    """Colophon, recollindex and omindex over the same files, each into a new database."""
    def colophon():
        return cost_of([bench.colophon, "index", "--kb", bench.fresh("kb-corpus"), bench.corpus])

    def recoll():
        settings = bench.fresh("recoll")
        settings.mkdir(parents=True)
        (settings / "recoll.conf").write_text(f"topdirs = {bench.corpus.resolve()}\nloglevel = 1\n")
        return cost_of(["recollindex", "-c", settings])

    def omega():
        return cost_of(["omindex", "--db", bench.fresh("omega"), "--url", "/", bench.corpus], check=False)

    costs = {"colophon": best(bench.rounds, colophon)}
    remarks = []
    for program, action in (("recollindex", recoll), ("omindex", omega)):
        if shutil.which(program):
            costs[program] = best(bench.rounds, action)
        else:
            remarks.append(f"{program} is not there; `apt-get install recollcmd xapian-omega`.")
    rows = [["program", "wall s", "CPU s", "peak MB", "Colophon's wall time over its"]]
    own = costs["colophon"]
    for program, cost in costs.items():
        rows.append([program, number(cost.wall), number(cost.cpu), number(cost.memory), f"{own.wall / cost.wall:.2f}"])
    figures = {f"wall over {program}'s": own.wall / cost.wall for program, cost in costs.items() if cost is not own}
    return Section("Indexing against text indexers", "Each makes a new database of the same files with its own "
                   "defaults, the fastest of the rounds. Colophon extracts records besides. Peak: of one process.",
                   rows, figures, remarks)


def reading(bench):
    """Reading PDFs against MuPDF's bare structured text."""
    pdfs = sorted(bench.corpus.glob("*.pdf"))
    if not pdfs:
        return Section("Reading", "No PDF in the corpus.", [["figure", "value"]])
    last = cost_of([bench.reading, "--rounds", bench.rounds, *pdfs]).output.strip().splitlines()[-2].split()
    pages, bare, whole = int(last[1]), float(last[2]), float(last[4])
    # Of the whole way, from the file to the stores: one worker, all processes.
    index = best(bench.rounds, lambda: cost_of([bench.colophon, "index", "--jobs", 1, "--kb", bench.fresh("kb-pdf"), *pdfs]))
    rows = [["what", "CPU s", "times MuPDF's"], ["MuPDF's structured text", f"{bare / 1e3:.2f}", "1"],
            ["Documents", f"{whole / 1e3:.2f}", f"{whole / bare:.2f}"],
            ["`colophon index`: Documents, records, all stores", f"{index.cpu:.2f}", f"{index.cpu / bare * 1e3:.2f}"]]
    return Section("Reading against bare text extraction", f"{pages} pages of {len(pdfs)} PDFs; processor time.", rows,
                   {"reading over MuPDF's": whole / bare, "indexing CPU over MuPDF's": index.cpu / bare * 1e3})


def unchanged(bench):
    """Runs that find nothing to do."""
    rows = [["files", "first run s", "second run s", "of it CPU s"]]
    figures = {}
    kb = bench.fresh("kb-again")
    first = cost_of([bench.colophon, "index", "--kb", kb, bench.corpus])
    again = best(bench.rounds, lambda: cost_of([bench.colophon, "index", "--kb", kb, bench.corpus]))
    rows.append(["the corpus", number(first.wall), f"{again.wall:.2f}", f"{again.cpu:.2f}"])
    for count in bench.sizes:
        kb, first = bench.base(count)
        again = best(bench.rounds, lambda: cost_of([bench.colophon, "index", "--kb", kb, bench.reports(count)]))
        rows.append([f"{count:,}", number(first.wall), f"{again.wall:.2f}", f"{again.cpu:.2f}"])
        figures[f"seconds for {count:,} unchanged files"] = again.wall
    return Section("Nothing changed", "The second run over the same folder.", rows, figures)


def latency(bench):
    """Percentiles for each kind of plan, beside FTS5 and bare Xapian."""
    rows = [["reports", "plan", "answers", "Colophon p50", "p95", "p99", "Xapian p50", "p99", "FTS5 p50", "p99"]]
    figures = {}
    for count in bench.sizes:
        kb, _ = bench.base(count)
        with sqlite3.connect(kb / "tables.sqlite") as tables:
            names = [row[0] for row in tables.execute(
                "SELECT DISTINCT model FROM models WHERE model <> '' ORDER BY key, model LIMIT 500")]
        file = bench.work / "questions.tsv"
        questions.write(file, names)
        run = cost_of([bench.queries, "--kb", kb, "--questions", file, "--fts", bench.work / f"fts-{count}.sqlite",
                       "--rounds", bench.rounds])
        for kind, of in json.loads(run.output)["kinds"].items():
            own, xapian, fts = of["colophon"], of["xapian"], of["fts5"]
            rows.append([f"{count:,}", kind, f"{of['answers']:.0f}", *(f"{own[p]:.1f}" for p in ("p50", "p95", "p99")),
                         *(f"{other[p]:.1f}" for other in (xapian, fts) for p in ("p50", "p99"))])
            figures[f"p99 ms of {kind} at {count:,}"] = own["p99"]
    return Section("Questions", "Milliseconds, in one process that has the index open and its blocks in memory; each "
                   "question by a reader that has decoded nothing yet. Xapian and FTS5 are asked for the ten best "
                   "passages with the question's words on the same passages: they find text, Colophon answers. "
                   "`answers`: how many statements and passages an answer has in the mean, all of them with evidence; "
                   "lists are those of the first 100 reports.",
                   rows, figures)


def disk(bench):
    """Bytes a report in each store."""
    rows = [["reports", *STORES, "all, kB a report"]]
    for count in bench.sizes:
        kb, _ = bench.base(count)
        sizes = [megabytes(kb / store) * 1000 / count for store in STORES]
        rows.append([f"{count:,}", *(f"{size:.1f}" for size in sizes), f"{sum(sizes):.1f}"])
    return Section("Disk", "kB a report (of about 7 kB of Markdown and 25 passages).", rows)


def workers(bench):
    """One worker against two."""
    rows = [["workers", "wall s", "CPU s", "peak MB", "times as fast as one"]]
    first = None
    for jobs in (1, 2):
        cost = best(bench.rounds, lambda: cost_of([bench.colophon, "index", "--jobs", jobs, "--kb", bench.fresh("kb-jobs"),
                                                   bench.corpus]))
        first = first or cost
        rows.append([str(jobs), number(cost.wall), number(cost.cpu), number(cost.memory), f"{first.wall / cost.wall:.2f}"])
    return Section("Workers", "The corpus. Committing and the stores work beside the workers, in threads of their own.",
                   rows, {"two workers over one": first.wall / cost.wall})


def exponent(sizes, costs):
    """The slope of the least-squares line through the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def growth(bench):
    """How cost grows with the number of reports."""
    sizes = sorted({bench.sizes[0] // 4, *bench.sizes}) if len(bench.sizes) < 2 else bench.sizes
    rows = [["reports", "wall s", "CPU s", "peak MB", "disk MB"]]
    columns = []
    for count in sizes:
        kb, cost = bench.base(count)
        columns.append([cost.wall, cost.cpu, cost.memory, megabytes(kb)])
        rows.append([f"{count:,}", *map(number, columns[-1])])
    fitted = [exponent(sizes, column) for column in zip(*columns)]
    rows.append(["fitted exponent", *(f"{value:.2f}" for value in fitted)])
    return Section("Growth", "Cost as size to the power of the exponent, fitted over all sizes.", rows,
                   {"exponent of CPU": fitted[1], "peak MB": max(column[2] for column in columns)})


PARTS = {part.__name__: part for part in (indexing, reading, unchanged, latency, disk, workers, growth)}
