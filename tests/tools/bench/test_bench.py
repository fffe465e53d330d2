#!/usr/bin/env python3
"""The generator of reports, and what the bench makes of its measurements."""
import pathlib
import random
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/bench"))

import generate
import measure
import parts
import questions


class Generator(unittest.TestCase):
    def setUp(self):
        self.samples = generate.samples()

    def test_same_seed_and_number_give_the_same_report(self):
        self.assertEqual(generate.make(7, 1, self.samples), generate.make(7, 1, self.samples))
        self.assertNotEqual(generate.make(7, 1, self.samples)[1], generate.make(7, 2, self.samples)[1])

    def test_reports_differ_in_name_and_text(self):
        made = [generate.make(index, 1, self.samples) for index in range(3000)]
        self.assertEqual(len({name for name, _ in made}), 3000)
        self.assertEqual(len({generate.new_name(index, random.Random(0)) for index in range(3000)}), 3000)
        self.assertEqual(len({text for _, text in made}), 3000)

    def test_own_models_lose_the_sample_s_name_and_others_keep_theirs(self):
        index = next(i for i, sample in enumerate(self.samples) if sample.name == "mixtral-8x7b")
        text = generate.make(index, 1, self.samples)[1]
        self.assertNotIn("Mixtral 8x7B", text)
        self.assertRegex(text, r"\| Mistral \d+B \|")

    def test_numbers_keep_their_form(self):
        chance = random.Random(1)
        for number, form in (("151,669", r"^\d{3},\d{3}$"), ("87.81", r"^\d\d\.\d\d$"), ("36", r"^\d\d$"),
                             ("2024", "^2024$")):
            for _ in range(50):
                self.assertRegex(generate.changed(number, chance), form)
        self.assertEqual(generate.NUMBER.sub("N", "Qwen2 has 28 layers; AIME 24: 70.1, 8x7B, A22B"),
                         "Qwen2 has N layers; AIME 24: N, 8x7B, A22B")

    def test_folders_hold_a_thousand(self):
        with tempfile.TemporaryDirectory() as folder:
            generate.generate(folder, 3, first=998)
            self.assertEqual([len(list(pathlib.Path(folder, part).iterdir())) for part in ("0000", "0001")], [2, 1])


class Measurements(unittest.TestCase):
    def test_exponent_of_a_power(self):
        sizes = [10, 100, 1000]
        self.assertAlmostEqual(parts.exponent(sizes, [3 * size ** 1.5 for size in sizes]), 1.5)

    def test_cost_of_a_command(self):
        cost = measure.cost_of([sys.executable, "-c", "sum(range(3_000_000)); b = bytearray(50_000_000); print('x')"])
        self.assertEqual(cost.output, "x\n")
        self.assertGreater(cost.cpu, 0.01)
        self.assertGreater(cost.memory, 45)
        with self.assertRaises(SystemExit):
            measure.cost_of([sys.executable, "-c", "raise SystemExit(3)"])

    def test_questions_have_words_for_the_other_engines(self):
        made = questions.questions(["Rita 2", "Bako 1"])
        self.assertGreater(len({kind for kind, *_ in made}), 8)
        for _, how, text, words in made:
            self.assertIn(how, ("ask", "search"))
            self.assertTrue(words.split(), text)


if __name__ == "__main__":
    unittest.main()
