import Steps

extension Run {
    /// Proves the checks of a chapter on fresh hosts: each step must not hold before it, hold after it, and not hold
    /// while what it states is broken. Only the steps in `targets` are broken.
    ///
    /// The lab is kept in `net` once the chapter is carried out, and is brought back from there in the end.
    public func selftest(
        _ targets: Set<String>, over net: any SafetyNet, atLeast: Int,
        patience: SelftestPatience = SelftestPatience()
    ) async -> RunSummary {
        let selftest = Selftest(
            execution: execution, net: net, targets: targets,
            patience: patience.stretched(by: context.surroundings.timeScale))
        var scoreboard = Scoreboard(atLeast: atLeast)
        await selftest.carryOut(&scoreboard)
        return await finish(mutations: scoreboard.tally)
    }
}
