"""The watch keeps up with an API server that ends streams, forgets, fails and falls silent."""

import http.server
import json
import logging
import threading
import time
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlparse

import balancing  # noqa: F401  pylint: disable=unused-import

# pylint: disable=wrong-import-order
from model import Interest
from watching import API, Watch, World

logging.disable()

KUBECONFIG = """
apiVersion: v1
kind: Config
current-context: test
clusters: [{{name: test, cluster: {{server: "http://127.0.0.1:{port}"}}}}]
users: [{{name: test, user: {{}}}}]
contexts: [{{name: test, context: {{cluster: test, user: test}}}}]
"""


def service(name, version):
    return {"kind": "Service", "metadata": {"name": name, "namespace": "default", "resourceVersion": str(version)}}


def told(kind, thing):
    return {"type": kind, "object": thing}


class FakeAPI(http.server.ThreadingHTTPServer):
    """Answers lists and streams out of two scripts, in turn, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self, lists, streams):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lists, self.streams, self.asked = list(lists), list(streams), []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # pylint: disable=invalid-name
        query = parse_qs(urlparse(self.path).query)
        if "watch" in query:
            self.server.asked.append("from " + query["resourceVersion"][0])
            self.stream(self.server.streams.pop(0) if self.server.streams else [])
        else:
            self.server.asked.append("list")
            answer = self.server.lists.pop(0)
            self.answer(answer if isinstance(answer, int) else 200, answer)

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, events):
        if isinstance(events, int):
            self.answer(events, "")
            return
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            data = json.dumps(event).encode() + b"\n"
            for part in (data[:7], data[7:]):  # an event need not come in one piece
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        if not self.server.streams:
            time.sleep(30)
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


def items(version, *services):
    return {"kind": "ServiceList", "metadata": {"resourceVersion": str(version)}, "items": list(services)}


class Watching(unittest.TestCase):
    def follow(self, lists, streams, until):
        """Follows a scripted server until the names that are known are `until`; what the server was asked."""
        server = FakeAPI(lists, streams)
        with TemporaryDirectory() as folder:
            config = Path(folder) / "config"
            config.write_text(KUBECONFIG.format(port=server.server_address[1]))
            world = World()
            watch = Watch(API(str(config)), world, "services", Interest("/api/v1/services"))
            watch.start()
            end = time.monotonic() + 10
            while time.monotonic() < end:
                names = sorted(name for _, name in world.copy().get("services", {}))
                if names == until and not server.streams and not server.lists:
                    break
                time.sleep(0.02)
            watch.wanted = False
            server.shutdown()
            server.server_close()
        self.assertEqual(names, until)
        return server.asked

    def test_a_list_and_then_what_changes(self):
        events = [told("ADDED", service("b", 6)), told("DELETED", service("a", 7))]
        asked = self.follow([items(5, service("a", 1))], [events], ["b"])
        self.assertEqual(asked, ["list", "from 5"])

    def test_a_stream_that_ends_is_followed_by_one_from_where_it_was(self):
        streams = [[told("ADDED", service("b", 6))], [told("ADDED", service("c", 7))]]
        asked = self.follow([items(5)], streams, ["b", "c"])
        self.assertEqual(asked, ["list", "from 5", "from 6"])

    def test_a_bookmark_moves_the_place_and_is_no_object(self):
        streams = [[told("BOOKMARK", {"kind": "Service", "metadata": {"resourceVersion": "90"}})], []]
        asked = self.follow([items(5, service("a", 1))], streams, ["a"])
        self.assertEqual(asked, ["list", "from 5", "from 90"])

    def test_a_place_that_is_forgotten_asks_for_a_new_list(self):
        gone = [told("ERROR", {"kind": "Status", "code": 410, "message": "too old resource version"})]
        asked = self.follow([items(5, service("a", 1)), items(50, service("z", 44))], [gone, []], ["z"])
        self.assertEqual(asked, ["list", "from 5", "list", "from 50"])

    def test_so_does_an_answer_410(self):
        asked = self.follow([items(5, service("a", 1)), items(50, service("z", 44))], [410, []], ["z"])
        self.assertEqual(asked, ["list", "from 5", "list", "from 50"])

    def test_a_server_in_trouble_is_asked_again_and_what_is_known_stays(self):
        asked = self.follow([items(5, service("a", 1))], [500, [told("ADDED", service("b", 6))]], ["a", "b"])
        self.assertEqual(asked, ["list", "from 5", "from 5"])

    def test_nothing_is_known_before_the_first_list(self):
        asked = self.follow([503, items(5, service("a", 1))], [[]], ["a"])
        self.assertEqual(asked, ["list", "list", "from 5"])


if __name__ == "__main__":
    unittest.main()
