"""Answers for cluster.local with what the Kubernetes API says, as soon as the API says it.

Two threads follow all Services and all Endpoints of the cluster and hand on every change. Only the main thread takes
changes over: it computes the whole zone anew and puts it in the place of the old one. Questions are answered from the
zone alone. The API is not asked then, so while it is away what was known is still answered.

dnsmasq stands in front (127.0.0.1:5353) and sends whatever ends in cluster.local here (127.0.0.1:10053).
"""

import json
import os
import queue
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dnslib import QTYPE, DNSRecord
from dnslib.server import DNSHandler, DNSLogger, DNSServer
from kubernetes import client, config, watch
from urllib3.exceptions import HTTPError

from zone import ZONE, answer, zone


def ask(name, kind):
    """Asks dnsmasq, as the pods do."""
    return DNSRecord.parse(DNSRecord.question(name, kind).send("127.0.0.1", 5353, timeout=1))


class Answers:
    """Answers what dnslib's servers were asked, each question in a thread of its own."""

    def __init__(self):
        self.names = None
        self.aliases = threading.BoundedSemaphore(10)  # an alias of an alias of itself: so often, and no further

    def resolve(self, question, _):
        reply = answer(self.names, question)
        for record in [r for r in reply.rr if r.rtype == QTYPE.CNAME != question.q.qtype]:
            if self.aliases.acquire(blocking=False):
                try:
                    reply.add_answer(*ask(str(record.rdata.label), QTYPE[question.q.qtype]).rr)
                finally:
                    self.aliases.release()
        return reply


class Ready(BaseHTTPRequestHandler):
    """The kubelet's question whether this pod may be asked: it may, if dnsmasq finds a name here."""

    def do_GET(self):
        self.send_response(200 if ask("kubernetes.default.svc." + ZONE, "A").rr else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


def serve(answers):
    DNSHandler.udplen = 1232  # a longer answer is asked for again, over TCP
    for tcp in (False, True):
        DNSServer(answers, address="127.0.0.1", port=10053, tcp=tcp, logger=DNSLogger("error")).start_thread()
    threading.Thread(target=ThreadingHTTPServer(("", 8080), Ready).serve_forever).start()


# The API. It is asked for everything once, and then tells what changes.


def follow(kind, list_all, changes):
    """Puts all objects of a kind into `changes`, and then, for ever, each that is added, modified or deleted."""
    version = None
    while True:
        try:
            if version is None:
                listed = json.loads(list_all(_preload_content=False, _request_timeout=(2, 10)).data)
                version = listed["metadata"]["resourceVersion"]
                changes.put((kind, "LISTED", listed["items"]))
            # A master whose power is cut closes no connection. So the API is to end each after ten seconds; if it has
            # not after fifteen, we do. The next one tells what came after the last that we know of.
            limits = {"timeout_seconds": 10, "_request_timeout": (2, 15)}
            for event in watch.Watch().stream(list_all, resource_version=version, **limits):
                version = event["raw_object"]["metadata"]["resourceVersion"]
                changes.put((kind, event["type"], event["raw_object"]))
        except Exception as error:  # pylint: disable=broad-except
            print(kind, getattr(error, "status", ""), getattr(error, "reason", error))
            if not isinstance(error, HTTPError):  # 410 Gone: what came after that is no longer known. From the beginning
                version = None
            time.sleep(1)


def learn(known, kind, change, what):
    """Takes a change over into what is known: for each kind its objects, by namespace and name."""
    key = lambda thing: (thing["metadata"]["namespace"], thing["metadata"]["name"])
    if change == "LISTED":
        known[kind] = {key(thing): thing for thing in what}
    elif change == "DELETED":
        known[kind].pop(key(what), None)
    else:
        known[kind][key(what)] = what


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    config.load_incluster_config()
    api, changes, known, answers = client.CoreV1Api(), queue.Queue(), {}, Answers()
    for kind in ("service", "endpoints"):
        list_all = getattr(api, f"list_{kind}_for_all_namespaces")
        threading.Thread(target=follow, args=(kind, list_all, changes)).start()
    while True:
        learn(known, *changes.get())
        if changes.empty() and len(known) == 2:  # before that, we would say that names do not exist which do
            first, answers.names = answers.names is None, zone(known["service"], known["endpoints"])
            if first:
                serve(answers)


if __name__ == "__main__":
    main()
