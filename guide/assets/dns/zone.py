"""The zone cluster.local: from Services and Endpoints to names and records, from a question to its answer.

Nothing in here asks anybody for anything, so it can be tried without a cluster. All names end with a dot.
"""

import ipaddress

from dnslib import A, CNAME, PTR, QTYPE, RCODE, RR, SRV, TXT

ZONE = "cluster.local."
TTL = 1  # seconds that an answer may be remembered: soon everybody knows what is gone
DATA = {"A": A, "CNAME": CNAME, "PTR": PTR, "SRV": lambda to: SRV(0, 100, *to), "TXT": TXT}


def zone(services, endpoints):
    """All names, each with its records; a record is a pair of a type and a value."""
    names = {"dns-version." + ZONE: [("TXT", "1.1.0")]}
    for key, service in services.items():
        names[full_name(service)] = []
        for name, kind, value in records(service, endpoints.get(key, {})):
            names.setdefault(name, []).append((kind, value))
    for name in list(names):  # web.default.svc exists, so default.svc does too: a name without records
        while "." in name[:-1]:
            name = name.split(".", 1)[1]
            names.setdefault(name, [])
    return names


def records(service, endpoints):
    """What one service adds to the zone: names, types and values."""
    name, spec = full_name(service), service["spec"]
    if spec["type"] == "ExternalName":
        yield name, "CNAME", spec["externalName"]
    elif spec["clusterIP"] == "None":
        yield from headless(name, endpoints)
    else:
        yield name, "A", spec["clusterIP"]
        yield reverse(spec["clusterIP"]), "PTR", name
        yield from ports(name, spec.get("ports"), target=name)


def headless(name, endpoints):
    """A service without an address stands for the addresses of its pods, of those that are ready."""
    for subset in endpoints.get("subsets") or []:
        for address in subset.get("addresses") or []:
            pod = (address.get("hostname") or address["ip"].replace(".", "-")) + "." + name
            yield name, "A", address["ip"]
            yield pod, "A", address["ip"]
            yield reverse(address["ip"]), "PTR", pod
            yield from ports(name, subset.get("ports"), target=pod)


def ports(name, listed, target):
    """SRV tells the port, too. Only a port that has a name can be asked for."""
    for port in listed or []:
        if port.get("name"):
            protocol = port["protocol"].lower()
            yield f"_{port['name']}._{protocol}.{name}", "SRV", (port["port"], target)


def full_name(service):
    return "{name}.{namespace}.svc.".format(**service["metadata"]) + ZONE


def reverse(address):
    return ipaddress.ip_address(address).reverse_pointer + "."


def answer(names, question):
    """The reply. No such name is an error; a name without records of that type is none."""
    reply = question.reply()
    asked, wanted = reply.q.qname, QTYPE[reply.q.qtype]
    found = names.get(str(asked).lower())
    if found is None:
        reply.header.rcode = RCODE.NXDOMAIN
    for kind, value in dict.fromkeys(found or []):
        if kind in (wanted, "CNAME"):
            reply.add_answer(RR(asked, getattr(QTYPE, kind), rdata=DATA[kind](value), ttl=TTL))
    return reply
