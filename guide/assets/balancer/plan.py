"""From what the cluster says to what the balancer is to do. Nothing here asks or changes anything."""

from dataclasses import dataclass, field

from model import LeftOut, age, name


@dataclass
class Plan:
    """All that HAProxy is to know."""

    routes: list = field(default_factory=list)
    backends: list = field(default_factory=list)
    owners: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    binds: list = field(default_factory=lambda: [":80"])
    files: dict = field(default_factory=dict)


def each(parts, function, *arguments):
    """What a function of this name says in every part that has one."""
    return [getattr(part, function)(*arguments) for part in parts if hasattr(part, function)]


def plan(world, parts, refused=frozenset()):
    """Asks every part for its claims. Of two objects that claim the same place, the older one gets it."""
    result = Plan()

    def leave_out(owner, reason):
        result.left_out.append(LeftOut(owner, reason))

    claims = [claim for claims in each(parts, "claims", world, leave_out) for claim in claims]
    for claim in sorted(claims, key=lambda claim: age(claim.owner)):
        if version(claim.owner) in refused:
            leave_out(claim.owner, "HAProxy refuses it")
        else:
            settle(claim, result, leave_out)
    each(parts, "complete", world, result, leave_out)
    result.routes.sort(key=lambda route: route.order)
    result.backends.sort(key=lambda backend: backend.name)
    result.left_out.sort(key=lambda left: (age(left.owner), left.reason))
    return result


def settle(claim, result, leave_out):
    """The claim becomes a route, unless the place is taken."""
    route = claim.route
    if any(other.place == route.place for other in result.routes):
        leave_out(claim.owner, f"{route.host or 'any host'}{route.path} is taken by an older object")
        return
    result.routes.append(route)
    if version(claim.owner) not in result.owners:
        result.owners.append(version(claim.owner))
    if claim.backend not in result.backends:
        result.backends.append(claim.backend)


def version(thing):
    """One state of one object: after a change it is judged anew."""
    return thing["kind"], name(thing), thing["metadata"].get("resourceVersion", "")
