"""From a service's port to the addresses of its ready pods."""

import re

from model import Backend, Server, Unfit

POD = re.compile(r"[a-z0-9][-.a-z0-9]{0,252}")


def backend(world, namespace, service_name, wanted=None):
    """The backend for a service's port: `wanted` is its number or name, the first port where nothing is said."""
    service = world["services"].get((namespace, service_name))
    if service is None:
        raise Unfit(f"there is no service {namespace}/{service_name}")
    port = service_port(service, wanted)
    endpoints = world["endpoints"].get((namespace, service_name), {})
    servers = {server.name: server for server in sorted(ready(endpoints, port.get("name", "")))}
    return Backend(f"{namespace}.{service_name}.{port['port']}", tuple(servers.values()))


def service_port(service, wanted):
    """The entry of `spec.ports` that is meant."""
    if service["spec"].get("type") == "ExternalName":
        raise Unfit("a service of type ExternalName has no pods")
    ports = [port for port in service["spec"].get("ports", []) if port.get("protocol", "TCP") == "TCP"]
    fitting = [port for port in ports if wanted in (None, port["port"], port.get("name"))]
    if not fitting:
        raise Unfit(f"the service {service['metadata']['name']} has no TCP port" + (f" {wanted!r}" if wanted else ""))
    return fitting[0]


def ready(endpoints, port_name):
    """The pods that are ready. `notReadyAddresses` lists the others; HAProxy does not even hear of them."""
    for subset in endpoints.get("subsets") or []:
        numbers = [port["port"] for port in subset.get("ports") or [] if port.get("name", "") == port_name]
        for address in subset.get("addresses") or []:
            for number in numbers:
                yield Server(server_name(address), address["ip"], number)


def server_name(address):
    """The pod's name. Endpoints that somebody wrote by hand may say anything; then the address is the name."""
    pod = (address.get("targetRef") or {}).get("name", "")
    return pod if POD.fullmatch(pod) else address["ip"]
