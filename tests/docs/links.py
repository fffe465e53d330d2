#!/usr/bin/env python3
"""Checks where the documents point: links within the tree lead to files and headings that are there, paths of the tree
named in `code` are there, and docs/README.md lists every document of its folder.

    links.py SOURCE
"""
import pathlib
import re
import sys


def plain(text):
    """Without code blocks: fenced or indented."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    return re.sub(r"^    .*$", "", text, flags=re.M)


def anchors(text):
    """The anchors of the headings, as forges make them."""
    heads = re.findall(r"^#+ (.*)$", plain(text), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def wrong_links(document, text):
    for target in re.findall(r"\]\(([^)\s]+)\)", plain(text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        if not file.exists():
            yield f"there is no {target}"
        elif anchor and anchor not in anchors(file.read_text(encoding="utf8")):
            yield f"{path or 'this document'} has no heading #{anchor}"


def wrong_paths(source, text):
    """`folder/file` of the tree that is not there. `*` and braces stand for several; what holds a blank is a command."""
    rooms = {entry.name for entry in source.iterdir() if entry.is_dir()} - {"build"}
    for code in re.findall(r"`([^`\n]+)`", plain(text)):
        if " " in code or code.partition("/")[0] not in rooms or "/" not in code or re.search(r"[A-Z]{3,}/|\.\.|[<>=]", code):
            continue
        choices = re.findall(r"\{([^}]*)\}", code)
        paths = [re.sub(r"\{[^}]*\}", one, code) for one in choices[0].split(",")] if choices else [code]
        for path in paths:
            if not any(source.glob(path.rstrip("/"))):
                yield f"there is no `{path}`"


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    documents = [*source.glob("*.md"), *source.glob("docs/*.md"), source / "data" / "README.md"]
    wrong = []
    for document in sorted(documents):
        text = document.read_text(encoding="utf8")
        name = document.relative_to(source)
        wrong += [f"{name}: {what}" for what in (*wrong_links(document, text), *wrong_paths(source, text))]
    index = (source / "docs" / "README.md").read_text(encoding="utf8")
    wrong += [f"docs/README.md: does not list {d.name}" for d in sorted(source.glob("docs/*.md"))
              if d.name != "README.md" and f"({d.name})" not in index]
    print(*wrong, f"{len(documents)} documents, {len(wrong)} wrong", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
