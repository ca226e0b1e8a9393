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
from plan import each
from telling import Teller
from trial import acceptable
from watching import API, Watch, World

log = logging.getLogger("balancer")

# Changes come in bursts: a tenth of a second later most of the others are there as well.
GATHER = 0.1


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kubeconfig", required=True)
    arguments.add_argument("--folder", default="/var/lib/balancer", help="where the configuration is kept")
    arguments.add_argument("--part", action="append", default=["services"], help="a module that finds routes")
    arguments.add_argument("--address", default="", help="where clients find us; parts may want to tell it")
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    Balancer(arguments.parse_args()).run()


class Balancer:
    """One loop, and what it remembers from one turn to the next."""

    def __init__(self, options):
        self.parts = [importlib.import_module(part) for part in options.part]
        self.api, self.world = API(options.kubeconfig), World()
        self.haproxy, self.teller = HAProxy(options.folder), Teller(self.api)
        self.options, self.watches, self.refused, self.trouble = options, {}, set(), ""

    def run(self):
        done = False
        self.world.changed.set()
        while True:
            self.world.changed.wait(timeout=5 if done else 0.1)
            time.sleep(GATHER)
            self.world.changed.clear()
            done = self.turn()

    def turn(self):
        """True: there is nothing more to do. Half a picture is no picture: before everything was heard once, HAProxy
        goes on with what it knew."""
        heard = all(watch.answered for watch in self.watches.values())
        world = self.world.copy()
        if self.listen(world) or not heard:
            return False
        plan = acceptable(world, self.parts, self.refused, self.haproxy.refusal)
        if plan is None:
            return True
        done = self.make(plan)
        self.teller.tell(plan.left_out)
        each(self.parts, "report", self.api, world, plan, self.options)
        return done

    def listen(self, world):
        """Begins to follow what is wanted, and ends what is not wanted any more. True: something is new, and not heard."""
        wanted = {kind: interest for some in each(self.parts, "watched", world) for kind, interest in some.items()}
        new = wanted.keys() - self.watches.keys()
        for kind in new:
            self.watches[kind] = Watch(self.api, self.world, kind, wanted[kind])
            self.watches[kind].start()
        for kind in self.watches.keys() - wanted.keys():
            self.watches.pop(kind).wanted = False
            self.world.forget(kind)
        return bool(new)

    def make(self, plan):
        """HAProxy does what the plan says, now or, where it does not run, when it starts."""
        try:
            self.haproxy.install(plan)
            done, trouble = self.haproxy.take_in(plan), ""
        except OSError as error:
            done, trouble = False, f"HAProxy cannot be asked: {error}"
        if trouble and trouble != self.trouble:
            log.warning(trouble)
        self.trouble = trouble
        return done


if __name__ == "__main__":
    main()
