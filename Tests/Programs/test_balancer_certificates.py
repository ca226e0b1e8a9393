"""HTTPS by a real HAProxy: which certificate is shown, and what happens to bad ones."""

import base64
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path

from balancing import RealHAProxy, free_port, world

# pylint: disable=wrong-import-order
import certificates
import ingresses
import services
from configuration import configuration, digest
from plan import plan

OBJECTS = """
kind: IngressClass
metadata: {name: ours}
spec: {controller: balancer.celtic.lab/haproxy}
"""
INGRESS = """
---
kind: Ingress
metadata: {{name: {name}, namespace: {namespace}, creationTimestamp: "2026-11-25T10:00:0{age}Z"}}
spec:
  ingressClassName: ours
  tls: [{{hosts: [{host}], secretName: {secret}}}]
  rules: [{{host: {host}, http: {{paths: [{{path: /, backend: {{service: {{name: none, port: {{number: 80}}}}}}}}]}}}}]
"""


def pair(folder, name):
    """Certificate and key, as files say them."""
    key, crt = folder / f"{name}.key", folder / f"{name}.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", crt],
        check=True, capture_output=True)
    return crt.read_bytes(), key.read_bytes()


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.pairs = {name: pair(cls.folder, name) for name in ("a.lab", "b.lab")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.haproxy = RealHAProxy()
        self.addCleanup(self.haproxy.close)
        self.addCleanup(setattr, certificates, "FOLDER", certificates.FOLDER)
        certificates.FOLDER = str(self.haproxy.folder / "certificates")
        self.port, self.objects, self.text = free_port(), world(OBJECTS), OBJECTS

    def ingress(self, name, host, secret, age=0, namespace="default"):
        self.text += INGRESS.format(name=name, host=host, secret=secret, age=age, namespace=namespace)
        self.objects |= world(self.text)

    def secret(self, name, crt, key, namespace="default"):
        data = {"tls.crt": base64.b64encode(crt).decode(), "tls.key": base64.b64encode(key).decode()}
        metadata = {"name": name, "namespace": namespace}
        self.objects[f"secrets/{namespace}/{name}"] = {(namespace, name): {"metadata": metadata, "data": data}}

    def plan(self):
        result = plan(self.objects, [services, ingresses, certificates])
        result.binds[-1] = result.binds[-1].replace(":443", f"127.0.0.1:{self.port}")
        result.binds[0] = f"127.0.0.1:{self.haproxy.port}"
        return result

    def start(self):
        wanted = self.plan()
        self.haproxy.bound = lambda plan: plan
        self.haproxy.start(wanted)
        return wanted

    def shown(self, host):
        """The name in the certificate that is shown to somebody who asks for a host; nothing where none is."""
        context = ssl.create_default_context(cadata="".join(crt.decode() for crt, _ in self.pairs.values()))
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as plain:
                with context.wrap_socket(plain, server_hostname=host) as connection:
                    return connection.getpeercert()["subject"][0][0][1]
        except ssl.SSLError:
            return None

    def reasons(self, wanted):
        return [f"{left.owner['metadata']['name']}: {left.reason}" for left in wanted.left_out if "none" not in left.reason]

    def test_each_name_is_shown_its_own_certificate(self):
        for name in ("a", "b"):
            self.ingress(name, f"{name}.lab", f"{name}-tls")
            self.secret(f"{name}-tls", *self.pairs[f"{name}.lab"])
        self.start()
        self.assertEqual([self.shown("a.lab"), self.shown("b.lab"), self.shown("c.lab")], ["a.lab", "b.lab", None])

    def test_without_any_certificate_it_listens_and_shows_none(self):
        self.start()
        self.assertIsNone(self.shown("a.lab"))

    def test_a_key_that_does_not_fit_is_left_out_and_the_other_one_is_shown(self):
        self.ingress("a", "a.lab", "a-tls")
        self.ingress("b", "b.lab", "b-tls")
        self.secret("a-tls", *self.pairs["a.lab"])
        self.secret("b-tls", self.pairs["b.lab"][0], self.pairs["a.lab"][1])
        wanted = self.start()
        self.assertEqual(self.reasons(wanted), ["b: the Secret b-tls has no certificate and key that belong together"])
        self.assertEqual([self.shown("a.lab"), self.shown("b.lab")], ["a.lab", None])

    def test_nonsense_in_a_secret_is_left_out(self):
        self.ingress("a", "a.lab", "a-tls")
        for crt, key in [(b"", b""), (b"\xff\xfe", b"\x00"), (b"bind :1\n", b"x")]:
            self.secret("a-tls", crt, key)
            self.assertEqual(len(self.reasons(self.plan())), 1)

    def test_a_secret_that_may_not_be_read_is_said_to_be_missing(self):
        self.ingress("a", "a.lab", "a-tls")
        self.assertEqual(self.reasons(self.plan()), ["a: there is no Secret a-tls, or the balancer may not read it"])

    def test_a_name_keeps_the_certificate_of_the_oldest(self):
        self.ingress("thief", "a.lab", "b-tls", age=5, namespace="elsewhere")
        self.secret("b-tls", *self.pairs["b.lab"], namespace="elsewhere")
        self.ingress("a", "a.lab", "a-tls")
        self.secret("a-tls", *self.pairs["a.lab"])
        self.start()
        self.assertEqual(self.shown("a.lab"), "a.lab")

    def test_a_new_certificate_asks_for_a_reload_and_old_files_go(self):
        self.ingress("a", "a.lab", "a-tls")
        self.secret("a-tls", *self.pairs["a.lab"])
        before = self.start()
        self.secret("a-tls", *pair(self.folder, "a.lab"))
        after = self.plan()
        self.assertNotEqual(digest(before), digest(after))
        self.assertEqual(self.haproxy.haproxy.refusal(after), "")
        self.haproxy.follow(after)
        self.assertEqual(len(list((self.haproxy.folder / "certificates").iterdir())), 2)

    def test_only_secrets_that_are_named_are_followed(self):
        self.ingress("a", "a.lab", "a-tls")
        (kind, interest), = certificates.watched(self.objects).items()
        self.assertEqual((kind, interest.query), ("secrets/default/a-tls", (("fieldSelector", "metadata.name=a-tls"),)))

    def test_files_are_for_nobody_else_and_no_key_is_in_the_configuration(self):
        self.ingress("a", "a.lab", "a-tls")
        self.secret("a-tls", *self.pairs["a.lab"])
        wanted = self.start()
        self.assertNotIn("PRIVATE", configuration(wanted))


if __name__ == "__main__":
    unittest.main()
