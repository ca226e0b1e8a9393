"""Objects in, answers out: each folder in `dns` holds objects, and questions with what is to be answered.

In expected.txt a question is a line, name and type, and its answers are the lines below it.
"""

import sys
import unittest
from pathlib import Path

import yaml
from dnslib import QTYPE, RCODE, DNSRecord

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "guide/assets/dns"))

import zone  # noqa: E402  pylint: disable=wrong-import-position


def names_of(case):
    kinds = {"Service": {}, "Endpoints": {}}
    for thing in yaml.safe_load_all((case / "objects.yaml").read_text()):
        kinds[thing["kind"]][thing["metadata"]["namespace"], thing["metadata"]["name"]] = thing
    return zone.zone(kinds["Service"], kinds["Endpoints"])


def told(names, question):
    """The reply, after its way over the wire, as expected.txt would have it."""
    reply = DNSRecord.parse(zone.answer(names, DNSRecord.question(*question.split())).pack())
    if reply.header.rcode:
        return [RCODE[reply.header.rcode]]
    return [f"{QTYPE[record.rtype]} {record.rdata}" for record in reply.rr] or ["nothing of that type"]


class Cases(unittest.TestCase):
    def test_every_case_is_answered_as_expected(self):
        for case in sorted((HERE / "dns").iterdir()):
            names, expected = names_of(case), (case / "expected.txt").read_text().splitlines()
            found = []
            for question in (line for line in expected if not line.startswith(" ")):
                found += [question] + ["    " + answer for answer in told(names, question)]
            with self.subTest(case.name):
                self.assertEqual(found, expected)


class Answers(unittest.TestCase):
    def setUp(self):
        self.names = names_of(HERE / "dns/headless")

    def test_are_to_be_forgotten_soon(self):
        reply = zone.answer(self.names, DNSRecord.question("pods.default.svc.cluster.local"))
        self.assertEqual({record.ttl for record in reply.rr}, {1})

    def test_bear_the_question_as_it_was_asked(self):
        reply = zone.answer(self.names, DNSRecord.question("PODS.default.SVC.cluster.local"))
        self.assertEqual({str(record.rname) for record in reply.rr}, {"PODS.default.SVC.cluster.local."})

    def test_of_two_hundred_pods_are_all_there(self):
        addresses = [{"ip": f"10.80.1.{n}"} for n in range(1, 201)]
        service = {"metadata": {"name": "many", "namespace": "n"}, "spec": {"type": "ClusterIP", "clusterIP": "None"}}
        names = zone.zone({("n", "many"): service}, {("n", "many"): {"subsets": [{"addresses": addresses}]}})
        self.assertEqual(len(told(names, "many.n.svc.cluster.local A")), 200)


if __name__ == "__main__":
    unittest.main()
