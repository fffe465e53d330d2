#!/usr/bin/env python3
"""Runs every `$ ...` example of the READMEs and docs/ against the sample reports and compares what is printed.

    examples.py --colophon BINARY --source TREE           check
    examples.py --colophon BINARY --source TREE --only docs/extending.md --files FOLDER
                                                          one document, whose examples need these files
    examples.py --colophon BINARY --source TREE --write   print the true output into the documents; a "..." at the end stays

An example is a line "$ COMMAND" in an indented or fenced block, and the lines below it, to the next "$" or the block's
end, are what it prints. A line "..." stands for any number of lines. Commands run in bash, in a folder of their own in
which `data` is the source tree's; $COLOPHON_KB holds the samples.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

APART = "docs/extending.md"  # is about a program that its reader has changed
LEAST = {"README.md": 8, "README.zh-CN.md": 8}  # examples; fewer means that they are no longer found


class Example:
    def __init__(self, line, command, indent):
        self.line, self.command, self.indent, self.printed = line, command, indent, []

    def wanted(self):
        """A pattern for the whole output."""
        pattern = ""
        for line in self.printed:
            pattern += r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"[ ]*\n"
        return pattern


def examples_of(text):
    """The examples of a Markdown text, in order."""
    found, current, fenced = [], None, False
    for number, line in enumerate(text.split("\n")):
        if line.startswith("```"):
            fenced, current = not fenced, None
            continue
        indent = "" if fenced else "    "
        if not line.startswith(indent) and line.strip():
            current = None
        elif line.startswith(indent + "$ "):
            current = Example(number, line[len(indent) + 2:], indent)
            found.append(current)
        elif current is not None:
            current.printed.append(line[len(indent):].rstrip())
    for example in found:
        while example.printed and not example.printed[-1]:
            example.printed.pop()
    return found


def run(command, environment, folder):
    done = subprocess.run(["bash", "-c", command], env=environment, cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    printed = done.stdout + (done.stderr if done.returncode == 2 else b"")
    return "".join(line.rstrip() + "\n" for line in printed.decode("utf8", "replace").splitlines())


def rewritten(text, outputs):
    lines = text.split("\n")
    for example, output in reversed(outputs):
        printed = output.splitlines()
        if "..." in example.printed:
            if example.printed.index("...") < len(example.printed) - 1:
                continue
            printed = printed[:len(example.printed) - 1] + ["..."]
        begin = example.line + 1
        lines[begin:begin + len(example.printed)] = [(example.indent + line).rstrip() for line in printed]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--colophon", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--only", help="this document alone")
    parser.add_argument("--files", type=pathlib.Path, help="files that stand in the examples' folder")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    source = arguments.source.resolve()
    documents = [source / "README.md", source / "README.zh-CN.md", *sorted((source / "docs").glob("*.md"))]
    documents = [source / arguments.only] if arguments.only else [d for d in documents if d != source / APART]

    folder = pathlib.Path(tempfile.mkdtemp())
    commands, run_count, wrong = {}, 0, 0
    try:
        (folder / "data").symlink_to(source / "data")
        environment = dict(os.environ, COLOPHON_KB=str(folder / "kb"), LC_ALL="C.UTF-8",
                           PATH=f"{arguments.colophon.resolve().parent}:{os.environ['PATH']}")
        for file in arguments.files.iterdir() if arguments.files else []:
            shutil.copy(file, folder)
        subprocess.run([str(arguments.colophon.resolve()), "index", str(source / "data" / "reports")], env=environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for document in documents:
            text = document.read_text(encoding="utf8")
            examples = examples_of(text)
            commands[document.relative_to(source).as_posix()] = [example.command for example in examples]
            outputs = []
            for example in examples:
                output = run(example.command, environment, folder)
                outputs.append((example, output))
                run_count += 1
                if not re.fullmatch(example.wanted(), output):
                    wrong += 1
                    shown = output if len(output) < 2000 else output[:2000] + " and more\n"
                    print(f"{document.relative_to(source)}:{example.line + 1}: $ {example.command}\nprints\n{shown}")
            if arguments.write:
                document.write_text(rewritten(text, outputs), encoding="utf8")
    finally:
        shutil.rmtree(folder)
    least = {APART: 5} if arguments.only else LEAST
    for name, number in least.items():
        if len(commands[name]) < number:
            wrong += 1
            print(f"{name}: {len(commands[name])} examples are found, {number} at least were meant to be")
    if not arguments.only and commands["README.md"] != commands["README.zh-CN.md"]:
        wrong += 1
        print("README.md and README.zh-CN.md do not show the same commands")
    print(f"{run_count} examples of {len(documents)} documents run, {wrong} wrong")
    return 0 if wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
