import Steps

/// What a drill, or a part of it, came to.
struct DrillVerdict: Sendable {
    var failures: [String] = []
    var outcome = Outcome.changed
    /// Whether a failure says already how long clients suffered.
    var tellsDowntime = false
    /// What there is to be told besides.
    var summary = ""
    /// What was found while clients were not served, by the hosts' names.
    var evidence: [String: [Evidence]] = [:]

    /// Adds what went wrong; the worst outcome counts.
    mutating func add(_ failure: String, _ outcome: Outcome = .failed) {
        failures.append(failure.onOneLine)
        self.outcome = max(self.outcome, outcome)
    }

    /// The same for each of the hosts.
    func results(on hosts: [Host]) -> [String: HostResult] {
        let words =
            failures.isEmpty
            ? summary : ([failures[0], summary].filter { !$0.isEmpty }.joined(separator: "\n"))
        let result = HostResult(
            outcome: outcome, differences: failures.map { Difference($0) }, message: words)
        let names = Set(hosts.map(\.name))
        let elsewhere = evidence.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }.flatMap {
            host, found in
            found.map { Evidence("\($0.title), on \(host)", $0.text, on: host) }
        }
        return hosts.reduce(into: [:]) { results, host in
            results[host.name] = result
            results[host.name]?.evidence = (evidence[host.name] ?? []) + elsewhere
        }
    }
}

extension DrillRecord {
    /// What went wrong all through, whatever was reached.
    func verdict(_ scene: DrillScene) -> DrillVerdict {
        var verdict = DrillVerdict()
        verdict.summary = timeline.sentence
        if let trouble { verdict.add(trouble.message, trouble.outcome) }
        for violation in violations { verdict.add(violation.sentence) }
        for question in scene.invariants where watched[question.name] == false {
            verdict.add(
                "the invariant `\(question.name)` could not be asked while the fault lasted: nothing is known of it",
                .unreachable)
        }
        if scene.mustBeNoticed == false, let firstBad = timeline.firstBad {
            verdict.add("the fault was noticed after \(firstBad.short), and must not be: \(timeline.reason)")
        }
        return verdict
    }

    /// Why a goal is missed, told at once: what comes later, while the host is healed, is no merit.
    func misses(of goal: DrillGoal) -> DrillVerdict {
        var verdict = DrillVerdict()
        let scene = goal.scene
        let budget = scene.drill.budget.short
        if scene.mustBeNoticed == true, timeline.firstBad == nil {
            verdict.add(
                "the fault was not noticed within \(budget): all \(timeline.asked) answers of the probe were good"
            )
            return verdict
        }
        if !goal.isHealed {
            for (index, question) in scene.meanwhile.enumerated() where !held.contains(index) {
                verdict.add("`\(question.name)`, under `meanwhile`, did not come to hold within \(budget)")
            }
            for question in scene.invariants where watched[question.name] == nil {
                verdict.add(
                    "the invariant `\(question.name)` was not answered within \(budget)", .unreachable)
            }
        }
        guard goal.wantsRecovery, timeline.goodInARow < scene.drill.goodAnswers else { return verdict }
        if let unknown = timeline.unknown {
            verdict.add("the probe cannot be asked: \(unknown)", .unreachable)
        } else {
            verdict.tellsDowntime = true
            verdict.add(
                "not recovered within \(budget)\(goal.isHealed ? " after the heal" : ""): \(timeline.sentence)"
            )
        }
        return verdict
    }
}

extension DrillRecord.Violation {
    /// When and why an invariant did not hold.
    fileprivate var sentence: String {
        "the invariant `\(question.name)` did not hold \(times == 1 ? "once" : "\(times) times"), "
            + "first after \(first.short): \(reason)"
    }
}

extension String {
    /// The words of several lines on one, for a timeline.
    var onOneLine: String { split { $0.isNewline }.map { String($0.trimmingSpaces) }.joined(separator: " ") }
}
