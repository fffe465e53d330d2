"""The questions that query latency is measured by: for each kind of plan several, with the words that engines which only
find text are given. They name values and models that generated reports have (tools/bench/generate.py)."""
import random

ALGORITHMS = ["GRPO", "PPO", "DPO"]
OPTIMIZERS = ["AdamW", "Muon"]
BENCHMARKS = ["MMLU", "GSM8K", "HumanEval", "MATH"]
FIELDS = ["vocabulary size", "context length", "number of layers", "pre-training tokens"]
PASSAGES = ["how are the pre-training data filtered and deduplicated", "how is the load of the experts balanced",
            "why is the training stable", "预训练数据如何清洗与去重", "what are the limitations of long context"]
SEARCHES = ["expert load", "rejection sampling", "learning rate schedule", "human preference data", "weight decay"]
STOP = set("which what how is are the of and use uses than with does not in to has have by many models model why".split())


def words_of(text):
    return " ".join(word for word in text.replace(":", " ").replace("-", " ").replace(">=", " ").split()
                    if word.lower() not in STOP) or text


def questions(models, seed=1):
    """[(kind, "ask" | "search", text, words)]; `models` are names in the knowledge base, at least two."""
    chance = random.Random(seed)
    pick = lambda: chance.choice(models)
    made = []

    def add(kind, how, texts):
        made.extend((kind, how, text, words_of(text)) for text in texts)

    add("reports", "ask", [f"which models use {value}" for value in ALGORITHMS + OPTIMIZERS])
    add("reports, narrow", "search", [f"rl.algorithm:GRPO params:>={size}B family:moe" for size in (300, 600, 900)])
    add("count", "ask", [f"how many models use {value}" for value in ALGORITHMS + OPTIMIZERS])
    add("values", "ask", [f"what is the {field} of {pick()}" for field in FIELDS for _ in range(3)])
    add("superlative", "ask", [f"which model has the highest {name}" for name in BENCHMARKS])
    add("superlative of a field", "ask", ["which model has the most parameters", "which model has the most layers"])
    add("average", "ask", ["what is the average number of layers", "average learning rate of pre-training"])
    add("silence", "ask", [f"what does {pick()} not disclose" for _ in range(4)])
    add("compare", "ask", [f"compare {pick()} and {pick()}" for _ in range(4)])
    add("passages", "ask", PASSAGES)
    add("search", "search", SEARCHES)
    return made


def write(file, models, seed=1):
    file.write_text("".join("\t".join(question) + "\n" for question in questions(models, seed)), encoding="utf-8")
