"""What HAProxy refuses is not used, and only the object that is to blame is left out."""

import logging
import unittest

from balancing import RealHAProxy, world

# pylint: disable=wrong-import-order
import services
from configuration import configuration
from plan import plan
from trial import acceptable

SERVICE = """
---
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: default
  resourceVersion: "{version}"
  creationTimestamp: "2026-11-25T10:00:0{age}Z"
  annotations: {{balancer.celtic.lab/host: {name}.celtic.lab}}
spec:
  ports: [{{port: 80, protocol: TCP}}]
"""


def objects(*names, version="1"):
    return world("".join(SERVICE.format(name=name, age=age, version=version) for age, name in enumerate(names)))


logging.disable()


class Trial(unittest.TestCase):
    def setUp(self):
        self.trials = 0

    def dislikes(self, *words):
        """A HAProxy that refuses what has one of these words in it."""
        def refusal(wanted):
            self.trials += 1
            return " ".join(word for word in words if f"backend default.{word}" in configuration(wanted))
        return refusal

    def hosts(self, wanted):
        return [route.host.partition(".")[0] for route in wanted.routes]

    def test_only_the_object_to_blame_is_left_out(self):
        wanted = acceptable(objects("a", "b", "bad", "c"), [services], set(), self.dislikes("bad"))
        self.assertEqual(self.hosts(wanted), ["a", "b", "c"])
        self.assertEqual([left.owner["metadata"]["name"] for left in wanted.left_out], ["bad"])

    def test_two_of_them_are_found(self):
        wanted = acceptable(objects("bad", "a", "worse"), [services], set(), self.dislikes("bad", "worse"))
        self.assertEqual(self.hosts(wanted), ["a"])

    def test_they_are_found_by_halving(self):
        names = [f"s{number}" for number in range(64)]
        acceptable(objects(*names), [services], set(), self.dislikes("s40"))
        self.assertLess(self.trials, 12)

    def test_a_changed_object_gets_another_chance(self):
        refused = set()
        acceptable(objects("bad"), [services], refused, self.dislikes("bad"))
        wanted = acceptable(objects("bad", version="2"), [services], refused, self.dislikes())
        self.assertEqual(self.hosts(wanted), ["bad"])

    def test_nothing_is_changed_while_its_own_configuration_is_broken(self):
        self.assertIsNone(acceptable(objects("a"), [services], set(), lambda wanted: "no"))

    def test_the_real_haproxy_refuses_a_broken_configuration_of_its_own(self):
        haproxy = RealHAProxy()
        self.addCleanup(haproxy.close)
        wanted = haproxy.bound(plan(objects("a"), [services]))
        self.assertEqual(haproxy.haproxy.refusal(wanted), "")
        with open(haproxy.haproxy.main, "a", encoding="utf-8") as main:
            main.write("nonsense\n")
        self.assertIn("nonsense", haproxy.haproxy.refusal(wanted))
        self.assertFalse(haproxy.haproxy.file.exists())


if __name__ == "__main__":
    unittest.main()
