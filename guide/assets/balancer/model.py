"""The values that the balancer's parts hand to each other, and the rules that all sources of routes keep."""

import re
from dataclasses import dataclass, field

LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(\*\.)?{LABEL}(\.{LABEL})*")
PATH = re.compile(r"/[-A-Za-z0-9._~!*+=:@%&,;/]{0,500}")


class Unfit(ValueError):
    """Why an object cannot be served, in words for its owner."""


@dataclass(frozen=True)
class Interest:
    """Objects to keep up with: all below this path of the API. Without those that are optional the rest goes on."""

    path: str
    query: tuple = ()
    optional: bool = False


@dataclass(frozen=True, order=True)
class Server:
    """One pod, by name and address."""

    name: str
    address: str
    port: int


@dataclass(frozen=True)
class Backend:
    """One port of a service, with its ready pods."""

    name: str
    servers: tuple = ()


@dataclass(frozen=True)
class Route:
    """Requests for this host ("" is any) and path, and where they go. `last`: what no other route of the host takes."""

    host: str
    path: str
    backend: str
    exact: bool = False
    last: bool = False

    @property
    def place(self):
        """What only one owner can have."""
        return self.host, self.path, self.exact, self.last

    @property
    def order(self):
        """Whole names before wildcards before any name; long paths before short ones; exact before prefix."""
        host_rank = 2 if not self.host else 1 if self.host.startswith("*") else 0
        return host_rank, self.host, self.last, -len(self.path), not self.exact, self.path


@dataclass(frozen=True)
class Claim:
    """An object of the cluster asks for a route to a backend."""

    owner: dict = field(hash=False)
    route: Route = None
    backend: Backend = None


@dataclass(frozen=True)
class LeftOut:
    """An object, or a part of it, that is not served, and why."""

    owner: dict = field(hash=False)
    reason: str = ""


def name(thing):
    """`default/web`: an object's namespace and name."""
    metadata = thing["metadata"]
    return f"{metadata.get('namespace', 'default')}/{metadata['name']}"


def age(thing):
    """Sorts objects from the oldest to the youngest."""
    return thing["metadata"].get("creationTimestamp", ""), thing["kind"], name(thing)


def checked_host(host):
    """The host's name in small letters; nothing else may come into HAProxy's configuration."""
    host = host.lower()
    if host and (len(host) > 253 or not HOST.fullmatch(host)):
        raise Unfit(f"{host[:80]!r} is not the name of a host")
    return host


def checked_path(path):
    """The path, if it is one that can be written into HAProxy's configuration as it is."""
    if not PATH.fullmatch(path):
        raise Unfit(f"{path[:80]!r} is not a path: it begins with / and has no spaces, quotes or the like")
    return path


def prefix(path):
    """`/cart/` and `/cart` are the same prefix: a prefix is made of whole elements."""
    return checked_path(path).rstrip("/") or "/"
