"""What the balancer's tests share: the program itself, worlds out of YAML, pods and a HAProxy that really run."""

import http.server
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "guide/assets/balancer"))

# pylint: disable=wrong-import-position
from haproxy import HAProxy  # noqa: E402
from runtime import Runtime  # noqa: E402

MAIN = """
global
    stats socket {folder}/admin.sock mode 600 level admin expose-fd listeners
    hard-stop-after 10s
defaults
    mode http
    timeout connect 500ms
    timeout client 5s
    timeout server 5s
    retries 3
    option redispatch 1
    option idle-close-on-response
"""


def world(text):
    """The objects of a YAML text, as the watches keep them."""
    kinds = {"services": {}, "endpoints": {}, "ingresses": {}, "ingressclasses": {}}
    plurals = {"Endpoints": "endpoints", "Ingress": "ingresses", "IngressClass": "ingressclasses"}
    for thing in filter(None, yaml.safe_load_all(text)):
        key = thing["metadata"].get("namespace", ""), thing["metadata"]["name"]
        kind = plurals.get(thing["kind"], thing["kind"].lower() + "s")
        kinds.setdefault(f"secrets/{key[0]}/{key[1]}" if kind == "secrets" else kind, {})[key] = thing
    return kinds


def cases(folder):
    """The folders of cases."""
    return sorted(path for path in (HERE / "balancer" / folder).iterdir() if path.is_dir())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pods:
    """A web server on every address of 127.0.0.0/8: each answers with its address. `slow` ones take their time; `entered`: one was asked."""

    def __init__(self):
        self.slow, self.entered = 0, threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                pods.entered.set()
                time.sleep(pods.slow)
                body = self.connection.getsockname()[0].encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        pods = self
        self.server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class RealHAProxy:
    """A HAProxy with a master, in a folder of its own; `follow` does with a plan what the balancer does."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp())
        self.port = free_port()
        main = self.folder / "main.cfg"
        main.write_text(MAIN.format(folder=self.folder))
        self.runtime = Runtime(str(self.folder / "admin.sock"), str(self.folder / "master.sock"))
        self.haproxy = HAProxy(self.folder, str(main), self.runtime)
        self.process = None

    def bound(self, plan):
        plan.binds = [f"127.0.0.1:{self.port}"]
        return plan

    def start(self, plan):
        refusal = self.haproxy.refusal(self.bound(plan))
        assert not refusal, refusal
        self.haproxy.install(plan)
        command = ["haproxy", "-W", "-S", self.runtime.master, "-f", self.haproxy.main, "-f", str(self.haproxy.file)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.runtime.ask("show proc", self.runtime.master)
                return self.runtime.worker_id()
            except OSError:
                time.sleep(0.02)
        raise AssertionError("HAProxy does not start")

    def follow(self, plan, turns=100):
        """Turns until nothing is left to do: how many it took."""
        self.haproxy.install(self.bound(plan))
        for turn in range(turns):
            if self.haproxy.take_in(plan):
                return turn
            time.sleep(0.05)
        raise AssertionError("HAProxy does not come to do what is wanted")

    def get(self, path, host="any"):
        """Status and body."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": host})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
        shutil.rmtree(self.folder)
