#!/usr/bin/env python3
"""tools/bench/generate.py: makes large folders of reports from the sample reports under data/.

usage: generate.py DIR --reports N [--seed S] [--first I]
example: generate.py /tmp/reports --reports 1000

Each report has a sample for its frame: its headings, tables and paragraphs. Its own models get a name that no other
report has, numbers are changed by up to a quarter and keep their form ("151,669", "3.5"; years stay), the sentences of
a paragraph are put in another order, and one in eight comes from another sample of the same language. The same seed and
number give the same bytes; report I is the same however many are made. There are at most 1,000 reports a folder.
"""
import argparse
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The name that all own models of a sample begin with; what is called otherwise belongs to others and stays.
OWN_NAME = {"baichuan2": "Baichuan 2", "gemma-2": "Gemma 2", "glm-4.5": "GLM-4.5", "llama-3.1": "Llama 3.1",
            "mixtral-8x7b": "Mixtral", "olmo-2": "OLMo 2", "qwen2.5": "Qwen2.5", "qwen3": "Qwen3",
            "deepseek-r1": "DeepSeek-R1", "kimi-k2": "Kimi K2"}
SYLLABLES = "ba ko ri ma ta ne lo vi sa du pe zo mi fa ru gen tor lin mar vel cas dor nim pol quen ser tal wen yar".split()
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=[。！？])")
# Not within a name ("Qwen2", "8x7b", "AIME 24") nor a longer number.
NUMBER = re.compile(r"(?<![\w.,\-])(?<![A-Za-z][A-Z] )(?<!Apache )\d[\d,]*(?:\.\d+)?(?![\w,\-]*[A-Za-z]\w*-)(?![\dx])")
BORROWED = 1 / 8
MOST_CHANGE = 0.25
REPORTS_PER_FOLDER = 1000


class Sample:
    def __init__(self, path):
        self.name = path.stem
        self.blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        self.chinese = sum("\u4e00" <= c <= "\u9fff" for c in "".join(self.blocks)) > 200
        self.sentences = [s for block in self.blocks if is_prose(block) for s in sentences_of(block)]


def is_prose(block):
    return not re.match(r"[#|*\-\d]|Table |表 ", block) and "\n" not in block


def sentences_of(block):
    return [s.strip() for s in SENTENCE_END.split(block) if s.strip()]


def samples():
    paths = sorted([*(ROOT / "data/reports").glob("*.md"), *(ROOT / "data/report_sources").glob("*.md")],
                   key=lambda path: path.stem)
    found = [Sample(path) for path in paths]
    if missing := [sample.name for sample in found if sample.name not in OWN_NAME]:
        raise SystemExit(f"generate: no own name is known of the samples {', '.join(missing)}; add them to OWN_NAME")
    return found


def new_name(index, chance):
    """Different for every index: its digits in syllables, with a version."""
    digits, rest = [], index
    while True:
        rest, digit = divmod(rest, len(SYLLABLES))
        digits.append(SYLLABLES[digit])
        if rest == 0:
            break
    return f"{chance.choice(SYLLABLES)}{''.join(digits)}".capitalize() + f" {chance.randint(1, 4)}"


def changed(number, chance):
    """The number times .75 to 1.25, written alike."""
    plain = number.replace(",", "")
    if re.fullmatch(r"(19|20)\d\d", plain) or plain in ("0", "1"):
        return number
    places = len(plain.partition(".")[2])
    value = float(plain) * (1 + chance.uniform(-MOST_CHANGE, MOST_CHANGE))
    if 50 < float(plain) <= 100:
        value = min(value, 99.0)
    return f"{value:,.{places}f}" if "," in number else f"{value:.{places}f}"


def make(index, seed, among):
    """(file name, text) of report `index`."""
    chance = random.Random(f"{seed}:{index}")
    frame = among[index % len(among)]
    others = [sample for sample in among if sample.chinese == frame.chinese and sample is not frame]
    name = new_name(index, chance)
    blocks = []
    for block in frame.blocks:
        if is_prose(block):
            sentences = sentences_of(block)
            chance.shuffle(sentences)
            sentences = [chance.choice(chance.choice(others).sentences) if chance.random() < BORROWED else sentence
                         for sentence in sentences]
            block = ("" if frame.chinese else " ").join(sentences)
        if not block.startswith("#"):
            block = NUMBER.sub(lambda match: changed(match.group(), chance), block)
        blocks.append(block.replace(OWN_NAME[frame.name], name))
    return f"{name.lower().replace(' ', '-')}-{index:06d}.md", "\n\n".join(blocks) + "\n"


def generate(directory, reports, seed=1, first=0):
    among = samples()
    for index in range(first, first + reports):
        folder = pathlib.Path(directory) / f"{index // REPORTS_PER_FOLDER:04d}"
        if index == first or index % REPORTS_PER_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        name, text = make(index, seed, among)
        (folder / name).write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", metavar="DIR")
    parser.add_argument("--reports", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first report (default: 0)")
    given = parser.parse_args()
    if given.reports < 1 or given.first < 0:
        print("generate: --reports is a number from 1, --first from 0", file=sys.stderr)
        return 2
    generate(given.directory, given.reports, given.seed, given.first)
    return 0


if __name__ == "__main__":
    sys.exit(main())
