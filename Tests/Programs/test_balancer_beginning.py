"""A balancer that starts does nothing before it has heard everything, for HAProxy knows what was before."""

import logging
import unittest
from types import SimpleNamespace
from unittest import mock

from balancing import world

# pylint: disable=wrong-import-order
import balancer
import certificates
import ingresses
import services
from watching import World

logging.disable()

OBJECTS = """
kind: IngressClass
metadata: {name: ours}
spec: {controller: balancer.celtic.lab/haproxy}
---
kind: Ingress
metadata: {name: market, namespace: default}
spec:
  ingressClassName: ours
  tls: [{hosts: [market.lab], secretName: market-tls}]
"""


class SilentWatch:
    """A watch that hears nothing by itself."""

    def __init__(self, _api, _world, kind, interest):
        self.kind, self.interest, self.answered, self.wanted = kind, interest, False, True

    def start(self):
        pass


class Beginning(unittest.TestCase):
    def setUp(self):
        self.balancer = balancer.Balancer.__new__(balancer.Balancer)
        self.plans = []
        self.balancer.parts = [services, ingresses, certificates]
        self.balancer.api, self.balancer.world, self.balancer.watches = None, World(), {}
        self.balancer.refused, self.balancer.trouble = set(), ""
        self.balancer.options = SimpleNamespace(address="10.0.0.38")
        self.balancer.teller = SimpleNamespace(tell=lambda left_out: None)
        self.balancer.haproxy = SimpleNamespace(
            refusal=lambda plan: "", install=self.plans.append, take_in=lambda plan: True)
        patch = mock.patch.object(balancer, "Watch", SilentWatch)
        patch.start()
        self.addCleanup(patch.stop)

    def hears(self, text=OBJECTS):
        """Everything that is followed by now gives its answer."""
        for kind, watch in self.balancer.watches.items():
            self.balancer.world.replace(kind, world(text).get(kind, {}).values())
            watch.answered = True

    def test_nothing_is_done_while_a_list_is_missing(self):
        self.balancer.turn()
        self.hears()
        self.balancer.watches["endpoints"].answered = False
        self.balancer.turn()
        self.assertEqual(self.plans, [])

    def test_a_certificate_is_waited_for_when_its_ingress_has_just_been_heard_of(self):
        self.balancer.turn()
        self.hears()
        self.balancer.turn()
        self.assertIn("secrets/default/market-tls", self.balancer.watches)
        self.assertEqual(self.plans, [])
        self.hears()
        self.assertTrue(self.balancer.turn())
        self.assertEqual(len(self.plans), 1)

    def test_what_comes_while_the_picture_is_taken_is_not_half_used(self):
        self.balancer.turn()
        copy = self.balancer.world.copy

        def late():
            before = copy()
            self.hears()
            return before

        with mock.patch.object(self.balancer.world, "copy", late):
            self.balancer.turn()
        self.assertEqual(self.plans, [])

    def test_a_secret_that_no_ingress_names_any_more_is_forgotten(self):
        self.balancer.turn()
        self.hears()
        self.balancer.turn()
        self.hears()
        self.balancer.world.replace("ingresses", [])
        self.balancer.turn()
        self.assertNotIn("secrets/default/market-tls", self.balancer.watches)


if __name__ == "__main__":
    unittest.main()
