extension RunStep {
    /// What `creates` names is gone. What `unless` and `check` ask, only the chapter's author can break.
    public func mutations(on host: Host) -> [Mutation] {
        creates.map { [FileMutations.removal(of: $0)] } ?? []
    }
}
