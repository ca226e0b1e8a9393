extension ServiceStep {
    /// Stopped, disabled, masked, older than a file that it reads, listed or not; or the reverse where it must not run.
    public func mutations(on host: Host) -> [Mutation] {
        units.flatMap(mutations) + (wanted.isRunning ? aged : [])
    }

    private var aged: [Mutation] {
        files.map(FileMutations.touch) + units.map { UnitMutations.unlisted($0, but: files + rereads) }
    }

    private func mutations(of unit: String) -> [Mutation] {
        if wanted.isMasked { return [UnitMutations.unmask(unit)] }
        guard wanted.isRunning else {
            return [UnitMutations.start(unit)] + (wanted.isEnabled ? [] : [UnitMutations.enable(unit)])
        }
        return [UnitMutations.stop(unit), UnitMutations.mask(unit), UnitMutations.maskUntilBoot(unit)]
            + [wanted.isEnabled ? UnitMutations.disable(unit) : UnitMutations.enable(unit)]
    }
}
