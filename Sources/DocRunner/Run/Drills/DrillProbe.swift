import Steps

/// Something that is asked again and again during a drill, with the hosts that are asked.
struct DrillProbe: Sendable {
    /// What is asked, in words.
    let name: String
    let check: any CheckKind
    let hosts: [Host]
    let cadence: Duration
    /// Who is asked, in the author's words, for the timeline.
    let place: String

    /// Throws `Diagnostic` for hosts that are not there.
    init(_ check: DrillCheck, in inventory: Inventory) throws {
        name = check.name
        self.check = check.check
        hosts = try check.asked?.hosts(in: inventory) ?? []
        cadence = check.cadence
        place = hosts.count == 1 ? hosts[0].name : check.asked?.text ?? ""
    }

    /// What came of asking once. Four causes are told apart.
    enum Observation: Sendable, Hashable {
        /// It holds.
        case good
        /// It does not.
        case bad(String)
        /// The host that asks cannot be reached: nobody knows.
        case unknown(String)
        /// It cannot be asked: the command is missing.
        case broken(String)

        /// Whether it tells how things stand.
        var isKnown: Bool {
            switch self {
            case .good, .bad: true
            case .unknown, .broken: false
            }
        }
    }

    /// Asks all hosts at once but for those that the drill itself has silenced: of them nothing is known.
    func ask(over connections: Connections, without silent: Set<String>) async -> Observation {
        let asked = hosts.filter { !silent.contains($0.name) }
        let answers = await withTaskGroup(of: (Int, Result<Finding, Unreachable>).self) { group in
            for (place, host) in asked.enumerated() {
                group.addTask { (place, await finding(on: host, over: connections)) }
            }
            var answers: [Int: Result<Finding, Unreachable>] = [:]
            for await (place, answer) in group { answers[place] = answer }
            return answers
        }
        var findings = hosts.filter { silent.contains($0.name) }.map { HostFinding(host: $0, finding: nil) }
        for (place, host) in asked.enumerated() {
            guard case .success(let finding)? = answers[place] else {
                if case .failure(let trouble)? = answers[place] { return .unknown("\(trouble)") }
                continue
            }
            findings.append(HostFinding(host: host, finding: finding))
        }
        return answer(check.judge(findings))
    }

    private func answer(_ findings: [HostFinding]) -> Observation {
        var reason: String?
        for found in findings {
            switch found.finding {
            case .broken(let why): return .broken("on \(found.host.name): \(why)")
            case .differs(let differences):
                reason = reason ?? differences.first.map(words)
            case .holds, nil: break
            }
        }
        if let reason { return .bad(reason) }
        return findings.contains { $0.finding != nil }
            ? .good : .unknown("no host that could be asked is left")
    }

    /// What differs, without what the question's name says already, and the line that tells most of what was printed.
    private func words(_ difference: Difference) -> String {
        let summary = difference.summary
        let isNamed = name != check.title && summary.hasPrefix(check.title)
        let reason = isNamed ? String(summary.dropFirst(check.title.count).trimmingSpaces) : summary
        return Self.tellingLine(in: difference.evidence).map { "\(reason): \($0)" } ?? reason
    }

    /// The last line that speaks of an error, or else the longest; no endless ones.
    static func tellingLine(in text: String) -> String? {
        let lines = text.split { $0.isNewline }.map { String($0.trimmingSpaces) }.filter { $0.count <= 120 }
        return lines.last { $0.lowercased().contains("error") } ?? lines.max { $0.count < $1.count }
    }

    private func finding(on host: Host, over connections: Connections) async -> Result<Finding, Unreachable> {
        guard let probe = check.probe(on: host) else { return .success(.broken("it asks nothing")) }
        let question = Request(probe.script, user: nil, timeout: .seconds(5))
        do throws(Unreachable) {
            let answers = try await connections.use(host) { transport throws(Unreachable) in
                try await transport.ask([question])
            }
            return .success(answers.first.map { probe.finding(from: $0) } ?? .broken("no answer"))
        } catch { return .failure(error) }
    }
}
