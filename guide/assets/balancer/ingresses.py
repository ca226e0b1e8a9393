"""Part of the balancer: Ingress objects of a class that is ours."""

from backends import backend
from model import Backend, Claim, Interest, Route, Unfit, checked_host, checked_path, prefix

CONTROLLER = "balancer.celtic.lab/haproxy"


def watched(_world):
    group = "/apis/networking.k8s.io/v1"
    return {"ingresses": Interest(f"{group}/ingresses"), "ingressclasses": Interest(f"{group}/ingressclasses")}


def ours(world):
    """The Ingresses whose class names us as its controller; others belong to somebody else's controller."""
    classes = {name for (_, name), it in world["ingressclasses"].items() if it["spec"].get("controller") == CONTROLLER}
    return [it for it in world["ingresses"].values() if it["spec"].get("ingressClassName") in classes]


def claims(world, leave_out):
    for ingress in ours(world):
        for host, path, kind, target, last in wanted(ingress["spec"]):
            try:
                route = dict(host=checked_host(host), exact=kind == "Exact", last=last)
                route["path"] = checked_path(path) if route["exact"] else prefix(path)
            except Unfit as reason:
                leave_out(ingress, str(reason))
                continue
            servers = backend_of(world, ingress, target, leave_out)
            yield Claim(ingress, Route(backend=servers.name, **route), servers)


def wanted(spec):
    """Host, path, kind of path, backend, and whether it is the last choice: all that an Ingress asks for.

    The default backend of an Ingress takes what its own hosts have no path for; without rules, what nobody takes.
    """
    default = spec.get("defaultBackend")
    rules = spec.get("rules") or []
    for rule in rules:
        for path in (rule.get("http") or {}).get("paths", []):
            yield rule.get("host", ""), path.get("path") or "/", path.get("pathType"), path["backend"], False
    if default:
        for host in sorted({rule.get("host", "") for rule in rules} or {""}):
            yield host, "/", "Prefix", default, True


def backend_of(world, ingress, target, leave_out):
    """The pods of the service that is named. Without such a service it is a backend without pods: a place that is
    claimed answers 503 and is not given to the next best."""
    namespace, service = ingress["metadata"]["namespace"], target.get("service")
    try:
        if not service:
            raise Unfit("only services can be backends")
        port = service.get("port") or {}
        return backend(world, namespace, service["name"], port.get("number") or port.get("name"))
    except Unfit as reason:
        leave_out(ingress, str(reason))
        return Backend("unfit")
