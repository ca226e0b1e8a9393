"""A real HAProxy with the balancer's configuration answers real requests."""

import unittest

from balancing import Pods, RealHAProxy

# pylint: disable=wrong-import-order
from model import Backend, Route, Server
from plan import Plan


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pods, cls.haproxy = Pods(), RealHAProxy()
        cls.names, routes, backends = {}, [], []
        table = [
            ("shop.celtic.lab", "/", False), ("shop.celtic.lab", "/cart", False), ("shop.celtic.lab", "/cart/2", True),
            ("*.celtic.lab", "/", False), ("", "/news", False), ("deep.er.celtic.lab", "/only", True),
        ]
        for number, (host, path, exact) in enumerate(table, start=1):
            address = f"127.0.1.{number}"
            cls.names[address] = f"{host}{path}{'=' if exact else ''}"
            backends.append(Backend(f"b{number}", (Server("pod", address, cls.pods.port),)))
            routes.append(Route(host, path, f"b{number}", exact))
        cls.haproxy.start(Plan(sorted(routes, key=lambda route: route.order), backends))

    @classmethod
    def tearDownClass(cls):
        cls.haproxy.close()
        cls.pods.close()

    def reaches(self, host, path):
        status, body = self.haproxy.get(path, host)
        return self.names[body] if status == 200 else status

    def test_a_name_is_told_from_others(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/"), "shop.celtic.lab/")

    def test_the_port_and_the_size_of_letters_do_not_matter(self):
        self.assertEqual(self.reaches("SHOP.celtic.lab:80", "/"), "shop.celtic.lab/")

    def test_the_longest_path_wins(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/cart/1"), "shop.celtic.lab/cart")

    def test_exact_wins_over_prefix(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/cart/2"), "shop.celtic.lab/cart/2=")

    def test_a_path_is_compared_by_whole_elements(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/cartoon"), "shop.celtic.lab/")

    def test_what_follows_a_question_mark_is_no_path(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/cart?a=/b"), "shop.celtic.lab/cart")

    def test_a_star_is_one_part_of_a_name(self):
        self.assertEqual(self.reaches("blog.celtic.lab", "/"), "*.celtic.lab/")
        self.assertEqual(self.reaches("a.blog.celtic.lab", "/"), 404)
        self.assertEqual(self.reaches("celtic.lab", "/"), 404)

    def test_a_path_without_a_name_holds_for_names_that_nobody_has(self):
        self.assertEqual(self.reaches("10.0.0.38", "/news/today"), "/news")

    def test_a_name_comes_before_a_path_without_a_name(self):
        self.assertEqual(self.reaches("shop.celtic.lab", "/news"), "shop.celtic.lab/")

    def test_a_name_with_one_path_leaves_its_other_paths_to_others(self):
        self.assertEqual(self.reaches("deep.er.celtic.lab", "/only"), "deep.er.celtic.lab/only=")
        self.assertEqual(self.reaches("deep.er.celtic.lab", "/news"), "/news")

    def test_the_rest_is_not_found(self):
        self.assertEqual(self.reaches("10.0.0.38", "/"), 404)


if __name__ == "__main__":
    unittest.main()
