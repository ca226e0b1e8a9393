/// On how many hosts a check must hold.
struct Quantifier: Sendable {
    /// How many.
    enum Amount: Sendable, Hashable {
        case all, any, none, equal
        case exactly(Int)
    }

    let amount: Amount
    let hosts: Selector

    /// The fields of a check that are quantifiers.
    static let documentation: [KindDocumentation.Field] = [
        .init("all", "hosts", "it must hold on every one of these hosts"),
        .init("any", "hosts", "it must hold on at least one of them"),
        .init("none", "hosts", "it must hold on none of them"),
        .init("exactly", "number of hosts", "it must hold on so many of them: `1 of masters`"),
        .init("equal", "hosts", "it must hold on all of them, and all must answer the same"),
    ]

    private static let simple: [String: Amount] = ["all": .all, "any": .any, "none": .none, "equal": .equal]

    /// Reads the quantifier; nil where there is none. Two are a problem.
    static func read(from fields: inout Fields) -> Quantifier? {
        let written = documentation.map(\.name).compactMap { fields.entry($0) }
        if written.count > 1 {
            fields.report(
                .error(
                    "two-quantifiers", at: written[1].place, "a check has one quantifier",
                    ["Make it two checks."]))
        }
        guard let entry = written.first, let text = fields.text(entry.name) else { return nil }
        if let amount = simple[entry.name] {
            return Quantifier(amount: amount, hosts: Selector(text, at: entry.valuePlace))
        }
        let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace)
        guard words.count == 3, words[1] == "of", let number = Int(words[0]), (0...9999).contains(number)
        else {
            fields.reportValue("exactly", text, "a number and hosts: 1 of masters")
            return nil
        }
        return Quantifier(
            amount: .exactly(number), hosts: Selector(String(words[2].trimmingSpaces), at: entry.valuePlace))
    }

    /// Computes the result of the whole from the answer of each host. Hosts without an answer stay without
    /// one.
    func judge(_ findings: [HostFinding], of title: String) -> [HostFinding] {
        let isBroken = findings.contains { if case .broken = $0.finding { true } else { false } }
        if isBroken || amount == .all { return findings }
        let holding = findings.filter { $0.finding?.isHeld == true }
        let names = holding.isEmpty ? "" : " (" + holding.map(\.host.name).joined(separator: ", ") + ")"
        let count = holding.count == 1 ? "1 host" : "\(holding.count) hosts"
        switch amount {
        case .all: return findings
        case .any:
            if !holding.isEmpty { return findings.map(\.held) }
            return findings.map { $0.differing("\(title) holds on none of \(hosts.text)") }
        case .none:
            if holding.isEmpty { return findings.map(\.held) }
            return findings.map { $0.finding?.isHeld == true ? $0.differing("\(title) holds here") : $0.held }
        case .exactly(let number):
            if holding.count == number { return findings.map(\.held) }
            let sentence = "\(title) holds on \(count) of \(hosts.text)\(names), not on exactly \(number)"
            return findings.map { $0.differing(sentence) }
        case .equal: return comparison(findings, of: title)
        }
    }

    private func comparison(_ findings: [HostFinding], of title: String) -> [HostFinding] {
        let answers = findings.compactMap { finding -> (name: String, seen: String)? in
            if case .holds(let seen) = finding.finding { (finding.host.name, seen) } else { nil }
        }
        guard answers.count > 1, answers.contains(where: { $0.seen != answers[0].seen }) else {
            return findings
        }
        let evidence = answers.map { "\($0.name): \($0.seen)" }.joined(separator: "\n")
        return findings.map {
            $0.finding?.isHeld == true
                ? $0.differing("\(title) is not the same on all of \(hosts.text)", evidence: evidence) : $0
        }
    }
}

extension HostFinding {
    /// The same host, holding; a host that did not answer stays without a finding.
    fileprivate var held: HostFinding {
        guard let finding else { return self }
        return HostFinding(host: host, finding: finding.isHeld ? finding : .holds())
    }

    /// The same host with a difference; its own answer stays as evidence.
    fileprivate func differing(_ sentence: String, evidence: String? = nil) -> HostFinding {
        guard let finding else { return self }
        let own = finding.differences.map {
            [$0.summary, $0.evidence].filter { !$0.isEmpty }.joined(separator: "\n")
        }
        let difference = Difference(sentence, evidence: evidence ?? own.joined(separator: "\n"))
        return HostFinding(host: host, finding: .differs([difference]))
    }
}
