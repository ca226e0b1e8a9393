"""No configuration is used that HAProxy has not accepted, and no single object can stand in the way of all others."""

import logging
from bisect import bisect_left

from plan import plan

log = logging.getLogger("balancer")


def acceptable(world, parts, refused, refusal):
    """The plan with everything that HAProxy accepts. Who is to blame for a refusal is put down in `refused`.

    Nothing where HAProxy refuses even an empty plan: then its own configuration is broken, and stays as it runs.
    """
    while True:
        wanted = plan(world, parts, refused)
        words = refusal(wanted)
        if not words:
            return wanted
        guilty = culprit(world, parts, refused, refusal, wanted.owners)
        log.error("HAProxy refuses %s: %s", " ".join(guilty or ("its own configuration",)), words)
        if not guilty:
            return None
        refused.add(guilty)


def culprit(world, parts, refused, refusal, owners):
    """The first object, from the oldest on, with which it goes wrong; found by halving, for each trial costs time."""

    def wrong(count):
        return bool(refusal(plan(world, parts, refused | set(owners[count:]))))

    count = bisect_left(range(len(owners) + 1), True, key=wrong)
    return owners[count - 1] if 0 < count <= len(owners) else None
