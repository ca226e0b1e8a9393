"""Tells the owner of an object why it is not served: in the journal, and as an Event that `kubectl describe` shows."""

import logging
import socket
import threading
from datetime import datetime, timezone

from model import name

log = logging.getLogger("balancer")


class Teller:
    """Says everything once for each state of an object."""

    def __init__(self, api):
        self.api, self.told = api, set()

    def tell(self, left_out):
        now = {(it.owner["kind"], name(it.owner), it.owner["metadata"].get("resourceVersion"), it.reason): it
               for it in left_out}
        for key in now.keys() - self.told:
            log.warning("%s %s is left out: %s", key[0], key[1], key[3])
            threading.Thread(target=self.post, args=[event(now[key])], daemon=True).start()
        self.told = set(now)

    def post(self, body):
        """Nobody waits for it, and an Event that cannot be written is no reason to stop."""
        try:
            self.api.call("POST", f"/api/v1/namespaces/{body['metadata']['namespace']}/events", body=body)
        except Exception as error:  # pylint: disable=broad-except
            log.warning("the Event cannot be written: %s", str(error)[:200])


def event(left_out):
    """The Event's object."""
    owner, now = left_out.owner, datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    metadata = owner["metadata"]
    return {
        "apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "LeftOut", "message": left_out.reason,
        "metadata": {"generateName": f"{metadata['name'][:50]}.", "namespace": metadata["namespace"]},
        "involvedObject": {
            "kind": owner["kind"], "namespace": metadata["namespace"], "name": metadata["name"],
            "uid": metadata.get("uid"), "resourceVersion": metadata.get("resourceVersion"),
        },
        "source": {"component": "balancer", "host": socket.gethostname()},
        "firstTimestamp": now, "lastTimestamp": now, "count": 1,
    }
