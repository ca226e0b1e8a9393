"""A terminal that remembers when each of its rows had which content: as much of ECMA-48 as labctl, bash and ssh write."""

import codecs
import re

# Anything else that begins with ESC is left out: modes, titles, the cursor's look.
SEQUENCE = re.compile(r"\x1b(?:\[([?0-9;]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Za-z]|[=>78])")


class Terminal:
    """Rows are counted from the first one ever written; the screen shows the last of them."""

    def __init__(self, columns, height):
        self.columns, self.height = columns, height
        self.row = self.column = 0
        self.rows = [[]]
        self.look = ()
        self.wraps = True
        self.history = {}  # row: [(seconds, cells), …]
        self.tops = [(0.0, 0)]  # (seconds, the first row on the screen)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rest = ""

    def write(self, data, at):
        """Takes what a program wrote, and remembers which rows it changed at that second."""
        text = self.rest + self.decoder.decode(data)
        self.rest, position = "", 0
        while position < len(text):
            if text[position] == "\x1b":
                match = SEQUENCE.match(text, position)
                if not match:
                    self.rest = text[position:]
                    break
                self.control(match[1] or "", match[2] or "")
                position = match.end()
            else:
                self.put(text[position])
                position += 1
        self.remember(at)

    @property
    def top(self):
        return max(0, len(self.rows) - self.height)

    def text(self):
        """What the screen shows, without looks."""
        return "\n".join("".join(c for c, _ in row).rstrip() for row in self.rows[self.top:])

    def put(self, character):
        if character == "\n":
            self.row += 1
            if self.row == len(self.rows):
                self.rows.append([])
        elif character == "\r":
            self.column = 0
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character >= " ":
            if self.column >= self.columns:
                if not self.wraps:
                    return
                self.put("\r")
                self.put("\n")
            row = self.rows[self.row]
            row += [(" ", ())] * (self.column + 1 - len(row))
            row[self.column] = (character, self.look)
            self.column += 1

    def control(self, parameters, final):
        numbers = [int(number or 0) for number in parameters.lstrip("?").split(";")]
        if parameters.startswith("?"):
            if numbers == [7]:
                self.wraps = final == "h"
        elif final == "A":
            self.row = max(self.top, self.row - max(1, numbers[0]))
        elif final == "C":
            self.column += max(1, numbers[0])
        elif final == "D":
            self.column = max(0, self.column - max(1, numbers[0]))
        elif final in ("J", "K"):
            del self.rows[self.row][self.column:]
            if final == "J":
                for row in self.rows[self.row + 1:]:
                    row.clear()
        elif final == "m":
            for number in numbers:
                self.look = () if number == 0 else self.look + (number,)

    def remember(self, at):
        """Empty rows below the cursor were passing ones: the screen does not keep them."""
        while len(self.rows) > self.row + 1 and not self.rows[-1]:
            self.rows.pop()
        for number in range(max(len(self.rows), len(self.history))):
            cells = tuple(self.rows[number]) if number < len(self.rows) else ()
            versions = self.history.setdefault(number, [])
            if not versions and not cells or versions and versions[-1][1] == cells:
                continue
            versions.append((at, cells))
        if self.top != self.tops[-1][1]:
            self.tops.append((at, self.top))
