import Steps

/// What a drill came to.
struct DrillVerdict: Sendable {
    var failures: [String] = []
    var outcome = Outcome.changed
    /// What there is to be told besides.
    var summary = ""

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
        return hosts.reduce(into: [:]) { $0[$1.name] = result }
    }
}

extension DrillRecord {
    /// What is known, judged; `wasReached` tells whether each phase came to its goal.
    func verdict(_ scene: DrillScene, wasReached: Bool) -> DrillVerdict {
        var verdict = DrillVerdict()
        verdict.summary = timeline.sentence
        if let trouble { verdict.add(trouble.message, trouble.outcome) }
        for violation in violations {
            verdict.add(
                "the invariant `\(violation.question.name)` did not hold \(violation.times == 1 ? "once" : "\(violation.times) times"), "
                    + "first after \(violation.first.short): \(violation.reason)")
        }
        if scene.mustBeNoticed == false, let firstBad = timeline.firstBad {
            verdict.add("the fault was noticed after \(firstBad.short), and must not be: \(timeline.reason)")
        }
        if !wasReached, trouble == nil { addMisses(to: &verdict, scene) }
        return verdict
    }

    private func addMisses(to verdict: inout DrillVerdict, _ scene: DrillScene) {
        let budget = scene.drill.budget.short
        if scene.mustBeNoticed == true, timeline.firstBad == nil {
            verdict.add(
                "the fault was not noticed within \(budget): all \(timeline.asked) answers of the probe were good"
            )
            return
        }
        for (index, question) in scene.meanwhile.enumerated() where !held.contains(index) {
            verdict.add("`\(question.name)`, under `meanwhile`, did not come to hold within \(budget)")
        }
        guard timeline.goodInARow < scene.drill.goodAnswers else { return }
        if let unknown = timeline.unknown {
            verdict.add("the probe cannot be asked: \(unknown)", .unreachable)
        } else if heal != nil || scene.drill.recovery == .byItself {
            let from = scene.drill.recovery == .healed ? " after the heal" : ""
            verdict.add("not recovered within \(budget)\(from): \(timeline.sentence)")
        }
    }
}

extension String {
    /// The words of several lines on one, for a timeline.
    var onOneLine: String { split { $0.isNewline }.map { String($0.trimmingSpaces) }.joined(separator: " ") }
}
