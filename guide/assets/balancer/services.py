"""Part of the balancer: services that ask for a place on it, by annotations."""

from backends import backend
from model import Claim, Interest, Route, Unfit, checked_host, prefix

HOST = "balancer.celtic.lab/host"
PATH = "balancer.celtic.lab/path"


def watched(_world):
    """What the balancer must keep up with."""
    return {"services": Interest("/api/v1/services"), "endpoints": Interest("/api/v1/endpoints")}


def claims(world, leave_out):
    """One claim for each annotated service; what is wrong with the others goes to `leave_out`."""
    for (namespace, name), service in world["services"].items():
        notes = service["metadata"].get("annotations") or {}
        if HOST not in notes and PATH not in notes:
            continue
        try:
            target = backend(world, namespace, name)
            route = Route(checked_host(notes.get(HOST, "")), prefix(notes.get(PATH, "/")), target.name)
            yield Claim(service, route, target)
        except Unfit as reason:
            leave_out(service, str(reason))
