"""The Python module over the sample reports: the same answers and records as the command line's JSON.

    test_colophon.py REPORTS        (PYTHONPATH names the installed module)
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

import colophon

REPORTS = pathlib.Path(sys.argv.pop(1))


class ModuleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.base = colophon.open(cls.folder / "kb", write=True)
        cls.indexed = cls.base.index([REPORTS / "deepseek-r1.pdf", REPORTS / "glm-4.5.md"])

    @classmethod
    def tearDownClass(cls):
        del cls.base
        shutil.rmtree(cls.folder)

    def test_index_counts(self):
        self.assertEqual((self.indexed["indexed"], self.indexed["failed"]), (2, []))
        again = self.base.index([REPORTS / "deepseek-r1.pdf", REPORTS / "glm-4.5.md"])
        self.assertEqual((again["indexed"], again["unchanged"]), (0, 2))

    def test_a_missing_path_is_a_failure_with_its_reason(self):
        failed = self.base.index([self.folder / "no-such.pdf"])["failed"]
        self.assertEqual(len(failed), 1)
        self.assertIn("no-such.pdf", failed[0]["path"])

    def test_answers_have_evidence(self):
        answers = self.base.ask("which models use GRPO")["answers"]
        first = next(a for a in answers if a["report"] == "deepseek-r1.pdf")
        self.assertEqual((first["model"], first["field"], first["value"]), ("DeepSeek-R1-Zero", "rl.algorithm", "GRPO"))
        self.assertEqual(first["evidence"][0]["page"], 2)
        self.assertIn("GRPO", first["evidence"][0]["quote"])

    def test_chinese(self):
        self.assertEqual(self.base.ask("哪些模型用 Muon 优化器")["answers"][0]["model"], "GLM-4.5")

    def test_no_answer_is_no_error(self):
        self.assertEqual(self.base.ask("which models use Sophia")["answers"], [])

    def test_records(self):
        self.assertEqual(self.base.reports(), ["deepseek-r1.pdf", "glm-4.5.md"])
        record = self.base.record("glm-4.5")
        self.assertEqual(record["report"], "glm-4.5.md")
        self.assertIn("Muon", [f["value"] for f in record["facts"] if f["field"] == "pretrain.optimizer"])

    def test_errors(self):
        with self.assertRaisesRegex(colophon.Error, "no report or model"):
            self.base.record("no-such-report")
        with self.assertRaisesRegex(colophon.Error, "nowhere"):
            colophon.open(self.folder / "nowhere")
        reader = colophon.open(self.folder / "kb")
        with self.assertRaisesRegex(colophon.Error, "open for reading"):
            reader.index([REPORTS])


if __name__ == "__main__":
    unittest.main()
