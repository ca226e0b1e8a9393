import Steps

extension Run {
    /// Proves the checks of a chapter on fresh hosts: each step must not hold before it, hold after it, and not hold
    /// while what it states is broken. Only the steps in `targets` are broken.
    ///
    /// The lab is kept in `net` once the chapter is carried out, and is brought back from there in the end.
    public func selftest(
        _ targets: Set<String>, over net: any SafetyNet, atLeast: Int, patience: Patience = Patience()
    ) async -> RunSummary {
        let selftest = Selftest(
            run: self, net: net, targets: targets, patience: patience.stretched(by: surroundings.timeScale))
        var scoreboard = Scoreboard(atLeast: atLeast)
        await selftest.carryOut(&scoreboard)
        return await finish(mutations: scoreboard.tally)
    }

    /// Undoes what a selftest broke that was killed; what cannot be undone yet is remembered, and how to bring it back
    /// is said.
    func undoMutations() async {
        for mutation in (try? surroundings.journal.openMutations()) ?? [] where !Task.isCancelled {
            let what = "\(mutation.host): a selftest of `\(mutation.step)` was cut short: \(mutation.title)"
            guard let undoing = mutation.undoing, let host = plan.inventory.host(named: mutation.host) else {
                recorder.add(.notice("\(what). Bring the lab back: labctl lab restore selftest"))
                continue
            }
            do throws(DrillError) {
                try await surroundings.carryOut(undoing, on: host, within: .seconds(120))
                try? surroundings.journal.forget(mutation)
                recorder.add(.notice("\(what); it is undone"))
            } catch {
                recorder.add(
                    .notice(
                        "\(what). It cannot be undone: \(error.message)\nBring it back: labctl lab restore selftest"
                    ))
            }
        }
    }

    /// Mends what a killed labctl has left broken, by a drill or by a selftest.
    public func mendLeftovers() async {
        await heal()
        await undoMutations()
    }
}
