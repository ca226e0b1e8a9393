import Testing

@testable import Steps

@Suite("Quantified checks")
struct QuantifierTests {
    static let masters = CelticLab.inventory.hosts(playing: "etcd")

    /// The check of one line of body, over what three hosts found: morrigan, balar, angus.
    private func outcome(_ quantifier: String, _ findings: [Finding?]) throws -> [Finding?] {
        let (contents, diagnostics) = CelticLab.read(
            "```yaml {check #c}\n\(quantifier)\naddress: 10.0.0.39\n```\n")
        #expect(diagnostics == [])
        let step = try #require(contents.first?.asking)
        #expect(step.hosts?.text == "etcd")
        return step.judge(zip(Self.masters, findings).map { HostFinding(host: $0, finding: $1) }).map(
            \.finding)
    }

    private let no = Finding.differs([Difference("no interface holds 10.0.0.39")])
    private let yes = Finding.holds(seen: "eth0")

    @Test("Exactly one of three: one is right, none and two are told with the holders' names")
    func exactly() throws {
        #expect(try outcome("exactly: 1 of etcd", [no, yes, no]).allSatisfy { $0?.isHeld == true })
        let none = try outcome("exactly: 1 of etcd", [no, no, no])
        #expect(
            none.map { $0?.differences.first?.summary }
                == [String](
                    repeating: "address 10.0.0.39 holds on 0 hosts of etcd, not on exactly 1", count: 3))
        let two = try outcome("exactly: 1 of etcd", [yes, yes, no])
        #expect(
            two.first??.differences.first?.summary
                == "address 10.0.0.39 holds on 2 hosts of etcd (morrigan, balar), not on exactly 1")
    }

    @Test("Any wants one, none wants no host, all leaves each host to itself")
    func others() throws {
        #expect(try outcome("any: etcd", [no, yes, no]).allSatisfy { $0?.isHeld == true })
        #expect(try outcome("any: etcd", [no, no, no]).allSatisfy { $0?.isHeld == false })
        #expect(try outcome("none: etcd", [no, no, no]).allSatisfy { $0?.isHeld == true })
        #expect(try outcome("none: etcd", [no, yes, no]).map { $0?.isHeld } == [true, false, true])
        #expect(try outcome("all: etcd", [no, yes, no]) == [no, yes, no])
    }

    @Test("Equal compares what was seen, and shows it")
    func equal() throws {
        let other = Finding.holds(seen: "lo")
        #expect(try outcome("equal: etcd", [yes, yes, yes]) == [yes, yes, yes])
        #expect(try outcome("equal: etcd", [yes, no, yes]) == [yes, no, yes])
        let differing = try outcome("equal: etcd", [yes, other, yes])
        #expect(differing.first??.differences.first?.evidence == "morrigan: eth0\nbalar: lo\nangus: eth0")
    }

    @Test(
        "A host that gave no answer stays without one, and a broken check stays broken",
        arguments: ["any: etcd", "none: etcd", "exactly: 1 of etcd", "equal: etcd", "all: etcd"])
    func unanswered(quantifier: String) throws {
        #expect(try outcome(quantifier, [yes, nil, no])[1] == nil)
        #expect(try outcome(quantifier, [yes, .broken("ip is missing"), no])[1] == .broken("ip is missing"))
    }
}
