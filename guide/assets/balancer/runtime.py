"""HAProxy while it runs: what it does now, and how to change its servers without a reload."""

import socket
from dataclasses import dataclass

from configuration import CHECKED
from model import Server


@dataclass(frozen=True)
class Running:
    """A server as HAProxy knows it; `resting` ones get no new requests and go when their last one has ended."""

    server: Server
    resting: bool = False


def changes(backends, running):
    """The commands that turn what runs into what is wanted. Existing connections are left alone by all of them."""
    for backend in backends:
        now = {it.server.name: it for it in running.get(backend.name, [])}
        for server in backend.servers:
            path = f"{backend.name}/{server.name}"
            if server.name not in now:
                yield f"add server {path} {server.address}:{server.port} {CHECKED}"
                yield f"enable health {path}"
                yield f"set server {path} state ready"
                continue
            if now[server.name].server != server:
                yield f"set server {path} addr {server.address} port {server.port}"
            if now[server.name].resting:
                yield f"set server {path} state ready"
        for gone in now.keys() - {server.name for server in backend.servers}:
            yield f"set server {backend.name}/{gone} state maint"
            yield f"del server {backend.name}/{gone}"


class Runtime:
    """HAProxy's two sockets: of the worker that serves, and of the master that starts workers."""

    def __init__(self, worker="/run/haproxy/admin.sock", master="/run/haproxy-master.sock"):
        self.worker, self.master = worker, master

    def ask(self, command, path=None):
        """The answer to one command."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(path or self.worker)
            connection.sendall(command.encode() + b"\n")
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode().strip()

    def rules(self):
        """The digest of the configuration that the worker was started with."""
        answer = self.ask("get var proc.rules")
        return answer.partition("<")[2].rstrip(">")

    def worker_id(self):
        """The worker's process number: after a reload it is another one."""
        lines = dict(line.partition(": ")[::2] for line in self.ask("show info").splitlines())
        return lines["Pid"]

    def reload(self):
        """The master reads the configuration and starts a new worker; the old one ends what it has begun."""
        self.ask("reload", self.master)

    def servers(self):
        """All servers, by backend."""
        result = {}
        for line in self.ask("show servers state").splitlines():
            words = line.split()
            if len(words) > 18 and not line.startswith("#"):
                server = Server(words[3], words[4], int(words[18]))
                result.setdefault(words[1], []).append(Running(server, bool(int(words[6]) & 1)))
        return result
