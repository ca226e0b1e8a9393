"""Part of the balancer: HTTPS, with the certificates that Ingresses name."""

import base64
import hashlib
import ssl
import tempfile

from ingresses import ours
from model import Interest, Unfit, age, checked_host

FOLDER = "/var/lib/balancer/certificates"


def watched(world):
    """Each Secret by its name, and no other: so each namespace can allow just those that it means to show."""
    if "ingresses" not in world or "ingressclasses" not in world:
        return {}
    return {kind(namespace, secret): Interest(
        f"/api/v1/namespaces/{namespace}/secrets", (("fieldSelector", f"metadata.name={secret}"),), optional=True)
        for _, namespace, secret, _ in named(world)}


def kind(namespace, secret):
    return f"secrets/{namespace}/{secret}"


def named(world):
    """The entries under `tls`, those of the oldest Ingress first."""
    for ingress in sorted(ours(world), key=age):
        for entry in ingress["spec"].get("tls") or []:
            if entry.get("secretName"):
                yield ingress, ingress["metadata"]["namespace"], entry["secretName"], entry.get("hosts") or []


def complete(world, plan, leave_out):
    """A file for each certificate, and a list that says which names it is shown for. Names contain the digest of
    what is in them, so that nothing is changed under a HAProxy that runs."""
    taken, lines = set(), []
    for ingress, namespace, secret, hosts in named(world):
        try:
            pem = certificate(world, namespace, secret)
            mine = [host for host in map(checked_host, hosts) if host and host not in taken]
            if not mine:
                raise Unfit(f"the certificate {secret} is for no host that is not taken")
        except Unfit as reason:
            leave_out(ingress, str(reason))
            continue
        taken.update(mine)
        lines.append(f"{keep(plan, f'{namespace}.{secret}', pem)} {' '.join(mine)}\n")
    plan.binds.append(f":443 ssl crt-list {keep(plan, 'list', ''.join(lines))} strict-sni alpn h2,http/1.1")


def keep(plan, name, content):
    path = f"{FOLDER}/{name}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
    plan.files[path] = content
    return path


def certificate(world, namespace, name):
    """Certificate and key in one text, tried before HAProxy gets to see them."""
    secret = world.get(kind(namespace, name), {}).get((namespace, name))
    if secret is None:
        raise Unfit(f"there is no Secret {name}, or the balancer may not read it")
    try:
        parts = [base64.b64decode(secret["data"][part]).decode().strip() for part in ("tls.crt", "tls.key")]
        pem = "\n".join(parts) + "\n"
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(pem)
            file.flush()
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file.name, password=lambda: "")
    except (KeyError, TypeError, ValueError, OSError):
        raise Unfit(f"the Secret {name} has no certificate and key that belong together") from None
    return pem
