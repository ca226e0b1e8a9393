"""The Ingress specification's own examples, asked of a real HAProxy."""

import unittest

import yaml
from balancing import HERE, Pods, RealHAProxy

# pylint: disable=wrong-import-order
import ingresses
import services
from plan import plan


class Paths(unittest.TestCase):
    """Each example is an Ingress of a host of its own, and each of its paths a service with an address of its own."""

    def setUp(self):
        self.pods, self.haproxy, self.names = Pods(), RealHAProxy(), {}
        self.world = {"services": {}, "endpoints": {}, "ingresses": {}, "ingressclasses": {
            ("", "ours"): {"metadata": {"name": "ours"}, "spec": {"controller": ingresses.CONTROLLER}}}}
        self.examples = yaml.safe_load((HERE / "balancer/paths.yaml").read_text())

    def tearDown(self):
        self.haproxy.close()
        self.pods.close()

    def service(self, meaning):
        """A service whose pod is recognised by its address."""
        number = len(self.names) + 1
        name, address = f"s{number}", f"127.0.{1 + number // 250}.{number % 250}"
        self.names[address] = meaning
        metadata = {"name": name, "namespace": "default"}
        self.world["services"]["default", name] = {"metadata": metadata, "spec": {"ports": [{"port": 80}]}}
        self.world["endpoints"]["default", name] = {"metadata": metadata, "subsets": [
            {"addresses": [{"ip": address}], "ports": [{"port": self.pods.port}]}]}
        return {"service": {"name": name, "port": {"number": 80}}}

    def ingress(self, number, example):
        host = example.get("host", f"example{number}.lab")
        paths = []
        for text in example["paths"]:
            kind, path = text.split()
            paths.append({"path": path, "pathType": kind, "backend": self.service(text)})
        spec = {"ingressClassName": "ours", "rules": [{"host": host, "http": {"paths": paths}}]}
        if example.get("answers") == "default":
            spec["defaultBackend"] = self.service("default")
        name = f"i{number}"
        self.world["ingresses"]["default", name] = {
            "kind": "Ingress", "metadata": {"name": name, "namespace": "default"}, "spec": spec}
        return example.get("asked", host)

    def test_the_examples_of_the_specification(self):
        # One HAProxy for all of them; those that share a name would be one Ingress, so the name is made once.
        asked, known = [], set()
        for number, example in enumerate(self.examples):
            host = example.get("host")
            asked.append(self.ingress(number, example) if host not in known else example["asked"])
            known |= {host} if host else set()
        self.haproxy.start(plan(self.world, [services, ingresses]))
        for example, host in zip(self.examples, asked):
            with self.subTest(**example):
                status, body = self.haproxy.get(example["request"], host)
                answer = self.names.get(body) if status == 200 else None
                self.assertEqual(answer, example.get("answers"))


if __name__ == "__main__":
    unittest.main()
