#!/usr/bin/env python3
"""Follows docs/extending.md in a copy: makes its changes to files of the source tree, writes its new files.

    walk.py SOURCE COPY

COPY gets data/ (without the sample reports), every other file that the page changes or adds, and the page's text files,
below samples/. A change that no longer fits the tree is an error that names the line.
"""
import pathlib
import re
import shutil
import sys


def blocks_of(page):
    """(language, file, lines) of every fenced block that names a file."""
    for match in re.finditer(r"^```(\w+) (\S+)\n(.*?)^```$", page, re.M | re.S):
        yield match.group(1), match.group(2), match.group(3).split("\n")[:-1]


def place_of(line, lines, start):
    """Index of `line` in `lines` from `start` on; "..." at its end stands for the rest of the line."""
    for i in range(start, len(lines)):
        if lines[i] == line or (line.endswith("...") and lines[i].startswith(line[:-3].rstrip())):
            return i
    sys.exit(f'docs/extending.md: there is no line "{line}" to change; write the walk anew')


def changed(lines, changes):
    at = 0  # where the next line goes
    for change in changes:
        if change.startswith("+"):
            lines.insert(at, change[1:])
            at += 1
        else:
            at = place_of(change[1:], lines, at if change.startswith("-") else 0)
            if change.startswith("-"):
                del lines[at]
            else:
                at += 1
    return lines


def main():
    source, copy = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(source / "data", copy / "data", ignore=shutil.ignore_patterns("reports", "report_sources"))
    (copy / "samples").mkdir()
    for language, name, lines in blocks_of((source / "docs" / "extending.md").read_text(encoding="utf8")):
        file = copy / ("samples" if language == "text" else "") / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if language == "diff":
            before = (file if file.exists() else source / name).read_text(encoding="utf8").split("\n")
            lines = changed(before, lines)
        file.write_text("\n".join(lines) + ("" if language == "diff" else "\n"), encoding="utf8")


if __name__ == "__main__":
    main()
