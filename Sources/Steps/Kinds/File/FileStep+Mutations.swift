extension FileStep {
    /// A byte, the mode, the owner where the step says one, the whole file; or its being there at all.
    public func mutations(on host: Host) -> [Mutation] {
        if isAbsent { return [FileMutations.creation(of: path)] }
        return [
            FileMutations.byte(of: path), FileMutations.mode(of: path, wanted: mode),
            FileMutations.owner(of: path, wanted: owner), FileMutations.removal(of: path),
        ].compactMap { $0 }
    }
}
