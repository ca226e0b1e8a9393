"""Takes a configuration into use: tried first, then written, then either a few commands or a reload."""

import logging
import subprocess
import time
from pathlib import Path

from configuration import configuration, digest
from runtime import Runtime, changes

log = logging.getLogger("balancer")


class HAProxy:
    """The HAProxy of this host, and the one file of its configuration that is ours."""

    def __init__(self, folder, main="/etc/haproxy/haproxy.cfg", runtime=None):
        self.folder, self.file, self.main = Path(folder), Path(folder) / "kubernetes.cfg", main
        self.runtime = runtime or Runtime()
        self.not_before = 0

    def refusal(self, plan):
        """What `haproxy -c` says against a plan; nothing where it is content."""
        text = configuration(plan)
        if self.file.exists() and self.file.read_text() == text:
            return ""
        for path, content in plan.files.items():
            self.write(Path(path), content)
        candidate = self.folder / "candidate"
        self.write(candidate, text)
        command = ["haproxy", "-c", "-f", self.main, "-f", candidate]
        trial = subprocess.run(command, capture_output=True, text=True, check=False)
        return "" if trial.returncode == 0 else trial.stderr[-2000:] or "it has no word for it"

    def install(self, plan):
        """The file is what HAProxy finds when it starts, so it changes with every pod, in one move."""
        text = configuration(plan)
        if not self.file.exists() or self.file.read_text() != text:
            self.write(self.file, text)
        for file in (self.folder / "certificates").glob("*"):
            if str(file) not in plan.files:
                file.unlink()

    def write(self, path, content):
        """A file is there in full or not at all, and never readable by others."""
        path.parent.mkdir(mode=0o700, exist_ok=True)
        new = path.with_name(path.name + ".new")
        new.write_text(content)
        new.replace(path)

    def take_in(self, plan):
        """Brings the HAProxy that runs up to the plan. False: there is more to do, come again."""
        if self.runtime.rules() != digest(plan):
            return self.reload(plan)
        for command in changes(plan.backends, self.runtime.servers()):
            answer = self.runtime.ask(command)
            if not command.startswith("del"):
                log.info("%s%s", command, f": {answer}" if answer else "")
        return not any(changes(plan.backends, self.runtime.servers()))

    def reload(self, plan):
        """Not more than one reload a second, however much happens; after one that had no effect not for ten."""
        if time.monotonic() < self.not_before:
            return False
        before = self.runtime.worker_id()
        self.runtime.reload()
        self.wait_for_another_than(before)
        taken = self.runtime.rules() == digest(plan)
        self.not_before = time.monotonic() + (1 if taken else 10)
        log.info("reloaded" if taken else f"reloaded, but HAProxy does not read {self.file}")
        return False

    def wait_for_another_than(self, worker):
        """Commands that come too early would be heard by the old worker, and forgotten."""
        for _ in range(100):
            time.sleep(0.05)
            try:
                if self.runtime.worker_id() != worker:
                    return
            except OSError:
                continue
