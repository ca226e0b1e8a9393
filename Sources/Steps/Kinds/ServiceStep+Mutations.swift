extension ServiceStep {
    /// Stopped, disabled, masked, older than a file that it reads; or the reverse where it must not run.
    public func mutations(on host: Host) -> [Mutation] {
        units.flatMap(mutations) + (wanted.isRunning ? files.map(FileMutations.touch) : [])
    }

    private func mutations(of unit: String) -> [Mutation] {
        if wanted.isMasked { return [UnitMutations.unmask(unit)] }
        guard wanted.isRunning else {
            return [UnitMutations.start(unit)] + (wanted.isEnabled ? [] : [UnitMutations.enable(unit)])
        }
        return [UnitMutations.stop(unit), UnitMutations.mask(unit)]
            + [wanted.isEnabled ? UnitMutations.disable(unit) : UnitMutations.enable(unit)]
    }
}
