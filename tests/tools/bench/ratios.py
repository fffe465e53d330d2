#!/usr/bin/env python3
"""Ratios that a busy machine leaves alone, against their bounds; a few seconds.

usage: ratios.py --colophon BIN --floor FLOOR.json

Indexes 10 and 40 generated reports with one worker and compares processor times and sizes with FLOOR.json's "bench_most":

  growth      the exponent of processor time between the two sizes
  unchanged   processor time of a run that finds nothing changed, as a share of the first run's
  disk        what 40 reports take on disk over the bytes of their files
"""
import argparse
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tools/bench"))

import generate
from measure import cost_of, megabytes
from parts import exponent


def measured(colophon, work):
    sizes, costs = (10, 40), []
    for count in sizes:
        folder, kb = work / f"reports{count}", work / f"kb{count}"
        generate.generate(folder, count)
        command = [colophon, "index", "--jobs", "1", "--kb", kb, folder]
        costs.append(cost_of(command).cpu)
    again = cost_of(command).cpu
    written = sum(file.stat().st_size for file in folder.rglob("*.md")) / 1e6
    return {"growth": exponent(sizes, costs), "unchanged": again / costs[-1], "disk": megabytes(kb) / written}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--colophon", required=True)
    arguments.add_argument("--floor", required=True, type=pathlib.Path)
    given = arguments.parse_args()
    most = json.loads(given.floor.read_text())["bench_most"]
    with tempfile.TemporaryDirectory() as work:
        figures = measured(given.colophon, pathlib.Path(work))
    failed = False
    for name, value in figures.items():
        failed |= value > most[name]
        print(f"{name:10} most {most[name]:7.3f} now {value:7.3f}{'   ABOVE ITS BOUND' if value > most[name] else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
