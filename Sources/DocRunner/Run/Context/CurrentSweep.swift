import Steps

/// The sweep whose findings a run uses, until somebody acts or another sweep begins.
actor CurrentSweep {
    private var sweep: Sweep?

    /// Uses the findings of this sweep from now on.
    func begin(_ sweep: Sweep) { self.sweep = sweep }

    /// What was found for a step on a host; nil where it was not probed or the finding may be out of date.
    func finding(_ index: Int, on host: Host) async throws(Unreachable) -> Finding? {
        try await sweep?.finding(index, on: host)
    }

    /// Whether all these hosts have answered a step's probe, or all that they were asked where that was not among it.
    func hasAnswers(to index: Int, of hosts: [Host]) async -> Bool {
        await sweep?.hasAnswers(to: index, of: hosts) ?? true
    }

    /// Somebody acts: nothing found before counts any more.
    func invalidate() async { await sweep?.invalidate() }
}
