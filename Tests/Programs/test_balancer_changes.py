"""A real HAProxy is led from one plan to the next, while clients go on asking."""

import threading
import time
import unittest

from balancing import Pods, RealHAProxy

# pylint: disable=wrong-import-order
from configuration import digest
from model import Backend, Route, Server
from plan import Plan


class Clients:
    """Some clients that ask without a pause until they are told to stop; they keep what went wrong."""

    def __init__(self, haproxy, count=4):
        self.haproxy, self.wanted, self.answers, self.failures = haproxy, True, [], []
        self.threads = [threading.Thread(target=self.ask) for _ in range(count)]

    def ask(self):
        while self.wanted:
            try:
                status, body = self.haproxy.get("/")
                (self.answers if status == 200 else self.failures).append(body)
            except OSError as error:
                self.failures.append(error)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.wanted = False
        for thread in self.threads:
            thread.join()


class Changes(unittest.TestCase):
    def setUp(self):
        self.pods, self.haproxy = Pods(), RealHAProxy()

    def tearDown(self):
        self.haproxy.close()
        self.pods.close()

    def plan(self, *numbers, paths=("/",)):
        servers = tuple(Server(f"pod-{number}", f"127.0.1.{number}", self.pods.port) for number in numbers)
        return Plan([Route("", path, "shop") for path in paths], [Backend("shop", servers)])

    def running(self):
        return sorted(it.server.name for it in self.haproxy.runtime.servers().get("shop", []))

    def test_pods_are_replaced_without_a_reload_and_without_a_failed_request(self):
        worker = self.haproxy.start(self.plan(1, 2))
        with Clients(self.haproxy) as clients:
            for numbers in [(1, 2, 3), (2, 3), (2, 3, 4), (3, 4), (3, 4, 5), (4, 5)]:
                self.haproxy.follow(self.plan(*numbers))
                time.sleep(0.1)
        self.assertEqual(clients.failures, [])
        self.assertEqual(set(clients.answers), {f"127.0.1.{number}" for number in range(1, 6)})
        self.assertEqual(self.running(), ["pod-4", "pod-5"])
        self.assertEqual(self.haproxy.runtime.worker_id(), worker)

    def test_a_new_rule_reloads_once_and_no_request_fails(self):
        worker = self.haproxy.start(self.plan(1))
        with Clients(self.haproxy) as clients:
            self.haproxy.follow(self.plan(1, paths=["/new", "/"]))
            time.sleep(0.3)
        self.assertEqual(clients.failures, [])
        self.assertNotEqual(self.haproxy.runtime.worker_id(), worker)

    def test_thirty_new_rules_are_not_more_than_a_reload_a_second(self):
        self.haproxy.start(self.plan(1))
        workers, paths, begin = set(), ["/"], time.monotonic()
        for number in range(30):
            paths.insert(0, f"/{number}")
            plan = self.plan(1, paths=paths)
            self.haproxy.haproxy.install(self.haproxy.bound(plan))
            self.haproxy.haproxy.take_in(plan)
            workers.add(self.haproxy.runtime.worker_id())
            time.sleep(0.03)
        self.haproxy.follow(plan)
        workers.add(self.haproxy.runtime.worker_id())
        self.assertLessEqual(len(workers) - 1, 1 + (time.monotonic() - begin))
        self.assertEqual(self.haproxy.runtime.rules(), digest(plan))

    def test_a_request_under_way_is_answered_by_the_pod_that_goes(self):
        self.haproxy.start(self.plan(1))
        self.pods.slow = 1
        with Clients(self.haproxy, count=1) as clients:
            self.assertTrue(self.pods.entered.wait(10))
            clients.wanted = False
            self.haproxy.haproxy.take_in(self.haproxy.bound(self.plan(2)))
            self.assertIn("pod-1", self.running())
        self.assertEqual((clients.answers, clients.failures), (["127.0.1.1"], []))
        self.haproxy.follow(self.plan(2))
        self.assertEqual(self.running(), ["pod-2"])

    def test_a_pod_that_comes_back_before_it_is_gone_serves_again(self):
        self.haproxy.start(self.plan(1, 2))
        self.pods.slow = 1
        with Clients(self.haproxy, count=4) as clients:
            time.sleep(0.3)
            self.haproxy.haproxy.take_in(self.haproxy.bound(self.plan(2)))
            self.haproxy.follow(self.plan(1, 2))
            clients.wanted = False
        self.pods.slow = 0
        self.assertEqual({self.haproxy.get("/")[1] for _ in range(4)}, {"127.0.1.1", "127.0.1.2"})

    def test_a_pod_of_the_same_name_may_have_another_address(self):
        self.haproxy.start(self.plan(1))
        moved = self.plan(2)
        moved.backends = [Backend("shop", (Server("pod-1", "127.0.1.2", self.pods.port),))]
        self.haproxy.follow(moved)
        self.assertEqual(self.haproxy.get("/"), (200, "127.0.1.2"))

    def test_haproxy_that_starts_anew_knows_the_last_plan(self):
        self.haproxy.start(self.plan(1))
        self.haproxy.follow(self.plan(2))
        self.haproxy.process.terminate()
        self.haproxy.process.wait()
        self.haproxy.start(self.plan(2))
        self.assertEqual(self.haproxy.get("/"), (200, "127.0.1.2"))

    def test_a_silent_pod_costs_no_request(self):
        self.haproxy.start(self.plan(1, 2))
        silent = Backend("shop", (Server("pod-1", "127.0.1.1", self.pods.port), Server("pod-9", "127.0.1.9", 1)))
        plan = Plan([Route("", "/", "shop")], [silent])
        with Clients(self.haproxy) as clients:
            self.haproxy.haproxy.take_in(self.haproxy.bound(plan))
            time.sleep(0.5)
        self.assertEqual(clients.failures, [])


if __name__ == "__main__":
    unittest.main()
