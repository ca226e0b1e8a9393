"""The watcher keeps up with an API that ends its answers, forgets, and breaks connections."""

import http.server
import json
import queue
import sys
import threading
import unittest
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from dnslib import A, CNAME, QTYPE, RR, DNSRecord
from kubernetes import client

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "guide/assets/dns"))

import watcher  # noqa: E402  pylint: disable=wrong-import-position


def service(name, version, **spec):
    metadata = {"name": name, "namespace": "default", "resourceVersion": str(version)}
    return {"metadata": metadata, "spec": {"type": "ClusterIP", "clusterIP": "10.254.0.80", **spec}}


def listed(version, *items):
    return {"metadata": {"resourceVersion": str(version)}, "items": items}


def event(change, thing):
    return {"type": change, "object": thing}


class FakeAPI(http.server.ThreadingHTTPServer):
    """Gives its answers in turn: an object, a list of events, or a status. It keeps what it was asked."""

    daemon_threads = True

    def __init__(self, *answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked, self.done = list(answers), [], threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # pylint: disable=invalid-name
        since = self.path.partition("resourceVersion=")[2].partition("&")[0]
        self.server.asked.append(f"what came after {since}" if since else "all")
        if not self.server.answers:
            self.server.done.set()
            threading.Event().wait()  # for ever
        answer = self.server.answers.pop(0)
        if answer == "break":
            return  # the connection ends before anything was said
        self.send_response(answer if isinstance(answer, int) else 200)
        self.end_headers()
        for part in answer if isinstance(answer, list) else [answer]:
            self.wfile.write(json.dumps(part).encode() + b"\n")

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass


class Follow(unittest.TestCase):
    def told(self, *answers):
        """What was asked, and the changes that were handed on, until the API has no more to say."""
        server, changes = FakeAPI(*answers), queue.Queue()
        api = client.CoreV1Api(client.ApiClient(client.Configuration(host=f"http://127.0.0.1:{server.server_port}")))
        arguments = ("service", api.list_service_for_all_namespaces, changes)
        with patch("time.sleep"), redirect_stdout(StringIO()):
            threading.Thread(target=watcher.follow, args=arguments, daemon=True).start()
            self.assertTrue(server.done.wait(10), server.asked)
        handed_on = []
        while not changes.empty():
            kind, change, what = changes.get()
            self.assertEqual(kind, "service")
            things = what if change == "LISTED" else [what]
            handed_on.append(" ".join([change] + [thing["metadata"]["name"] for thing in things]))
        return server.asked, handed_on

    def test_asks_for_all_and_then_for_what_came_after(self):
        asked, changes = self.told(
            listed(5, service("a", 3), service("b", 4)),
            [event("ADDED", service("c", 6)), event("DELETED", service("a", 7))],
        )
        self.assertEqual(asked, ["all", "what came after 5", "what came after 7"])
        self.assertEqual(changes, ["LISTED a b", "ADDED c", "DELETED a"])

    def test_goes_on_where_it_was_when_an_answer_ends_with_nothing_new(self):
        asked, _ = self.told(listed(5), [], [], [event("MODIFIED", service("a", 9))])
        self.assertEqual(asked, ["all"] + ["what came after 5"] * 3 + ["what came after 9"])

    def test_goes_on_where_it_was_when_a_connection_breaks(self):
        often = ["break"] * 5  # the library tries four times before it gives up
        asked, changes = self.told(listed(5), [event("ADDED", service("a", 6))], *often, [event("ADDED", service("b", 7))])
        self.assertEqual(changes, ["LISTED", "ADDED a", "ADDED b"])
        self.assertEqual(asked, ["all", "what came after 5"] + ["what came after 6"] * 6 + ["what came after 7"])

    def test_begins_anew_when_the_api_has_forgotten(self):
        gone = {"kind": "Status", "code": 410, "reason": "Expired", "message": "too old resource version"}
        asked, changes = self.told(listed(5, service("a", 3)), [event("ERROR", gone)], listed(90, service("b", 80)))
        self.assertEqual(asked, ["all", "what came after 5", "all", "what came after 90"])
        self.assertEqual(changes, ["LISTED a", "LISTED b"])

    def test_begins_anew_when_the_api_says_gone_at_once(self):
        asked, _ = self.told(listed(5), 410, listed(90))
        self.assertEqual(asked, ["all", "what came after 5", "all", "what came after 90"])

    def test_asks_again_when_it_may_not_list(self):
        asked, changes = self.told(403, 500, listed(5))
        self.assertEqual(asked, ["all", "all", "all", "what came after 5"])
        self.assertEqual(changes, ["LISTED"])


class Learn(unittest.TestCase):
    def names(self, *changes):
        known = {}
        for change, what in changes:
            watcher.learn(known, "service", change, what)
        return [name for _, name in known["service"]]

    def test_a_list_replaces_all_that_was_known(self):
        self.assertEqual(self.names(("LISTED", [service("a", 1)]), ("LISTED", [service("b", 2)])), ["b"])

    def test_changes_add_and_take_away(self):
        first = ("LISTED", [service("a", 1), service("b", 2)])
        self.assertEqual(self.names(first, ("ADDED", service("c", 3)), ("DELETED", service("a", 4))), ["b", "c"])

    def test_what_is_deleted_and_was_not_known_is_no_trouble(self):
        self.assertEqual(self.names(("LISTED", []), ("DELETED", service("a", 4))), [])


class Aliases(unittest.TestCase):
    def setUp(self):
        self.answers = watcher.Answers()
        alias = service("mail", 1, type="ExternalName", externalName="dagda.celtic.lab")
        self.answers.names = watcher.zone({("default", "mail"): alias}, {})
        self.question = DNSRecord.question("mail.default.svc.cluster.local", "A")

    def test_are_followed(self):
        found = DNSRecord.question("dagda.celtic.lab").reply()
        found.add_answer(RR("dagda.celtic.lab", QTYPE.A, rdata=A("10.0.0.50")))
        with patch("watcher.ask", return_value=found) as ask:
            reply = self.answers.resolve(self.question, None)
        ask.assert_called_once_with("dagda.celtic.lab.", "A")
        self.assertEqual([record.rdata for record in reply.rr], [CNAME("dagda.celtic.lab"), A("10.0.0.50")])

    def test_of_themselves_come_to_an_end(self):
        asked = []

        def again(*_):
            asked.append(1)
            return self.answers.resolve(self.question, None)

        with patch("watcher.ask", side_effect=again):
            self.answers.resolve(self.question, None)
        self.assertEqual(len(asked), 10)

    def test_can_be_followed_again_afterwards_even_where_nobody_answered(self):
        for _ in range(20):
            with patch("watcher.ask", side_effect=TimeoutError), self.assertRaises(TimeoutError):
                self.answers.resolve(self.question, None)


if __name__ == "__main__":
    unittest.main()
