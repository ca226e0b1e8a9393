"""Part of the balancer: tells each Ingress at which address it is served. Both proxies say the same, so neither
needs to know whether the other one has said it already."""

import logging
import threading

from ingresses import ours
from model import name
from plan import version

log = logging.getLogger("balancer")
told = set()


def report(api, world, plan, options):
    status = {"loadBalancer": {"ingress": [{"ip": options.address}]}}
    told.intersection_update(map(version, ours(world)))
    for ingress in ours(world):
        if version(ingress) in plan.owners and ingress.get("status") != status and version(ingress) not in told:
            told.add(version(ingress))
            threading.Thread(target=tell, args=(api, ingress, status), daemon=True).start()


def tell(api, ingress, status):
    path = "/apis/networking.k8s.io/v1/namespaces/{namespace}/ingresses/{name}/status".format(**ingress["metadata"])
    try:
        api.call("PATCH", path, body={"status": status}, content="application/merge-patch+json")
    except Exception as error:  # pylint: disable=broad-except
        log.warning("the status of %s cannot be written: %s", name(ingress), str(error)[:200])
        told.discard(version(ingress))
