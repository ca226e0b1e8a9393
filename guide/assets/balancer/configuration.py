"""The plan in HAProxy's language. The same plan gives the same text, to the last byte, on every proxy."""

import hashlib

from model import name

# A silent pod is out after two seconds. In one place, for servers come by file and by the runtime API.
CHECKED = "check inter 1s fall 2 rise 1"

FRONTEND = """
    option forwardfor
    http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
    # The name without its port; the same with a star for its first part; the path with a slash at its end.
    http-request set-var(txn.host) req.hdr(host),host_only,lower
    http-request set-var(txn.star) var(txn.host),regsub(^[^.]+,*)
    http-request set-var(txn.path) path,concat(/)
""".strip("\n")


def configuration(plan):
    """The whole file. Its digest is of all that a running HAProxy cannot be taught: everything but servers."""
    head = ["# Written by the balancer; what is changed by hand is lost."]
    head += [f"# left out: {it.owner['kind']} {name(it.owner)}: {it.reason!a}" for it in plan.left_out]
    head += ["global", f"    set-var proc.rules str({digest(plan)})", ""]
    return "\n".join(head + sections(plan)) + "\n"


def digest(plan):
    """HAProxy is reloaded when this changes, and only then."""
    return hashlib.sha256("\n".join(sections(plan, with_servers=False)).encode()).hexdigest()[:16]


def sections(plan, with_servers=True):
    """The frontend, and a backend for each service."""
    lines = ["frontend services", *(f"    bind {bind}" for bind in plan.binds), FRONTEND]
    lines += [rule(route) for route in plan.routes]
    lines += ["    default_backend nowhere", "", "backend nowhere"]
    lines += ['    http-request return status 404 content-type text/plain string "no service of that name and path\\n"']
    for backend in plan.backends:
        lines += ["", f"backend {backend.name}", "    balance roundrobin"]
        if with_servers:
            lines += [f"    server {it.name} {it.address}:{it.port} {CHECKED}" for it in backend.servers]
    return lines


def rule(route):
    """One line of the frontend. The first line that fits decides, so the plan's order is the order of precedence."""
    conditions = []
    if route.host:
        variable = "txn.star" if route.host.startswith("*") else "txn.host"
        conditions.append("{ var(%s) -m str %s }" % (variable, route.host))
    if route.exact:
        conditions.append("{ path -m str %s }" % route.path)
    elif route.path != "/":
        # /cart is the beginning of /cart/ and /cart/2, but with its slash not of /cartoon/.
        conditions.append("{ var(txn.path) -m beg %s/ }" % route.path)
    return f"    use_backend {route.backend}" + (" if " + " ".join(conditions) if conditions else "")
