import Steps

extension Run {
    /// Proves the checks of a chapter on fresh hosts: each step must not hold before it, hold after it, and not hold
    /// while what it states is broken. Only the steps in `targets` are broken.
    ///
    /// The lab is kept in `net` once the chapter is carried out, and is brought back from there in the end.
    public func selftest(
        _ targets: Set<String>, over net: any SafetyNet, atLeast: Int, patience: Patience = Patience()
    ) async -> RunSummary {
        let selftest = Selftest(run: self, net: net, targets: targets, patience: patience)
        var scoreboard = Scoreboard(atLeast: atLeast)
        await selftest.carryOut(&scoreboard)
        return await finish(mutations: scoreboard.tally)
    }

    /// Undoes what a selftest broke that was killed; where nothing can, says what does.
    func undoMutations() async {
        guard let open = try? surroundings.journal.openMutations(), !open.isEmpty else { return }
        for mutation in open {
            let what = "\(mutation.host): a selftest of `\(mutation.step)` was cut short: \(mutation.title)"
            guard let undoing = mutation.undoing, let host = plan.inventory.host(named: mutation.host) else {
                recorder.add(.notice("\(what). Bring the lab back: labctl lab restore selftest"))
                continue
            }
            let question = Question(undoing, user: nil, timeout: .seconds(120))
            let answer = try? await surroundings.connections.transport(to: host).run(question) { _, _ in }
            let isUndone = answer?.succeeded == true
            recorder.add(
                .notice(
                    isUndone
                        ? "\(what); it is undone"
                        : "\(what). It cannot be undone: labctl lab restore selftest"))
        }
        try? surroundings.journal.forgetMutations()
    }
}
