"""Keeps up with the API server: one list, then a stream of changes, and on from where it was when the stream ends."""

import json
import logging
import socket
import threading
import time

from kubernetes import client, config
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

log = logging.getLogger("balancer")

# A stream on which nothing happens is silent, and so is one whose other end has lost its power. Keep-alive tells
# them apart: after six seconds without an answer the connection is over.
HTTPConnection.default_socket_options = HTTPConnection.default_socket_options + [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 2),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 2),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 2),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 6000),
]


class API:
    """The API server, asked for plain JSON."""

    def __init__(self, kubeconfig):
        configuration = client.Configuration()
        config.load_kube_config(kubeconfig, client_configuration=configuration)
        configuration.retries = False  # the watches try again themselves, and say so once
        self.client = client.ApiClient(configuration)

    def call(self, method, path, query=(), body=None, content="application/json", timeout=(3, 10)):
        """The answer as it comes; an answer other than 2xx is an ApiException."""
        return self.client.call_api(
            path, method, query_params=list(query), body=body, header_params={"Content-Type": content},
            auth_settings=["BearerToken"], _preload_content=False, _return_http_data_only=True,
            _request_timeout=timeout)


class World:
    """The objects that the cluster told us of, by kind. `changed` is set whenever one of them changes."""

    def __init__(self):
        self.kinds, self.lock, self.changed = {}, threading.Lock(), threading.Event()

    def replace(self, kind, things):
        with self.lock:
            self.kinds[kind] = {key(thing): thing for thing in things}
        self.changed.set()

    def apply(self, kind, event, thing):
        with self.lock:
            things = self.kinds.get(kind, {})  # what was forgotten stays so
            things.pop(key(thing), None)
            if event != "DELETED":
                things[key(thing)] = thing
        self.changed.set()

    def forget(self, kind):
        with self.lock:
            self.kinds.pop(kind, None)

    def copy(self):
        with self.lock:
            return {kind: dict(things) for kind, things in self.kinds.items()}


def key(thing):
    return thing["metadata"].get("namespace", ""), thing["metadata"]["name"]


class Watch(threading.Thread):
    """Follows all objects of one kind."""

    def __init__(self, api, world, kind, interest):
        super().__init__(daemon=True, name=kind)
        self.api, self.world, self.kind = api, world, kind
        self.path, self.query, self.optional = interest.path, list(interest.query), interest.optional
        self.version, self.wanted, self.answered, self.trouble = None, True, False, ""

    def run(self):
        while self.wanted:
            try:
                if self.version is None:
                    self.list()
                self.follow()
            except client.ApiException as error:
                self.stumble(error.status, f"{error.status} {error.reason}")
            except (HTTPError, OSError, ValueError) as error:
                self.stumble(None, error)

    def stumble(self, status, reason):
        """410: the changes since our version are forgotten, so a new list is needed. Else the old one goes on."""
        if status == 410:
            self.version = None
        if status == 403 and self.optional and not self.answered:
            self.answered = True
            self.world.changed.set()
        if str(reason) != self.trouble:
            self.trouble = str(reason)
            log.warning("%s: %s", self.kind, self.trouble[:200])
        time.sleep(5 if status == 403 else 1)

    def list(self):
        answer = json.loads(self.api.call("GET", self.path, self.query).data)
        kind = answer["kind"].removesuffix("List")
        self.world.replace(self.kind, [{"kind": kind, **item} for item in answer["items"]])
        self.version, self.answered = answer["metadata"]["resourceVersion"], True

    def follow(self):
        """One stream; the server ends it after some minutes, and the next one begins where it ended."""
        query = [("watch", "true"), ("resourceVersion", self.version), ("allowWatchBookmarks", "true"),
                 ("timeoutSeconds", "240")]
        stream = self.api.call("GET", self.path, self.query + query, timeout=(3, 300))
        for line in lines(stream):
            self.trouble, event = "", json.loads(line)
            thing = event["object"]
            if not self.wanted:
                return
            if event["type"] == "ERROR":
                raise client.ApiException(status=thing.get("code"), reason=thing.get("message"))
            if event["type"] != "BOOKMARK":
                self.world.apply(self.kind, event["type"], thing)
            self.version = thing["metadata"]["resourceVersion"]


def lines(stream):
    """The lines of a stream, each as soon as it is whole."""
    rest = b""
    for piece in stream.stream(amt=None):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
