"""The balancer: what services ask for in Kubernetes, this host's HAProxy does.

Threads follow the API server and keep a picture of what is wanted. This loop wakes up when the picture changes,
draws up a plan, and makes HAProxy follow it. Where the API cannot be reached, the picture stays as it was.
"""

import argparse
import importlib
import logging
import sys
import time

from haproxy import HAProxy
from telling import Teller
from trial import acceptable
from watching import API, Watch, World

log = logging.getLogger("balancer")

# Changes come in bursts: a tenth of a second later most of the others are there as well.
GATHER = 0.1


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kubeconfig", required=True)
    arguments.add_argument("--folder", default="/var/lib/balancer")
    arguments.add_argument("--source", action="append", default=["services"], help="a module that finds routes")
    options = arguments.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    Balancer(options).run()


class Balancer:
    """One loop, and what it remembers from one turn to the next."""

    def __init__(self, options):
        self.sources = [importlib.import_module(source) for source in options.source]
        self.api, self.world = API(options.kubeconfig), World()
        self.haproxy, self.teller = HAProxy(options.folder), Teller(self.api)
        self.refused = set()
        watched = {kind: path for source in self.sources for kind, path in source.WATCHED.items()}
        self.watches = [Watch(self.api, self.world, kind, path) for kind, path in watched.items()]

    def run(self):
        for watch in self.watches:
            watch.start()
        done = True
        while True:
            self.world.changed.wait(timeout=5 if done else 0.5)
            time.sleep(GATHER)
            self.world.changed.clear()
            done = self.turn()

    def turn(self):
        """True: there is nothing more to do."""
        world = self.world.copy()
        if any(watch.kind not in world for watch in self.watches):
            return False  # half a picture is no picture: HAProxy goes on with what it knew
        wanted = acceptable(world, self.sources, self.refused, self.haproxy.refusal)
        if wanted is None:
            return True
        self.teller.tell(wanted.left_out)
        try:
            self.haproxy.install(wanted)
            return self.haproxy.take_in(wanted)
        except OSError as error:
            log.warning("HAProxy cannot be asked: %s", error)
            return False


if __name__ == "__main__":
    main()
