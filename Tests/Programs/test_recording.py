"""The terminal and the drawing of scripts/recording: what was seen when, and what a still shows."""

import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts/recording.parts"))
from drawing import draw  # noqa: E402
from terminal import Terminal  # noqa: E402


def texts(terminal, row):
    """What stood in a row, and from when on."""
    return [(at, "".join(c for c, _ in cells)) for at, cells in terminal.history[row]]


class ATerminal(unittest.TestCase):
    def setUp(self):
        self.terminal = Terminal(10, 3)

    def test_remembers_what_a_passing_row_said_and_what_took_its_place(self):
        self.terminal.write(b"1 of 2\n", 1.0)
        self.terminal.write(b"\r\x1b[1A\x1b[Jdone\n", 2.0)
        self.assertEqual(texts(self.terminal, 0), [(1.0, "1 of 2"), (2.0, "done")])

    def test_scrolls_when_its_rows_are_full(self):
        self.terminal.write(b"a\r\nb\r\nc\r\nd", 1.0)
        self.assertEqual(self.terminal.tops[-1], (1.0, 1))
        self.assertEqual(self.terminal.text(), "b\nc\nd")

    def test_wraps_a_long_row_and_cuts_it_where_wrapping_is_off(self):
        self.terminal.write(b"0123456789ab\r\n\x1b[?7l0123456789ab\x1b[?7h", 1.0)
        self.assertEqual(self.terminal.text(), "0123456789\nab\n0123456789")

    def test_takes_sequences_and_letters_that_were_cut_in_two(self):
        self.terminal.write(b"\x1b[3", 1.0)
        self.terminal.write(b"1m\xe2\x9c", 1.0)
        self.terminal.write(b"\x97\x1b[0m", 1.0)
        self.assertEqual(self.terminal.rows[0], [("✗", (31,))])

    def test_leaves_out_titles_and_modes(self):
        self.terminal.write(b"\x1b]0;title\x07\x1b[?2004hls", 1.0)
        self.assertEqual(self.terminal.text(), "ls")


class ADrawing(unittest.TestCase):
    def setUp(self):
        terminal = Terminal(20, 2)
        terminal.write(b"$ run <b>\r\n", 1.0)
        terminal.write(b"waiting\r", 2.0)
        terminal.write(b"\x1b[32mholds\x1b[0m  \r\n$", 3.0)
        self.tree = ElementTree.fromstring(draw(terminal, 5.0, 2.5, "A <title>", {0: {2}}))

    def rows(self, hidden):
        groups = self.tree.iterfind(".//{*}g/{*}g")
        return ["".join(g.itertext()) for g in groups if (" gone" in g.get("class")) == hidden]

    def test_shows_without_motion_what_was_there_at_the_still(self):
        self.assertEqual(self.rows(hidden=False), ["$ run <b>", "waiting"])
        self.assertEqual(self.rows(hidden=True), ["holds$"])  # rows of one time are one group

    def test_names_looks_and_keys_by_classes(self):
        classes = {span.text: span.get("class") for span in self.tree.iterfind(".//{*}tspan")}
        self.assertEqual(classes["holds"], "green")
        self.assertEqual(classes["r"], "key")

    def test_moves_only_for_who_wants_motion(self):
        style = self.tree.find("{*}style").text
        self.assertEqual(style.count("animation"), style.split("no-preference", 1)[1].count("animation"))


if __name__ == "__main__":
    unittest.main()
