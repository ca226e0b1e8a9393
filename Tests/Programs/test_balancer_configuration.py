"""Objects in, a configuration out: each case is a folder. `WRITE=1` writes what comes out as the expectation."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from balancing import MAIN, cases, world

# pylint: disable=wrong-import-order
import ingresses
import services
from configuration import configuration, digest
from plan import plan


def planned(text):
    return plan(world(text), [services, ingresses])


class Configuration(unittest.TestCase):
    def test_each_case_gives_what_its_folder_says(self):
        for case in cases("cases"):
            with self.subTest(case.name):
                text = configuration(planned((case / "objects.yaml").read_text()))
                expected = case / "haproxy.cfg"
                if os.environ.get("WRITE"):
                    expected.write_text(text)
                self.assertEqual(text, expected.read_text())

    def test_haproxy_accepts_each_of_them(self):
        for case in cases("cases"):
            with self.subTest(case.name), tempfile.TemporaryDirectory() as folder:
                main = Path(folder) / "main.cfg"
                main.write_text(MAIN.format(folder=folder))
                command = ["haproxy", "-c", "-q", "-f", main, "-f", case / "haproxy.cfg"]
                trial = subprocess.run(command, capture_output=True, text=True, check=False)
                self.assertEqual((trial.returncode, trial.stderr), (0, ""))

    def test_pods_that_come_and_go_do_not_ask_for_a_reload(self):
        text = (cases("cases")[1] / "objects.yaml").read_text()
        before = planned(text)
        after = planned(text.replace("10.80.2.3", "10.80.2.4").replace("shop-b", "shop-c"))
        self.assertEqual(digest(before), digest(after))
        self.assertNotEqual(configuration(before), configuration(after))

    def test_the_order_in_which_objects_are_told_does_not_matter(self):
        for case in cases("cases"):
            with self.subTest(case.name):
                text = (case / "objects.yaml").read_text()
                backwards = "\n---\n".join(reversed(text.split("\n---\n")))
                self.assertEqual(
                    configuration(planned(text)), configuration(planned(backwards)))

    def test_no_left_out_word_becomes_a_line_of_its_own(self):
        case = [case for case in cases("cases") if case.name == "bad-annotations"][0]
        for line in (case / "haproxy.cfg").read_text().splitlines():
            self.assertFalse(line.startswith("backend evil"), line)


if __name__ == "__main__":
    unittest.main()
