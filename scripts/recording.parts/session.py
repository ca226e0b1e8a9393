"""Types a session of the tutor into a real labctl on a terminal, and draws what was seen: session.py LAB-FOLDER SVG"""

import os
import pty
import select
import sys
import termios
import time

from drawing import draw
from terminal import Terminal

COLUMNS, HEIGHT = 88, 28
LONGEST_WAIT = 0.7  # seconds that a wait for labctl takes when the recording is played
CHOICE, BY_HAND = "[?]\n>", "[b]ack to the choices\n>"


class Session:
    """A shell on a terminal of its own; seconds are those of the recording, in which long waits are short."""

    def __init__(self, folder):
        self.terminal = Terminal(COLUMNS, HEIGHT)
        self.seconds, self.still, self.keys = 0.0, 0.0, {}
        pid, self.file = pty.fork()
        if pid == 0:
            os.chdir(folder)
            environment = {**os.environ, "PS1": "$ ", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            os.execvpe("bash", ["bash", "--norc", "--noprofile"], environment)
        termios.tcsetwinsize(self.file, (HEIGHT, COLUMNS))

    def read(self, patience):
        """Takes what is printed next; false where nothing came for so many seconds."""
        begin = time.monotonic()
        if not select.select([self.file], [], [], patience)[0]:
            return False
        data = os.read(self.file, 65536)
        self.seconds += min(time.monotonic() - begin, LONGEST_WAIT)
        self.terminal.write(data, self.seconds)
        return True

    def see(self, words):
        """Waits until the screen ends with the words."""
        deadline = time.monotonic() + 90
        while not self.terminal.text().rstrip().endswith(words):
            if time.monotonic() > deadline or not self.read(60):
                sys.exit(f"recording: {words!r} did not come; the screen says:\n{self.terminal.text()}")
        while self.read(0.3):
            pass

    def type(self, text, after=1.2):
        """Types a line, a key at a time, after a pause for the reader."""
        self.seconds += after
        for key in text + "\n":
            row, column = self.terminal.row, self.terminal.column
            os.write(self.file, key.encode())
            self.seconds += 0.07
            if key != "\n":
                self.keys.setdefault(row, set()).add(column)
                while self.terminal.column == column and self.read(5):
                    pass

    def keep_as_still(self):
        """The screen as it is now is what a reader sees who wants no motion."""
        self.still = self.seconds + 0.05


def play(session):
    session.see("$")
    session.type("labctl run 01-web.md", after=0.6)
    for reading in (4.0, 3.0, 2.0):  # the package, the certificate, and who trusts it
        session.see(CHOICE)
        session.type("r", after=reading)
    session.see(CHOICE)  # the page, by hand, and wrong at first
    session.type("m", after=3.0)
    session.see(BY_HAND)
    session.type("o")
    session.see("#")
    session.type("mkdir -p /srv/www && echo Hello >/srv/www/index.html")
    session.see("#")
    session.type("exit", after=0.5)
    session.see(BY_HAND)
    session.type("", after=1.0)
    session.see(BY_HAND)
    session.keep_as_still()
    session.type("d", after=3.0)
    session.see(BY_HAND)
    session.type("b", after=3.0)
    session.see(CHOICE)
    for reading in (1.0, 2.5, 2.0):  # the page, the site, the restarts
        session.type("r", after=reading)
        session.see(CHOICE)
    session.type("h", after=2.0)
    session.see(CHOICE)
    session.type("r", after=3.0)
    session.see(CHOICE)  # the drill
    session.type("r", after=4.0)
    session.see("[y/N]")
    session.type("y")
    session.see("$")
    session.seconds += 5


if __name__ == "__main__":
    folder, picture = sys.argv[1:]
    session = Session(folder)
    play(session)
    title = "A session of labctl's tutor: it installs a web server, looks at what a student did by hand, and kills the server"
    svg = draw(session.terminal, session.seconds, session.still, title, session.keys)
    with open(picture, "w", encoding="utf-8") as file:
        file.write(svg)
    print(f"{picture}: {session.seconds:.0f} s, {len(svg) // 1024} KiB")
